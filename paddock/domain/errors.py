"""The errors a person can do something about.

    PaddockError            one sentence: what is wrong and what to do
    ├── Finding             the work was done and found something wrong      exit 1
    ├── BadInput            what was given cannot be used                     exit 2
    └── EnvironmentFault    the machine, the disk, the network or the centre  exit 3

Anything else that is raised is a full or failing disk, or a bug of ours: at the front doors `unforeseen` makes a
sentence of it, without what it says, which may quote an applicant.
"""

import errno
import traceback
from typing import Any, ClassVar

from paddock.domain.sentences import Sentence


class PaddockError(Exception):
    """An error that carries the sentence to show; `exit_code` is what the command line returns."""

    exit_code: ClassVar[int] = 3

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class Finding(PaddockError):
    """The work was done and its result is a finding (a tampered contract, a refused application)."""

    exit_code = 1


class BadInput(PaddockError):
    """What was given cannot be used; nothing was changed."""

    exit_code = 2


class EnvironmentFault(PaddockError):
    """Something around the program is missing or broken (keyring, disk, camera, centre)."""

    exit_code = 3


def unforeseen(error: Exception) -> EnvironmentFault:
    """The fault to show for an error nobody foresaw: what the disk refused, or kind and place for support."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return EnvironmentFault(
            Sentence(
                "磁盘已满, 这一步没有完成, 之前的工作都在; 请清理磁盘后再试",
                "The disk is full: this step was not done, earlier work is safe; free some space and try again",
            )
        )
    if isinstance(error, OSError) and error.filename is not None:
        return EnvironmentFault(
            Sentence(
                f"无法读写 {error.filename} ({error.strerror}), 请检查路径、权限与磁盘",
                f"{error.filename} cannot be read or written ({error.strerror}): check path, permissions and disk",
            )
        )
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__}, {frames[-1].name}:{frames[-1].lineno}" if frames else type(error).__name__
    return EnvironmentFault(
        Sentence(
            f"程序出现意外错误 ({place}), 已保存的工作都在; 请重试, 仍不行请把此句告诉技术支持",
            f"Something unforeseen went wrong ({place}), saved work is safe: try again, or tell support this sentence",
        )
    )


def as_document(error: PaddockError) -> dict[str, Any]:
    """What `--json` prints on stdout when a verb could not do its work."""
    message = {"zh": error.sentence.zh, "en": error.sentence.en}
    return {"error": {"exit_code": error.exit_code, "message": message}}
