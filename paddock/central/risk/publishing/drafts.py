"""A draft from its first line to the rules in force."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.database import Clock, Database
from paddock.central.identity.lender import LenderScope
from paddock.central.problems import Refusal, state_conflict
from paddock.central.risk.gate import Gated, check
from paddock.central.risk.publishing import audit
from paddock.central.risk.publishing.edits import Documents, Edit, apply
from paddock.central.risk.publishing.library import RULE_SET, PolicyLibrary, store_document
from paddock.central.risk.publishing.line_up import LineUp, Swap, newest_line_up, put_in_force
from paddock.central.risk.publishing.merging import merged
from paddock.central.risk.publishing.messages import ApproveOrder, DraftState, Target
from paddock.central.risk.publishing.models import RuleDraft, RuleRelease
from paddock.central.risk.publishing.views import is_backtested
from paddock.central.risk.rule_set import canonical_text, sha256_of
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.wire.problems import ProblemCode

_OPEN: Final = (DraftState.DRAFT, DraftState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Drafts:
    """The verbs on drafts. The gate runs outside transactions; what it found is kept only for the hash it looked at."""

    database: Database
    library: PolicyLibrary
    clock: Clock

    def begin(self, who: LenderScope, title: str, documents: Mapping[str, Any] | None, base: str | None) -> UUID:
        """A new draft, of given documents or of rule set `base` (None: what is in force); returns its id.

        Raises `Refusal(not_found)` for a rule set that is not kept.
        """
        with self.database.reading() as session:
            live = self.live(session)
        source = base or live.champion
        body = dict(documents) if documents is not None else dict(self._documents_of(source))
        now = self.clock()
        draft = RuleDraft(
            id=uuid4(),
            title=title,
            state=DraftState.DRAFT,
            author_id=who.staff_id,
            contributors=str(who.staff_id),
            # A draft of other documents, or of an earlier set, is held against what is in force all the same.
            base_sha256=live.champion,
            body=canonical_text(body),
            sha256=sha256_of(body),
            revision=1,
            note="",
            created_at=now,
            updated_at=now,
        )
        with self.database.writing() as session:
            session.add(draft)
            audit.note(session, who, "draft", title, f"{draft.id} from {source[:12]}", now)
        return draft.id

    def documents(self, draft_id: UUID) -> Documents:
        """The files of a draft."""
        with self.database.reading() as session:
            return documents_of(self.found(session, draft_id))

    def edit(self, who: LenderScope, draft_id: UUID, revision: int, edits: list[Edit]) -> Documents:
        """Make changes to a draft that is being written; returns its files.

        Raises `Refusal(state_conflict)` when somebody changed it since `revision`, or it was handed in.
        """
        with self.database.reading() as session:
            draft = self._open(session, draft_id, DraftState.DRAFT)
            _same_revision(draft, revision)
            changed = apply(documents_of(draft), edits)
        kinds = ", ".join(sorted({edit.kind for edit in edits}))
        self._rewrite(who, draft_id, revision, changed, ("edit", f"{len(edits)}: {kinds}"))
        return changed

    def rebase(self, who: LenderScope, draft_id: UUID, revision: int) -> Documents:
        """Bring what was published meanwhile into a draft. Raises `Refusal` naming the rules that both changed."""
        with self.database.reading() as session:
            draft = self._open(session, draft_id, DraftState.DRAFT)
            _same_revision(draft, revision)
            live = self.live(session)
        base, theirs = self._documents_of(draft.base_sha256), self._documents_of(live.champion)
        result, conflicts = merged(base, documents_of(draft), theirs)
        if conflicts:
            names = ", ".join(conflicts)
            sentence = Sentence(
                f"线上与草稿都改了 {names}, 请先在草稿中撤回这些改动再合并",
                f"Both what is in force and the draft changed {names}: take those changes back in the draft first",
            )
            raise Refusal(ProblemCode.STATE_CONFLICT, faults=[Fault("rules", "both_changed", sentence)])
        self._rewrite(who, draft_id, revision, result, ("rebase", live.champion[:12]), live.champion)
        return result

    def check(self, who: LenderScope, draft_id: UUID) -> tuple[Documents, Gated]:
        """Put the whole draft through the gate, test cases and all."""
        documents = self.documents(draft_id)
        gated = check(documents)
        sha256 = sha256_of(documents)
        now = self.clock()
        with self.database.writing() as session:
            draft = self.found(session, draft_id, lock=True)
            if draft.sha256 == sha256 and gated.rules is not None:
                draft.checked_sha256 = sha256
            said = "passed" if gated.rules is not None else f"{len(gated.faults)} faults"
            audit.note(session, who, "check", draft.title, f"{sha256[:12]} {said}", now)
        return documents, gated

    def submit(self, who: LenderScope, draft_id: UUID, note: str) -> None:
        """Hand a draft in. Raises `Refusal(state_conflict)` unless it is checked and backtested as it stands."""
        with self.database.writing() as session:
            draft = self._open(session, draft_id, DraftState.DRAFT, lock=True)
            _require_proved(draft)
            draft.state, draft.note, draft.updated_at = DraftState.SUBMITTED, note, self.clock()
            audit.note(session, who, "submit", draft.title, f"{draft.sha256[:12]} {note}", draft.updated_at)

    def give_back(self, who: LenderScope, draft_id: UUID, reason: str) -> None:
        """Back to its author, with a reason."""
        with self.database.writing() as session:
            draft = self._open(session, draft_id, DraftState.SUBMITTED, lock=True)
            draft.state, draft.note, draft.updated_at = DraftState.DRAFT, reason, self.clock()
            audit.note(session, who, "return", draft.title, reason, draft.updated_at)

    def withdraw(self, who: LenderScope, draft_id: UUID) -> None:
        """Put a draft away."""
        with self.database.writing() as session:
            draft = self._open(session, draft_id, *_OPEN, lock=True)
            draft.state, draft.updated_at = DraftState.WITHDRAWN, self.clock()
            audit.note(session, who, "withdraw", draft.title, str(draft.id), draft.updated_at)

    def approve(self, who: LenderScope, draft_id: UUID, order: ApproveOrder) -> LineUp:
        """Put a draft in force, by somebody who wrote nothing in it.

        Raises `Refusal`: `not_permitted` to any of its authors, `state_conflict` when it is not handed in and proved,
        is not what was read, or something else was published since it was begun.
        """
        documents = self.documents(draft_id)
        if check(documents).rules is None:  # the gate may be a newer program's than the one that checked
            raise state_conflict("规则集未通过检查, 请退回作者", "The gate refuses it: give it back to its author")
        now = self.clock()
        with self.database.writing() as session:
            draft = self._open(session, draft_id, DraftState.SUBMITTED, lock=True)
            if str(who.staff_id) in draft.contributors.split(","):
                raise Refusal(ProblemCode.NOT_PERMITTED, detail="four eyes: an author cannot approve")
            if draft.sha256 != order.sha256 or sha256_of(documents) != order.sha256:
                raise state_conflict(
                    "草稿已变化, 请重新查看后再批准", "The draft has changed: read it again, then approve"
                )
            _require_proved(draft)
            live = self.live(session)
            if draft.base_sha256 != live.champion:
                raise state_conflict(
                    "草稿开始后线上已变更, 请退回作者合并线上版本",
                    "Something else was published meanwhile: give it back to its author to bring that in",
                )
            store_document(session, draft.sha256, RULE_SET, draft.body, now)
            self.library.store(session, self.library.installed, now)
            swap = Swap(f"publish_{order.target}", draft.title, who, draft.author_id, draft.id)
            line_up = put_in_force(session, _line_up_with(live, draft.sha256, order), swap, now)
            draft.state, draft.updated_at = DraftState.PUBLISHED, now
            audit.note(session, who, "approve", draft.title, f"{draft.sha256[:12]} as {order.target}", now)
        return line_up

    def live(self, session: Session) -> LineUp:
        """What is in force."""
        return newest_line_up(session, self.library.installed.rules.sha256)

    def found(self, session: Session, draft_id: UUID, *, lock: bool = False) -> RuleDraft:
        """A draft, locked if asked. Raises `Refusal(not_found)`."""
        query = select(RuleDraft).where(RuleDraft.id == draft_id)
        draft = session.scalars(query.with_for_update() if lock else query).one_or_none()
        if draft is None:
            raise Refusal(ProblemCode.NOT_FOUND)
        return draft

    def _open(self, session: Session, draft_id: UUID, *states: DraftState, lock: bool = False) -> RuleDraft:
        draft = self.found(session, draft_id, lock=lock)
        if draft.state not in states:
            raise Refusal(ProblemCode.STATE_CONFLICT, detail=draft.state)
        return draft

    def _rewrite(
        self,
        who: LenderScope,
        draft_id: UUID,
        revision: int,
        documents: Documents,
        act: tuple[str, str],
        base: str | None = None,
    ) -> None:
        now = self.clock()
        with self.database.writing() as session:
            draft = self._open(session, draft_id, DraftState.DRAFT, lock=True)
            _same_revision(draft, revision)
            draft.body, draft.sha256 = canonical_text(documents), sha256_of(documents)
            draft.base_sha256 = base or draft.base_sha256
            draft.revision += 1
            draft.updated_at = now
            contributors = dict.fromkeys([*draft.contributors.split(","), str(who.staff_id)])
            draft.contributors = ",".join(contributors)
            audit.note(session, who, act[0], draft.title, act[1], now)

    def _documents_of(self, sha256: str) -> Mapping[str, Any]:
        return self.library.engine(sha256).rules.documents


def documents_of(draft: RuleDraft) -> Documents:
    """The files of a draft."""
    found: Documents = json.loads(draft.body)
    return found


def _line_up_with(live: LineUp, sha256: str, order: ApproveOrder) -> LineUp:
    if order.target is Target.SHADOW:
        return replace(live, shadow=sha256)
    if order.target is Target.CHALLENGER:
        return replace(live, challenger=sha256, challenger_percent=order.percent)
    # A new champion is held against nothing that was held against the old one.
    return LineUp(live.number, sha256, shadow=live.shadow)


def _require_proved(draft: RuleDraft) -> None:
    if draft.checked_sha256 != draft.sha256:
        raise state_conflict("请先完整检查当前版本", "Check it whole as it stands first")
    if not is_backtested(draft, json.loads(draft.backtest) if draft.backtest else None):
        raise state_conflict("请先对当前版本完成回测", "Finish a backtest of it as it stands first")


def _same_revision(draft: RuleDraft, revision: int) -> None:
    if draft.revision != revision:
        raise state_conflict("草稿已被他人修改, 请刷新", "Somebody else changed the draft: refresh")


def restore(drafts: Drafts, who: LenderScope, number: int, reason: str, now: datetime) -> LineUp:
    """Go back to an earlier release's champion, which was approved by two people then; 0 is what came installed.

    Raises `Refusal`: `not_found`, or `state_conflict` when it is in force already.
    """
    with drafts.database.writing() as session:
        live = drafts.live(session)
        row = session.get(RuleRelease, number) if number else None
        if number and row is None:
            raise Refusal(ProblemCode.NOT_FOUND)
        champion = drafts.library.installed.rules.sha256 if row is None else row.champion
        if champion == live.champion and live.challenger is None:
            raise state_conflict("这一版正在使用", "This one is in force")
        drafts.library.store(session, drafts.library.installed, now)
        swap = Swap("restore", reason, who, restores=number)
        line_up = put_in_force(session, LineUp(live.number, champion, shadow=live.shadow), swap, now)
        audit.note(session, who, "restore", f"release {number}", reason, now)
    return line_up
