"""The sum at the top of the queue: every number opens its rows, and the centre can be asked whether it has the same."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from paddock.app.store.ledger import Audit, Counts, Ledger
from paddock.app.store.views import QueuePart
from paddock.ui.widgets.basics import button, column, label, row, set_tone
from paddock.ui.words import count, moment, translate

_NOTHING = Counts(0, 0, 0, 0, 0)


class LedgerLine(QFrame):
    """`created = delivered + sent back + conflict + unsent`, for requests and for pictures."""

    part_wanted = Signal(QueuePart)
    audit_wanted = Signal()
    differences_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.numbers: dict[QueuePart, QPushButton] = {}
        self._pictures: dict[str, QPushButton] = {}
        layout = row(gap="medium")
        self.setLayout(layout)
        layout.setContentsMargins(14, 8, 14, 8)
        sums = column(gap="tight")
        sums.addLayout(self._requests())
        sums.addLayout(self._pictures_line())
        layout.addLayout(sums)
        layout.addStretch(1)
        self._last = button("", self.differences_wanted.emit, role="quiet")
        layout.addWidget(self._last)
        self.compare = button(self.tr("Compare with the centre"), self.audit_wanted.emit, icon="scales")
        layout.addWidget(self.compare)
        self.show_ledger(Ledger(_NOTHING, _NOTHING, None))

    def show_ledger(self, found: Ledger) -> None:
        """Say the numbers of one snapshot."""
        for part, words in self._words(found.requests).items():
            self.numbers[part].setText(words)
            self.numbers[part].setAccessibleName(words)
        set_tone(self.numbers[QueuePart.SENT_BACK], "bad" if found.requests.rejected else "")
        set_tone(self.numbers[QueuePart.CONFLICT], "bad" if found.requests.conflict else "")
        of = found.pictures
        numbers = {"created": of.created, "accepted": of.accepted, "refused": of.rejected + of.conflict}
        for name, number in (numbers | {"waiting": of.waiting}).items():
            words = self._picture_words(name).format(count(number))
            self._pictures[name].setText(words)
            self._pictures[name].setAccessibleName(words)
        self._show_last(found.last_audit)

    def _show_last(self, audit: Audit | None) -> None:
        words, tone = audit_words(audit)
        self._last.setText(words)
        self._last.setAccessibleName(words)
        self._last.setEnabled(audit is not None)
        set_tone(self._last, tone)

    def _requests(self) -> QHBoxLayout:
        made = row(gap="tight")
        for sign, part in (
            ("", QueuePart.ALL),
            ("=", QueuePart.DELIVERED),
            ("+", QueuePart.SENT_BACK),
            ("+", QueuePart.CONFLICT),
            ("+", QueuePart.UNSENT),
        ):
            if sign:
                made.addWidget(label(sign, "soft"))
            self.numbers[part] = _number(made, partial(self.part_wanted.emit, part))
        made.addStretch(1)
        return made

    def _pictures_line(self) -> QHBoxLayout:
        made = row(gap="tight")
        for sign, name in (("", "created"), ("=", "accepted"), ("+", "refused"), ("+", "waiting")):
            if sign:
                made.addWidget(label(sign, "faint"))
            self._pictures[name] = _number(made, partial(self.part_wanted.emit, QueuePart.PICTURES))
        made.addStretch(1)
        return made

    def _words(self, of: Counts) -> dict[QueuePart, str]:
        return {
            QueuePart.ALL: self.tr("Created {0}").format(count(of.created)),
            QueuePart.DELIVERED: self.tr("delivered {0}").format(count(of.accepted)),
            QueuePart.SENT_BACK: self.tr("sent back {0}").format(count(of.rejected)),
            QueuePart.CONFLICT: self.tr("in conflict {0}").format(count(of.conflict)),
            QueuePart.UNSENT: self.tr("unsent {0}").format(count(of.waiting)),
        }

    def _picture_words(self, name: str) -> str:
        return {
            "created": self.tr("Pictures {0}"),
            "accepted": self.tr("delivered {0}"),
            "refused": self.tr("sent back {0}"),
            "waiting": self.tr("unsent {0}"),
        }[name]


def audit_words(audit: Audit | None) -> tuple[str, str]:
    """What the last comparison found, and its tone."""
    if audit is None:
        return translate("LedgerLine", "Not compared with the centre yet"), ""
    when = moment(audit.at)
    if audit.agrees:
        return translate("LedgerLine", "✓ Compared {0}: both sides agree").format(when), "good"
    words = translate("LedgerLine", "▲ Compared {0}: {1} differences").format(when, count(len(audit.differences)))
    return words, "bad"


def _number(into: QHBoxLayout, then: Callable[[], object]) -> QPushButton:
    made = button("", then, role="number")
    into.addWidget(made)
    return made
