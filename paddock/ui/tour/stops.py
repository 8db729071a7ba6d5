"""The stops of the tour: where the light falls, what is said, what Enter does, and when it is reached.

Every act is one the person could do: the same pictures are read, the same button is pressed, the same pad is written
on. A stop is reached just as well when the person does it alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from paddock.domain.application_draft import FieldPath
from paddock.domain.states import SignerRole
from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, OFFERS, SCAN, SIGNING, DealPage
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.shell import Shell
from paddock.ui.tour.sample import ID_PICTURE, VIN_PICTURE, typed_texts
from paddock.ui.widgets.signature_pad import SignaturePad


@dataclass(frozen=True, slots=True)
class Scene:
    """The window and the deal of the tour, as they stand now."""

    shell: Shell
    page: DealPage


def _never(_scene: Scene) -> bool:
    """Only the person says when to go on."""
    return False


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop; its texts are keys of the translation context `Tour`."""

    key: str
    title: str
    text: str
    go_on: str
    place: Callable[[Scene], QWidget | None]
    """What is lit."""
    go_there: Callable[[Scene], object]
    """Bring it into view."""
    act: Callable[[Scene], object] | None = None
    """None: a stop that only shows."""
    reached: Callable[[Scene], bool] = _never
    ready: Callable[[Scene], bool] = lambda _scene: True
    """Whether `act` can be done now; until then the tour says that it waits."""


def _step(number: int) -> Callable[[Scene], object]:
    return lambda scene: _show_step(scene, number)


def _show_step(scene: Scene, number: int) -> None:
    scene.shell.go("counter")
    if scene.page.step_number() != number:
        scene.page.go_to(number)


def _scan(scene: Scene) -> ScanStep:
    step = scene.page.steps[SCAN]
    assert isinstance(step, ScanStep)  # noqa: S101 - by its place
    return step


def _offers(scene: Scene) -> OffersStep:
    step = scene.page.steps[OFFERS]
    assert isinstance(step, OffersStep)  # noqa: S101 - by its place
    return step


def _signing(scene: Scene) -> SigningStep:
    step = scene.page.steps[SIGNING]
    assert isinstance(step, SigningStep)  # noqa: S101 - by its place
    return step


def _fill(scene: Scene) -> None:
    for path, text in typed_texts().items():
        if not scene.page.deal.draft.text(path):
            scene.page.deal.set_text(path, text)
    scene.page.go_to(FINANCING)


def _is_filled(scene: Scene) -> bool:
    deal = scene.page.deal
    return all(deal.draft.text(path) for path in typed_texts()) and not deal.unconfirmed()


def _take_first(scene: Scene) -> None:
    step = _offers(scene)
    step.choose(step.cards[0].offer.id)
    step.take_chosen()


def _has_offers(scene: Scene) -> bool:
    detail = scene.page.deal.detail
    return bool(detail and detail.decision and detail.decision.offers and _offers(scene).is_laid_out())


def _offer_row(scene: Scene) -> QWidget | None:
    cards = _offers(scene).cards
    return cards[0].parentWidget() if cards else _offers(scene)


def _has_contract(scene: Scene) -> bool:
    detail = scene.page.deal.detail
    return bool(detail and detail.contract and detail.contract_pdf_ready)


def _is_signed_by(role: SignerRole) -> Callable[[Scene], bool]:
    def signed(scene: Scene) -> bool:
        detail = scene.page.deal.detail
        contract = detail.contract if detail else None
        return bool(contract and any(line.role is role for line in contract.signatures))

    return signed


def _waits_for(role: SignerRole) -> Callable[[Scene], bool]:
    return lambda scene: _signing(scene).waits_for() is role


def _sign(scene: Scene) -> None:
    step = _signing(scene)
    if not step.pad.is_signed():
        scribble(step.pad)
    step.sign()


def scribble(pad: SignaturePad) -> None:
    """Write a sample signature with the mouse, as a hand would."""
    wide, high = pad.width(), pad.height()
    for (x0, y0), (x1, y1) in (((0.2, 0.35), (0.4, 0.55)), ((0.42, 0.25), (0.3, 0.65)), ((0.55, 0.3), (0.8, 0.6))):
        points = [QPointF((x0 + (x1 - x0) * at / 12) * wide, (y0 + (y1 - y0) * at / 12) * high) for at in range(13)]
        _mouse(pad, QEvent.Type.MouseButtonPress, points[0])
        for point in points[1:]:
            _mouse(pad, QEvent.Type.MouseMove, point)
        _mouse(pad, QEvent.Type.MouseButtonRelease, points[-1])


def _mouse(pad: SignaturePad, kind: QEvent.Type, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    QApplication.sendEvent(pad, QMouseEvent(kind, at, pad.mapToGlobal(at), left, held, none))


def _table(scene: Scene) -> QWidget | None:
    return scene.shell.current_screen


STOPS: tuple[Stop, ...] = (
    Stop(
        "scan_vin",
        QT_TRANSLATE_NOOP("Tour", "Scan the car"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Pictures come from the camera (F2), from files (F3), or are dropped here. Go on, and a sample photo of a "
            "nameplate is read.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Read the sample plate"),
        lambda scene: _scan(scene).stage,
        _step(SCAN),
        lambda scene: _scan(scene).read_paths([VIN_PICTURE]),
        lambda scene: bool(scene.page.deal.draft.text(FieldPath.VIN)),
    ),
    Stop(
        "scan_id",
        QT_TRANSLATE_NOOP("Tour", "Scan the ID card"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "The VIN was read and its check digit fits. Now a sample ID card of an invented person.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Read the sample ID card"),
        lambda scene: _scan(scene).stage,
        _step(SCAN),
        lambda scene: _scan(scene).read_paths([ID_PICTURE]),
        lambda scene: bool(scene.page.deal.draft.text(FieldPath.RESIDENT_ID_NUMBER)),
    ),
    Stop(
        "check",
        QT_TRANSLATE_NOOP("Tour", "Compare and confirm"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Every value stands beside the piece of the picture it was read from. Compare VIN and ID number, then "
            "Enter confirms them.",
        ),
        QT_TRANSLATE_NOOP("Tour", "They agree: confirm"),
        lambda scene: _scan(scene).boxes.get(FieldPath.VIN),
        _step(SCAN),
        lambda scene: scene.page.go_on(),
        lambda scene: not scene.page.deal.unconfirmed(),
    ),
    Stop(
        "fill",
        QT_TRANSLATE_NOOP("Tour", "Type the rest"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Phone, income, price and down payment are typed, Enter goes from step to step. For the tour, one key "
            "fills them with invented values.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Fill in the rest"),
        lambda scene: scene.page.steps[APPLICANT],
        _step(APPLICANT),
        _fill,
        _is_filled,
    ),
    Stop(
        "submit",
        QT_TRANSLATE_NOOP("Tour", "Submit"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "What is missing or wrong is listed here, all at once. Submitting (F10) is safe without a network too: it "
            "is kept on this machine and sent by itself.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Submit it"),
        lambda scene: scene.page.faults,
        _step(FINANCING),
        lambda scene: scene.page.submit(),
        lambda scene: scene.page.deal.is_submitted,
    ),
    Stop(
        "decision",
        QT_TRANSLATE_NOOP("Tour", "Decision and offers"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "The centre asks its data sources, applies rules and scorecard, and gives its reasons. Each offer shows "
            "the monthly payment, the whole cost and the true yearly rate. The customer takes one.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Take the first offer"),
        _offer_row,
        _step(OFFERS),
        _take_first,
        _has_contract,
        _has_offers,
    ),
    Stop(
        "sign_customer",
        QT_TRANSLATE_NOOP("Tour", "The customer signs"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "The contract is on the left. The customer signs on the pad with pen, finger or mouse; for the tour a "
            "sample signature can be written.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Write a sample signature"),
        lambda scene: _signing(scene).pad,
        _step(SIGNING),
        _sign,
        _is_signed_by(SignerRole.CUSTOMER),
        _waits_for(SignerRole.CUSTOMER),
    ),
    Stop(
        "sign_dealer",
        QT_TRANSLATE_NOOP("Tour", "The dealer signs"),
        QT_TRANSLATE_NOOP("Tour", "Then the dealer, on the same pad."),
        QT_TRANSLATE_NOOP("Tour", "Write a sample signature"),
        lambda scene: _signing(scene).pad,
        _step(SIGNING),
        _sign,
        _is_signed_by(SignerRole.DEALER),
        _waits_for(SignerRole.DEALER),
    ),
    Stop(
        "evidence",
        QT_TRANSLATE_NOOP("Tour", "Signed, with evidence"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Signatures, time stamps and the evidence log are verified on this machine, without asking anybody. The "
            "contract can be exported.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Go on"),
        lambda scene: _signing(scene).verification,
        _step(SIGNING),
        ready=lambda scene: _signing(scene).verification.report is not None,
    ),
    Stop(
        "queue",
        QT_TRANSLATE_NOOP("Tour", "The queue"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Everything you do is a row here until the centre has it: what waits and for what, what came back, whose "
            "turn it is. F1 explains every screen, Ctrl+N starts your own deal.",
        ),
        QT_TRANSLATE_NOOP("Tour", "Finish"),
        _table,
        lambda scene: scene.shell.go("queue"),
    ),
)
