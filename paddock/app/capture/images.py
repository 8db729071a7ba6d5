"""Safe decoding: bytes of any origin in, an upright picture of bounded size or one clear sentence out."""

import io
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from paddock.app.capture.limits import LONGEST_SIDE, MAX_BYTES, MAX_PIXELS, MAX_PIXELS_IN_FULL
from paddock.app.capture.pdf import is_pdf, only_page
from paddock.app.capture.pixels import Picture
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

IMAGE_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".jfif"})
# Pillow only warns about bombs below twice its limit; `_refuse_bomb` refuses outright, before decoding.
Image.MAX_IMAGE_PIXELS = None

_RETAKE: Final = Sentence("请重新拍照或另存为 JPG、PNG 后再试。", "Take the photo again, or save it as JPG or PNG.")
_USUAL: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_VIDEO_BRANDS: Final = (b"isom", b"mp41", b"mp42", b"qt  ", b"avc1", b"M4V ")


def read_picture(path: Path) -> Picture:
    """Return the picture in the file at `path`; raise `BadInput` naming the file and the fault."""
    return decode_picture(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """Return the bytes of the file at `path`, at most `MAX_BYTES`; raise `BadInput` naming the file and the fault."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _refusal(path.name, "文件超过 100 MB", "is larger than 100 MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(
            Sentence("找不到文件 {name}，请检查路径。", "There is no file {name}: check the path.").format(
                name=path.name
            )
        ) from None
    except OSError as error:
        raise BadInput(
            Sentence(
                "无法打开文件 {name}（{reason}），请检查权限或换一个文件。",
                "Cannot open {name} ({reason}): check its permissions or choose another file.",
            ).format(name=path.name, reason=error.strerror or type(error).__name__)
        ) from error


def decode_picture(content: bytes, name: str) -> Picture:
    """Return the picture in `content` (or the one page of a PDF), upright, at most `LONGEST_SIDE` long.

    Raises `BadInput` for an empty, foreign, broken or monstrous file; `name` is how the sentence calls it.
    """
    if is_pdf(content):
        return only_page(content, name)
    _refuse_foreign(content, name)
    try:
        image = Image.open(io.BytesIO(content))
        _refuse_bomb(image, name)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        return _as_picture(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise _refusal(name, "不是图片文件", "is not an image") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError) as error:
        # Pillow's decoders raise all of these for a file that is cut short or damaged.
        raise _refusal(name, "图片已损坏或不完整", "is damaged or cut short") from error


def is_usual(content: bytes) -> bool:
    """Whether the file is of a kind that every program opens (JPEG, PNG)."""
    return content.startswith(_USUAL)


def encode_jpeg(picture: Picture, quality: int = 92) -> bytes:
    """Return `picture` as a JPEG file's bytes, as it is kept with an application."""
    good, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not good:
        raise BadInput(Sentence("无法保存该画面，请重拍。", "This frame cannot be saved: take it again."))
    return packed.tobytes()


def _refuse_foreign(content: bytes, name: str) -> None:
    if not content:
        raise _refusal(name, "是空文件（0 字节）", "is empty (0 bytes)")
    brand = content[8:12] if content[4:8] == b"ftyp" else b""
    if brand in _HEIC_BRANDS:
        raise BadInput(
            Sentence(
                "{name} 是 HEIC/AVIF 格式，无法读取，请在手机上导出为 JPG（相机设置选“兼容性最佳”）。",
                "{name} is HEIC or AVIF, which cannot be read: export it as JPG (set the phone's camera to"
                " “Most Compatible”).",
            ).format(name=name)
        )
    if brand in _VIDEO_BRANDS or content[:4] == b"\x1aE\xdf\xa3":
        raise _refusal(name, "是视频，不是图片", "is a video, not an image")


def _refuse_bomb(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > (MAX_PIXELS if image.format == "JPEG" else MAX_PIXELS_IN_FULL):
        raise _refusal(name, f"图片过大（{width}×{height} 像素）", f"is too large ({width}×{height} pixels)")
    if min(width, height) < 8:
        raise _refusal(name, f"图片过小（{width}×{height} 像素）", f"is too small ({width}×{height} pixels)")


def _as_picture(image: Image.Image) -> Picture:
    if max(image.size) > LONGEST_SIDE:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return _stretch(np.asarray(image, dtype=np.float64))
    if "A" in image.getbands() or "transparency" in image.info:
        # Transparent parts count as paper: black text on a transparent ground would vanish otherwise.
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        image = Image.alpha_composite(ground, layered)
    pixels = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(pixels[:, :, ::-1])


def _stretch(levels: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Picture:
    """Bring a scanner's 16-bit grey levels to 8 bits by their own range."""
    low, high = float(levels.min()), float(levels.max())
    scaled = (levels - low) * (255.0 / max(high - low, 1.0))
    return np.repeat(scaled.astype(np.uint8)[:, :, np.newaxis], 3, axis=2)


def _refusal(name: str, zh: str, en: str) -> BadInput:
    return BadInput(Sentence(f"{name} {zh}，无法读取。{_RETAKE.zh}", f"{name} {en}. {_RETAKE.en}"))
