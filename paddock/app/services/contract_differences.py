"""What differs between two files of contracts, character by character: two versions, or a draft and what came back."""

from dataclasses import dataclass
from pathlib import Path

from paddock.app.services.files import bytes_of_file
from paddock.app.services.verification import TextChange, require_pdf
from paddock.app.services.verification.texts import text_changes
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class FileDifferences:
    """The older file's name, the newer one's, and every place that differs."""

    older: str
    newer: str
    changes: tuple[TextChange, ...]


def compare_files(older: Path, newer: Path) -> FileDifferences:
    """The places where the text of `newer` differs from that of `older`.

    Raises:
        BadInput: one of them cannot be read or is no PDF.
    """
    contents = [bytes_of_file(path) for path in (older, newer)]
    for content in contents:
        require_pdf(content)
    found = text_changes(*contents)
    if found is None:
        raise BadInput(Sentence("其中一份 PDF 已损坏, 无法比较", "One of the PDFs is damaged and cannot be compared"))
    return FileDifferences(older.name, newer.name, tuple(found))
