"""What a deal is told with: timeline, offers, pictures, checks, the pad."""

from PySide6.QtWidgets import QWidget

from paddock.app.store.views import TimelineLine
from paddock.domain.application_draft import DraftImage
from paddock.domain.checks import Check
from paddock.domain.documents import DocumentKind
from paddock.domain.plans import RepaymentMethod
from paddock.domain.sentences import Sentence
from paddock.ui.clock import now_utc
from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet, State
from paddock.ui.widgets.checks import CheckList
from paddock.ui.widgets.kept_picture import kept_picture
from paddock.ui.widgets.offer_card import OfferCard
from paddock.ui.widgets.picture import PictureStage, shown_of
from paddock.ui.widgets.signature_pad import SignaturePad
from paddock.ui.widgets.thumbnails import Thumbnails
from paddock.ui.widgets.timeline import Timeline
from paddock.ui.words import translate

_CARD = 400

_SHOWN_KINDS = (
    DocumentKind.VIN,
    DocumentKind.RESIDENT_ID_FRONT,
    DocumentKind.RESIDENT_ID_BACK,
    DocumentKind.VEHICLE_LICENCE,
    DocumentKind.OTHER,
)


def timelines() -> QWidget:
    """From nothing to a long reason."""
    sheet = Sheet()
    full, first, wordy = Timeline(), Timeline(), Timeline()
    full.show_lines(samples.timeline())
    first.show_lines(samples.timeline()[:1])
    reason = Sentence(samples.long_text(), samples.long_text())
    wordy.show_lines([TimelineLine(now_utc(), Sentence("转人工", "To a person"), reason)])
    sheet.add("normal", full, width=_CARD)
    sheet.add("normal", first, translate("Gallery", "only one step"), width=_CARD)
    sheet.add("empty", Timeline(), width=_CARD)
    sheet.add("long", wordy, width=_CARD)
    return sheet.finish()


def offers() -> QWidget:
    """Plain, chosen, taken."""
    sheet = Sheet()
    plain, chosen, focused = OfferCard(samples.offer()), OfferCard(samples.offer()), OfferCard(samples.offer())
    chosen.select(selected=True)
    sheet.add("normal", plain, width=_CARD)
    sheet.add("chosen", chosen, width=_CARD)
    sheet.add("chosen", OfferCard(samples.offer(), taken=True), translate("Gallery", "taken"), width=_CARD)
    sheet.add("focused", focused, width=_CARD)
    balloon = OfferCard(samples.offer(RepaymentMethod.BALLOON))
    sheet.add("normal", balloon, translate("Gallery", "with a balloon"), width=_CARD)
    changing = OfferCard(samples.offer(RepaymentMethod.EQUAL_PRINCIPAL))
    sheet.add("normal", changing, translate("Gallery", "instalments change"), width=_CARD)
    title = Sentence(samples.long_text(), samples.long_text())
    sheet.add("long", OfferCard(samples.offer(title=title)), width=_CARD)
    return sheet.finish()


def pictures() -> QWidget:
    """The stage: nothing yet, a picture with boxes, a live frame."""
    sheet = Sheet()
    empty, boxed, live, found = (PictureStage() for _number in range(4))
    empty.show_notice(translate("Gallery", "Take a picture (F2), open one (F3), or drop one here"))
    shown = shown_of(samples.plate_picture())
    boxed.show_picture(shown, [samples.PLATE_BOX])
    live.show_frame(samples.plate_picture())
    found.show_frame(samples.plate_picture())
    found.show_found(samples.VIN, samples.PLATE_BOX)
    stages: list[tuple[State, PictureStage, str]] = [
        ("empty", empty, ""),
        ("normal", boxed, translate("Gallery", "with what was read")),
        ("normal", live, translate("Gallery", "live, with the guide")),
        ("chosen", found, translate("Gallery", "just read")),
    ]
    for state, stage, detail in stages:
        sheet.add(state, stage, detail, width=440, height=240)
    thumbnails = Thumbnails()
    images = [DraftImage(f"{number}" * 64, kind.value, "image/jpeg", 1) for number, kind in enumerate(_SHOWN_KINDS)]
    kept = kept_picture(shown)
    thumbnails.show_images(images, {image.sha256: kept for image in images[:3]})
    thumbnails.select(images[0].sha256)
    sheet.add("normal", thumbnails, translate("Gallery", "thumbnails"), width=_CARD * 2)
    return sheet.finish()


def checks() -> QWidget:
    """Passed in one line, failed each on its own."""
    sheet = Sheet()
    good = [
        Check("check_digit", passed=True, message=Sentence("校验位正确", "The check digit fits")),
        Check("region", passed=True, message=Sentence("地区有效", "The region exists")),
    ]
    bad = Check("owner", passed=False, message=Sentence("与行驶证不符, 请核对", "Differs from the licence: check it"))
    lists: list[tuple[State, list[Check]]] = [("normal", good), ("error", [*good, bad]), ("empty", [])]
    for state, every in lists:
        made = CheckList()
        made.show_checks(every)
        sheet.add(state, made, width=_CARD * 2)
    return sheet.finish()


def pads() -> QWidget:
    """Where people sign."""
    sheet = Sheet()
    sheet.add("empty", SignaturePad(), width=480, height=180)
    sheet.add("focused", SignaturePad(), width=480, height=180)
    sheet.add("disabled", SignaturePad(), width=480, height=180)
    return sheet.finish()
