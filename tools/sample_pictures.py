"""Draws the two pictures of the first-run tour, and what the tour types: invented person and car, marked 样张.

.venv/bin/python tools/sample_pictures.py
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import paddock.resources
from tests.helpers.renders import BOLD, Picture, as_picture, id_front, nameplate, on_table
from tests.helpers.sample_deal import PERSON, READ, VIN, texts

FOLDER = Path(paddock.resources.__file__ or "").parent / "tour"
_LONGEST = 1280


def main() -> None:
    """Write pictures and texts into the resources."""
    FOLDER.mkdir(exist_ok=True)
    _write("vin.jpg", _marked(nameplate(VIN), (800, 440), 92))
    _write("id.jpg", on_table(_marked(id_front(PERSON), (690, 90), 96), 0.72, 3))
    typed = {path.value: text for path, text in texts().items() if path not in READ}
    (FOLDER / "typed.json").write_text(json.dumps(typed, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _marked(picture: Picture, at: tuple[int, int], size: int) -> Picture:
    """The picture with 样张 across a corner where nothing is read."""
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    mark = Image.new("RGBA", (size * 4, size * 2), (0, 0, 0, 0))
    draw = ImageDraw.Draw(mark)
    draw.text((0, 0), "样张", font=ImageFont.truetype(str(BOLD), size), fill=(196, 30, 30, 215))
    draw.text((0, size * 1.25), "SAMPLE", font=ImageFont.truetype(str(BOLD), size // 3), fill=(196, 30, 30, 215))
    turned = mark.rotate(12, expand=True)
    image.paste(turned, at, turned)
    return as_picture(image)


def _write(name: str, picture: Picture) -> None:
    scale = _LONGEST / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    cv2.imwrite(str(FOLDER / name), small, [cv2.IMWRITE_JPEG_QUALITY, 82])


if __name__ == "__main__":
    main()
