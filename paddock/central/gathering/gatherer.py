"""Gathering the evidence on one application, in waves, from cheap to dear.

Nothing here is lost or paid twice when the process dies: a question is noted before it is asked, an answer is kept
before the next wave, and whoever takes over asks what is not kept again under the same key, worded as on the first day.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import lock
from paddock.central.centre import Centre, chinese_date
from paddock.central.consents.ledger import (
    causes_against,
    day_of_questions,
    note_queries,
    person_hash,
    record_consents,
    why_not,
)
from paddock.central.gathering.kept import answers_in_store, keep, kept_answers, query_hash
from paddock.central.gathering.plan import AskingPlan, plan_for
from paddock.central.records.own_records import OwnRecords
from paddock.central.sources.answers import DECLINED_BEFORE, NO_CONSENT, SourceAnswer, SourceStatus, not_asked
from paddock.central.sources.client import Fetched, Question, SourceClient, idempotency_key_for
from paddock.central.sources.declarations import SOURCES
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.source import DataSource
from paddock.wire.applications import ApplicationSubmission, ConsentPurpose

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
    records: OwnRecords
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
        self._look_into_the_book(run)
        return _result(run.answers, plan, round_number)

    def _begin(self, application_id: UUID, *, retry_failed: bool) -> "_Run":
        """Look at what is kept and at our own records, and plan; nothing is written yet."""
        now = self.centre.clock()
        with self.centre.database.reading() as session:
            application = session.get_one(ApplicationRecord, application_id)
            today = day_of_questions(session, application_id) or chinese_date(now)
            answers = {
                name: answer
                for name, answer in kept_answers(session, application_id).items()
                if not (retry_failed and answer.status is SourceStatus.FAILED)
            }
            submission = application.submission
            plan = plan_for(submission, today, self.sources, lane=application.lane)
            known = {
                source.name: Fetched(not_asked(source, plan.not_asked[source.name], now))
                for source in self.sources
                if source.name in plan.not_asked and source.name not in answers
            }
            own = [source for source in plan.waves[0] if source.own and source.name not in answers]
            if own:
                told = self.records.of_the_dealer(session, application, submission, now)
                known |= {source.name: told[source.name] for source in own}
        answers |= {name: fetched.answer for name, fetched in known.items()}
        return _Run(application_id, submission, today, plan, answers, self.screens(application), known)

    def _ask(self, run: "_Run", wave: Iterable[DataSource]) -> None:
        """Begin to ask a wave: whoever may be asked and whose answer is not in store."""
        now = self.centre.clock()
        at_once, run.known = run.known, {}
        questions: dict[DataSource, Query] = {}
        with self.centre.database.writing() as session:
            application = lock(session, run.application_id)
            causes = self._causes(session, application, run, now)
            for source in wave:
                if source.name in run.answers or source.own:
                    continue
                cause = None if source.purpose is None else causes.get(source.purpose, NO_CONSENT)
                if cause is not None:
                    at_once[source.name] = Fetched(not_asked(source, cause, now))
                else:
                    questions[source] = source.query(run.submission, run.today)
            hashes = {source: query_hash(source, query) for source, query in questions.items()}
            stored = answers_in_store(session, hashes, now)
            asked = {source: source.name in stored for source in questions}
            asked |= {source: False for source in wave if source.own and _was_asked(at_once.get(source.name))}
            note_queries(session, application, run.person, asked, run.today, now)
            at_once |= stored
            run.hashes |= {source.name: digest for source, digest in hashes.items()}
            keep(session, application, at_once, run.hashes)
        run.answers.update({name: fetched.answer for name, fetched in at_once.items()})
        # After the commit: a question that is not noted is not asked.
        for source, query in questions.items():
            if source.name not in stored:
                run.waiting.add(self.client.start(self._question(run, source, query)))

    def _causes(
        self, session: Session, application: ApplicationRecord, run: "_Run", now: datetime
    ) -> dict[ConsentPurpose, str | None]:
        causes = causes_against(session, run.application_id, now)
        if not causes and run.submission.consent.purposes:
            # Entered at its receipt; one received by a release without a ledger is entered here.
            record_consents(session, application, now)
            causes = causes_against(session, run.application_id, now)
        return causes

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
                application = lock(session, run.application_id)
                if deadline is None and not run.waiting:
                    # With the last answers, and so in their transaction: the employer is known from them.
                    answers = run.answers | {name: each.answer for name, each in fetched.items()}
                    fetched |= self._of_the_portfolio(session, application, run, answers)
                keep(session, application, fetched, run.hashes)
            run.answers.update({name: each.answer for name, each in fetched.items()})

    def _look_into_the_book(self, run: "_Run") -> None:
        """Where nobody's answer was waited for any more, our own is still to be given."""
        if any(source.own and source.name not in run.answers for wave in run.plan.waves for source in wave):
            with self.centre.database.writing() as session:
                application = lock(session, run.application_id)
                fetched = self._of_the_portfolio(session, application, run, run.answers)
                keep(session, application, fetched, {})
            run.answers.update({name: each.answer for name, each in fetched.items()})

    def _of_the_portfolio(
        self, session: Session, application: ApplicationRecord, run: "_Run", answers: Mapping[str, SourceAnswer]
    ) -> dict[str, Fetched]:
        own = [source for source in run.plan.waves[-1] if source.own and source.name not in answers]
        if not own:
            return {}
        now = self.centre.clock()
        note_queries(session, application, run.person, dict.fromkeys(own, False), run.today, now)
        told = self.records.of_the_portfolio(session, application, run.submission, answers, now)
        return {source.name: told[source.name] for source in own}

    def _declined(self, run: "_Run") -> bool:
        return run.screen(run.answers)

    def _spare(self, run: "_Run", waves: Iterable[int]) -> None:
        """Leave out whoever is in these waves and has not answered."""
        now = self.centre.clock()
        left = [source for wave in waves for source in run.plan.waves[wave] if source.name not in run.answers]
        spared = {source.name: Fetched(not_asked(source, DECLINED_BEFORE, now)) for source in left}
        known, run.known = run.known, {}
        with self.centre.database.writing() as session:
            application = lock(session, run.application_id)
            record_consents(session, application, now)
            keep(session, application, known | spared, {})
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
    known: dict[str, Fetched]
    """What needed no question and is not kept yet: our own records, and who is not called for."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Source → hash of its question, for those that were asked."""
    waiting: set["Future[Fetched]"] = field(default_factory=set)
    begun: float = field(default_factory=time.monotonic)

    @property
    def person(self) -> str:
        """The hash of the applicant, by which questions are noted."""
        return person_hash(self.submission.applicant.resident_id_number)

    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.begun


def _was_asked(fetched: Fetched | None) -> bool:
    return fetched is not None and fetched.answer.status is not SourceStatus.NOT_ASKED


def _result(answers: dict[str, SourceAnswer], plan: AskingPlan, round_number: int) -> Gathered:
    ended = [answer.status for answer in answers.values()]
    again = SourceStatus.FAILED in ended and round_number + 1 < plan.patience.rounds
    return Gathered(
        ended.count(SourceStatus.ANSWERED),
        len(ended) - ended.count(SourceStatus.NOT_ASKED),
        plan.patience.pause_seconds if again else None,
    )
