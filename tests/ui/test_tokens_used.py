"""A token that is named in the code exists: a wrong name would only be found when its widget is painted."""

import re
from pathlib import Path

import paddock.ui
from paddock.ui.theme import tokens

UI = Path(paddock.ui.__file__).parent
SIZE = re.compile(r"""\bsize\(\s*"(\w+)",\s*"(\w+)"\s*\)""")
COLOUR = re.compile(r"""\bcolour\(\s*"(\w+)"\s*\)""")
GAP = re.compile(r"""\bgap="(\w+)"|\bmargin="(\w+)\"""")


def texts() -> list[tuple[str, str]]:
    return [(path.name, path.read_text("utf-8")) for path in UI.rglob("*.py")]


def test_every_length_named_in_the_window_is_a_token() -> None:
    used = {(group, name) for _file, text in texts() for group, name in SIZE.findall(text)}
    assert len(used) > 15
    assert {pair for pair in used if pair[1] not in tokens().get(pair[0], {})} == set()


def test_every_gap_is_a_token() -> None:
    used = {name for _file, text in texts() for pair in GAP.findall(text) for name in pair if name}
    assert used <= set(tokens()["space"])


def test_every_colour_named_in_the_window_is_a_token_of_every_scheme() -> None:
    used = {name for _file, text in texts() for name in COLOUR.findall(text)}
    assert len(used) > 10
    for scheme, colours in tokens()["colours"].items():
        assert used <= set(colours), scheme
