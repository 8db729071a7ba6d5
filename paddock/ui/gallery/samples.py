"""Invented people, cars and figures for the gallery. Numbers are worked out by the same code as real ones."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from paddock.app.store.views import TimelineLine
from paddock.domain.annual_rate import annual_rate
from paddock.domain.application_draft import Box, FieldEntry, Reading
from paddock.domain.plans import PlanKind, RepaymentMethod, RepaymentShape
from paddock.domain.schedules import balloon_fen, build_schedule
from paddock.domain.sentences import Sentence
from paddock.ui.clock import now_utc, today
from paddock.ui.theme import FONT_FAMILY, colour
from paddock.ui.words import say, translate
from paddock.wire.decisions import Instalment, Offer

VIN = "LSVAU2A37N2183294"
PLATE_BOX: Box = ((70.0, 122.0), (570.0, 122.0), (570.0, 178.0), (70.0, 178.0))


def name() -> str:
    """An applicant."""
    return translate("Samples", "Wang Xiaochuan")


def car() -> str:
    """A car."""
    return translate("Samples", "Volkswagen Lavida 1.5L")


def long_text() -> str:
    """More words than there is room for."""
    return translate(
        "Samples",
        "A description far longer than anybody expected, as it comes from a registration certificate of a special "
        "vehicle with several makers, and which must be cut or wrapped without pushing anything out of the window",
    )


def read_entry(text: str, confidence: float, *, doubtful: tuple[int, ...] = (), corrected_to: str = "") -> FieldEntry:
    """A field as the machine read it, or as somebody corrected it."""
    reading = Reading(text, confidence, "0" * 64, PLATE_BOX, doubtful)
    return FieldEntry(corrected_to or text, reading, translate("Samples", "Li Na") if corrected_to else None)


def plate_picture() -> QImage:
    """A photograph of a plate with a VIN, as far as a drawing can be one."""
    picture = QImage(640, 400, QImage.Format.Format_RGB32)
    picture.fill(colour("bone"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour("paper"))
    painter.setPen(colour("paper_line"))
    painter.drawRoundedRect(QRectF(50, 70, 540, 260), 14, 14)
    painter.setPen(colour("paper_ink"))
    for top, pixels, text in ((120, 42, VIN), (210, 26, say(Sentence("整备质量 1285 kg", "Kerb mass 1285 kg")))):
        font = QFont(FONT_FAMILY)
        font.setPixelSize(pixels)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(80, top, 490, 60), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return picture


def timeline() -> list[TimelineLine]:
    """A deal from submission to decision."""
    start = now_utc() - timedelta(hours=2)
    return [
        TimelineLine(start, Sentence("已提交", "Submitted"), None),
        TimelineLine(start + timedelta(minutes=1), Sentence("中心已收到", "Received by the centre"), None),
        TimelineLine(
            start + timedelta(minutes=1, seconds=4),
            Sentence("有条件批准", "Approved with conditions"),
            Sentence("首付不足: 提高到 34% 即可批准", "The down payment is too small: 34% would be approved"),
        ),
    ]


def offer(method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALMENT, title: Sentence | None = None) -> Offer:
    """An offer over 36 months, worked out as the centre does."""
    price, down, months, rate = 12_800_000, 3_840_000, 36, Decimal("0.0718")
    amount = price - down
    shape = RepaymentShape(balloon_ratio=Decimal("0.4")) if method is RepaymentMethod.BALLOON else RepaymentShape()
    lines = build_schedule(method, amount, rate, months, date(today().year, 1, 15), shape)
    total = sum(line.payment_fen for line in lines)
    return Offer(
        id="sample",
        plan="sample",
        plan_name=title or method.name_for_people,
        kind=PlanKind.SALE_AND_LEASEBACK,
        method=method.value,
        term_months=months,
        price_fen=price,
        down_payment_fen=down,
        amount_financed_fen=amount,
        fee_fen=0,
        nominal_rate=rate,
        annual_rate=annual_rate(amount, [line.payment_fen for line in lines]),
        monthly_payment_fen=lines[0].payment_fen,
        balloon_fen=balloon_fen(amount, shape) if method is RepaymentMethod.BALLOON else 0,
        total_payable_fen=total,
        total_cost_fen=total - amount,
        schedule=[Instalment(**line._asdict()) for line in lines],
    )
