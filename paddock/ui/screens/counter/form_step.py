"""The steps that are forms: applicant, vehicle, financing."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from paddock.app.services.indicative_quotes import deal_of
from paddock.app.services.known_plans import KnownPlan
from paddock.app.services.plan_catalogue import KnownPlans
from paddock.domain.application_checks import CONSENT_PURPOSES, TERM_LIMITS
from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.errors import BadInput
from paddock.domain.money import Fen, format_yuan, parse_yuan
from paddock.domain.schedules import level_payment
from paddock.domain.vin import VIN_LENGTH, describe_vin
from paddock.ui.clock import today
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.indicative_panel import IndicativePanel
from paddock.ui.screens.counter.step import Step
from paddock.ui.states import look_of_unit
from paddock.ui.stocked_car import car_name
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import button, card, column, label, line, row, scrolled, set_role
from paddock.ui.widgets.field import FieldBox, caption_width_of
from paddock.ui.widgets.inputs import LineEditor
from paddock.ui.widgets.money_inputs import DownPaymentEditor, amount_of
from paddock.ui.words import money, percent, round_money, say, translate
from paddock.wire.inventory import UnitState

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

ID_CARD = (
    FieldPath.NAME,
    FieldPath.SEX,
    FieldPath.ETHNICITY,
    FieldPath.BIRTH_DATE,
    FieldPath.ADDRESS,
    FieldPath.RESIDENT_ID_NUMBER,
    FieldPath.ISSUING_AUTHORITY,
    FieldPath.ID_VALID_FROM,
    FieldPath.ID_VALID_UNTIL,
)
"""The resident ID card, in the order of its two sides."""
_COLUMNS = 6
_COUNTS = frozenset({FieldPath.PRICE, FieldPath.DOWN_PAYMENT, FieldPath.TERM, FieldPath.AIM})
"""The fields of the step that a quote hangs on."""
_WIDEST = 1200


class FormStep(Step):
    """Groups of fields on cards, six grid columns wide."""

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(shell, deal, parent)
        # From the outside in: what is filled first and put into its place afterwards is styled again and again.
        middle = QWidget(self)
        self.area = scrolled(middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        content = QWidget(middle)
        content.setMaximumWidth(_WIDEST)
        across.addStretch(1)
        across.addWidget(content, 100)
        across.addStretch(1)
        self._cards = column(content, margin=12, gap="medium")
        self.fill()
        self._cards.addStretch(1)

    def fill(self) -> None:
        """Add the cards."""
        raise NotImplementedError

    def group(self, title: str, rows: list[list[tuple[FieldPath, int]]]) -> QFrame:
        """A card with a title and rows of `(field, grid columns)`."""
        made = card()
        self._cards.addWidget(made)
        layout = column(made, margin=16, gap="small")
        layout.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for index in range(_COLUMNS):
            grid.setColumnStretch(index, 1)
        for row_index, fields in enumerate(rows):
            at = 0
            for path, span in fields:
                grid.addWidget(self.add_box(FieldBox(path, parent=made)), row_index, at, 1, span)
                at += span
        layout.addLayout(grid)
        return made


class ApplicantStep(FormStep):
    """Who applies, as on the card, and beside it what they live on: all of it is seen at once at 1280x720."""

    def fill(self) -> None:
        across = row(gap="medium")
        self._cards.addLayout(across)
        identity, income = card(), card()
        across.addWidget(identity, 58)
        across.addWidget(income, 42)
        self._fill_identity(identity)
        self._fill_income(income)

    def _fill_identity(self, made: QFrame) -> None:
        layout = column(made, margin=14, gap="small")
        layout.addWidget(label(self.tr("Identity, as on the resident ID card"), "heading"))
        wide = caption_width_of(ID_CARD)
        for path in ID_CARD:
            layout.addWidget(self.add_box(FieldBox(path, arrangement="inline", caption_width=wide, parent=made)))
        layout.addStretch(1)

    def _fill_income(self, made: QFrame) -> None:
        layout = column(made, margin=14, gap="hair")
        layout.addWidget(label(self.tr("Contact and income"), "heading"))
        for path in (
            FieldPath.PHONE,
            FieldPath.OCCUPATION,
            FieldPath.YEARS_IN_OCCUPATION,
            FieldPath.MONTHLY_INCOME,
            FieldPath.MONTHLY_DEBT,
        ):
            layout.addWidget(self.add_box(FieldBox(path, parent=made)))
        layout.addStretch(1)


class VehicleStep(FormStep):
    """The car to be financed."""

    def fill(self) -> None:
        made = self.group(
            self.tr("The car"),
            [
                [(FieldPath.VIN, 6)],
                [(FieldPath.BRAND_MODEL, 3), (FieldPath.PLATE, 2), (FieldPath.UNITS, 1)],
                [(FieldPath.CONDITION, 3), (FieldPath.NEW_ENERGY, 3)],
                [(FieldPath.ODOMETER, 3), (FieldPath.FIRST_REGISTERED_ON, 3)],
            ],
        )
        self._facts = label("", "soft")
        self._stock_words = label("", wrap=True)
        self._take_stock = button(self.tr("Fill in from stock"), self._fill_from_stock, role="primary", icon="car")
        self._take_maker = button("", self._fill_maker, icon="arrow-bend-up-left")
        foot = row(gap="medium")
        for part in (self._facts, self._take_maker, self._take_stock):
            foot.addWidget(part)
        foot.insertWidget(2, self._stock_words, 1)
        layout = made.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addLayout(foot)
        self.deal.stock_changed.connect(self._stock_changed)
        self._show_first_registration()
        self._show_facts()

    def shown(self) -> None:
        self.deal.stock.seek()

    def _field_changed(self, path: FieldPath) -> None:
        super()._field_changed(path)
        if path in {FieldPath.VIN, FieldPath.BRAND_MODEL}:
            self._show_facts()
        if path is FieldPath.CONDITION:
            self._show_first_registration()

    def _show_first_registration(self) -> None:
        """A new car has none."""
        new = self.deal.draft.text(FieldPath.CONDITION) == "new"
        self.boxes[FieldPath.FIRST_REGISTERED_ON].setVisible(not new)

    def _show_facts(self) -> None:
        """Who made the car; a click starts brand and model with it. And whether it stands in the dealer's stock."""
        draft, unit, open_to_change = self.deal.draft, self.deal.stock.unit, not self.deal.is_submitted
        vin = draft.text(FieldPath.VIN)
        self._facts.setText(vin_facts_words(vin, today()))
        maker = maker_of(vin, today())
        self._take_maker.setText(self.tr("Begin with “{0}”").format(maker))
        self._take_maker.setVisible(open_to_change and bool(maker) and not draft.text(FieldPath.BRAND_MODEL))
        taken = unit is not None and draft.inventory_unit_id == unit.id
        self._take_stock.setVisible(open_to_change and unit is not None and not taken)
        if unit is None:
            self._stock_words.setText("")
        elif taken:
            self._stock_words.setText(self.tr("✓ From the dealer's stock"))
        else:
            self._stock_words.setText(
                self.tr("In stock: {0}, {1}").format(car_name(unit), round_money(unit.price_fen))
                if unit.state is UnitState.IN_STOCK
                else self.tr("In stock: {0}, but {1}").format(car_name(unit), look_of_unit(unit.state).text)
            )
        set_role(self._stock_words, "good" if taken else "strong" if unit is not None else "soft")

    def order(self) -> list[FieldPath]:
        # Nearly everybody buys one: Enter passes the number of vehicles by, Tab goes there.
        return [path for path in super().order() if path not in {FieldPath.VIN, FieldPath.UNITS}]

    def _fill_from_stock(self) -> None:
        self.deal.stock.fill_in()
        self.shell.notify(self.tr("Filled in from stock"), self.deal.way_back())
        self._stock_changed()

    def _fill_maker(self) -> None:
        self.deal.set_text(FieldPath.BRAND_MODEL, maker_of(self.deal.draft.text(FieldPath.VIN), today()) + " ")
        editor = self.boxes[FieldPath.BRAND_MODEL].editor
        editor.setFocus()
        if isinstance(editor, LineEditor):
            editor.line.end(False)

    def _stock_changed(self) -> None:
        for path in self.boxes:
            self._field_changed(path)


class FinancingStep(FormStep):
    """What is asked for, and the customer's consent."""

    def fill(self) -> None:
        made = self.group(
            self.tr("Financing"),
            [
                [(FieldPath.PRICE, 3), (FieldPath.DOWN_PAYMENT, 3)],
                [(FieldPath.TERM, 3), (FieldPath.AIM, 3)],
            ],
        )
        layout = made.layout()
        self._plan: KnownPlan | None = None
        self._sum, self._preview = label("", "heading"), label("", "soft", wrap=True)
        if layout:
            layout.addWidget(line())
            layout.addWidget(self._sum)
            layout.addWidget(self._preview)
        across = row(gap="medium")
        self._cards.addLayout(across)
        self._add_consent(across)
        self.indicative = IndicativePanel(self)
        across.addWidget(self.indicative, 64)
        self.indicative.terms_wanted.connect(self._use_terms)
        self._tell_price()
        self._show_sum()

    def focus_field(self, path: FieldPath) -> None:
        if path is FieldPath.CONSENT:
            self._consent.setFocus()
        else:
            super().focus_field(path)

    def shown(self) -> None:
        """A plan to reckon with, from recent offers; the condition of the car was chosen a step before."""
        office, condition = self.deal.office, self.deal.draft.text(FieldPath.CONDITION)
        run(self, lambda: office.level_plan_known(condition)).success(self._take_plan)
        run(self, office.known_plans).success(self._take_plans)

    def preview_words(self) -> str:
        """What is said of the instalment before there is a decision; empty while nothing can be said."""
        return self._preview.text()

    def order(self) -> list[FieldPath]:
        return [*super().order(), FieldPath.CONSENT]

    def field_of(self, widget: QWidget | None) -> str:
        return str(FieldPath.CONSENT) if widget is self._consent else super().field_of(widget)

    def show_faults(self) -> None:
        super().show_faults()
        faults = self.deal.faults_by_field().get(FieldPath.CONSENT, [])
        self._consent_fault.setText(say(faults[0]) if faults and self.deal.insist else "")

    def refresh_all(self) -> None:
        super().refresh_all()
        self._consent.setEnabled(not self.deal.is_submitted)
        self.indicative.lock(locked=self.deal.is_submitted)
        self._show_sum()

    def _add_consent(self, across: QHBoxLayout) -> None:
        made = card()
        across.addWidget(made, 36)
        layout = column(made, margin=16, gap="small")
        layout.addWidget(label(self.tr("Customer's consent"), "heading"))
        text = self.tr(
            "I agree that the dealer and the finance company ask the credit reference system for my credit report, "
            "check my identity with the responsible authority, and handle my personal information for this "
            "application, for no other purpose. I may withdraw this consent at any time in writing."
        )
        layout.addWidget(label(text, "soft", wrap=True))
        self._consent = QCheckBox(self.tr("The customer has read this and agrees"))
        self._consent.setChecked(bool(self.deal.draft.text(FieldPath.CONSENT)))
        self._consent.clicked.connect(self._consented)
        self._consent_fault = label("", "bad", wrap=True)
        layout.addWidget(self._consent)
        layout.addWidget(self._consent_fault)
        layout.addStretch(1)

    def _consented(self, given: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.deal.set_text(FieldPath.CONSENT, ",".join(CONSENT_PURPOSES) if given else "")

    def _field_changed(self, path: FieldPath) -> None:
        super()._field_changed(path)
        if path is FieldPath.PRICE:
            self._tell_price()
        if path in _COUNTS:
            self._show_sum()
        if path is FieldPath.CONSENT:
            self._consent.setChecked(bool(self.deal.draft.text(path)))

    def _tell_price(self) -> None:
        """The share of the down payment follows the price."""
        editor = self.boxes[FieldPath.DOWN_PAYMENT].editor
        if isinstance(editor, DownPaymentEditor):
            editor.show_price(amount_of(self.deal.draft.text(FieldPath.PRICE)))

    def _take_plan(self, plan: KnownPlan | None) -> None:
        self._plan = plan
        self._show_sum()

    def _take_plans(self, known: KnownPlans | None) -> None:
        self.indicative.take_plans(known)
        self._show_sum()

    def _use_terms(self, down_payment: Fen, term: int) -> None:
        """What was tried on the sliders is what is asked for."""
        self.deal.set_text(FieldPath.DOWN_PAYMENT, format_yuan(down_payment, symbol="").removesuffix(".00"))
        self.deal.set_text(FieldPath.TERM, str(term))
        self.refresh_all()

    def _show_sum(self) -> None:
        texts, plan = self.deal.draft.texts, self._plan
        payment = indicative_payment(texts, plan) if plan else None
        words = self.tr("About {0} a month, reckoned with “{1}” of recent offers. Indicative: the decision counts.")
        self._preview.setText(words.format(round_money(payment), say(plan.name)) if payment and plan else "")
        self._sum.setText(
            financing_words(self.deal.draft.text(FieldPath.PRICE), self.deal.draft.text(FieldPath.DOWN_PAYMENT))
        )
        self.indicative.show_deal(deal_of(texts, today(), from_stock=self.deal.draft.inventory_unit_id is not None))
        # Said once: the panel knows more than one plan.
        self._preview.setVisible(not self.indicative.isVisibleTo(self))


def financing_words(price_text: str, down_text: str) -> str:
    """What is left to finance, with the share paid down; empty while an amount is missing or wrong."""
    try:
        price, down = parse_yuan(price_text), parse_yuan(down_text)
    except BadInput:
        return translate("FinancingStep", "Amount to finance: price less down payment")
    if not 0 <= down < price:
        return translate("FinancingStep", "Amount to finance: price less down payment")
    return translate("FinancingStep", "Amount to finance {0}   ·   down payment {1}").format(
        money(price - down), percent(Decimal(down) / Decimal(price))
    )


def indicative_payment(texts: FieldTexts, plan: KnownPlan) -> Fen | None:
    """About what a month will cost with equal instalments, to the yuan; None while price, down payment or term lack."""
    price, down = amount_of(texts.get(FieldPath.PRICE, "")), amount_of(texts.get(FieldPath.DOWN_PAYMENT, ""))
    term = texts.get(FieldPath.TERM, "")
    shortest, longest = TERM_LIMITS
    if price is None or down is None or down >= price or not term.isdecimal() or not shortest <= int(term) <= longest:
        return None
    return round(level_payment(price - down, plan.nominal_rate, int(term)) / 100) * 100


def maker_of(vin: str, on: date) -> str:
    """The maker as it stands before a model's name (上汽大众, not “SAIC Volkswagen”); empty when it is not known."""
    maker = describe_vin(vin, on).maker if len(vin) == VIN_LENGTH else None
    return maker.zh if maker else ""


def vin_facts_words(vin: str, on: date) -> str:
    """Maker, country and model year that a VIN names; empty while it is too short."""
    if len(vin) < VIN_LENGTH:
        return ""
    facts = describe_vin(vin, on)
    parts = [say(part) for part in (facts.maker, facts.country) if part]
    if facts.model_year:
        parts.append(str(facts.model_year))
    return "  ·  ".join(parts)
