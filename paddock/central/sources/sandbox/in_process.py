"""The sandbox's answers worked out in this process, for scoring a file and for tests."""

from datetime import datetime
from typing import Final

from paddock.central.gathering.plan import plan_for
from paddock.central.sources.answers import SourceAnswer, SourceStatus, failed, not_asked, read_payload
from paddock.central.sources.client import CHINA_TIME
from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.sandbox.faults import FaultKind, fault_for
from paddock.central.sources.sandbox.inventions import sandbox_answer
from paddock.central.sources.sandbox.records import clean_records
from paddock.central.sources.source import DataSource
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import sha256_hex


def sandbox_answers(application: ApplicationSubmission, now: datetime) -> dict[str, SourceAnswer]:
    """What gathering would bring back from the sandbox provider, without sparing anything after a decline."""
    plan = plan_for(application, now.astimezone(CHINA_TIME).date(), sources=OWN_SOURCES)
    return {
        source.name: not_asked(source, plan.not_asked[source.name], now)
        if source.name in plan.not_asked
        else answer_in_process(source, source.query(application, now.astimezone(CHINA_TIME).date()), now)
        for source in sorted(OWN_SOURCES, key=lambda source: source.number)
    } | clean_records(now)


def answer_in_process(source: DataSource, asked: Query, now: datetime) -> SourceAnswer:
    """The sandbox's answer of one source to one question."""
    query = asked.model_dump(mode="json")
    fault = fault_for(source.number, query)
    payload = sandbox_answer(source.name, query)
    if fault is not None:
        left = dict(list(payload.items())[1:])
        partial = read_payload(source, left)
        cause = str(partial) if fault is FaultKind.PARTIAL else _CAUSES[fault].format(limit=source.time_limit_seconds)
        return failed(source, cause, now, sandbox=True)
    read = source.answer_model.model_validate(payload)
    return SourceAnswer(
        source=source.name,
        status=SourceStatus.ANSWERED,
        payload=read.model_dump(mode="json"),
        received_at=now,
        as_of=now,
        version=source.version,
        sha256=sha256_hex(read.model_dump_json().encode()),
        sandbox=True,
    )


_CAUSES: Final = {
    FaultKind.ERROR: "http 500",
    FaultKind.SLOW: "no answer within {limit:g} s",
    FaultKind.HANG: "no answer within {limit:g} s",
    FaultKind.WRONG_SCHEMA: "wrong schema: body",
    FaultKind.STALE: "stale",
}
