from pathlib import Path

import click
import pytest

from paddock.app.cli.front import Front, ask_in_terminal
from paddock.app.store import opening
from paddock.app.store.store import Store
from tests.helpers.workstations import keyed_store


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """Every store that was opened; under a known key, so that no passphrase is asked for."""
    stores: list[Store] = []

    def open_store(profile: Path, _ask: object = None) -> Store:
        stores.append(keyed_store(profile))
        return stores[-1]

    monkeypatch.setattr(opening, "open_store", open_store)
    return stores


def asked_everything(front: Front) -> None:
    with click.Context(click.Command("verify")):
        assert front.find_trust() is None
        assert front.find_evidence("ZL1", "00" * 32) is None
        assert front.known_tree_heads() == []


def test_a_verb_with_several_questions_opens_the_store_once(tmp_path: Path, opened: list[Store]) -> None:
    keyed_store(tmp_path).close()
    asked_everything(Front(tmp_path, None, "en"))
    assert len(opened) == 1


def test_looking_something_up_makes_no_profile(tmp_path: Path, opened: list[Store]) -> None:
    asked_everything(Front(tmp_path / "none", None, "en"))
    assert opened == []
    assert not (tmp_path / "none").exists()


def test_a_new_passphrase_in_the_terminal_is_asked_for_until_it_is_long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    answers = iter(["short", "long enough", "long enuogh", "long enough", "long enough"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _prompt: next(answers))
    monkeypatch.setattr("click.termui.echo", lambda text, **_how: said.append(str(text)))
    assert ask_in_terminal(True) == "long enough"
    assert "8" in said[0]
    assert len(said) == 2, "too short, then not the same twice"
