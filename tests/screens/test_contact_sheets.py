"""The comparison must be able to fail: it sees what a person sees, and no more."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from paddock.resources import __file__ as resources
from tests.screens.contact_sheets import difference, tile

FONT = str(Path(resources or "").parent / "fonts" / "NotoSansSC-Regular.ttf")


def window(*, button: bool = True, clock: str = "14:02", ground: str = "#FFFFFF", card_at: int = 60) -> Image.Image:
    picture = Image.new("RGB", (1280, 720), ground)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((120, card_at, 640, card_at + 300), 10, fill="#E3EDF8", outline="#17579F", width=2)
    draw.text((110, 690), f"在线 · 已同步 {clock}", fill="#16202C", font=ImageFont.truetype(FONT, 14))
    if button:
        draw.rounded_rectangle((1100, 620, 1260, 670), 6, fill="#17579F")
    return picture


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({}, False),
        ({"clock": "09:57"}, False),
        ({"button": False}, True),
        ({"ground": "#1B2128"}, True),
        ({"card_at": 84}, True),
    ],
)
def test_what_a_person_would_notice(change: dict[str, str | bool | int], *, seen: bool) -> None:
    before = tile(window())
    after = tile(window(**change))  # type: ignore[arg-type]  # one value of each kind
    assert difference(before, after).seen is seen
