"""What a benchmark gives back."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One line of the table: `value` against `goal`, which is a ceiling unless `at_least`."""

    label: str
    value: float
    goal: float
    unit: str = "x"
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal
