"""Engines by what they decide with: loaded from the database by hash, checked, compiled once and kept."""

import json
import threading
from collections import OrderedDict
from datetime import datetime
from typing import Final

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from paddock.central.database import Database
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.card_files import CardShelf, card_from_text
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.gate import admit
from paddock.central.risk.publishing.models import PolicyDocument
from paddock.central.risk.rule_set import RuleSet, canonical_text
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import PinnedVersions

RULE_SET: Final = "rule_set"
SCORECARD: Final = "scorecard"
CATALOGUE: Final = "plan_catalogue"
_MOST_KEPT: Final = 8


class PolicyLibrary:
    """Every engine this process has needed; safe to share between threads.

    Args:
        database: where published documents are kept.
        installed: what came with the program; its plan catalogue goes with every published rule set.
        shelf: the scorecard in force, which goes with every rule set too; left out, the installed one.
    """

    def __init__(self, database: Database, installed: DecisionEngine, shelf: CardShelf | None = None) -> None:
        self._database = database
        self._installed = installed
        self._shelf = shelf
        self._lock = threading.Lock()
        self._engines: OrderedDict[tuple[str, str, str], DecisionEngine] = OrderedDict()
        self._stored: set[str] = set()

    @property
    def installed(self) -> DecisionEngine:
        """The installed rule set and catalogue with the scorecard in force now."""
        came = self._installed
        card = came.card if self._shelf is None else self._shelf.current()
        return came if card.name == came.card.name else DecisionEngine(came.rules, card, came.catalogue)

    def engine(self, rule_set_sha256: str) -> DecisionEngine:
        """The engine that decides with a rule set, the card in force and the installed catalogue.

        Raises:
            EnvironmentFault: the rule set is not kept, is damaged, or needs inputs that this program does not have.
        """
        installed = self.installed
        return self._engine(rule_set_sha256, installed.card.name, installed.catalogue.sha256)

    def engine_of(self, pinned: PinnedVersions) -> DecisionEngine:
        """The engine that made a decision, whatever has been published since. Raises `EnvironmentFault`."""
        return self._engine(pinned.rule_set_sha256, pinned.scorecard, pinned.plan_catalogue_sha256)

    def store(self, session: Session, engine: DecisionEngine, now: datetime) -> None:
        """Keep what `engine` decides with, in the caller's transaction; free when it was kept before."""
        if engine.rules.sha256 not in self._stored:
            store_document(session, engine.rules.sha256, RULE_SET, canonical_text(engine.rules.documents), now)
        if card_hash(engine.card.name) not in self._stored:
            store_document(session, card_hash(engine.card.name), SCORECARD, engine.card.text, now)
        if engine.catalogue.sha256 not in self._stored:
            store_document(session, engine.catalogue.sha256, CATALOGUE, engine.catalogue.text, now)

    def remember_stored(self, engine: DecisionEngine) -> None:
        """Note after the commit that `engine`'s documents need not be looked for again."""
        self._stored |= {engine.rules.sha256, card_hash(engine.card.name), engine.catalogue.sha256}

    def _engine(self, rules: str, card: str, catalogue: str) -> DecisionEngine:
        key = (rules, card, catalogue)
        with self._lock:
            found = self._engines.get(key)
            if found is None:
                found = self._engines[key] = self._load(rules, card, catalogue)
                if len(self._engines) > _MOST_KEPT:
                    self._engines.popitem(last=False)
            self._engines.move_to_end(key)
            return found

    def _load(self, rules: str, card: str, catalogue: str) -> DecisionEngine:
        own = self._installed
        known = own.card if card == own.card.name else None
        if known is None and self._shelf is not None:
            known = self._shelf.named(card)
        with self._database.reading() as session:
            return DecisionEngine(
                own.rules if rules == own.rules.sha256 else load_rule_set(session, rules),
                known or card_from_text(_body(session, card_hash(card))),
                own.catalogue
                if catalogue == own.catalogue.sha256
                else PlanCatalogue.from_text(_body(session, catalogue)),
            )


def card_hash(name: str) -> str:
    """The hash in a scorecard's name `card@version:SHA-256`."""
    return name.rpartition(":")[2]


def store_document(session: Session, sha256: str, kind: str, body: str, now: datetime) -> None:
    """Keep a document under its hash; nothing happens if it is there."""
    # Another process may be storing the same one at this moment: the same hash is the same body, so either will do.
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    values = {"sha256": sha256, "kind": kind, "body": body, "stored_at": now}
    session.execute(insert(PolicyDocument).values(values).on_conflict_do_nothing())


def load_rule_set(session: Session, sha256: str) -> RuleSet:
    """A kept rule set, checked again but for its test cases, which it passed under this hash.

    Raises:
        EnvironmentFault: it is not kept, is damaged, or this program cannot run it.
    """
    rules = admit(json.loads(_body(session, sha256)), with_cases=False)
    if rules.sha256 != sha256:
        raise _damaged(sha256)
    return rules


def _body(session: Session, sha256: str) -> str:
    document = session.get(PolicyDocument, sha256)
    if document is None:
        raise _damaged(sha256)
    return document.body


def _damaged(sha256: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"数据库中没有或损坏了策略文件 {sha256[:12]}…, 请从备份恢复",
            f"The policy document {sha256[:12]}… is missing from the database or damaged: restore a backup",
        )
    )
