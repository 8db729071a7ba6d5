"""Reading a file that a person chose or dropped."""

from pathlib import Path

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


def bytes_of_file(path: Path) -> bytes:
    """The bytes of the file. Raises `BadInput` with what to do when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise cannot_open(path) from error


def cannot_open(path: Path) -> BadInput:
    """What to say of a file that the system does not let us read."""
    return BadInput(
        Sentence(
            f"无法打开文件 {path.name}, 请检查文件是否存在、是否有权限",
            f"Cannot open {path.name}: check that it exists and may be read",
        )
    )
