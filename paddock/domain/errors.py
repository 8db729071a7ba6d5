"""The errors a person can do something about.

    PaddockError            one sentence: what is wrong and what to do
    ├── Finding             the work was done and found something wrong      exit 1
    ├── BadInput            what was given cannot be used                     exit 2
    └── EnvironmentFault    the machine, the disk, the network or the centre  exit 3

Anything else that is raised is a bug of ours and keeps its traceback.
"""

from typing import ClassVar

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
