"""What a signature looks like on the page: pen strokes as vectors, name and time in Chinese.

pyHanko's own stamp has no Chinese glyphs. Ours is set by typst with the contract's font and brought in as a form.
"""

import io
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from paddock.central.contracts.rendering import SignatureArea
from paddock.central.contracts.terms import BEIJING
from paddock.central.contracts.typesetting import typeset
from paddock.wire.contracts import Stroke

_MARGIN_POINTS = 8.0
_TEXT_POINTS = 30.0
"""Height kept for name and time below the strokes."""
_SEGMENT_LIMIT = 4000
_LEAST_STEP_POINTS = 0.35
_NAME = pdf_name("/PaddockSignature")


@dataclass(frozen=True, slots=True)
class SignatureText:
    """The words beside the strokes."""

    name: str
    at: datetime
    certificate: str


def appearance_pdf(area: SignatureArea, strokes: Sequence[Stroke], pad_aspect: float, text: SignatureText) -> bytes:
    """One page of the area's size with the strokes, as large as they fit without changing their shape."""
    data = {
        "width": area.width,
        "height": area.height,
        "strokes": _placed(strokes, pad_aspect, area.width, area.height - _TEXT_POINTS),
        "name": text.name,
        "time": f"{text.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}（北京时间）",
        "certificate": text.certificate,
    }
    pdf, _ = typeset("signature.typ", data, made_at=text.at, archival=False)
    return pdf


def stamp_style(pdf: bytes) -> StaticStampStyle:
    """A pyHanko stamp that shows the first page of `pdf`, edge to edge."""
    edge_to_edge = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(background=_Page(pdf), background_layout=edge_to_edge, border_width=0)


class _Page(PdfContent):
    """The first page of a PDF in memory; pyHanko's own importer only reads files."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.set_resource(ResourceType.XOBJECT, _NAME, form)
        left, bottom, right, top = (float(edge) for edge in form.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return bytes(_NAME.encode()) + b" Do"


def _placed(strokes: Sequence[Stroke], pad_aspect: float, width: float, height: float) -> list[list[list[float]]]:
    """The strokes in points from the area's upper left corner: [x, y, pen width] each."""
    scale = min(width - 2 * _MARGIN_POINTS, (height - _MARGIN_POINTS) * pad_aspect)
    left = (width - scale) / 2
    top = _MARGIN_POINTS + (height - _MARGIN_POINTS - scale / pad_aspect) / 2
    full = [
        [(left + point.x * scale, top + point.y * scale / pad_aspect, 0.7 + 1.5 * point.pressure) for point in stroke]
        for stroke in strokes
    ]
    step = _LEAST_STEP_POINTS
    thinned = [_thin(points, step) for points in full]
    while sum(len(points) for points in thinned) > _SEGMENT_LIMIT:
        step *= 1.5
        thinned = [_thin(points, step) for points in full]
    return [[[round(value, 2) for value in point] for point in points] for points in thinned]


def _thin(points: list[tuple[float, float, float]], step: float) -> list[tuple[float, float, float]]:
    """Drop points nearer than `step` to the one before; first and last stay."""
    kept = points[:1]
    for point in points[1:-1]:
        if math.dist(point[:2], kept[-1][:2]) >= step:
            kept.append(point)
    return kept + points[-1:] if len(points) > 1 else kept


def is_drawn(strokes: Sequence[Stroke]) -> bool:
    """Whether somebody wrote something: more than a dot, by the length of the line over the pad's width."""
    length = 0.0
    for stroke in strokes:
        length += sum(math.dist((a.x, a.y), (b.x, b.y)) for a, b in itertools.pairwise(stroke))
    return length >= _LEAST_INK


_LEAST_INK = 0.05

__all__ = ["SignatureText", "appearance_pdf", "is_drawn", "stamp_style"]
