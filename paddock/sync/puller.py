"""Brings in what the centre decided: who we are, what to trust, the change feed, and the PDFs it speaks of.

Each page of the feed and its cursor are one transaction, so that a crash between two pages costs nothing and a page
that is applied twice changes nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from paddock.app.store import projections, settings
from paddock.app.store.projections import DuePdf
from paddock.app.store.store import Store, Topic
from paddock.domain.sentences import Sentence
from paddock.sync.client import CentreClient, Reply
from paddock.sync.link_faults import ANCHORS_CHANGED, NOT_UNDERSTOOD, OTHER_DEALER, Passing
from paddock.sync.verdicts import SignedOut, not_understood, passing_of_problem, read_problem
from paddock.sync.witness import LogWitness
from paddock.wire.changes import ChangePage
from paddock.wire.evidence import TrustAnchors
from paddock.wire.identity import WorkstationIdentity
from paddock.wire.messages import sha256_hex
from paddock.wire.plans import SignedPlans
from paddock.wire.problems import Remedy

PAGE = 200
_PDFS = 20
_PLANS_EVERY_SECONDS = 600.0

Halt: TypeAlias = Passing | SignedOut
Message = TypeVar("Message", bound=BaseModel)


@dataclass
class PullTally:
    """What a pull did; `halt` says why it stopped early."""

    changes: int = 0
    pdfs: int = 0
    warning: Sentence | None = None
    halt: Halt | None = None


class Puller:
    """Writes the centre's side of `store`."""

    def __init__(
        self, store: Store, *, on_changes: Callable[[frozenset[UUID]], None], stopping: Callable[[], bool]
    ) -> None:
        self._store = store
        self._on_changes = on_changes
        self._stopping = stopping
        self._introduced_as = ""
        self._plans_due = 0.0
        self._log = LogWitness(store, stopping)

    def pull(self, client: CentreClient) -> PullTally:
        """Everything new: identity and anchors once per token, the feed to its end, the plans, then due PDFs."""
        tally = PullTally()
        for step in (self._introduce, self._read_feed, self._read_plans, self._read_pdfs, self._witness):
            tally.halt = step(client, tally)
            if tally.halt or self._stopping():
                break
        return tally

    def introduce(self, client: CentreClient) -> PullTally:
        """Ask who a token makes us before anything is sent with it: one dealer's work never goes to another."""
        tally = PullTally()
        with self._store.read() as connection:
            known = settings.is_introduced(connection, client.token)
        if not known:
            tally.halt = self._introduce(client, tally)
        return tally

    def _introduce(self, client: CentreClient, tally: PullTally) -> Halt | None:
        if self._introduced_as == client.base_url + client.token:
            return None
        identity = _read(client, "/v1/me", WorkstationIdentity)
        if isinstance(identity, Passing | SignedOut):
            return identity
        anchors = _read(client, "/v1/trust", TrustAnchors)
        if isinstance(anchors, Passing | SignedOut):
            return anchors
        with self._store.write(Topic.SYNC) as connection:
            ours = settings.other_dealer(connection, identity)
            if ours is not None:
                return SignedOut(OTHER_DEALER.format(ours=ours.dealer_name, theirs=identity.dealer_name))
            settings.keep_identity(connection, identity, client.token)
            pinned = settings.pin_trust_anchors(connection, anchors)
        if pinned:
            self._introduced_as = client.base_url + client.token
            self._plans_due = 0.0
        else:
            # Asked again with every pull, so that the warning stays for as long as its reason.
            tally.warning = ANCHORS_CHANGED
        self._on_changes(frozenset())
        return None

    def _read_feed(self, client: CentreClient, tally: PullTally) -> Halt | None:
        with self._store.read() as connection:
            cursor = settings.get(connection, settings.CURSOR) or ""
        while not self._stopping():
            # Only the newest version of a record counts, so a new workstation and one that was away read no history.
            asked = {"after": cursor, "limit": str(PAGE), "newest_only": "true"}
            page = _read(client, "/v1/changes", ChangePage, asked)
            if isinstance(page, Passing | SignedOut):
                return page
            if page.changes or page.cursor != cursor:
                with self._store.write(Topic.SYNC) as connection:
                    touched = projections.apply_changes(connection, page.changes, page.cursor)
                tally.changes += len(page.changes)
                self._on_changes(frozenset(touched))
            if not page.more or page.cursor == cursor:
                return None
            cursor = page.cursor
        return None

    def _read_plans(self, client: CentreClient, _tally: PullTally) -> Halt | None:
        """The signed plans, asked for now and then; an older centre has none, and the work goes on without them."""
        if time.monotonic() < self._plans_due:
            return None
        with self._store.read() as connection:
            kept = settings.plan_catalogue(connection)
        reply = client.get("/v1/plans", params={"known": kept.catalogue_sha256 if kept else ""})
        if isinstance(reply, Passing):
            return reply
        self._plans_due = time.monotonic() + _PLANS_EVERY_SECONDS
        try:
            found = SignedPlans.model_validate_json(reply.body) if reply.status == 200 else None
        except ValidationError:
            return None
        if found is not None:
            with self._store.write(Topic.SYNC) as connection:
                settings.keep_plan_catalogue(connection, found)
        return None

    def _witness(self, client: CentreClient, tally: PullTally) -> Halt | None:
        """Last of all: packages of signed contracts, and a look at the evidence log; what fails waits for its turn."""
        if self._log.read_packages(client) is None:
            found = self._log.look(client)
            tally.warning = tally.warning or (None if isinstance(found, Passing) else found)
        return None

    def _read_pdfs(self, client: CentreClient, tally: PullTally) -> Halt | None:
        tried: set[tuple[UUID, str]] = set()
        while not self._stopping():
            with self._store.read() as connection:
                due = projections.due_pdfs(connection, _PDFS + len(tried))
            due = [pdf for pdf in due if (pdf.contract_id, pdf.sha256) not in tried][:_PDFS]
            if not due:
                return None
            for pdf in due:
                tried.add((pdf.contract_id, pdf.sha256))
                halt = self._read_pdf(client, pdf, tally)
                if isinstance(halt, SignedOut) or (halt and halt.link):
                    return halt
        return None

    def _read_pdf(self, client: CentreClient, due: DuePdf, tally: PullTally) -> Halt | None:
        reply = client.get(f"/v1/contracts/{due.contract_id}/pdf")
        if isinstance(reply, Passing):
            return reply
        if reply.status != 200:
            return _halt_of(reply)
        if sha256_hex(reply.body) != due.sha256:
            # A newer version was drawn up between feed and download, or the bytes were damaged: next pass.
            return Passing(NOT_UNDERSTOOD)
        with self._store.write(Topic.SYNC) as connection:
            projections.keep_pdf(connection, due, reply.body)
            deal = projections.deal_of_contract(connection, due.contract_id)
        tally.pdfs += 1
        self._on_changes(frozenset({deal} if deal else ()))
        return None


def _read(
    client: CentreClient, target: str, message: type[Message], params: dict[str, str] | None = None
) -> Message | Halt:
    reply = client.get(target, params=params)
    if isinstance(reply, Passing):
        return reply
    if reply.status != 200:
        return _halt_of(reply)
    try:
        return message.model_validate_json(reply.body)
    except ValidationError:
        return not_understood(reply)


def _halt_of(reply: Reply) -> Halt:
    problem = read_problem(reply)
    if problem is None:
        return not_understood(reply)
    if problem.remedy is Remedy.SIGN_IN:
        return SignedOut(problem.title)
    return passing_of_problem(problem, reply)
