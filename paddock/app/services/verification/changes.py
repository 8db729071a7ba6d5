"""Where a file was changed, as far as the file itself can tell."""

import contextlib
import io
import re
import zlib
from collections.abc import Iterator, Sequence

from pyhanko.pdf_utils.reader import PdfFileReader

from paddock.app.services.verification.report import ROLE_NAMES, Change
from paddock.app.services.verification.signatures import FoundArchiveTimestamp, FoundSignature, SignaturesInFile
from paddock.domain.sentences import Sentence

_OBJECT = re.compile(rb"\b(\d+) 0 obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_DICTIONARY_LIMIT = 4000
"""A stream's dictionary is shorter than this."""
_ARCHIVE = Sentence("归档时间戳", "archive timestamp")
_NARROW_LIMIT = 20
"""More damaged streams than this are no longer a place but a broken file."""


def locate_changes(pdf: bytes, in_file: SignaturesInFile, *, differs: bool) -> list[Change]:
    """The places that differ from what was signed, the narrowest there are.

    `differs` says that the file's hash is not the recorded one, so that a change must be somewhere.
    """
    signatures = in_file.found
    changes = [*_stray_padding(in_file), *_appended(pdf, in_file)]
    broken = next((s for s in signatures if not s.finding.intact), None)
    if broken is not None or (differs and not signatures):
        changes += _narrowed(pdf, signatures, broken)
    if differs and not changes:
        changes += [
            Change(start, end, Sentence("签名数据区, 不在正文内", "The signature's own container, outside the text"))
            for start, end in (signature.hole for signature in _sealed(in_file))
        ]
    return changes


def _sealed(in_file: SignaturesInFile) -> list[FoundSignature | FoundArchiveTimestamp]:
    return [*in_file.found, *([in_file.archive] if in_file.archive else [])]


def _stray_padding(in_file: SignaturesInFile) -> Iterator[Change]:
    for signature in _sealed(in_file):
        if signature.stray_padding is not None:
            whose = ROLE_NAMES[signature.finding.role] if isinstance(signature, FoundSignature) else _ARCHIVE
            yield Change(
                *signature.stray_padding,
                Sentence(
                    f"{whose.zh}签名的填充区, 不在正文内",
                    f"The padding of the {whose.en}'s signature, outside the text",
                ),
            )


def _appended(pdf: bytes, in_file: SignaturesInFile) -> Iterator[Change]:
    last = in_file.archive or (in_file.found[-1] if in_file.found else None)
    if last is not None and last.covered_to < len(pdf):
        what = Sentence("最后一个签名之后附加的内容", "Appended after the last signature")
        yield Change(last.covered_to, len(pdf), what)


def _narrowed(pdf: bytes, signatures: Sequence[FoundSignature], broken: FoundSignature | None) -> list[Change]:
    """The damaged streams; if all unpack, the part that the broken signature covers and no sound one does."""
    damaged = list(_damaged_streams(pdf))
    if 0 < len(damaged) <= _NARROW_LIMIT:
        return damaged
    if broken is None:
        return [Change(0, len(pdf), Sentence("整个文件", "The whole file"))]
    role = ROLE_NAMES[broken.finding.role]
    if broken.covered_bytes_hold:
        what = Sentence(f"{role.zh}签名之后加入的内容", f"What was added after the {role.en}'s signature")
        return [Change(broken.covered_to, len(pdf), what)]
    sound = [s.covered_to for s in signatures if s.covered_bytes_hold and s.covered_to < broken.covered_to]
    what = Sentence(f"{role.zh}签名所覆盖的内容", f"What the {role.en}'s signature covers")
    return [Change(max(sound, default=0), broken.covered_to, what)]


def _damaged_streams(pdf: bytes) -> Iterator[Change]:
    """Compressed streams carry a checksum of their own (RFC 1950): one changed byte and they no longer unpack."""
    pages: dict[int, int] | None = None
    for number, start, end in compressed_streams(pdf):
        unpacking = zlib.decompressobj()
        with contextlib.suppress(zlib.error):
            unpacking.decompress(pdf[start:end])
        if not unpacking.eof:
            pages = page_of_object(pdf) if pages is None else pages
            page = pages.get(number)
            yield Change(start, end, _stream_name(page), page)


def compressed_streams(pdf: bytes) -> Iterator[tuple[int, int, int]]:
    """Object number, first byte and end of every compressed stream, found without trusting the file's own tables."""
    for match in _OBJECT.finditer(pdf):
        stream = _STREAM.search(pdf, match.end(), match.end() + _DICTIONARY_LIMIT)
        if stream is None:
            continue
        dictionary = pdf[match.end() : stream.start()]
        if b"endobj" in dictionary or b"/FlateDecode" not in dictionary:
            continue
        end = pdf.find(b"endstream", stream.end())
        yield int(match.group(1)), stream.end(), len(pdf) if end < 0 else end


def _stream_name(page: int | None) -> Sentence:
    if page is None:
        return Sentence(
            "文件内部数据 (字体、结构或签名外观)", "Inner data of the file (fonts, structure or a signature's look)"
        )
    return Sentence(f"第 {page} 页的内容", f"The content of page {page}")


def page_of_object(pdf: bytes) -> dict[int, int]:
    """Content stream's object number → page number from 1; empty if the file no longer tells."""
    numbers: dict[int, int] = {}
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        for index in range(int(reader.root["/Pages"]["/Count"])):
            reference, _ = reader.find_page_for_modification(index)  # type: ignore[no-untyped-call]
            contents = reference.get_object().raw_get("/Contents")
            for part in contents if isinstance(contents, list) else [contents]:
                numbers[part.idnum] = index + 1
    except Exception:  # noqa: BLE001 - a tampered file can make the parser raise anything
        return numbers
    return numbers
