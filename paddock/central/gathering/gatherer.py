"""Gathering the evidence on one application, in waves, from cheap to dear.

Nothing here is lost or paid twice when the process dies: a question is noted before it is asked, an answer is kept
before the next wave, and whoever takes over asks what is not kept again under the same key, worded as on the first day.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import lock
from paddock.central.centre import Centre, chinese_date
from paddock.central.consents.ledger import (
    causes_against,
    day_of_questions,
    note_queries,
    record_consents,
    why_not,
)
from paddock.central.gathering.kept import answers_in_store, keep, kept_answers, query_hash
from paddock.central.gathering.plan import AskingPlan, plan_for
from paddock.central.sources.answers import DECLINED_BEFORE, NO_CONSENT, SourceAnswer, SourceStatus, not_asked
from paddock.central.sources.client import Fetched, Question, SourceClient, idempotency_key_for
from paddock.central.sources.declarations import SOURCES
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.source import DataSource
from paddock.wire.applications import ApplicationSubmission

_TOGETHER_SECONDS: Final = 0.05

Screen = Callable[[Mapping[str, SourceAnswer]], bool]
"""Whether what is known so far declines the application for good."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """How a round ended: how many answered of those asked, and when to try again if that is worth while."""

    answered: int
    asked: int
    again_in_seconds: float | None


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers with one client; `screens` decides whether the dear sources are spared."""

    centre: Centre
    client: SourceClient
    screens: Callable[[ApplicationRecord], Screen]
    sources: tuple[DataSource, ...] = SOURCES

    def gather(self, application_id: UUID, round_number: int = 0) -> Gathered:
        """Ask whoever is called for and has not answered yet; in later rounds those again that failed."""
        run = self._begin(application_id, retry_failed=round_number > 0)
        plan = run.plan
        last = len(plan.waves) - 1
        if self._declined(run):
            self._spare(run, range(len(plan.waves)))
        else:
            for number, wave in enumerate(plan.waves):
                self._ask(run, wave)
                if number < last:
                    self._receive(run, plan.patience.head_start_seconds)
                    if self._declined(run):
                        self._spare(run, range(number + 1, len(plan.waves)))
                        break
        self._receive(run, None)
        return _result(run.answers, plan, round_number)

    def _begin(self, application_id: UUID, *, retry_failed: bool) -> "_Run":
        now = self.centre.clock()
        with self.centre.database.writing() as session:
            application = lock(session, application_id)
            # Entered at its receipt; one received by a release without a ledger is entered here.
            record_consents(session, application, now)
            today = day_of_questions(session, application_id) or chinese_date(now)
            answers = {
                name: answer
                for name, answer in kept_answers(session, application_id).items()
                if not (retry_failed and answer.status is SourceStatus.FAILED)
            }
            submission = application.submission
            plan = plan_for(submission, today, self.sources, lane=application.lane)
            spared = {
                source.name: Fetched(not_asked(source, plan.not_asked[source.name], now))
                for source in self.sources
                if source.name in plan.not_asked and source.name not in answers
            }
            keep(session, application, spared, {})
        answers |= {name: fetched.answer for name, fetched in spared.items()}
        return _Run(application_id, submission, today, plan, answers, self.screens(application))

    def _ask(self, run: "_Run", wave: Iterable[DataSource]) -> None:
        """Begin to ask a wave: whoever may be asked and whose answer is not in store."""
        now = self.centre.clock()
        at_once: dict[str, Fetched] = {}
        questions: dict[DataSource, Query] = {}
        with self.centre.database.writing() as session:
            application = lock(session, run.application_id)
            causes = causes_against(session, run.application_id, now)
            for source in wave:
                cause = None if source.purpose is None else causes.get(source.purpose, NO_CONSENT)
                if source.name in run.answers:
                    continue
                if cause is not None:
                    at_once[source.name] = Fetched(not_asked(source, cause, now))
                else:
                    questions[source] = source.query(run.submission, run.today)
            hashes = {source: query_hash(source, query) for source, query in questions.items()}
            stored = answers_in_store(session, hashes, now)
            note_queries(session, application, {source: source.name in stored for source in questions}, run.today, now)
            at_once |= stored
            run.hashes |= {source.name: digest for source, digest in hashes.items()}
            keep(session, application, at_once, run.hashes)
        run.answers.update({name: fetched.answer for name, fetched in at_once.items()})
        # After the commit: a question that is not noted is not asked.
        for source, query in questions.items():
            if source.name not in stored:
                run.waiting.add(self.client.start(self._question(run, source, query)))

    def _question(self, run: "_Run", source: DataSource, query: Query) -> Question:
        left = run.plan.patience.patience_seconds - run.elapsed()
        key = idempotency_key_for(str(run.application_id), source)
        return Question(source, query, key, left, self._forbidden(run, source))

    def _forbidden(self, run: "_Run", source: DataSource) -> Callable[[], str | None]:
        """Asks the ledger again, between tries."""

        def forbidden() -> str | None:
            with self.centre.database.reading() as session:
                return why_not(session, run.application_id, source.purpose, self.centre.clock())

        return forbidden

    def _receive(self, run: "_Run", seconds: float | None) -> None:
        """Keep answers as they come, until all have or `seconds` are over; every question has a limit of its own."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while run.waiting:
            left = None if deadline is None else deadline - time.monotonic()
            if not wait(run.waiting, left, FIRST_COMPLETED).done:
                return
            # Answers come in flocks: one transaction for those that come together.
            left = _TOGETHER_SECONDS if deadline is None else min(_TOGETHER_SECONDS, deadline - time.monotonic())
            done, run.waiting = wait(run.waiting, max(left, 0.0))
            fetched = {each.answer.source: each for each in (future.result() for future in done)}
            with self.centre.database.writing() as session:
                keep(session, lock(session, run.application_id), fetched, run.hashes)
            run.answers.update({name: each.answer for name, each in fetched.items()})

    def _declined(self, run: "_Run") -> bool:
        return run.screen(run.answers)

    def _spare(self, run: "_Run", waves: Iterable[int]) -> None:
        """Leave out whoever is in these waves and has not answered."""
        now = self.centre.clock()
        left = [source for wave in waves for source in run.plan.waves[wave] if source.name not in run.answers]
        spared = {source.name: Fetched(not_asked(source, DECLINED_BEFORE, now)) for source in left}
        with self.centre.database.writing() as session:
            keep(session, lock(session, run.application_id), spared, {})
        run.answers.update({name: fetched.answer for name, fetched in spared.items()})


@dataclass(slots=True)
class _Run:
    """One round under way."""

    application_id: UUID
    submission: ApplicationSubmission
    today: date
    plan: AskingPlan
    answers: dict[str, SourceAnswer]
    screen: Screen
    hashes: dict[str, str] = field(default_factory=dict)
    """Source → hash of its question, for those that were asked."""
    waiting: set["Future[Fetched]"] = field(default_factory=set)
    begun: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.begun


def _result(answers: dict[str, SourceAnswer], plan: AskingPlan, round_number: int) -> Gathered:
    ended = [answer.status for answer in answers.values()]
    again = SourceStatus.FAILED in ended and round_number + 1 < plan.patience.rounds
    return Gathered(
        ended.count(SourceStatus.ANSWERED),
        len(ended) - ended.count(SourceStatus.NOT_ASKED),
        plan.patience.pause_seconds if again else None,
    )
