"""What a person can take back of a deal: a reading, a removed picture, a car filled in from stock, a choice."""

from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtGui import QImage, QUndoCommand

from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deal stood at one moment, as far as acts change it."""

    draft: ApplicationDraft
    crops: dict[FieldPath, QImage] = field(default_factory=dict)
    confirmed: frozenset[FieldPath] = frozenset()


class Act(QUndoCommand):
    """One act that was done already; undoing it leaves alone what a person has typed since."""

    def __init__(self, words: str, deal: "Changeable", before: Standing, after: Standing) -> None:
        super().__init__(words)
        self._deal, self._before, self._after = deal, before, after
        self._done = False

    def redo(self) -> None:
        """The first time, the stack calls this for what has just been done."""
        if self._done:
            self._deal.go_over(self._before, self._after)
        self._done = True

    def undo(self) -> None:
        self._deal.go_over(self._after, self._before)


class Changeable(Protocol):
    """What an act asks of its deal."""

    def go_over(self, source: Standing, target: Standing) -> None:
        """Make `target` of what still is as in `source`."""


def entries_after(
    now: dict[FieldPath, FieldEntry], source: ApplicationDraft, target: ApplicationDraft
) -> dict[FieldPath, FieldEntry]:
    """The entries `now` with what differs between `source` and `target` as in `target`, where nothing else happened."""
    made = dict(now)
    for path in source.entries.keys() | target.entries.keys():
        old, new = source.entries.get(path), target.entries.get(path)
        if old == new or now.get(path) != old:
            continue
        if new is None:
            made.pop(path, None)
        else:
            made[path] = new
    return made


def images_after(
    now: tuple[DraftImage, ...], source: ApplicationDraft, target: ApplicationDraft
) -> tuple[DraftImage, ...]:
    """The pictures `now` less those only `source` has, with those only `target` has back in their place."""
    kept = [image for image in now if image in target.images or image not in source.images]
    for at, image in enumerate(target.images):
        if image not in source.images and image not in kept:
            kept.insert(at, image)
    return tuple(kept)
