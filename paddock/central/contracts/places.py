"""What the places of clauses, consents and annexes are filled with; a place the deal has no value for is not there."""

from collections.abc import Mapping
from decimal import Decimal

from paddock.central.contracts.terms import ContractTerms
from paddock.domain.money import amount_in_words, format_yuan
from paddock.domain.plans import RepaymentMethod
from paddock.domain.states import SignerRole
from paddock.wire.applications import CoSignerRole


def places_of(terms: ContractTerms) -> Mapping[str, str]:
    """Name of a place → its text. What the deal does not have is left out, so that a clause asking for it stops."""
    offer, vehicle = terms.offer, terms.application.vehicle
    names = dict(terms.signers)
    places = {
        "number": terms.number,
        "vin": vehicle.vin,
        "odometer": f" {vehicle.odometer_km:,} ",
        "lessee": terms.application.applicant.name,
        "amount_financed": format_yuan(offer.amount_financed_fen),
        "amount_financed_words": amount_in_words(offer.amount_financed_fen),
        "term_months": f" {offer.term_months} ",
        "method_name": RepaymentMethod(offer.method).name_for_people.zh,
        "nominal_rate": percent(offer.nominal_rate),
        "annual_rate": percent(offer.annual_rate),
        "first_payment": format_yuan(offer.schedule[0].payment_fen),
        "highest_payment": format_yuan(max(line.payment_fen for line in offer.schedule)),
        "lessor": terms.lender.name,
        "dealer": terms.dealer.name,
        "dealer_city": terms.dealer.city,
    }
    if offer.balloon_fen:
        places |= {"balloon": format_yuan(offer.balloon_fen), "balloon_words": amount_in_words(offer.balloon_fen)}
    if SignerRole.CO_APPLICANT in names:
        places["co_lessee"] = names[SignerRole.CO_APPLICANT]
    for one in terms.application.co_signers:
        if one.role is CoSignerRole.GUARANTOR:
            places |= {"guarantor": one.name, "guarantor_id": one.resident_id_number}
    return places


def percent(rate: Decimal) -> str:
    """`0.0718` → `7.18%`, with at least two decimals and no more than the rate has (up to four)."""
    value = (rate * 100).quantize(Decimal("0.0001")).normalize()
    return f"{value:.2f}%" if value == value.quantize(Decimal("0.01")) else f"{value:f}%"
