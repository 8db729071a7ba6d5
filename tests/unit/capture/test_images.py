import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from paddock.app.capture.images import decode_picture, read_picture
from paddock.app.capture.limits import LONGEST_SIDE
from paddock.domain.errors import BadInput


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7\n%\xe2\xe3", "打不开的 PDF"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "视频"),
        (b"hello, this is no picture", "不是图片"),
        (encoded(Image.new("RGB", (300, 300), "red"), "JPEG")[:400], "损坏"),
        (encoded(Image.effect_noise((300, 300), 60), "PNG")[:5000], "损坏"),
        (encoded(Image.new("RGB", (5, 300))), "过小"),
    ],
)
def test_what_is_no_usable_image_gets_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        decode_picture(content, "照片.jpg")
    assert said in caught.value.sentence.zh
    assert "照片.jpg" in caught.value.sentence.zh
    assert caught.value.sentence.zh.endswith("。")


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = encoded(Image.new("1", (20_000, 20_000)))
    assert len(bomb) < 100_000
    with pytest.raises(BadInput) as caught:
        decode_picture(bomb, "bomb.png")
    assert "过大" in caught.value.sentence.zh


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_picture(tmp_path / "nowhere.png")
    assert "nowhere.png" in caught.value.sentence.zh


def test_the_camera_s_orientation_note_is_followed() -> None:
    image = Image.new("RGB", (60, 20), "white")
    image.paste("red", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to stand upright
    picture = decode_picture(encoded(image, "JPEG", exif=exif, quality=95), "phone.jpg")
    assert picture.shape == (60, 20, 3)
    assert picture[3, 10, 2] > 200
    assert picture[3, 10, 0] < 100


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr", "I;16", "F"])
def test_every_kind_of_pixel_becomes_three_bytes(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "YCbCr", "I;16", "F"} else "PNG"
    picture = decode_picture(encoded(Image.new(mode, (32, 24)), kind), "x")
    assert picture.shape == (24, 32, 3)
    assert picture.dtype == np.uint8


def test_a_pdf_of_one_page_is_that_page_and_one_of_more_says_how_many() -> None:
    page, other = Image.new("RGB", (300, 200), "red"), Image.new("RGB", (300, 200), "blue")
    picture = decode_picture(encoded(page, "PDF"), "x.pdf")
    assert picture.shape[1] == 2400
    assert picture[800, 1200, 2] > 200
    with pytest.raises(BadInput) as caught:
        decode_picture(encoded(page, "PDF", save_all=True, append_images=[other]), "x.pdf")
    assert "2 页" in caught.value.sentence.zh


def test_transparent_ground_counts_as_paper() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert decode_picture(encoded(image), "x").min() == 255


def test_the_first_frame_of_an_animation_is_read() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert decode_picture(content, "x")[5, 5, 2] > 200


def test_long_pictures_are_shrunk() -> None:
    picture = decode_picture(encoded(Image.new("L", (6000, 300))), "x")
    assert picture.shape[1] == LONGEST_SIDE
