"""While there is nothing for the customer to look at: the dealer's name, and calm."""

from enum import Enum, auto

from PySide6.QtCore import Qt

from paddock.ui.customer.tongue import Spoken, Tongue
from paddock.ui.widgets.basics import column, label


class Mood(Enum):
    """Why there is nothing to look at."""

    WELCOME = auto()
    COVERED = auto()
    """The clerk has another deal in front."""
    LOOKED_AT = auto()
    """The centre has not decided."""
    TALK = auto()
    """It has, and made no offer. A refusal is nothing for a screen that others can read: the clerk says it."""


class IdlePage(Spoken):
    """The dealer's name and what the customer may know of the wait."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue)
        self._mood = Mood.WELCOME
        layout = column(self, margin=48, gap="large")
        self._name = label("", "customer_figure", wrap=True)
        self._words = label("", "customer_soft", wrap=True)
        layout.addStretch(2)
        for words in (self._name, self._words):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        layout.addStretch(3)
        self.say_all()

    def show_dealer(self, name: str) -> None:
        """Whose window it is."""
        self._name.setText(name)

    def show_mood(self, mood: Mood) -> None:
        """Say why there is nothing to look at."""
        self._mood = mood
        self.say_all()

    def say_all(self) -> None:
        said = {
            Mood.WELCOME: self.tr("Welcome. We are preparing everything for you."),
            Mood.COVERED: self.tr("One moment, please. Nothing of your application is shown meanwhile."),
            Mood.LOOKED_AT: self.tr("Your application is being looked at. The offers appear here in a moment."),
            Mood.TALK: self.tr("Your adviser will talk the next step over with you."),
        }
        self._words.setText(said[self._mood])
