"""The foot of the offers: which one is in question, and the button with which the customer takes it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from paddock.ui.deal import Deal
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import ElidedLabel, button, column, row
from paddock.ui.widgets.offer_card import is_level
from paddock.ui.words import money, percent, round_money, say

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class TakeBar(QWidget):
    """Sends `took` when the customer takes an offer: a contract is on its way from then on."""

    took = Signal()

    def __init__(self, shell: "Workbench", deal: Deal) -> None:
        super().__init__()
        self._shell, self._deal = shell, deal
        layout = row(self, gap="medium")
        chosen = column(gap="hair")
        self._name, self._terms = ElidedLabel("", "heading"), ElidedLabel("", "soft")
        chosen.addWidget(self._name)
        chosen.addWidget(self._terms)
        layout.addLayout(chosen, 1)
        layout.addWidget(button(self.tr("To the phone, or print"), self.hand_over, icon="qr-code"))
        self.button = button("", self.take, role="big", icon="check-circle")
        layout.addWidget(self.button)

    def refresh(self) -> None:
        """Show the offer in question, and whether one was taken."""
        detail, offer = self._deal.detail, self._deal.offers.chosen
        words = (
            self.tr("Taken; waiting for the centre")
            if detail and detail.pending_offer_id
            else self.tr("Offer taken")
            if detail and detail.accepted_offer_id
            else self.tr("The customer takes this offer")
        )
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setEnabled(self._may_take())
        if offer is None:
            return
        self._name.setText(f"{say(offer.plan_name)} · {say(offer.kind.name_for_people)}")
        terms = (
            self.tr("{0} months · {1} a month · down payment {2} · {3} a year (IRR)")
            if is_level(offer)
            else self.tr("{0} months · first {1} · down payment {2} · {3} a year (IRR)")
        )
        self._terms.setText(
            terms.format(
                offer.term_months,
                money(offer.monthly_payment_fen),
                round_money(offer.down_payment_fen),
                percent(offer.annual_rate),
            )
        )

    def take(self) -> None:
        """The customer takes the offer in question."""
        offer = self._deal.offers.chosen
        if offer is None or not self._may_take():
            return
        self.button.setEnabled(False)
        self.took.emit()
        office, application, chosen = self._deal.office, self._deal.id, offer.id

        def taken(_outbox_id: object) -> None:
            self._shell.notify(self.tr("Offer taken. The contract is drawn up as soon as the centre has it."))
            self._shell.wake_sync()
            self._deal.load()

        run(self, lambda: office.accept_offer(application, chosen)).success(taken)

    def hand_over(self) -> None:
        """The offer in question for the customer's phone, or on paper."""
        offer = self._deal.offers.chosen
        if offer is None:
            return
        # The encoder and the printing library load when somebody asks for them, not with the counter.
        from paddock.ui.screens.counter.hand_over import HandOverDialog  # noqa: PLC0415

        dialog = HandOverDialog(self, offer)
        dialog.exec()
        dialog.deleteLater()

    def _may_take(self) -> bool:
        detail = self._deal.detail
        return bool(detail and not detail.accepted_offer_id and not detail.pending_offer_id)
