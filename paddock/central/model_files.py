"""A model as a file: frozen data with a hash of its own, written whole or not at all, checked whenever it is read."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


class Frozen(BaseModel):
    """Part of a model file: nothing unknown in it, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelFile(Frozen):
    """A whole model file. `kind` is what people call it, `made_by` the verb that writes it."""

    kind: ClassVar[Sentence]
    made_by: ClassVar[str]

    name: Annotated[str, Field(pattern=r"^[^\s@:]{1,80}$")]
    version: Annotated[int, Field(gt=0)]
    sha256: str = ""

    @property
    def identity(self) -> str:
        """`name@version:sha256`, which a decision pins."""
        return f"{self.name}@{self.version}:{self.sha256}"

    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON without the hash itself."""
        document = self.model_dump(mode="json", exclude={"sha256"})
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def sealed(self) -> Self:
        """The same with its hash."""
        return self.model_copy(update={"sha256": self.content_hash()})

    def to_json(self) -> str:
        """The file's text, for people and programs alike."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a model.

        Raises:
            BadInput: it cannot be read, is none, or its content is not what its hash says.
        """
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError as error:
            raise BadInput(
                Sentence(f"无法读取 {path} ({error.strerror})", f"{path} cannot be read ({error.strerror})")
            ) from error
        return cls.from_text(text, str(path))

    @classmethod
    def from_text(cls, text: str, where: str = "-") -> Self:
        """The model that `text` holds; `where` it came from is said when it is none. Raises `BadInput` like `read`."""
        kind = cls.kind
        try:
            model = cls.model_validate_json(text)
        except ValidationError as error:
            place, what = fault_of(error)
            raise BadInput(
                Sentence(
                    f"{where} 不是{kind.zh} ({place}: {what}), 请给出 {cls.made_by} 写的文件",
                    f"{where} is no {kind.en} ({place}: {what}): give a file that {cls.made_by} wrote",
                )
            ) from error
        if model.sha256 != model.content_hash():
            raise BadInput(
                Sentence(
                    f"{kind.zh} {where} 与其哈希不符, 已被改动; 请恢复原文件或重新拟合",
                    f"The {kind.en} {where} does not match its hash, it was changed: restore it or fit again",
                )
            )
        return model


def fault_of(error: ValidationError) -> tuple[str, str]:
    """Where the first fault is and what it is."""
    found = error.errors(include_url=False, include_input=False)[0]
    return ".".join(map(str, found["loc"])) or "-", found["msg"]


def write_whole(path: Path, text: str) -> None:
    """Write `text` to `path`; what was there stays until the new file is complete on disk.

    Raises:
        BadInput: the folder is not there or may not be written to.
    """
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise BadInput(
            Sentence(
                f"无法写入 {path} ({error.strerror}), 请检查文件夹与权限",
                f"{path} cannot be written ({error.strerror}): check the folder and its permissions",
            )
        ) from error


def check_writable(path: Path) -> None:
    """Raise `BadInput` now rather than after minutes of fitting if `path` cannot be written."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise BadInput(
            Sentence(
                f"无法写入 {path}, 请给出一个已有文件夹中的文件名",
                f"{path} cannot be written: name a file in a folder that exists",
            )
        )
