import json
from pathlib import Path
from typing import Any

import cv2
import pytest
from click.testing import CliRunner, Result

from paddock.app.cli.scan import scan_command
from tests.helpers.renders import (
    code_label,
    id_front,
    invented_person,
    invented_vin,
    seeded,
    vin_strip,
)

pytestmark = pytest.mark.usefixtures("networks")


def scan(*arguments: object) -> Result:
    return CliRunner().invoke(scan_command, [str(argument) for argument in arguments])


def entries(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.fixture
def label(tmp_path: Path) -> tuple[Path, str]:
    vin = invented_vin(seeded(80))
    path = tmp_path / "标签.png"
    path.write_bytes(cv2.imencode(".png", code_label(vin, "Code128"))[1].tobytes())
    return path, vin


def test_json_is_one_document_and_nothing_else(label: tuple[Path, str]) -> None:
    path, vin = label
    result = scan(path, "--json")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    (entry,) = entries(result)
    assert set(entry) == {"file", "kind", "fields", "verified", "checks", "ms"}
    assert (entry["file"], entry["kind"], entry["verified"]) == (str(path), "vin", True)
    assert entry["fields"]["vin"] == vin
    assert all(set(check) == {"name", "passed", "message"} for check in entry["checks"])
    assert entry["ms"] > 0


def test_a_card_has_the_fields_automation_expects(tmp_path: Path) -> None:
    person = invented_person(seeded(81))
    path = tmp_path / "card.jpg"
    cv2.imwrite(str(path), id_front(person))
    (entry,) = entries(scan(path, "--json"))
    assert entry["kind"] == "resident_id_front"
    assert entry["fields"] == {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date.isoformat(),
        "address": person.address,
        "number": person.number,
    }


def test_unreadable_files_do_not_stop_the_others(label: tuple[Path, str], tmp_path: Path) -> None:
    empty, pdf = tmp_path / "empty.jpg", tmp_path / "page.jpg"
    empty.write_bytes(b"")
    pdf.write_bytes(b"%PDF-1.4 ...")
    result = scan(empty, pdf, label[0], tmp_path / "missing.png", "--json", "--lang", "en")
    assert result.exit_code == 2
    kinds = [entry["kind"] for entry in entries(result)]
    assert kinds == ["unreadable", "unreadable", "vin", "unreadable"]
    faults = [entry["checks"][0] for entry in entries(result) if entry["kind"] == "unreadable"]
    assert all(fault["name"] == "file_readable" and not fault["passed"] for fault in faults)
    assert "0 bytes" in faults[0]["message"]
    assert "PDF" in faults[1]["message"]
    assert "missing.png" in faults[2]["message"]


def test_a_wrong_check_digit_exits_one_and_says_which_place(tmp_path: Path) -> None:
    vin = invented_vin(seeded(82))
    wrong = vin[:8] + ("1" if vin[8] != "1" else "2") + vin[9:]
    path = tmp_path / "vin.png"
    cv2.imwrite(str(path), vin_strip(wrong))
    result = scan(path, "--json")
    assert result.exit_code == 1
    (entry,) = entries(result)
    failed = {check["name"]: check["message"] for check in entry["checks"] if not check["passed"]}
    assert entry["fields"]["vin"] == wrong
    assert "第 9 位" in failed["vin_check_digit"]


def test_a_folder_is_scanned_file_by_file_and_summed_up_for_people(label: tuple[Path, str]) -> None:
    path, vin = label
    result = scan(path.parent)
    assert result.exit_code == 0
    assert vin in result.stdout
    assert "已核实" in result.stdout


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    result = scan(tmp_path, "--json")
    assert result.exit_code == 2
    assert "没有图片" in entries(result)[0]["checks"][0]["message"]
