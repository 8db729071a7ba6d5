"""`paddock scan`: read VINs and cards from image files, folders of images and videos."""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from paddock.domain.checks import Check
from paddock.domain.documents import DOCUMENT_NAMES
from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.sentences import Language, Sentence

if TYPE_CHECKING:
    from paddock.app.capture.results import CapturedDocument

_DONE: Final = 0
_NOT_VERIFIED: Final = 1
_UNREADABLE: Final = 2


@click.command("scan")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout and nothing else.")
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), default=None, help="Language of the messages.")
@click.pass_context
def scan_command(
    context: click.Context,
    *,
    files: tuple[Path, ...],
    as_json: bool,
    lang: Language | None,
) -> None:
    """Read VINs and the documents of people, cars and companies from FILES (images, folders of images, videos).

    Exit code: 0 everything verified, 1 something needs a person, 2 a file could not be read.
    """
    language: Language = lang or getattr(context.obj, "language", None) or "zh_CN"
    entries: list[dict[str, Any]] = []
    for path in _expanded(files):
        entry = _entry(path, language)
        entries.append(entry)
        if not as_json:
            click.echo(_summary(entry, language))
    if as_json:
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    unreadable = [entry for entry in entries if entry["kind"] == "unreadable"]
    if unreadable:
        # One sentence, however many they are: each file's own is in its entry.
        why = str(unreadable[0]["checks"][0]["message"])
        more = _MORE.format(count=len(unreadable)).in_language(language) if len(unreadable) > 1 else ""
        click.echo(f"paddock: {unreadable[0]['file']}: {why}{more}", err=True)
    context.exit(exit_code(entries))


def exit_code(entries: Sequence[dict[str, Any]]) -> int:
    """Return 2 when a file was unreadable, else 1 when something was not verified, else 0."""
    if any(entry["kind"] == "unreadable" for entry in entries):
        return _UNREADABLE
    return _DONE if all(entry["verified"] for entry in entries) else _NOT_VERIFIED


def _expanded(files: Sequence[Path]) -> Iterator[Path]:
    from paddock.app.capture.frames import image_files  # noqa: PLC0415  (OpenCV: not for --help)

    for path in files:
        if path.is_dir():
            # A folder without images is itself the fault to tell.
            yield from image_files(path) or [path]
        else:
            yield path


def _entry(path: Path, language: Language) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        document = _read(path)
    except PaddockError as error:
        elapsed = (time.perf_counter() - started) * 1000
        check = Check("file_readable", False, error.sentence)
        return _as_entry(path, "unreadable", {}, False, (check,), elapsed, language)
    entry = _entry_of(path, document, language)
    if document.others:
        entry["also"] = [_without_file(_entry_of(path, other, language)) for other in document.others]
    return entry


def _entry_of(path: Path, document: "CapturedDocument", language: Language) -> dict[str, Any]:
    fields = {name: _json_value(name, field.value) for name, field in document.fields.items()}
    return _as_entry(path, document.kind, fields, document.verified, document.checks, document.milliseconds, language)


def _without_file(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in {"file", "ms"}}


def _read(path: Path) -> "CapturedDocument":
    from paddock.app.capture.document_reader import read_image  # noqa: PLC0415  (loads OpenCV and models)
    from paddock.app.capture.frames import VIDEO_SUFFIXES  # noqa: PLC0415
    from paddock.app.capture.live import read_video  # noqa: PLC0415

    if path.is_dir():
        raise BadInput(
            Sentence(
                "文件夹 {name} 里没有图片，请换一个文件夹。", "The folder {name} holds no images: choose another."
            ).format(name=path.name)
        )
    if path.suffix.lower() in VIDEO_SUFFIXES and path.exists():
        return read_video(path)
    return read_image(path)


def _json_value(name: str, value: str) -> str | int | None:
    if not value:
        return None
    return int(value) if name in _WHOLE_NUMBERS and value.isdigit() else value


def _as_entry(
    path: Path,
    kind: str,
    fields: dict[str, Any],
    verified: bool,  # noqa: FBT001
    checks: Sequence[Check],
    milliseconds: float,
    language: Language,
) -> dict[str, Any]:
    return {
        "file": str(path),
        "kind": kind,
        "fields": fields,
        "verified": verified,
        "checks": [
            {"name": check.name, "passed": check.passed, "message": check.message.in_language(language)}
            for check in checks
        ],
        "ms": round(milliseconds, 1),
    }


_MORE: Final = Sentence(" (共 {count} 个文件无法读取)", " ({count} files cannot be read in all)")
_WHOLE_NUMBERS: Final = frozenset(
    {"model_year", "odometer_km", "seats", "gross_mass_kg", "kerb_mass_kg", "displacement_ml"}
)
_KINDS: Final = {
    **{kind.value: name for kind, name in DOCUMENT_NAMES.items()},
    "unknown": Sentence("未识别", "not recognised"),
    "unreadable": Sentence("无法读取", "unreadable"),
}
_VERIFIED: Final = Sentence("已核实", "verified")
_TO_CONFIRM: Final = Sentence("需人工确认", "to be confirmed by a person")


def _summary(entry: dict[str, Any], language: Language) -> str:
    verdict = _VERIFIED if entry["verified"] else _TO_CONFIRM
    kind = _KINDS[entry["kind"]].in_language(language)
    lines = [f"{entry['file']}: {kind}, {verdict.in_language(language)} ({entry['ms']:.0f} ms)"]
    lines += [f"  {name}: {'' if value is None else value}" for name, value in entry["fields"].items()]
    lines += [f"  ! {check['message']}" for check in entry["checks"] if not check["passed"]]
    for other in entry.get("also", ()):
        lines += ["  " + line for line in _summary(other | {"file": "+", "ms": 0.0}, language).splitlines()]
    return "\n".join(lines)
