"""Numbers, dates and money as people here write them, and the core's sentences in the language now shown."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from paddock.domain.money import Fen, format_yuan
from paddock.domain.sentences import Sentence
from paddock.ui.language import language

translate = QCoreApplication.translate


def say(sentence: Sentence) -> str:
    """A sentence of the core in the language now shown."""
    return sentence.in_language(language())


def money(amount: Fen) -> str:
    """`284615` → `¥2,846.15`."""
    return format_yuan(amount)


def round_money(amount: Fen) -> str:
    """Yuan without fen, for figures that are read at a glance: `12850000` → `¥128,500`."""
    return format_yuan(amount).removesuffix(".00")


def percent(rate: Decimal) -> str:
    """`Decimal("0.0718")` → `7.18%`."""
    return f"{(rate * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}%"


def count(number: int) -> str:
    """`1284` → `1,284`."""
    return f"{number:,}"


def day(of: date) -> str:
    """A date in local form: `2026年11月23日`, `23 Nov 2026`."""
    pattern = "yyyy年M月d日" if language() == "zh_CN" else "d MMM yyyy"
    return QLocale(language()).toString(QDate(of.year, of.month, of.day), pattern)


def moment(at: datetime, now: datetime | None = None) -> str:
    """A time in the local zone: only the clock when it is today, day and clock otherwise."""
    local = at.astimezone()
    today = (now or datetime.now().astimezone()).astimezone().date()
    if local.date() == today:
        return f"{local:%H:%M}"
    pattern = "M月d日" if language() == "zh_CN" else "d MMM"
    stamp = QLocale(language()).toString(QDate(local.year, local.month, local.day), pattern)
    return f"{stamp} {local:%H:%M}"


def clock(at: datetime) -> str:
    """`14:05:09` in the local zone."""
    return f"{at.astimezone():%H:%M:%S}"
