"""`paddock batch`: the same import as on the screen, with exit codes automation can rely on."""

import json
from pathlib import Path

import pytest

from paddock.app.__main__ import main
from tests.helpers.batches import vin


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDOCK_PASSPHRASE", "invented words 7")


def run(capsys: pytest.CaptureFixture[str], profile: Path, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["batch", *arguments, "--profile", str(profile), "--lang", "en"])
    out, err = capsys.readouterr()
    assert isinstance(left.value.code, int)
    return left.value.code, out, err


def test_good_rows_are_imported_bad_ones_listed_and_returned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, back = tmp_path / "lot.csv", tmp_path / "back.csv"
    path.write_text(f"VIN,price\n{vin(1)},98000\n{vin(2)},abc\n", "utf-8")
    code, out, _err = run(capsys, tmp_path / "p", str(path), "--json", "--rejects", str(back))
    document = json.loads(out)
    assert code == 1
    assert (document["rows"], document["accepted"], document["refused"]) == (2, 1, 1)
    assert [(row["row"], row["vin"], row["state"], row["verified"]) for row in document["vehicles"]] == [
        (2, vin(1), "accepted", False)
    ]
    assert document["refusals"][0]["row"] == 3
    assert document["refusals"][0]["faults"][0]["field"] == "financing.price_fen"
    assert "abc" in back.read_text("utf-8-sig")
    code, out, _err = run(capsys, tmp_path / "p", str(path), "--json")
    assert json.loads(out)["imported_before"] is True
    assert len(json.loads(out)["vehicles"]) == 1
    back.write_text(back.read_text("utf-8-sig").replace("abc", "12.8万"), "utf-8")
    code, out, _err = run(capsys, tmp_path / "p", str(back), "--json")
    assert (code, json.loads(out)["accepted"]) == (0, 1)


def test_what_cannot_be_used_is_one_sentence_and_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lot.csv"
    path.write_text("name\nx\n")
    for given in (str(path), str(tmp_path / "nowhere.csv"), str(tmp_path)):
        code, out, err = run(capsys, tmp_path / "p", given, "--json")
        assert code == 2
        assert json.loads(out)["error"]
        assert err.startswith("paddock: ")
        assert err.count("\n") == 1


def test_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lot.csv"
    path.write_text(f"{vin(1)}\nWVWZZZ1KZAW123456\n")
    code, out, _err = run(capsys, tmp_path / "p", str(path))
    assert code == 1
    assert "WVWZZZ1KZAW123456: to be confirmed by a person" in out
    assert "2 rows = 1 accepted + 1 to be confirmed" in out
