"""Rows: tables and the cards they stand in."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet
from paddock.ui.states import Look, look_of_unit
from paddock.ui.widgets.basics import button, label
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.section import SectionCard
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import translate
from paddock.wire.inventory import UnitState


@dataclass(frozen=True, slots=True)
class _Car:
    name: str
    city: str
    price: str
    look: Look


def _cars() -> list[_Car]:
    city = translate("Samples", "Wuhan")
    return [_Car(samples.car(), city, f"¥{128 - at},000", look_of_unit(state)) for at, state in enumerate(UnitState)]


def _table(cars: list[_Car]) -> RowTable[_Car]:
    made: RowTable[_Car] = RowTable(
        [
            Column(translate("Gallery", "Car"), lambda car: car.name, stretch=1, below=lambda car: car.city),
            Column(translate("Gallery", "Price"), lambda car: car.price, right=True, key=lambda car: car.price),
            Column(translate("Gallery", "State"), lambda car: car.look.text, look=lambda car: car.look),
        ],
        translate("Gallery", "Cars"),
    )
    made.show_rows(cars, lambda car: car)
    return made


def tables() -> QWidget:
    """Rows with chips and two lines."""
    sheet = Sheet()
    sheet.add("normal", _table(_cars()), height=216, grow=True)
    focused = _table(_cars())
    focused.selectRow(1)
    sheet.add("focused", focused, translate("Gallery", "a row is chosen"), height=216, grow=True)
    loading, empty = LoadingStack(Skeleton("table", columns=3)), LoadingStack(Skeleton("table", columns=3))
    loading.begin()
    nothing = EmptyState("car", translate("Gallery", "No car found"), translate("Gallery", "Try fewer letters."))
    empty.addWidget(nothing)
    empty.show_content(nothing)
    sheet.add("loading", loading, height=216, grow=True)
    sheet.add("empty", empty, height=216, grow=True)
    sheet.add("disabled", _table(_cars()), height=216, grow=True)
    wordy = [_Car(samples.long_text(), samples.long_text(), "¥98,765,432.10", car.look) for car in _cars()]
    sheet.add("long", _table(wordy), height=216, grow=True)
    return sheet.finish()


def sections() -> QWidget:
    """A card with a heading, its count and its buttons."""
    sheet = Sheet()
    title, more = translate("Gallery", "Needs you"), translate("Gallery", "two of them since yesterday")
    plain, counted, wordy = (
        SectionCard(title),
        SectionCard(title, note=more),
        SectionCard(title, note=samples.long_text()),
    )
    for made in (plain, counted, wordy):
        made.body.addWidget(label(samples.car(), "soft"))
    counted.show_count(3, "warn")
    counted.add_action(button(translate("Gallery", "Show all"), role="quiet"))
    wordy.show_count(1284, "bad")
    loading = SectionCard(title)
    loading.body.addWidget(Skeleton("text", count=2))
    sheet.add("normal", plain, grow=True)
    sheet.add("warning", counted, translate("Gallery", "with a count and an act"), grow=True)
    sheet.add("loading", loading, height=120, grow=True)
    sheet.add("long", wordy, grow=True)
    return sheet.finish()
