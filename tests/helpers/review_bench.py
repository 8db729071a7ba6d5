"""A centre with reviewers and a referred application, served in this process; decisions are made at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import requests

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.assembly import create_full_app
from paddock.central.centre import Centre
from paddock.central.identity.lender import LenderRole
from paddock.central.migrations.run import upgrade
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import PublishedDecider
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.sources.client import SourceClient
from paddock.central.sources.sandbox import sandbox_answers
from paddock.central.workflow.steps import DecisionSteps
from tests.helpers.central_server import CentralClient
from tests.helpers.risk_desk import staff

Document = dict[str, Any]


class Reviewer:
    """One person's requests to the desk."""

    def __init__(self, url: str, token: str) -> None:
        self._url = f"{url}/v1/desk"
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, status: int = 200) -> Any:
        answer = self._session.get(self._url + path, timeout=60)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(self, path: str, status: int = 200, **body: Any) -> Document:
        answer = self._session.post(self._url + path, json=body, timeout=60)
        assert answer.status_code == status, answer.text
        found: Document = answer.json()
        return found

    def picture(self, application_id: UUID, sha256: str) -> bytes | None:
        """A picture of a case; None where it has no such one."""
        answer = self._session.get(f"{self._url}/cases/{application_id}/images/{sha256}", timeout=60)
        assert answer.status_code in {200, 404}
        return answer.content if answer.status_code == 200 else None

    def claim(self, application_id: UUID, status: int = 200) -> Document:
        return self.post(f"/cases/{application_id}/claim", status)

    def decide(self, application_id: UUID, verb: str, status: int = 200, **order: Any) -> Document:
        return self.post(f"/cases/{application_id}/decide", status, verb=verb, **order)


class ReviewBench:
    """The served centre, its counter and its reviewers."""

    def __init__(self, centre: Centre, url: str, counter_token: str) -> None:
        self.centre = centre
        self.url = url
        self.counter_token = counter_token
        self.counter = CentralClient(url, counter_token)
        self.steps = DecisionSteps(
            centre,
            SourceClient("http://127.0.0.1:9"),
            PublishedDecider(centre.database, PolicyLibrary(centre.database, DecisionEngine.load())),
        )

    def reviewer(self, name: str, *roles: LenderRole) -> Reviewer:
        return Reviewer(self.url, staff(self.centre, name, *(roles or (LenderRole.REVIEWER,)))[1])

    def decided(self, **changes: str) -> UUID:
        """An application of the counter's, decided on the sandbox's answers."""
        application_id = self.counter.submit(None, **changes)
        self.decide(application_id)
        return application_id

    def decide(self, application_id: UUID) -> None:
        """Decide on the sandbox's answers, as the workflow would."""
        with self.centre.database.writing() as session:
            submission = session.get_one(ApplicationRecord, application_id).submission
            for name, answer in sandbox_answers(submission, self.centre.clock()).items():
                session.add(
                    SourceAnswerRecord(
                        application_id=application_id,
                        source=name,
                        received_at=answer.received_at,
                        body=answer.model_dump_json(),
                    )
                )
        self.steps.begin_gathering(application_id)
        self.steps.begin_evaluating(application_id, 9, 9)
        self.steps.decide(application_id)


@contextmanager
def review_bench(data_dir: Path) -> Iterator[ReviewBench]:
    """A migrated and seeded centre, served while the block lasts."""
    centre = Centre.opened(Settings(data_dir=data_dir, sandbox_url="http://127.0.0.1:9"))
    upgrade(centre.database)
    token = seed_sample(centre)[0].token
    assert token is not None
    try:
        with serving_beside(create_full_app(centre), "centre") as url:
            bench = ReviewBench(centre, url, token)
            yield bench
            bench.counter.session.close()
    finally:
        centre.database.close()
