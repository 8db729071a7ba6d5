"""The parts of a decision: reasons, rule hits with their values, refused plans, the advice to a counteroffer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from paddock.app.store.views import DealDetail
from paddock.domain.application_draft import FieldPath
from paddock.ui.choices import choices_of
from paddock.ui.states import look_of_rule
from paddock.ui.widgets.basics import button, card, column, icon_label, label, set_tone
from paddock.ui.widgets.chip import StateChip
from paddock.ui.words import money, say, translate
from paddock.wire.decisions import CounterofferTerms, Decision
from paddock.wire.problems import Problem


def course_words(detail: DealDetail) -> str:
    """In which lane the centre decided, and how long each stage took."""
    stages = [
        translate("Decision", "{0} {1} s").format(say(stage.state.name_for_people), f"{stage.seconds:.1f}")
        for stage in detail.stages
        if not stage.state.is_decided
    ]
    lane = [say(detail.service.lane_name)] if detail.service else []
    return " · ".join(lane + stages)


def reasons_panel(decision: Decision, course: str = "") -> QWidget:
    """Reasons for staff, the words for the customer, what has to be brought, and how it went."""
    made = QWidget()
    layout = column(made, gap="small")
    for reason in decision.reasons:
        layout.addWidget(label("• " + say(reason.staff), wrap=True))
        customer = translate("Decision", "To the customer: {0}").format(say(reason.customer))
        layout.addWidget(label(customer, "soft", wrap=True))
    if decision.stipulations:
        layout.addWidget(label(translate("Decision", "Conditions"), "heading"))
        for stipulation in decision.stipulations:
            layout.addWidget(label("• " + say(stipulation), wrap=True))
    if decision.score_points:
        layout.addWidget(label(translate("Decision", "Score: {0}").format(decision.score), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for at, point in enumerate(decision.score_points):
            grid.addWidget(label(say(point.caption)), at, 0)
            grid.addWidget(label(_bin_words(point.bin), "soft"), at, 1)
            grid.addWidget(label(f"{point.points:+d}"), at, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(3, 1)
        layout.addLayout(grid)
    if not decision.reasons and not decision.stipulations:
        layout.addWidget(label(translate("Decision", "Nothing speaks against it."), "soft"))
    if course:
        layout.addWidget(label(course, "faint", wrap=True))
    layout.addStretch(1)
    return made


def rules_panel(decision: Decision) -> QWidget:
    """Every rule that did not simply pass, with the values it saw."""
    made = QWidget()
    layout = column(made, gap="small")
    asked = translate("Decision", "{0} rules asked, {1} with something to say").format(
        decision.rules_evaluated, len(decision.rule_hits)
    )
    layout.addWidget(label(asked, "soft"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    top = Qt.AlignmentFlag.AlignTop
    for at, hit in enumerate(decision.rule_hits):
        grid.addWidget(StateChip(look_of_rule(hit.outcome)), at, 0, top)
        grid.addWidget(label(hit.id, "soft"), at, 1, top)
        words = label(say(hit.sentence), wrap=True)
        words.setToolTip("\n".join(f"{name} = {_value(name, value)}" for name, value in hit.values.items()))
        grid.addWidget(words, at, 2, top)
    grid.setColumnStretch(2, 1)
    layout.addLayout(grid)
    layout.addStretch(1)
    return made


def refused_plans_panel(decision: Decision) -> QWidget:
    """Plans that do not fit, and why."""
    made = QWidget()
    layout = column(made, gap="small")
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(8)
    for at, refusal in enumerate(decision.refused_plans):
        grid.addWidget(label(say(refusal.plan_name)), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(say(refusal.reason), "soft", wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    if not decision.refused_plans:
        layout.addWidget(label(translate("Decision", "Every plan fits."), "soft"))
    layout.addLayout(grid)
    layout.addStretch(1)
    return made


def counteroffer_panel(terms: CounterofferTerms, take: Callable[[], object]) -> QWidget:
    """The change that turns it into an approval, with one button."""
    made = card()
    made.setObjectName("banner")
    made.setProperty("role", "")
    set_tone(made, "warn")
    layout = QHBoxLayout(made)
    layout.setContentsMargins(14, 10, 14, 10)
    layout.setSpacing(12)
    layout.addWidget(icon_label("lightbulb", "warn", 22))
    words = column(gap="hair")
    words.addWidget(label(say(terms.sentence), "heading", wrap=True))
    facts = translate("Decision", "Down payment {0} · financed {1} · {2} months · rule {3}").format(
        money(terms.down_payment_fen), money(terms.amount_financed_fen), terms.term_months, terms.binding_rule
    )
    words.addWidget(label(facts, "soft", wrap=True))
    layout.addLayout(words, 1)
    layout.addWidget(button(translate("Decision", "New application at these terms"), take, role="primary"))
    return made


def problem_panel(problem: Problem, edit: Callable[[], object] | None) -> QWidget:
    """Why the centre refused what was sent, with all faults."""
    made = card()
    made.setObjectName("banner")
    made.setProperty("role", "")
    layout = QHBoxLayout(made)
    layout.setContentsMargins(14, 10, 14, 10)
    layout.setSpacing(12)
    layout.addWidget(icon_label("warning-circle", "bad", 22), 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap="hair")
    words.addWidget(label(say(problem.title), "heading", wrap=True))
    for fault in problem.faults:
        words.addWidget(label("• " + say(fault.message), wrap=True))
    layout.addLayout(words, 1)
    if edit is not None:
        layout.addWidget(button(translate("Decision", "Edit and send again"), edit, role="primary"))
    return made


def _bin_words(text: str) -> str:
    """A class of the scorecard: a range as it is, a choice in the words of its field."""
    words = dict(choices_of(FieldPath.OCCUPATION) + choices_of(FieldPath.CONDITION))
    return words.get(text, text)


def _value(name: str, value: object) -> str:
    """A rule's input as staff read it."""
    if name.endswith("_fen") and isinstance(value, int):
        return money(value)
    if isinstance(value, bool):
        return translate("Decision", "yes") if value else translate("Decision", "no")
    if value is None:
        return "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
