"""What is typed and read: fields with their reading, money with its capital numerals, the VIN."""

from PySide6.QtWidgets import QLineEdit, QWidget

from paddock.domain.application_draft import FieldEntry, FieldPath
from paddock.domain.sentences import Sentence
from paddock.ui.choices import choices_of
from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet
from paddock.ui.widgets.choice_inputs import ChoiceEditor, ListEditor, TermEditor
from paddock.ui.widgets.field import FieldBox
from paddock.ui.widgets.inputs import DateEditor, Editor, LineEditor, NumberEditor, SearchLine
from paddock.ui.widgets.picture import crop_of
from paddock.ui.widgets.vin_strip import VinStrip
from paddock.ui.words import translate

_WIDE, _WIDER = 380, 520


def _field(path: FieldPath, entry: FieldEntry | None = None, fault: Sentence | None = None, **how: bool) -> FieldBox:
    made = FieldBox(path)
    crop = crop_of(samples.plate_picture(), samples.PLATE_BOX) if entry and entry.reading else None
    made.show_entry(entry, crop, **how)
    if fault:
        made.show_faults([fault], insist=True)
    return made


def _read_only(made: FieldBox) -> FieldBox:
    for line in made.findChildren(QLineEdit):
        line.setReadOnly(True)
    return made


def fields() -> QWidget:
    """A field with its reading, from empty to corrected."""
    sheet = Sheet()
    name, phone = FieldPath.NAME, FieldPath.PHONE
    sheet.add("empty", _field(name), width=_WIDE)
    sheet.add("normal", _field(name, FieldEntry(samples.name())), translate("Gallery", "typed"), width=_WIDE)
    sheet.add(
        "normal", _field(name, samples.read_entry(samples.name(), 0.99)), translate("Gallery", "read"), width=_WIDE
    )
    doubtful = samples.read_entry("420106198503121375", 0.72, doubtful=(8, 9))
    sheet.add("warning", _field(FieldPath.RESIDENT_ID_NUMBER, doubtful), translate("Gallery", "doubtful"), width=_WIDE)
    corrected = samples.read_entry(samples.name()[:-1], 0.88, corrected_to=samples.name())
    sheet.add("normal", _field(name, corrected), translate("Gallery", "corrected"), width=_WIDE)
    stock = _field(FieldPath.BRAND_MODEL, FieldEntry(samples.car()), from_stock=True)
    sheet.add("normal", stock, translate("Gallery", "from stock"), width=_WIDE)
    fault = Sentence("手机号应为 11 位, 请核对", "A phone number has 11 digits: check it")
    sheet.add("error", _field(phone, FieldEntry("1387123456"), fault), width=_WIDE)
    sheet.add("focused", _field(name, FieldEntry(samples.name())), width=_WIDE)
    sheet.add("disabled", _field(name, FieldEntry(samples.name())), width=_WIDE)
    sheet.add("read_only", _read_only(_field(name, FieldEntry(samples.name()))), width=_WIDE)
    sheet.add("long", _field(FieldPath.ADDRESS, FieldEntry(samples.long_text())), width=_WIDE)
    return sheet.finish()


def money() -> QWidget:
    """An amount and, below it, the amount in capital numerals 大写."""
    sheet = Sheet()
    price = FieldPath.PRICE
    sheet.add("empty", _field(price), width=_WIDE)
    sheet.add("normal", _field(price, FieldEntry("128000")), width=_WIDE)
    sheet.add("normal", _field(price, FieldEntry("12.8万")), translate("Gallery", "typed as 12.8万"), width=_WIDE)
    sheet.add("focused", _field(price, FieldEntry("128000")), width=_WIDE)
    fault = Sentence("首付高于车价, 请核对", "The down payment exceeds the price: check it")
    sheet.add("error", _field(FieldPath.DOWN_PAYMENT, FieldEntry("228000"), fault), width=_WIDE)
    sheet.add("disabled", _field(price, FieldEntry("128000")), width=_WIDE)
    sheet.add("read_only", _read_only(_field(price, FieldEntry("128000"))), width=_WIDE)
    sheet.add("long", _field(price, FieldEntry("98765432109.87")), width=_WIDE)
    return sheet.finish()


def vin() -> QWidget:
    """The VIN in groups, with what is doubtful and what was changed."""
    sheet = Sheet()
    path = FieldPath.VIN
    sheet.add("empty", _field(path), width=_WIDER)
    sheet.add("normal", _field(path, samples.read_entry(samples.VIN, 0.99)), width=_WIDER)
    sheet.add("warning", _field(path, samples.read_entry(samples.VIN, 0.71, doubtful=(7, 16))), width=_WIDER)
    changed = samples.read_entry(samples.VIN[:-1] + "5", 0.9, corrected_to=samples.VIN)
    sheet.add("normal", _field(path, changed), translate("Gallery", "corrected"), width=_WIDER)
    fault = Sentence("校验位不符, 请与车身核对", "The check digit does not fit: compare with the car")
    sheet.add("error", _field(path, FieldEntry("LSVAU2A38N2183294"), fault), width=_WIDER)
    sheet.add("focused", _field(path, FieldEntry(samples.VIN)), width=_WIDER)
    strip = VinStrip()
    strip.show_vin(samples.VIN, (2,), (9, 10))
    sheet.add("normal", strip, translate("Gallery", "the strip alone"))
    sheet.add("disabled", _field(path, FieldEntry(samples.VIN)), width=_WIDER)
    return sheet.finish()


def editors() -> QWidget:
    """The inputs by themselves."""
    sheet = Sheet()
    texts = {
        LineEditor(): (translate("Gallery", "text"), samples.name()),
        NumberEditor(suffix="km"): (translate("Gallery", "number"), "43210"),
        DateEditor(long_term=True): (translate("Gallery", "date"), "2016-05-01"),
        ChoiceEditor(choices_of(FieldPath.CONDITION)): (translate("Gallery", "choice"), "used"),
        ListEditor(choices_of(FieldPath.OCCUPATION)): (translate("Gallery", "list"), ""),
        TermEditor(): (translate("Gallery", "term"), "36"),
    }
    for made, (name, value) in texts.items():
        sheet.add("normal", _named(made, name, value), name, width=_WIDE)
    sheet.add("normal", SearchLine(translate("Gallery", "Search")), translate("Gallery", "search"), width=_WIDE)
    sheet.add("focused", _named(LineEditor(), translate("Gallery", "text"), samples.name()), width=_WIDE)
    wrong = _named(LineEditor(), translate("Gallery", "text"), samples.name())
    wrong.show_tone("bad")
    sheet.add("error", wrong, width=_WIDE)
    doubted = _named(LineEditor(), translate("Gallery", "text"), samples.name())
    doubted.show_tone("warn")
    sheet.add("warning", doubted, width=_WIDE)
    sheet.add("disabled", _named(LineEditor(), translate("Gallery", "text"), samples.name()), width=_WIDE)
    sheet.add("disabled", _named(TermEditor(), translate("Gallery", "term"), "36"), width=_WIDE)
    sheet.add("long", _named(LineEditor(), translate("Gallery", "text"), samples.long_text()), width=_WIDE)
    return sheet.finish()


def _named(made: Editor, name: str, value: str) -> Editor:
    made.name(name)
    made.set_text(value)
    return made
