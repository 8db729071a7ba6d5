"""The dashboard's words: durations, shares, lanes, bins, and what each figure is called."""

from paddock.app.store.dashboard_views import AGE_BINS, ELSEWHERE, TIME_BINS, Dashboard, Figure
from paddock.ui.screens.dashboard.spans import Grain, bucket_words
from paddock.ui.words import say, translate
from paddock.wire.decisions import Lane

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def duration(seconds: float) -> str:
    """`42 秒`, `3.5 分`, `2.1 小时`, `1.5 天`."""
    if seconds < 99.5:
        return translate("Dashboard", "{0} s").format(round(seconds))
    for unit, words in (
        (_MINUTE, translate("Dashboard", "{0} min")),
        (_HOUR, translate("Dashboard", "{0} h")),
    ):
        if seconds < 99.5 * unit:
            return words.format(_short(seconds / unit))
    return translate("Dashboard", "{0} days").format(_short(seconds / _DAY))


def share(part: int, of: int) -> str:
    """`63%`; a dash where there is nothing to divide by."""
    return f"{round(100 * part / of)}%" if of else "–"


def lane_name(lane: str) -> str:
    """The channel an application goes through."""
    return {
        Lane.RETAIL_FAST.value: translate("Dashboard", "new cars"),
        Lane.RETAIL_USED.value: translate("Dashboard", "used cars"),
    }.get(lane, lane or translate("Dashboard", "no lane said"))


def staff_name(staff: str) -> str:
    """A person, or that a deal was made elsewhere."""
    return translate("Dashboard", "other workstations") if staff == ELSEWHERE else staff


def time_bin_names() -> list[str]:
    """`<10 秒`, `10–30 秒`, …, `>1 天`."""
    names = [translate("Dashboard", "<{0} s").format(TIME_BINS[0])]
    ends = [*TIME_BINS]
    names += [translate("Dashboard", "{0}–{1} s").format(ends[0], ends[1])]
    names += [translate("Dashboard", "{0}–{1} s").format(ends[1], ends[2])]
    names += [
        translate("Dashboard", "{0}–{1} min").format(ends[2] // _MINUTE, ends[3] // _MINUTE),
        translate("Dashboard", "{0}–{1} min").format(ends[3] // _MINUTE, ends[4] // _MINUTE),
        translate("Dashboard", "{0}–{1} h").format(ends[4] // _HOUR, ends[5] // _HOUR),
        translate("Dashboard", ">{0} h").format(ends[5] // _HOUR),
    ]
    return names


def age_bin_names() -> list[str]:
    """`≤30 天`, …, `>90 天`."""
    names = [translate("Dashboard", "≤{0} d").format(upper) for upper in AGE_BINS]
    return [*names, translate("Dashboard", ">{0} d").format(AGE_BINS[-1])]


def figure_title(figure: Figure, key: str, grain: Grain, shown: Dashboard) -> str:
    """The head of the rows behind a figure."""
    plain = {
        Figure.TODAY: translate("Dashboard", "Applications today"),
        Figure.SUBMITTED: translate("Dashboard", "Submitted"),
        Figure.DECIDED: translate("Dashboard", "Decided"),
        Figure.APPROVED: translate("Dashboard", "Approved"),
        Figure.ACCEPTED: translate("Dashboard", "Offer taken"),
        Figure.SIGNED: translate("Dashboard", "Signed"),
        Figure.TO_SIGN: translate("Dashboard", "To sign"),
        Figure.UNSENT: translate("Dashboard", "Not delivered"),
        Figure.OLD_STOCK: translate("Dashboard", "In stock above 60 days"),
    }
    if figure in plain:
        return plain[figure]
    words = {
        Figure.BUCKET: translate("Dashboard", "Submitted: {0}"),
        Figure.TIME_BIN: translate("Dashboard", "Decided within {0}"),
        Figure.OFFERED: translate("Dashboard", "Plan offered: {0}"),
        Figure.TAKEN: translate("Dashboard", "Plan taken: {0}"),
        Figure.LANE: translate("Dashboard", "Decided: {0}"),
        Figure.STAFF: translate("Dashboard", "Submitted by {0}"),
        Figure.AGEING: translate("Dashboard", "In stock: {0}"),
    }[figure]
    return words.format(_key_name(figure, key, grain, shown))


def _key_name(figure: Figure, key: str, grain: Grain, shown: Dashboard) -> str:
    if figure is Figure.BUCKET:
        return bucket_words(grain, shown.buckets[int(key)].start)
    if figure is Figure.TIME_BIN:
        return time_bin_names()[int(key)]
    if figure in {Figure.OFFERED, Figure.TAKEN}:
        return _plan_name(shown, key)
    if figure is Figure.LANE:
        return lane_name(key)
    return staff_name(key) if figure is Figure.STAFF else key.replace("/", " ")


def _plan_name(shown: Dashboard, plan: str) -> str:
    return next((say(use.name) for use in shown.plans if use.plan == plan), plan)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if value < 10 else str(round(value))
