"""Files that mean no good, through `paddock scan`: one sentence each, nothing lost, nothing crashed."""

import io
import json
import resource
from pathlib import Path
from typing import Any

import cv2
import pytest
from click.testing import CliRunner
from PIL import Image

from paddock.app.cli.scan import scan_command
from tests.helpers.renders import id_front, invented_person, invented_vin, seeded, vin_strip

pytestmark = pytest.mark.usefixtures("networks")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def strip(vin: str) -> Image.Image:
    return Image.fromarray(vin_strip(vin)[:, :, ::-1])


def scan(path: Path) -> tuple[dict[str, Any], int]:
    result = CliRunner().invoke(scan_command, [str(path), "--json"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    (entry,) = json.loads(result.stdout)
    return entry, result.exit_code


def heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(2000)


def bomb() -> bytes:
    return saved(Image.new("1", (20_000, 20_000)), "PNG")


def truncated() -> bytes:
    whole = saved(Image.effect_noise((600, 400), 60).convert("RGB"), "JPEG")
    return whole[: len(whole) // 3]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut.jpg", truncated, "损坏"),
        ("bomb.png", bomb, "过大"),
        ("phone.heic", heic, "导出为 JPG"),
        ("locked.pdf", lambda: b"%PDF-1.7\nnothing follows", "PDF"),
        ("text.jpg", lambda: b"just words", "不是图片"),
        ("empty.png", lambda: b"", "0 字节"),
        ("film.jpg", lambda: b"\x00\x00\x00\x18ftypisom" + bytes(400), "视频"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(name: str, content: Any, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    entry, code = scan(path)
    assert (entry["kind"], code) == ("unreadable", 2)
    message = entry["checks"][0]["message"]
    assert said in message
    assert name in message
    # Kilobytes: a picture of 20,000 by 20,000 would take 1.2 GB.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@pytest.mark.parametrize(
    ("name", "kind", "mode", "options"),
    [
        ("print.jpg", "JPEG", "CMYK", {}),
        ("moving.gif", "GIF", "P", {"save_all": True, "append_images": [Image.new("P", (40, 40))]}),
        ("really-a-png.jpg", "PNG", "RGB", {}),
        ("grey.tif", "TIFF", "L", {}),
        ("page.pdf", "PDF", "RGB", {}),
    ],
)
def test_unusual_files_are_read(name: str, kind: str, mode: str, options: dict[str, object], tmp_path: Path) -> None:
    vin = invented_vin(seeded(70))
    path = tmp_path / name
    path.write_bytes(saved(strip(vin).convert(mode), kind, **options))
    entry, _code = scan(path)
    assert (entry["kind"], entry["fields"]["vin"]) == ("vin", vin)


def test_every_page_of_a_pdf_is_read(tmp_path: Path) -> None:
    person, vin = invented_person(seeded(71)), invented_vin(seeded(72))
    card = Image.fromarray(id_front(person)[:, :, ::-1])
    path = tmp_path / "papers.pdf"
    path.write_bytes(
        saved(Image.new("RGB", (300, 300), "white"), "PDF", save_all=True, append_images=[card, strip(vin)])
    )
    entry, _code = scan(path)
    assert (entry["kind"], entry["fields"]["number"]) == ("resident_id_front", person.number)
    (other,) = entry["also"]
    assert (other["kind"], other["fields"]["vin"]) == ("vin", vin)


def test_an_id_card_whose_number_fails_its_check_says_so(tmp_path: Path) -> None:
    person = invented_person(seeded(73))
    wrong = person.number[:-1] + ("0" if person.number[-1] != "0" else "1")
    path = tmp_path / "card.png"
    cv2.imwrite(str(path), id_front(type(person)(**{**vars(person), "number": wrong})))
    entry, code = scan(path)
    assert (entry["verified"], code) == (False, 1)
    assert "id_checksum" in [check["name"] for check in entry["checks"] if not check["passed"]]
