"""The contract page by page and the pad: the customer reads and signs on this side of the counter."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from paddock.app.services.pdf_pages import PdfPages
from paddock.app.services.signing import PadSignature
from paddock.ui.customer.tongue import Spoken, Tongue
from paddock.ui.signing import Signing, Stage
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.pdf_pages_view import PdfPagesView
from paddock.ui.widgets.signature_pad import SignaturePad

_ZOOM_STEP = 1.2
_ICON = QSize(26, 26)


class SigningPage(Spoken):
    """Follows a `Signing`; what is written here goes into the deal as if it were written at the clerk's."""

    def __init__(self, tongue: Tongue, signing: Signing) -> None:
        super().__init__(tongue)
        self._signing = signing
        self._asked = self._in_view = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 16)
        layout.setSpacing(20)
        layout.addWidget(self._contract(), 62)
        layout.addWidget(self._right(), 38)
        signing.changed.connect(self._show)
        self.say_all()
        if signing.begun:
            self.pad.resume(signing.begun)
            self._may_sign()

    def say_all(self) -> None:
        """What is written on the pad stays."""
        self.view.setAccessibleName(self.tr("Contract"))
        words = {
            self._before: self.tr("Previous page"),
            self._after: self.tr("Next page"),
            self._clear: self.tr("Clear"),
            self.confirm: self.tr("Confirm signature"),
        }
        for made, text in words.items():
            made.setText(text)
            made.setAccessibleName(text)
        self._smaller.setAccessibleName(self.tr("Smaller"))
        self._larger.setAccessibleName(self.tr("Larger"))
        self._hint.setText(self.tr("Please read the contract page by page. If you agree, sign in the field below."))
        self.pad.show_hint(self.tr("Sign here"), self.tr("Signature pad"))
        self._show_page()
        self._show()

    def is_ready(self) -> bool:
        """Whether the customer may sign here now."""
        return self._signing.stage is Stage.TURN and self._is_customers_turn() and self._shows_newest()

    def sign(self) -> None:
        """Put what is on the pad into the contract."""
        if self.confirm.isEnabled():
            self._signing.sign(self._signing.signer_name().strip(), PadSignature(self.pad.strokes(), self.pad.aspect()))

    def _contract(self) -> QWidget:
        made = QWidget()
        layout = column(made, gap="medium")
        self.view = PdfPagesView()
        # The keyboard is the clerk's.
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.page_changed.connect(self._show_page)
        layout.addWidget(self.view, 1)
        tools = row(gap="medium")
        self._before = button("", lambda: self._turn(-1), role="customer", icon="caret-up")
        self._after = button("", lambda: self._turn(1), role="customer", icon="caret-down")
        tools.addWidget(self._before)
        tools.addWidget(self._after)
        self._page = label("", "customer_soft")
        tools.addWidget(self._page)
        tools.addStretch(1)
        self._smaller = button("", lambda: self.view.zoom_by(1 / _ZOOM_STEP), role="customer", icon="minus")
        self._larger = button("", lambda: self.view.zoom_by(_ZOOM_STEP), role="customer", icon="plus")
        for zoom in (self._smaller, self._larger):
            zoom.setIconSize(_ICON)
            # Aligned: else the row would be as low as these, and cut the others' words.
            tools.addWidget(zoom, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(tools)
        return made

    def _right(self) -> QStackedWidget:
        self._stack = QStackedWidget()
        writing = QWidget()
        layout = column(writing, gap="large")
        self._title = label("", "customer_strong", wrap=True)
        layout.addWidget(self._title)
        self._hint = label("", "customer_soft", wrap=True)
        layout.addWidget(self._hint)
        self.pad = SignaturePad()
        self.pad.setProperty("role", "customer")
        self.pad.changed.connect(self._written)
        layout.addWidget(self.pad, 1)
        foot = row(gap="medium")
        self._clear = button("", self.pad.clear, role="customer", icon="eraser")
        foot.addWidget(self._clear)
        foot.addStretch(1)
        self.confirm = button("", self.sign, role="customer_big", icon="check-circle")
        foot.addWidget(self.confirm)
        layout.addLayout(foot)
        waiting = QWidget()
        words = column(waiting, gap="large")
        words.addStretch(1)
        self._wait = label("", "customer_figure", wrap=True)
        self._wait_more = label("", "customer_soft", wrap=True)
        words.addWidget(self._wait)
        words.addWidget(self._wait_more)
        words.addStretch(2)
        self._stack.addWidget(writing)
        self._stack.addWidget(waiting)
        return self._stack

    def _written(self) -> None:
        self._signing.begun = self.pad.strokes()
        self._may_sign()

    def _show(self) -> None:
        self._signing.load()
        self._show_pdf()
        stage = self._signing.stage
        if stage is Stage.TURN and self._is_customers_turn():
            if self._stack.currentIndex():
                self.pad.clear()
            self._title.setText(self.tr("{0}, please sign").format(self._signing.signer_name()))
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1)
            self._say_wait(stage)
        self._may_sign()

    def _say_wait(self, stage: Stage) -> None:
        if stage is Stage.DONE:
            self._wait.setText(self.tr("The contract is signed. Thank you!"))
            self._wait_more.setText(self.tr("Your copy can be handed over or sent to you."))
        elif stage is Stage.KEPT or (stage is Stage.TURN and not self._is_customers_turn()):
            self._wait.setText(self.tr("Thank you, your signature is kept."))
            self._wait_more.setText(self.tr("The dealer signs next. Please wait a moment."))
        else:
            self._wait.setText(self.tr("Your contract is being drawn up."))
            self._wait_more.setText(self.tr("It appears here in a moment."))

    def _is_customers_turn(self) -> bool:
        return self._signing.role is not None and self._signing.role.is_private_person

    def _show_pdf(self) -> None:
        pdf = self._signing.pdf
        if pdf is None or pdf.sha256 == self._asked:
            return
        self._asked = sha256 = pdf.sha256
        data = pdf.data
        run(self, lambda: PdfPages(data), Lane.POOL).success(lambda pages: self._opened(sha256, pages))

    def _opened(self, sha256: str, pages: PdfPages) -> None:
        if sha256 != self._asked:
            run(self, pages.close, Lane.POOL)
            return
        self._in_view = sha256
        self.view.show_pages(pages)
        self._may_sign()

    def _shows_newest(self) -> bool:
        return self._signing.has_newest() and self._in_view == self._asked

    def _may_sign(self) -> None:
        self.confirm.setEnabled(self.is_ready() and self.pad.is_signed())

    def _turn(self, by: int) -> None:
        self.view.turn_to(self.view.page() + by)

    def _show_page(self) -> None:
        if self.view.count():
            self._page.setText(self.tr("Page {0} of {1}").format(self.view.page() + 1, self.view.count()))
