"""What is looked at: every screen in every state that has a face of its own, and every page of the gallery."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, OFFERS, SCAN, SIGNING, VEHICLE
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.screens.stock import StockScreen
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.passphrase import PassphraseDialog
from tests.helpers.stage.playing import scribble
from tests.helpers.stage.stage import Stage
from tests.screens.beside import over_and_beside
from tests.screens.scene import Scene, Show


def before_the_first_deal() -> Sequence[Scene]:
    """What a workstation shows that has nothing to show yet."""
    return [
        Scene("empty-counter", _blank_deal),
        *(Scene(f"empty-{key}", _empty(key)) for key in ("queue", "contracts")),
        Scene("empty-batch", lambda stage: _go(stage, "batch")),
        Scene("empty-dashboard", lambda stage: _go(stage, "dashboard")),
        Scene("empty-stock-search", _nothing_found, _all_found),
        Scene("passphrase-new", lambda stage: _passphrase(stage, new=True), _close_dialogs),
        Scene("passphrase-known", lambda stage: _passphrase(stage, new=False), _close_dialogs),
    ]


def after_a_morning() -> Sequence[Scene]:
    """What the played deals look like."""
    return [
        Scene("counter-scan", _scan),
        Scene("counter-applicant", lambda stage: _page(stage, "draft", APPLICANT)),
        Scene("counter-vehicle", lambda stage: _page(stage, "draft", VEHICLE)),
        Scene("counter-financing", lambda stage: _page(stage, "draft", FINANCING)),
        Scene("counter-offers", lambda stage: _page(stage, "approved", OFFERS)),
        Scene("counter-counteroffer", lambda stage: _panel(stage, 0)),
        Scene("counter-offers-reasons", lambda stage: _panel(stage, 1)),
        Scene("counter-offers-rules", lambda stage: _panel(stage, 2)),
        Scene("counter-offers-refused", lambda stage: _panel(stage, 3)),
        Scene("counter-offers-unsent", lambda stage: _page(stage, "unsent", OFFERS)),
        Scene("counter-sign-empty", lambda stage: _pad(stage, written=False)),
        Scene("counter-sign-written", lambda stage: _pad(stage, written=True)),
        Scene("counter-sign-signed", _signed),
        Scene("customer-idle", lambda stage: _customer(stage, "draft", SCAN), _customer_gone),
        Scene("customer-offers", lambda stage: _customer(stage, "approved", OFFERS), _customer_gone),
        Scene("customer-signing", lambda stage: _customer(stage, "drawn", SIGNING), _customer_gone),
        Scene("queue", lambda stage: _table(stage, "queue")),
        Scene("stock", lambda stage: _table(stage, "stock")),
        Scene("contracts", _contracts),
        Scene("dashboard", lambda stage: _go(stage, "dashboard")),
        Scene("settings", lambda stage: _go(stage, "settings")),
        Scene("health", lambda stage: _go(stage, "doctor")),
        Scene("palette", lambda stage: stage.shell.show_palette(), lambda stage: stage.shell.show_palette()),
        *over_and_beside(),
    ]


def scene_keys() -> list[str]:
    """The keys of all scenes."""
    of_the_gallery = [gallery_key(page.key) for page in gallery_pages()]
    return [scene.key for scene in (*before_the_first_deal(), *after_a_morning())] + of_the_gallery


def gallery_key(page: str) -> str:
    """The key of the scene that shows a page of the gallery."""
    return f"gallery-{page}"


def _go(stage: Stage, key: str) -> None:
    stage.shell.go(key)


def _blank_deal(stage: Stage) -> None:
    counter = stage.counter()
    stage.wait(lambda: counter.page() is not None)


def _table(stage: Stage, key: str) -> None:
    stage.shell.go(key)
    table = getattr(stage.shell.screens[key], "table")  # noqa: B009 - which class it is does not matter here
    stage.wait(lambda: bool(table.rows.rows))


def _empty(key: str) -> Show:
    def show(stage: Stage) -> None:
        stage.shell.go(key)
        stage.wait(lambda: _says_that_it_is_empty(stage.shell.screens[key]))

    return show


def _says_that_it_is_empty(screen: QWidget) -> bool:
    return any(empty.isVisible() for empty in screen.findChildren(EmptyState))


def _stock(stage: Stage) -> StockScreen:
    stage.shell.go("stock")
    screen = stage.shell.screens["stock"]
    assert isinstance(screen, StockScreen)
    return screen


def _nothing_found(stage: Stage) -> None:
    screen = _stock(stage)
    screen.search.setText("没有这款车")
    stage.wait(lambda: _says_that_it_is_empty(screen))


def _all_found(stage: Stage) -> None:
    _stock(stage).search.setText("")


def _passphrase(stage: Stage, *, new: bool) -> QWidget:
    dialog = PassphraseDialog(stage.shell, new=new)
    dialog.show()
    return dialog


def _close_dialogs(stage: Stage) -> None:
    for dialog in stage.shell.findChildren(PassphraseDialog):
        dialog.reject()
        dialog.deleteLater()


def _page(stage: Stage, key: str, number: int) -> None:
    stage.page(key, number)


def _scan(stage: Stage) -> None:
    page = stage.page("draft", SCAN)
    page.go_to_field("vehicle.vin")


def _panel(stage: Stage, index: int) -> None:
    stage.step("counteroffer", OFFERS, OffersStep).show_panel(index)


def _pad(stage: Stage, *, written: bool) -> None:
    step = stage.step("drawn", SIGNING, SigningStep)
    stage.wait(lambda: step.waits_for() is not None and step.preview.is_drawn())
    step.pad.clear()
    if written:
        stage.settle()
        scribble(step)


def _signed(stage: Stage) -> None:
    step = stage.step("signed", SIGNING, SigningStep)
    stage.wait(lambda: step.verification.report is not None and step.preview.is_drawn())


def _customer(stage: Stage, key: str, number: int) -> QWidget:
    page = stage.page(key, number)
    display = stage.counter().customer
    display.open_for(page.deal)
    window = display.window
    assert window is not None
    window.resize(stage.shell.size())
    page.turned.emit()
    view = getattr(window.page(), "view", None)
    stage.wait(lambda: view is None or view.is_drawn())
    return window


def _customer_gone(stage: Stage) -> None:
    stage.counter().customer.close()


def _contracts(stage: Stage) -> None:
    _table(stage, "contracts")
    preview = getattr(stage.shell.screens["contracts"], "preview")  # noqa: B009 - which class it is does not matter here
    stage.wait(preview.is_drawn)
