"""A deal that waits: in which lane, by when there is usually an answer, and what a reviewer asks the counter for."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from paddock.app.store.views import DealDetail
from paddock.ui.states import Look
from paddock.ui.widgets.basics import button, column, label, row, set_tone
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.text_line import TextLine
from paddock.ui.words import moment, say, translate
from paddock.wire.lanes import ServiceClock
from paddock.wire.reviews import Stipulation

_PICTURES = "*.jpg *.jpeg *.png"


def clock_words(service: ServiceClock) -> str:
    """The lane, and when most in it had their answer."""
    lane = say(service.lane_name)
    if service.expected_by is None:
        return translate("Review", "Lane: {0}").format(lane)
    return translate("Review", "Lane: {0} · {1}% are answered by {2} (of the last {3})").format(
        lane, service.share_percent, moment(service.expected_by), service.sample
    )


class ReviewPanel(QFrame):
    """Follows a referred deal. What was typed for one question stays while another is answered."""

    answered = Signal(object, str, object)
    """Stipulation, words, and the paths of the pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        set_tone(self, "warn")
        layout = column(self, margin=12, gap="small")
        head = row(gap="medium")
        self._chip = StateChip(Look("warn", "clock", self.tr("A person looks at it")))
        head.addWidget(self._chip)
        self._clock = label("", "soft", wrap=True)
        head.addWidget(self._clock, 1)
        layout.addLayout(head)
        self._asked = column(gap="small")
        layout.addLayout(self._asked)
        self.cards: dict[UUID, AskCard] = {}

    def show_detail(self, detail: DealDetail) -> None:
        """What is asked and answered by now."""
        self._clock.setVisible(detail.service is not None)
        if detail.service is not None:
            self._clock.setText(clock_words(detail.service))
        for stipulation in detail.stipulations:
            shown = self.cards.get(stipulation.id)
            if shown is None:
                shown = self.cards[stipulation.id] = AskCard(stipulation)
                shown.answered.connect(self.answered)
                self._asked.addWidget(shown)
            sent = stipulation.id in detail.pending_answers
            shown.show_state(sent=sent, answered=stipulation.answered_at is not None)

    def is_begun(self) -> bool:
        """Whether an answer was begun that is not sent yet."""
        return any(card.is_begun() for card in self.cards.values())


class AskCard(QFrame):
    """One thing the reviewer asks for, with room for the answer."""

    answered = Signal(object, str, object)

    def __init__(self, stipulation: Stipulation) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._stipulation = stipulation
        self._paths: list[Path] = []
        layout = column(self, margin=10, gap="tight")
        head = row(gap="medium")
        sentence = say(stipulation.sentence)
        head.addWidget(label(sentence, "heading", wrap=True), 1)
        self._state = label("", "soft")
        head.addWidget(self._state)
        layout.addLayout(head)
        self._form = QWidget()
        form = row(self._form, gap="small")
        self.words = TextLine()
        self.words.setMaxLength(1000)
        self.words.setPlaceholderText(self.tr("Answer the reviewer"))
        self.words.setAccessibleName(self.tr("Answer to: {0}").format(sentence))
        self.words.textChanged.connect(self._check)
        self.words.returnPressed.connect(self.send)
        form.addWidget(self.words, 1)
        self._pick = button(self.tr("Add pictures"), self.pick, icon="image")
        form.addWidget(self._pick)
        self.act = button(self.tr("Send answer"), self.send, role="primary")
        form.addWidget(self.act)
        layout.addWidget(self._form)
        self._check()

    def is_begun(self) -> bool:
        """Whether something was written or chosen that is not sent yet."""
        return self._form.isVisibleTo(self) and bool(self.words.text().strip() or self._paths)

    def pick(self) -> None:
        """Choose picture files."""
        names, _filter = QFileDialog.getOpenFileNames(
            self, self.tr("Add pictures"), "", self.tr("Pictures ({0})").format(_PICTURES)
        )
        if names:
            self.take_pictures([Path(name) for name in names])

    def take_pictures(self, paths: Sequence[Path]) -> None:
        """The pictures that go with the answer, instead of any before."""
        self._paths = list(paths)
        words = self.tr("{0} pictures").format(len(self._paths)) if self._paths else self.tr("Add pictures")
        self._pick.setText(words)
        self._pick.setAccessibleName(words)
        self._pick.setToolTip("\n".join(path.name for path in self._paths))
        self._check()

    def send(self) -> None:
        """Send what was typed and chosen."""
        if self.act.isEnabled() and self._form.isVisibleTo(self):
            self.answered.emit(self._stipulation, self.words.text().strip(), tuple(self._paths))

    def show_state(self, *, sent: bool, answered: bool) -> None:
        """Whether there is still something to do."""
        self._form.setVisible(not (sent or answered))
        wanted = self.tr("A picture is needed") if self._stipulation.wants_picture else ""
        self._state.setText(
            self.tr("Answered") if answered else self.tr("Sent; waiting for the centre") if sent else wanted
        )

    def _check(self) -> None:
        enough = (
            bool(self._paths) if self._stipulation.wants_picture else bool(self._paths or self.words.text().strip())
        )
        self.act.setEnabled(enough)
