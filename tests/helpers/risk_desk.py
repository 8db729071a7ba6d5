"""A centre with two of the lender's staff, for tests of publishing: over HTTP, as a browser or a program would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import requests

from paddock.central.assembly import create_full_app
from paddock.central.centre import Centre
from paddock.central.identity.lender import LenderRole, add_staff
from paddock.central.migrations.run import upgrade
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings

Document = dict[str, Any]


class RiskClient:
    """One person's requests, with a bearer token."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, body: Document | None = None, status: int = 200) -> Any:
        """Ask, expecting `status`; gives the answer's JSON."""
        answer = self.session.request(method, f"{self.url}/v1/risk{path}", json=body, timeout=60)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        return self.ask("POST", path, body, status)

    def begin(self, title: str = "收紧查询次数") -> Document:
        """A new draft from what is in force."""
        draft: Document = self.post("/drafts", 201, title=title)["draft"]
        return draft

    def edit(self, draft: Document, *edits: Document, status: int = 200) -> Document:
        """Change a draft as it stands now."""
        revision = self.get(f"/drafts/{draft['id']}")["draft"]["revision"]
        view: Document = self.post(f"/drafts/{draft['id']}/edits", status, revision=revision, edits=list(edits))
        return view

    def prove(self, draft: Document, limit: int = 40) -> Document:
        """Check a draft whole and backtest it on the sample mix; gives the report."""
        assert self.post(f"/drafts/{draft['id']}/check")["passed"]
        report = self.post(f"/drafts/{draft['id']}/backtest", source="sample", limit=limit)
        while report["done"] < report["total"]:
            report = self.post(f"/drafts/{draft['id']}/backtest")
        found: Document = report
        return found

    def hand_in(self, draft: Document, *edits: Document) -> str:
        """Edit, prove and submit a draft; gives its hash."""
        if edits:
            self.edit(draft, *edits)
        self.prove(draft)
        return str(self.post(f"/drafts/{draft['id']}/submit", note="请审批")["draft"]["sha256"])


class RiskBench:
    """A centre served in this process, a risk manager and a risk approver."""

    def __init__(self, centre: Centre, url: str, manager: str, approver: str) -> None:
        self.centre = centre
        self.url = url
        self.manager_token, self.approver_token = manager, approver
        self.manager = RiskClient(url, manager)
        self.approver = RiskClient(url, approver)

    def publish(self, *edits: Document, **order: Any) -> Document:
        """A draft with `edits`, all the way into force; gives what is in force then."""
        draft = self.manager.begin()
        sha256 = self.manager.hand_in(draft, *edits)
        self.approver.post(f"/drafts/{draft['id']}/approve", sha256=sha256, **order)
        live: Document = self.approver.get("/live")
        return live


def staff(centre: Centre, name: str, *roles: LenderRole) -> tuple[UUID, str]:
    """A new member of the lender's staff: id and token."""
    with centre.database.writing() as session:
        member, token = add_staff(session, name, frozenset(roles), centre.clock())
        return member.id, token


@contextmanager
def risk_bench(data_dir: Path, database_url: str = "") -> Iterator[RiskBench]:
    """A migrated and seeded centre, served while the block lasts."""
    settings = Settings(data_dir=data_dir, database_url=database_url, sandbox_url="http://127.0.0.1:9")
    centre = Centre.opened(settings)
    upgrade(centre.database)
    seed_sample(centre)
    manager = staff(centre, "周敏", LenderRole.RISK_MANAGER)[1]
    approver = staff(centre, "何伟", LenderRole.RISK_APPROVER)[1]
    try:
        with serving_beside(create_full_app(centre), "centre") as url:
            yield RiskBench(centre, url, manager, approver)
    finally:
        centre.database.close()


def set_cell(group: str, row: str, feature: str, text: str) -> Document:
    """The edit that writes one cell."""
    return {"kind": "set_cell", "group": group, "row": row, "feature": feature, "text": text}


TIGHTEN = (
    set_cell("credit", "CR-10.1", "inquiries_3m", ">= 15"),
    set_cell("credit", "CR-10.2", "inquiries_3m", "[10..14]"),
    {"kind": "suggest_cases", "rule": "CR-10"},
)
"""Three months' inquiries: declined from 15 instead of 20, looked at from 10 instead of 12."""
