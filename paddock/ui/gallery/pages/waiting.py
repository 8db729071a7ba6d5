"""What is seen before there is anything to see, and after it has aged."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from paddock.domain.long_work import Progress
from paddock.domain.sentences import Sentence
from paddock.ui.clock import now_utc
from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.progress import ProgressLine
from paddock.ui.widgets.skeleton import Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.widgets.stat_tile import StatTile, Trend
from paddock.ui.words import translate


def skeletons() -> QWidget:
    """Table, cards, text, figure."""
    sheet = Sheet()
    sheet.add("loading", Skeleton("table", count=4), translate("Gallery", "table"), height=212, grow=True)
    sheet.add("loading", Skeleton("cards", count=3), translate("Gallery", "cards"), height=130, grow=True)
    sheet.add("loading", Skeleton("text", count=4), translate("Gallery", "text"), height=100, grow=True)
    return sheet.finish()


def progress() -> QWidget:
    """Known and unknown length, with and without a way to stop."""
    sheet = Sheet()
    words = translate("Gallery", "Exporting contracts")

    def stop() -> None:
        """Nothing is under way here."""

    known, unknown, fixed, stopping, wordy = (ProgressLine(words) for _number in range(5))
    known.begin(stop)
    known.show_progress(Progress(3, 10, Sentence("正在导出 HT-2026-0003", "Exporting HT-2026-0003")))
    unknown.begin(stop)
    fixed.begin(None)
    fixed.show_progress(Progress(45, 60))
    stopping.begin(stop)
    stopping.show_progress(Progress(7, 10))
    stopping.cancel()
    wordy.begin(stop)
    wordy.show_progress(Progress(128_400, 1_284_000, Sentence(samples.long_text(), samples.long_text())))
    for line, detail in (
        (known, translate("Gallery", "known length")),
        (unknown, translate("Gallery", "unknown length")),
        (fixed, translate("Gallery", "cannot be stopped")),
        (stopping, translate("Gallery", "being stopped")),
    ):
        sheet.add("loading", line, detail, width=520)
    sheet.add("long", wordy, width=520)
    return sheet.finish()


def stale() -> QWidget:
    """Fresh data says nothing."""
    sheet = Sheet()
    for age, offline, detail in (
        (timedelta(minutes=1), True, translate("Gallery", "just offline")),
        (timedelta(minutes=12), False, translate("Gallery", "not fetched lately")),
        (timedelta(hours=3), True, translate("Gallery", "old")),
    ):
        mark = StaleMark()
        mark.show_as_of(now_utc() - age, offline=offline)
        sheet.add("stale", mark, detail)
    never, fresh = StaleMark(), StaleMark()
    never.show_as_of(None, offline=True)
    fresh.show_as_of(now_utc(), offline=False)
    sheet.add("empty", never)
    sheet.add("normal", fresh, translate("Gallery", "nothing is shown for fresh data"))
    return sheet.finish()


def tiles() -> QWidget:
    """Figures: rising, falling, loading, without rows."""
    sheet = Sheet()
    name = translate("Gallery", "Approved today")
    plain, up, down, loading, focused = (StatTile(name) for _number in range(5))
    plain.show_figure("128", note=translate("Gallery", "all lanes"))
    up.show_figure("72.5%", Trend("up", translate("Gallery", "+3.1 points in a week"), is_good=True))
    down.show_figure("64.0%", Trend("down", translate("Gallery", "-3.1 points in a week"), is_good=False))
    loading.begin()
    focused.show_figure("128", Trend("level", translate("Gallery", "as yesterday")))
    sheet.add("normal", plain, width=220)
    sheet.add("normal", up, translate("Gallery", "better"), width=220)
    sheet.add("warning", down, translate("Gallery", "worse"), width=220)
    sheet.add("loading", loading, width=220)
    sheet.add("focused", focused, width=220)
    sheet.add("empty", StatTile(name), width=220)
    still = StatTile(name, opens=False)
    still.show_figure("4.2 s")
    sheet.add("normal", still, translate("Gallery", "without rows"), width=220)
    wordy = StatTile(samples.long_text())
    wordy.show_figure("¥98,765,432.10", note=samples.long_text())
    sheet.add("long", wordy, width=220)
    return sheet.finish()


def empties() -> QWidget:
    """Why there is nothing, and what to do."""
    sheet = Sheet()
    title = translate("Gallery", "No contracts yet")
    more = translate("Gallery", "A contract is drawn up when a customer takes an offer.")
    sheet.add("empty", EmptyState("file-text", title, more), height=240, grow=True)
    sheet.add("long", EmptyState("file-text", title, samples.long_text()), height=300, grow=True)
    return sheet.finish()
