"""The plan of one application: who is asked in which wave, and who is not and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paddock.central.gathering.table import LAST_WAVE, AskingTable, Patience
from paddock.central.risk.engine import lane_of
from paddock.central.risk.inputs.feature import Features
from paddock.central.sources.answers import NO_CONSENT, NOT_CALLED_FOR
from paddock.central.sources.declarations import SOURCES
from paddock.central.sources.source import DataSource
from paddock.domain.schedules import months_between
from paddock.wire.applications import ApplicationSubmission


@dataclass(frozen=True, slots=True)
class AskingPlan:
    """Who is asked: `waves` one after the other, `not_asked` with the cause, and how long is waited for it all."""

    waves: tuple[tuple[DataSource, ...], ...]
    not_asked: dict[str, str]
    patience: Patience


def plan_for(
    application: ApplicationSubmission,
    today: date,
    sources: Iterable[DataSource] = SOURCES,
    *,
    lane: str | None = None,
    table: AskingTable | None = None,
) -> AskingPlan:
    """Who is asked about `application` by the table, with the consent that it carries.

    A consent that was revoked since is not known here: the ledger is asked before every question.

    Args:
        application: as submitted.
        today: the day in China.
        sources: those connected.
        lane: the one that serves it, if it was chosen.
        table: another than the installed one.
    """
    table = AskingTable.installed() if table is None else table
    facts = facts_of(application, today) | ({} if lane is None else {"lane": lane})
    waves: list[list[DataSource]] = [[] for _ in range(LAST_WAVE)]
    not_asked: dict[str, str] = {}
    for source in sources:
        wave = table.wave_of(source.name, facts)
        if wave is None:
            not_asked[source.name] = NOT_CALLED_FOR
        elif source.purpose is not None and source.purpose not in application.consent.purposes:
            not_asked[source.name] = NO_CONSENT
        else:
            waves[wave - 1].append(source)
    return AskingPlan(
        tuple(tuple(wave) for wave in waves),
        not_asked,
        table.patience(str(facts["lane"])),
    )


def facts_of(application: ApplicationSubmission, today: date) -> Features:
    """What is known before anybody is asked; a new car is of age nought."""
    vehicle, financing = application.vehicle, application.financing
    first = vehicle.first_registered_on
    return {
        "application_kind": application.kind,
        "lane": lane_of(application).value,
        "condition": vehicle.condition.value,
        "new_energy": vehicle.new_energy,
        "vehicle_age_months": 0 if first is None else max(months_between(first, today), 0),
        "amount_financed_fen": financing.price_fen - financing.down_payment_fen,
        "occupation": application.applicant.occupation.value,
    }
