"""Labelled test pictures: VIN labels, windscreens, codes and ID cards of invented people.

Everything is drawn with Pillow and the shipped Noto font (other fonts can be handed in for measurements),
then made worse on purpose: `Damage` says by how much.
"""

import random
import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from paddock.domain.resident_id import check_character
from paddock.domain.vin import VIN_ALPHABET, check_digit

Picture = NDArray[np.uint8]
FONTS = Path(__file__).parents[2] / "paddock" / "resources" / "fonts"
REGULAR = FONTS / "NotoSansSC-Regular.ttf"
BOLD = FONTS / "NotoSansSC-Bold.ttf"

WMIS = ("LSV", "LFV", "LSG", "LGX", "LVS", "LBV", "LE4", "LGW", "L6T", "LRW", "LHG", "LVG", "LZW", "LC0", "L1N")
YEARS = "ABCDEFGHJKLMNPRST89"


def seeded(seed: int) -> random.Random:
    """Return a source of chance that gives the same pictures every time."""
    return random.Random(seed)  # noqa: S311  (pictures, not secrets)


def invented_vin(rng: random.Random) -> str:
    """Return a VIN with a known Chinese maker, a model year and a right check digit."""
    body = "".join(rng.choice(VIN_ALPHABET) for _ in range(5))
    plant = rng.choice("ABCDEFGHJKLMN12345")
    serial = f"{rng.randrange(1_000_000):06d}"
    vin = rng.choice(WMIS) + body + "0" + rng.choice(YEARS) + plant + serial
    return vin[:8] + check_digit(vin) + vin[9:]


@dataclass(frozen=True)
class Person:
    """An invented person as a card shows one."""

    name: str
    sex: str
    ethnicity: str
    birth_date: date
    address: str
    number: str
    authority: str
    valid_from: date
    valid_until: date | None


_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国志远思雨欣怡浩然子轩梓涵雅琴"
_PLACES = (
    ("110105", "北京市朝阳区", "北京市公安局朝阳分局"),
    ("310115", "上海市浦东新区", "上海市公安局浦东分局"),
    ("440106", "广东省广州市天河区", "广州市公安局天河分局"),
    ("320583", "江苏省昆山市", "昆山市公安局"),
    ("510107", "四川省成都市武侯区", "成都市公安局武侯区分局"),
    ("330106", "浙江省杭州市西湖区", "杭州市公安局西湖区分局"),
    ("420111", "湖北省武汉市洪山区", "武汉市公安局洪山区分局"),
    ("610113", "陕西省西安市雁塔区", "西安市公安局雁塔分局"),
)
_STREETS = ("建设路", "人民大道", "中山北路", "科技二路", "翠苑新村", "文化街", "和平里西街", "学府大道")


def invented_person(rng: random.Random) -> Person:
    """Return a person whose number, birth date, sex and validity agree; nobody real is meant."""
    region, place, authority = rng.choice(_PLACES)
    born = date(1955, 1, 1) + timedelta(days=rng.randrange(365 * 50))
    sequence = rng.randrange(1, 1000)
    body = f"{region}{born:%Y%m%d}{sequence:03d}"
    name = rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2))))
    address = (
        f"{place}{rng.choice(_STREETS)}{rng.randrange(1, 999)}号{rng.randrange(1, 40)}栋{rng.randrange(101, 2805)}室"
    )
    start = date(2012, 1, 1) + timedelta(days=rng.randrange(365 * 12))
    if start.month == 2 and start.day == 29:
        start = start.replace(day=28)
    until = None if born.year < 1966 and rng.random() < 0.5 else start.replace(year=start.year + 20)
    return Person(
        name=name,
        sex="男" if sequence % 2 else "女",
        ethnicity=rng.choice(("汉", "汉", "汉", "回", "满", "土家", "维吾尔", "蒙古", "壮")),
        birth_date=born,
        address=address,
        number=body + check_character(body),
        authority=authority,
        valid_from=start,
        valid_until=until,
    )


@dataclass(frozen=True)
class Damage:
    """How much worse a picture is made; zero is untouched."""

    angle: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    contrast: float = 1.0
    brightness: float = 0.0
    perspective: float = 0.0
    scale: float = 1.0
    jpeg: int = 0
    glare: float = 0.0
    seed: int = field(default=0)


def damaged(picture: Picture, damage: Damage) -> Picture:
    """Return `picture` after `damage`, always in the same order: shape, light, lens, sensor, file."""
    rng = np.random.default_rng(damage.seed)
    result: NDArray[np.float32] = picture.astype(np.float32)
    result = _warped(result, damage, rng)
    result = (result - 128.0) * damage.contrast + 128.0 + damage.brightness
    if damage.glare:
        result = _glare(result, damage.glare, rng)
    if damage.blur:
        result = cv2.GaussianBlur(result, (0, 0), damage.blur).astype(np.float32)
    if damage.noise:
        result = result + rng.normal(0.0, damage.noise, result.shape).astype(np.float32)
    pixels = np.clip(result, 0, 255).astype(np.uint8)
    if damage.jpeg:
        packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, damage.jpeg])[1]
        pixels = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return pixels


def _warped(result: NDArray[np.float32], damage: Damage, rng: np.random.Generator) -> NDArray[np.float32]:
    height, width = result.shape[:2]
    if damage.perspective:
        corners = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
        reach = damage.perspective * min(width, height)
        target = (corners + rng.uniform(-reach, reach, (4, 2))).astype(np.float32)
        target -= target.min(axis=0)
        size = np.ceil(target.max(axis=0)).astype(int)
        matrix = cv2.getPerspectiveTransform(corners, target)
        result = cv2.warpPerspective(
            result, matrix, (int(size[0]), int(size[1])), borderMode=cv2.BORDER_REPLICATE
        ).astype(np.float32)
        height, width = result.shape[:2]
    if damage.angle:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), damage.angle, 1.0)
        cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
        grown = (int(height * sine + width * cosine), int(height * cosine + width * sine))
        matrix[:, 2] += (grown[0] / 2 - width / 2, grown[1] / 2 - height / 2)
        result = cv2.warpAffine(result, matrix, grown, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    if damage.scale != 1.0:
        how = cv2.INTER_AREA if damage.scale < 1 else cv2.INTER_CUBIC
        result = cv2.resize(result, None, fx=damage.scale, fy=damage.scale, interpolation=how).astype(np.float32)
    return np.asarray(result, dtype=np.float32)


def _glare(result: NDArray[np.float32], strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
    height, width = result.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    centre = (rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height)
    distance = ((x - centre[0]) / (0.25 * width)) ** 2 + ((y - centre[1]) / (0.4 * height)) ** 2
    spot = np.asarray(np.exp(-distance) * 160.0 * strength, dtype=np.float32)
    return np.asarray(result + spot[:, :, np.newaxis], dtype=np.float32)


def as_picture(image: Image.Image) -> Picture:
    """Return a Pillow image as blue-green-red pixels."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def vin_strip(
    vin: str, font: Path = REGULAR, size: int = 40, ink: str = "black", paper: str = "white", gap: int = 0
) -> Picture:
    """Return one tight line of text; `gap` adds pixels between the characters."""
    face = ImageFont.truetype(str(font), size)
    widths = [face.getlength(char) + gap for char in vin]
    top, bottom = face.getbbox(vin)[1], face.getbbox(vin)[3]
    image = Image.new("RGB", (int(sum(widths)) + size, int(bottom - top) + size // 2), paper)
    draw, x = ImageDraw.Draw(image), size / 2
    for char, width in zip(vin, widths, strict=True):
        draw.text((x, size // 4 - top), char, font=face, fill=ink)
        x += width
    return as_picture(image)


def stamped_strip(vin: str, font: Path = BOLD, size: int = 44, depth: float = 55.0, seed: int = 0) -> Picture:
    """Return a VIN pressed into metal: no ink, only light and shade on the edges, over brushed grain."""
    rng = np.random.default_rng(seed)
    mask = 255 - cv2.cvtColor(vin_strip(vin, font, size, gap=6), cv2.COLOR_BGR2GRAY)
    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255.0, (0, 0), 1.6)
    relief = (np.roll(soft, 2, axis=0) - np.roll(soft, -2, axis=0)) * depth
    grain = cv2.blur(np.asarray(rng.normal(0, 22, soft.shape), dtype=np.float32), (15, 1))
    grey = np.clip(135 + relief + grain - 18 * soft, 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def dotted_strip(vin: str, font: Path = BOLD, size: int = 20, pitch: int = 4) -> Picture:
    """Return a VIN as a dot-peen machine marks it: round dots on a coarse grid."""
    small = 255 - cv2.cvtColor(vin_strip(vin, font, size, gap=2), cv2.COLOR_BGR2GRAY)
    image = Image.new("RGB", (small.shape[1] * pitch, small.shape[0] * pitch), (150, 152, 155))
    draw = ImageDraw.Draw(image)
    for y, x in np.argwhere(small > 120):
        draw.ellipse((x * pitch, y * pitch, x * pitch + pitch - 1, y * pitch + pitch - 1), fill=(62, 62, 66))
    return as_picture(image)


def nameplate(vin: str, width: int = 1200) -> Picture:
    """Return a maker's plate: the VIN among other fields, as riveted in the door frame."""
    image = Image.new("RGB", (width, width * 3 // 5), (198, 200, 203))
    draw = ImageDraw.Draw(image)
    title = ImageFont.truetype(str(BOLD), width // 24)
    text = ImageFont.truetype(str(REGULAR), width // 34)
    draw.rectangle((12, 12, image.width - 12, image.height - 12), outline="black", width=3)
    draw.text((width * 0.28, 30), "某某汽车有限公司制造", font=title, fill="black")
    rows = (
        ("车辆识别代号", vin),
        ("品牌", "某某牌    整车型号 ABC7150DE"),
        ("发动机型号", "EA211-DLW   排量 1498 ml"),
        ("最大允许总质量", "1850 kg   乘坐人数 5"),
        ("制造年月", "2021年06月    中国制造"),
    )
    for index, (label, value) in enumerate(rows):
        y = width * 0.12 + index * width * 0.085
        draw.text((50, y), label, font=text, fill="black")
        draw.text((width * 0.28, y), value, font=text, fill="black")
    return as_picture(image)


def windscreen(vin: str, font: Path = BOLD, width: int = 1280) -> Picture:
    """Return a dark dashboard behind glass with a small light plate carrying the VIN."""
    rng = np.random.default_rng(zlib.crc32(vin.encode()))
    ground = rng.normal(48, 10, (width * 9 // 16, width, 3)).astype(np.float32)
    ground = cv2.GaussianBlur(ground, (0, 0), 6) + np.linspace(0, 40, width, dtype=np.float32)[None, :, None]
    image = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    plate = Image.fromarray(vin_strip(vin, font, width // 36, ink=(225, 225, 220), paper=(30, 30, 32)))  # type: ignore[arg-type]
    image.paste(plate, (width // 5, width // 3))
    return as_picture(image)


def code_label(vin: str, symbology: str = "Code39", printed: str | None = None, width: int = 1000) -> Picture:
    """Return a sticker with a code and the VIN printed below it."""
    code = zxingcpp.create_barcode(vin, zxingcpp.barcode_format_from_str(symbology))
    matrix = symbology in {"QRCode", "DataMatrix"}
    drawn = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=8 if matrix else 2)))
    height = width // 4 if matrix else width // 8
    drawn = drawn.convert("RGB")
    drawn = drawn.resize(
        (height, height) if matrix else (max(width - 120, drawn.width), height), Image.Resampling.NEAREST
    )
    image = Image.new("RGB", (max(width, drawn.width + 120), height + 150), "white")
    image.paste(drawn, (60, 30))
    face = ImageFont.truetype(str(REGULAR), 40)
    ImageDraw.Draw(image).text((120, height + 60), vin if printed is None else printed, font=face, fill="black")
    return as_picture(image)


_CARD = (1012, 638)
_LABEL_INK = (60, 110, 160)


def id_front(person: Person, number_font: Path = BOLD) -> Picture:
    """Return the portrait side at 300 dpi, laid out as GA 448 has it, with a grey bust for the portrait."""
    image, draw = _card(tint=(232, 240, 245))
    label = ImageFont.truetype(str(REGULAR), 30)
    value = ImageFont.truetype(str(REGULAR), 36)
    for text, x, y in (("姓名", 70, 78), ("性别", 70, 160), ("民族", 270, 160), ("出生", 70, 238), ("住址", 70, 320)):
        draw.text((x, y), text, font=label, fill=_LABEL_INK)
    draw.text((175, 70), person.name, font=ImageFont.truetype(str(REGULAR), 42), fill="black")
    draw.text((175, 155), person.sex, font=value, fill="black")
    draw.text((375, 155), person.ethnicity, font=value, fill="black")
    born = person.birth_date
    for text, x, face, ink in (
        (f"{born.year}", 175, value, "black"), ("年", 268, label, _LABEL_INK),
        (f"{born.month}", 320, value, "black"), ("月", 372, label, _LABEL_INK),
        (f"{born.day}", 418, value, "black"), ("日", 472, label, _LABEL_INK),
    ):  # fmt: skip
        draw.text((x, 238 if face is label else 233), text, font=face, fill=ink)
    for index in range(0, len(person.address), 11):
        draw.text((175, 315 + index // 11 * 50), person.address[index : index + 11], font=value, fill="black")
    draw.text((70, 548), "公民身份号码", font=label, fill=_LABEL_INK)
    digits = ImageFont.truetype(str(number_font), 40)
    for index, char in enumerate(person.number):
        draw.text((330 + index * 33, 538), char, font=digits, fill="black")
    draw.ellipse((720, 110, 880, 310), fill=(150, 140, 135))
    draw.pieslice((650, 310, 950, 670), 180, 360, fill=(70, 75, 90))
    return as_picture(image.filter(ImageFilter.GaussianBlur(0.4)))


def id_back(person: Person) -> Picture:
    """Return the emblem side: two title lines, issuing authority and validity."""
    image, draw = _card(tint=(240, 232, 232))
    draw.ellipse((70, 60, 230, 230), fill=(190, 60, 50))
    draw.text((330, 80), "中华人民共和国", font=ImageFont.truetype(str(BOLD), 60), fill="black")
    draw.text((310, 180), "居 民 身 份 证", font=ImageFont.truetype(str(BOLD), 76), fill="black")
    label = ImageFont.truetype(str(BOLD), 30)
    value = ImageFont.truetype(str(REGULAR), 36)
    until = "长期" if person.valid_until is None else f"{person.valid_until:%Y.%m.%d}"
    draw.text((230, 450), "签发机关", font=label, fill="black")
    draw.text((400, 445), person.authority, font=value, fill="black")
    draw.text((230, 540), "有效期限", font=label, fill="black")
    draw.text((400, 535), f"{person.valid_from:%Y.%m.%d}-{until}", font=value, fill="black")
    return as_picture(image.filter(ImageFilter.GaussianBlur(0.4)))


def licence(plate: str, owner: str, vin: str, engine: str, registered: date) -> Picture:
    """Return the main page of a vehicle licence (GA 37), its labels in two languages."""
    image, draw = _card(tint=(238, 240, 248))
    title, label = ImageFont.truetype(str(BOLD), 40), ImageFont.truetype(str(REGULAR), 22)
    value = ImageFont.truetype(str(REGULAR), 30)
    draw.text((230, 20), "中华人民共和国机动车行驶证", font=title, fill=(150, 40, 40))
    for zh, en, text, x, y in (
        ("号牌号码", "Plate No.", plate, 40, 100), ("车辆类型", "Vehicle Type", "小型轿车", 500, 100),
        ("所有人", "Owner", owner, 40, 180), ("住址", "Address", "江苏省昆山市建设路1号", 40, 260),
        ("使用性质", "Use Character", "非营运", 40, 340), ("品牌型号", "Model", "某某牌ABC7150", 420, 340),
        ("车辆识别代号", "VIN", vin, 300, 420), ("发动机号码", "Engine No.", engine, 300, 490),
        ("注册日期", "Register Date", f"{registered:%Y-%m-%d}", 300, 560),
        ("发证日期", "Issue Date", f"{registered:%Y-%m-%d}", 660, 560),
    ):  # fmt: skip
        draw.text((x, y), zh, font=label, fill=(120, 40, 40))
        draw.text((x, y + 26), en, font=ImageFont.truetype(str(REGULAR), 16), fill=(120, 40, 40))
        draw.text((x + 150, y + 4), text, font=value, fill="black")
    return as_picture(image)


def _card(tint: tuple[int, int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return a card with faint wavy guilloche lines, as security paper has."""
    image = Image.new("RGB", _CARD, tint)
    draw = ImageDraw.Draw(image)
    for offset in range(-200, _CARD[1] + 200, 14):
        wave = [(x, offset + 30 * np.sin(x / 70.0 + offset / 40.0)) for x in range(0, _CARD[0], 12)]
        draw.line([(float(x), float(y)) for x, y in wave], fill=tuple(c - 12 for c in tint), width=1)
    return image, draw


def on_table(card: Picture, share: float = 0.55, seed: int = 0, angle: float = 4.0, tilt: float = 0.05) -> Picture:
    """Return a photo of `card` lying on a table that has other print on it, seen aslant."""
    rng = np.random.default_rng(seed)
    width, height = 1600, 1200
    ground = rng.normal(0, 9, (height // 4, width // 4, 3)).astype(np.float32)
    cloth = cv2.resize(ground, (width, height)) + np.asarray([70, 95, 125], dtype=np.float32)
    table = Image.fromarray(np.clip(cloth, 0, 255).astype(np.uint8))
    face = ImageFont.truetype(str(REGULAR), 28)
    draw = ImageDraw.Draw(table)
    draw.rectangle((20, 20, 520, 150), fill=(235, 235, 230))
    draw.text((40, 40), "销售合同 编号 2024-0815", font=face, fill="black")
    draw.text((40, 90), "联系电话 400-000-0000", font=face, fill="black")
    picture = as_picture(table)
    target_width = share * width
    target_height = target_width * card.shape[0] / card.shape[1]
    corners = np.asarray([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [target_width / 2, target_height / 2]
    radians = np.deg2rad(angle)
    turn = np.asarray([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])
    corners = corners @ turn.T + [width * 0.52, height * 0.55]
    corners += rng.uniform(-tilt, tilt, (4, 2)) * target_height
    source = np.asarray(
        [[0, 0], [card.shape[1], 0], [card.shape[1], card.shape[0]], [0, card.shape[0]]], dtype=np.float32
    )
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    laid = cv2.warpPerspective(card, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(card.shape[:2], 255, np.uint8), matrix, (width, height))
    picture[mask > 127] = np.asarray(laid, dtype=np.uint8)[mask > 127]
    return picture
