"""An application as a file, with or without the evidence to decide it on: read forgivingly, refused completely."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from paddock.central.gathering.plan import plan_for
from paddock.central.sources.answers import NOT_CALLED_FOR, SourceAnswer, SourceStatus, failed, not_asked
from paddock.central.sources.client import CHINA_TIME
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.application_fields import CONSENT_TEXT_VERSION, faults_of_submission
from paddock.wire.applications import ApplicationSubmission

_NO_ID: Final = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class ScoringInput:
    """What there is to decide on; `answers` by source name."""

    application: ApplicationSubmission
    answers: dict[str, SourceAnswer]


def read_scoring_input(text: str, now: datetime, *, evidence_required: bool) -> ScoringInput:
    """Read an `ApplicationSubmission`, bare or as `{"application": …, "evidence": {source: payload}}`.

    What does not matter to a decision (id, who made it and when, images, readings) may be missing. Without evidence
    the sandbox's answers stand in, unless it is required.

    Raises:
        BadInput: with every fault of the file at once.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad([f"not JSON ({error})"], [f"不是 JSON ({error})"]) from error
    if not isinstance(document, dict):
        raise _bad(["not a JSON object"], ["不是 JSON 对象"])
    wrapped = "application" in document
    body = document["application"] if wrapped else document
    evidence = document.get("evidence") if wrapped else None
    said_en, said_zh = _faults_around(document if wrapped else {}, body, evidence)
    if evidence is None and evidence_required:
        said_en.append("production decides on evidence only: add it as {source: payload}")
        said_zh.append("生产模式须在 evidence 中给出各数据源结果")
    if not isinstance(body, dict):
        raise _bad(said_en, said_zh)
    application = _application(body, now, said_en, said_zh)
    if application is None or said_en:
        raise _bad(said_en, said_zh)
    answers = sandbox_answers(application, now) if evidence is None else _given(application, evidence, now)
    return ScoringInput(application, answers)


def _faults_around(document: dict[str, Any], body: Any, evidence: Any) -> tuple[list[str], list[str]]:
    en: list[str] = []
    zh: list[str] = []
    for name in sorted(set(document) - {"application", "evidence"}):
        en.append(f"unknown field {name} beside application and evidence")
        zh.append(f"application 与 evidence 之外的字段 {name}")
    if not isinstance(body, dict):
        en.append("application is not a JSON object")
        zh.append("application 不是 JSON 对象")
    if evidence is not None and not isinstance(evidence, dict):
        en.append("evidence is not a JSON object")
        zh.append("evidence 不是 JSON 对象")
    elif evidence:
        for name in sorted(set(evidence) - set(SOURCES_BY_NAME)):
            en.append(f"there is no data source {name}")
            zh.append(f"没有数据源 {name}")
    return en, zh


def _application(
    body: dict[str, Any], now: datetime, said_en: list[str], said_zh: list[str]
) -> ApplicationSubmission | None:
    moment = now.isoformat()
    filled = {"id": _NO_ID, "created_at": moment, "created_by": "score"} | body
    if isinstance(body.get("consent"), dict):
        filled["consent"] = {"text_version": CONSENT_TEXT_VERSION, "given_at": moment} | body["consent"]
    if isinstance(body.get("vehicle"), dict) and body["vehicle"].get("condition") == "new":
        filled["vehicle"] = {"first_registered_on": None} | body["vehicle"]
    try:
        application = ApplicationSubmission.model_validate_json(json.dumps(filled))
    except ValidationError as error:
        for line in error.errors(include_url=False, include_input=False):
            place = ".".join(str(part) for part in line["loc"]) or "application"
            said_en.append(f"{place}: {line['msg']}")
            said_zh.append(f"{place}: {line['msg']}")
        return None
    for fault in faults_of_submission(application, now.astimezone(CHINA_TIME).date()):
        said_en.append(f"{fault.field}: {fault.message.en}")
        said_zh.append(f"{fault.field}: {fault.message.zh}")
    return application


def _given(application: ApplicationSubmission, evidence: dict[str, Any], now: datetime) -> dict[str, SourceAnswer]:
    """The evidence as answers; consent rules what may be used here as it rules what may be asked."""
    answers = {}
    plan = plan_for(application, now.astimezone(CHINA_TIME).date())
    for source in SOURCES:
        reason = plan.not_asked.get(source.name)
        payload = evidence.get(source.name)
        if reason is not None:
            answers[source.name] = not_asked(source, reason, now)
        elif source.name not in evidence:
            # A file without our own records is decided without them: there is no book it could be held against.
            cause = NOT_CALLED_FOR if source.own else "not in the evidence"
            answers[source.name] = not_asked(source, cause, now)
        elif not isinstance(payload, dict):
            answers[source.name] = failed(source, "wrong schema: body", now)
        else:
            answers[source.name] = SourceAnswer(
                source=source.name,
                status=SourceStatus.ANSWERED,
                payload=payload,
                received_at=now,
                sha256=hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest(),
            )
    return answers


def _bad(said_en: list[str], said_zh: list[str]) -> BadInput:
    return BadInput(
        Sentence(
            f"进件文件有误, 请更正后重试: {'; '.join(said_zh)}",
            f"The application file has faults, mend them and try again: {'; '.join(said_en)}",
        )
    )
