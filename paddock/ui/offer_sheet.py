"""An offer for the customer to take along: a text for the phone, and a page for the printer."""

from html import escape

from PySide6.QtGui import QTextDocument

from paddock.ui.words import day, money, percent, say, translate
from paddock.wire.decisions import Offer


def facts_of(offer: Offer) -> list[tuple[str, str]]:
    """What the customer should know of an offer, line by line."""
    level = all(line.payment_fen == offer.monthly_payment_fen for line in offer.schedule[:-1])
    first = translate("OfferSheet", "A month") if level else translate("OfferSheet", "First month")
    facts = [
        (translate("OfferSheet", "Price"), money(offer.price_fen)),
        *((say(extra.name), money(extra.amount_fen)) for extra in offer.extras),
        (translate("OfferSheet", "Down payment"), money(offer.down_payment_fen)),
        (translate("OfferSheet", "Amount financed"), money(offer.amount_financed_fen)),
        (translate("OfferSheet", "Term"), translate("OfferSheet", "{0} months").format(offer.term_months)),
        (first, money(offer.monthly_payment_fen)),
    ]
    if not level:
        highest = max(line.payment_fen for line in offer.schedule[:-1])
        facts.append((translate("OfferSheet", "Highest month"), money(highest)))
    if offer.balloon_fen:
        facts.append((translate("OfferSheet", "Balloon"), money(offer.balloon_fen)))
    return [
        *facts,
        (translate("OfferSheet", "Fee at the start"), money(offer.fee_fen)),
        (translate("OfferSheet", "Rate p.a. (IRR)"), percent(offer.annual_rate)),
        (translate("OfferSheet", "Total payable"), money(offer.total_payable_fen)),
        (translate("OfferSheet", "First payment on"), day(offer.schedule[0].due_date)),
    ]


def phone_text(offer: Offer) -> str:
    """The offer as plain text: any phone reads it from the code without a network or an app of ours."""
    lines = [say(offer.plan_name), *(f"{name}: {value}" for name, value in facts_of(offer))]
    if offer.note is not None:
        lines.append(say(offer.note))
    return "\n".join([*lines, closing_words()])


def closing_words() -> str:
    """That the contract counts."""
    return translate("OfferSheet", "An offer, not a contract: what counts is the contract you sign.")


def sheet_of(offer: Offer) -> QTextDocument:
    """The page for the printer: the facts, the whole repayment schedule, the closing words."""
    captions = (
        translate("OfferSheet", "No."),
        translate("OfferSheet", "Due on"),
        translate("OfferSheet", "Payment"),
        translate("OfferSheet", "Principal"),
        translate("OfferSheet", "Interest"),
        translate("OfferSheet", "Still owed"),
    )
    facts = "".join(
        f"<tr><td>{escape(name)}</td><td align='right'>{value}</td></tr>" for name, value in facts_of(offer)
    )
    rows = "".join(
        f"<tr><td>{line.number}</td><td>{line.due_date}</td>"
        + "".join(
            f"<td align='right'>{money(amount)}</td>"
            for amount in (line.payment_fen, line.principal_fen, line.interest_fen, line.balance_fen)
        )
        + "</tr>"
        for line in offer.schedule
    )
    note = f"<p>{escape(say(offer.note))}</p>" if offer.note is not None else ""
    document = QTextDocument()
    document.setHtml(
        f"<h2>{escape(say(offer.plan_name))}</h2><table cellpadding='3'>{facts}</table>{note}"
        f"<p><b>{escape(closing_words())}</b></p>"
        f"<table cellpadding='2' border='1' cellspacing='0'><tr>"
        + "".join(f"<th>{escape(caption)}</th>" for caption in captions)
        + f"</tr>{rows}</table>"
    )
    return document
