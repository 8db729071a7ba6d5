import pytest
from PySide6.QtGui import QColor

from paddock.ui import theme

TEXT_ON_GROUND = [
    ("ink", "window"),
    ("ink", "surface"),
    ("ink", "accent_soft"),
    ("ink_soft", "window"),
    ("ink_soft", "surface"),
    ("ink_soft", "sunken"),
    ("ink_faint", "window"),
    ("ink_faint", "surface"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("accent_ink", "accent"),
    ("accent_ink", "accent_hover"),
    ("good", "surface"),
    ("good", "good_soft"),
    ("warn", "surface"),
    ("warn", "warn_soft"),
    ("bad", "surface"),
    ("bad", "bad_soft"),
    ("surface", "ink"),
    ("surface", "warn"),
    ("stage_ink", "stage"),
    ("guide", "stage"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    colours = theme.tokens()["colours"][scheme]
    assert theme.contrast(QColor(colours[text]), QColor(colours[ground])) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_edges_of_inputs_and_the_focus_can_be_seen(scheme: str, ground: str) -> None:
    colours = theme.tokens()["colours"][scheme]
    for edge in ("line_strong", "focus"):
        assert theme.contrast(QColor(colours[edge]), QColor(colours[ground])) >= 2.7


def test_both_schemes_name_the_same_colours_and_make_a_style_sheet() -> None:
    colours = theme.tokens()["colours"]
    assert set(colours["light"]) == set(colours["dark"])
    for scheme in ("light", "dark"):
        sheet = theme.style_sheet(scheme)
        assert "$" not in sheet
        assert f"caret_{scheme}.svg" in sheet
