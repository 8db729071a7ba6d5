"""The six charts of the dashboard: what each is called, and how its lines come from the figures."""

from collections.abc import Sequence

from paddock.app.store.dashboard_views import Dashboard, Figure, Outcomes
from paddock.ui.charts.bar_looks import AGES, BACK, FIRST, PLAIN, SECOND, THIRD
from paddock.ui.screens.dashboard.chart_card import ChartPlan, Line
from paddock.ui.screens.dashboard.said import age_bin_names, share, staff_name, time_bin_names
from paddock.ui.screens.dashboard.spans import Grain, bucket_name, bucket_words
from paddock.ui.words import count, say, translate

FUNNEL = (Figure.SUBMITTED, Figure.DECIDED, Figure.APPROVED, Figure.ACCEPTED, Figure.SIGNED)


def funnel_plan() -> ChartPlan:
    """From submitted to signed."""
    return ChartPlan(
        translate("Dashboard", "Funnel"),
        (PLAIN,),
        (translate("Dashboard", "Step"), translate("Dashboard", "Deals"), translate("Dashboard", "Of submitted")),
        translate("Dashboard", "Nothing was submitted in this time"),
    )


def funnel_lines(shown: Dashboard) -> list[Line]:
    """Five steps, each with its share of what was submitted."""
    numbers = (
        shown.outcomes.submitted, shown.outcomes.decided, shown.outcomes.let_through, shown.accepted, shown.signed,
    )  # fmt: skip
    names = (
        translate("Dashboard", "Submitted"),
        translate("Dashboard", "Decided"),
        translate("Dashboard", "Approved"),
        translate("Dashboard", "Offer taken"),
        translate("Dashboard", "Signed"),
    )
    lines = []
    for figure, name, number in zip(FUNNEL, names, numbers, strict=True):
        part = share(number, shown.outcomes.submitted)
        end = f"{count(number)}  {part}" if figure is not Figure.SUBMITTED else count(number)
        lines.append(
            Line(figure.value, name, (number,), end, f"{name}: {count(number)} ({part})", (count(number), part))
        )
    return lines


def course_plan() -> ChartPlan:
    """Submitted by day, week or month, and how it ended."""
    return ChartPlan(
        translate("Dashboard", "Applications"),
        (FIRST, SECOND, THIRD),
        (
            translate("Dashboard", "Time"),
            translate("Dashboard", "Submitted"),
            translate("Dashboard", "Approved"),
            translate("Dashboard", "Declined"),
            translate("Dashboard", "Open"),
        ),
        translate("Dashboard", "Nothing was submitted in this time"),
        lying=False,
        legend=(
            (FIRST, translate("Dashboard", "Approved")),
            (SECOND, translate("Dashboard", "Declined")),
            (THIRD, translate("Dashboard", "Open")),
        ),
    )


def course_lines(shown: Dashboard, grain: Grain) -> list[Line]:
    """One line for each day, week or month."""
    return [
        _course_line(str(at), bucket_name(grain, bucket.start), bucket_words(grain, bucket.start), bucket.outcomes)
        for at, bucket in enumerate(shown.buckets)
    ]


def _course_line(key: str, name: str, full_name: str, found: Outcomes) -> Line:
    numbers = (found.submitted, found.let_through, found.declined, found.undecided)
    words = translate("Dashboard", "{0}: {1} submitted, {2} approved, {3} declined, {4} open").format(
        full_name, *(count(number) for number in numbers)
    )
    return Line(
        key,
        name,
        tuple(numbers[1:]),
        count(found.submitted) if found.submitted else "",
        words,
        tuple(count(number) for number in numbers),
        full_name,
    )


def times_plan() -> ChartPlan:
    """How long decisions take."""
    return ChartPlan(
        translate("Dashboard", "Time to decision"),
        (PLAIN,),
        (translate("Dashboard", "Within"), translate("Dashboard", "Deals"), translate("Dashboard", "Share")),
        translate("Dashboard", "Nothing was decided in this time"),
        lying=False,
    )


def times_lines(shown: Dashboard) -> list[Line]:
    """One line for each bin."""
    total = sum(shown.time_bins)
    lines = []
    for at, (name, number) in enumerate(zip(time_bin_names(), shown.time_bins, strict=True)):
        part = share(number, total)
        words = translate("Dashboard", "{0}: {1} decisions ({2})").format(name, count(number), part)
        lines.append(Line(str(at), name, (number,), count(number) if number else "", words, (count(number), part)))
    return lines


def plans_plan() -> ChartPlan:
    """How often plans are taken where they are offered."""
    return ChartPlan(
        translate("Dashboard", "Take-up by plan"),
        (BACK, FIRST),
        (
            translate("Dashboard", "Plan"),
            translate("Dashboard", "Offered"),
            translate("Dashboard", "Taken"),
            translate("Dashboard", "Take-up"),
        ),
        translate("Dashboard", "No plan was offered in this time"),
        overlaid=True,
        legend=((BACK, translate("Dashboard", "Offered")), (FIRST, translate("Dashboard", "Taken"))),
    )


def plans_lines(shown: Dashboard) -> list[Line]:
    """One line for each plan."""
    lines = []
    for use in shown.plans:
        part, name = share(use.taken, use.offered), say(use.name)
        words = translate("Dashboard", "{0}: offered {1} times, taken {2} times ({3})").format(
            name, count(use.offered), count(use.taken), part
        )
        cells = (count(use.offered), count(use.taken), part)
        lines.append(Line(use.plan, name, (use.offered, use.taken), f"{use.taken}/{use.offered}  {part}", words, cells))
    return lines


def ageing_plan() -> ChartPlan:
    """How long the stock has stood."""
    names = age_bin_names()
    return ChartPlan(
        translate("Dashboard", "Stock ageing"),
        AGES,
        (translate("Dashboard", "Brand and series"), *names),
        translate("Dashboard", "No car is in stock"),
        legend=tuple(zip(AGES, names, strict=True)),
    )


def ageing_lines(shown: Dashboard) -> list[Line]:
    """Brands for the chart, then every series for the twin."""
    lines = []
    for line in (*shown.ageing, *shown.series):
        name = f"{line.brand} {line.series}".strip()
        said = ", ".join(
            f"{words} {count(units)}" for words, units in zip(age_bin_names(), line.units, strict=True) if units
        )
        cells = tuple(count(units) for units in line.units)
        lines.append(
            Line(line.key, name, line.units, count(line.total), f"{name}: {count(line.total)} ({said})", cells)
        )
    return lines


def staff_plan() -> ChartPlan:
    """Who brings in what."""
    return ChartPlan(
        translate("Dashboard", "By staff"),
        (BACK, FIRST),
        (
            translate("Dashboard", "Staff"),
            translate("Dashboard", "Submitted"),
            translate("Dashboard", "Approved"),
            translate("Dashboard", "Signed"),
        ),
        translate("Dashboard", "Nothing was submitted in this time"),
        overlaid=True,
        legend=((BACK, translate("Dashboard", "Submitted")), (FIRST, translate("Dashboard", "Signed"))),
    )


def staff_lines(shown: Dashboard) -> list[Line]:
    """One line for each person."""
    lines = []
    for line in shown.staff:
        name = staff_name(line.staff)
        numbers = (line.submitted, line.approved, line.signed)
        words = translate("Dashboard", "{0}: {1} submitted, {2} approved, {3} signed").format(
            name, *(count(number) for number in numbers)
        )
        end = f"{count(line.signed)}/{count(line.submitted)}"
        cells = tuple(count(number) for number in numbers)
        lines.append(Line(line.staff, name, (line.submitted, line.signed), end, words, cells))
    return lines


def table_of(plan: ChartPlan, lines: Sequence[Line]) -> list[list[str]]:
    """A chart as rows of a file: its title, its columns, its lines."""
    rows = [[plan.title], list(plan.columns)]
    rows += [[line.full_name or line.name, *line.cells] for line in lines]
    return [*rows, []]
