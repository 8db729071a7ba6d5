"""The window's one door to the core: every verb and every question of the screens, as plain blocking calls.

Screens reach it through `tasks.run`, never on the GUI thread. Tests put their own office behind the same names.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError

from paddock.app.services import (
    contracts,
    drafts,
    images,
    offers,
    queue_actions,
    screen_lock,
    sign_in,
    signing,
    stipulations,
    submission,
    window_memory,
)
from paddock.app.services.bundle import Packed, Unpacked, pack_unsent, unpack
from paddock.app.services.contract_differences import FileDifferences, compare_files
from paddock.app.services.contract_quotes import QuoteWish, contract_quotes
from paddock.app.services.contracts import ContractPdf, ExportedContract
from paddock.app.services.disk_room import disk_warning
from paddock.app.services.files import bytes_of_file
from paddock.app.services.known_plans import KnownPlan, level_plan_known
from paddock.app.services.plan_catalogue import KnownPlans, known_plans
from paddock.app.services.screen_lock import UnlockWay
from paddock.app.services.signing import PadSignature
from paddock.app.services.verification import VerificationReport, contract_number_in, require_pdf
from paddock.app.services.verification.apart import verify_apart, verify_package_apart
from paddock.app.services.verification.packages import is_package, read_package
from paddock.app.services.versions import VersionLine, versions_of
from paddock.app.store import ledger, queries
from paddock.app.store.ledger import Ledger
from paddock.app.store.store import Store
from paddock.app.store.views import (
    DealCard,
    DealDetail,
    DealRecord,
    QueueItem,
    QueuePage,
    QueuePart,
    QueueRow,
    QueueSummary,
    StockRecord,
    SyncStatus,
)
from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath
from paddock.domain.checks import Fault
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.ui.batch_office import BatchOffice
from paddock.ui.clock import now_utc
from paddock.ui.dashboard_office import DashboardOffice
from paddock.wire.contracts import ContractView
from paddock.wire.decisions import CounterofferTerms, FlipAdvice
from paddock.wire.evidence import EvidenceRecord, TrustAnchors
from paddock.wire.inventory import InventoryUnit
from paddock.wire.running_quotes import ContractQuotes


class Office:
    """The verbs of one open store, done in the name of one member of staff."""

    def __init__(self, store: Store, staff_name: str) -> None:
        self._store = store
        self.staff_name = staff_name
        self.batches = BatchOffice(store, staff_name)
        self.dashboard = DashboardOffice(store)

    # Drafts

    def new_draft(self) -> ApplicationDraft:
        """An empty draft; nothing is written yet."""
        return drafts.new_draft(self._store, self.staff_name)

    def save_draft(self, draft: ApplicationDraft) -> None:
        """Keep the draft as it stands."""
        drafts.save_draft(self._store, draft)

    def discard_draft(self, draft_id: UUID) -> None:
        """Put a draft away; `restore_draft` brings it back."""
        drafts.discard_draft(self._store, draft_id)

    def restore_draft(self, draft_id: UUID) -> ApplicationDraft:
        """Undo `discard_draft`."""
        return drafts.restore_draft(self._store, draft_id)

    def keep_image(self, data: bytes, kind: str) -> DraftImage:
        """Encrypt and keep a picture."""
        return images.keep_image(self._store, data, kind)

    def load_image(self, sha256: str) -> bytes:
        """The bytes of a kept picture."""
        return images.load_image(self._store, sha256)

    def faults_of(self, draft: ApplicationDraft, today: date) -> list[Fault]:
        """Every fault of the draft."""
        return submission.faults_of_draft(draft, today)

    # Acts

    def submit(self, draft: ApplicationDraft) -> UUID:
        """Freeze the draft and put it into the queue."""
        return submission.submit_application(self._store, draft, self.staff_name)

    def accept_offer(self, application_id: UUID, offer_id: str) -> UUID:
        """The customer takes this offer."""
        return offers.accept_offer(self._store, application_id, offer_id, self.staff_name)

    def sign(
        self,
        contract_id: UUID,
        role: SignerRole,
        signer_name: str,
        signature: PadSignature,
        document_sha256: str,
        *,
        offline: bool = False,
    ) -> UUID:
        """Put a signature into the queue; `offline`, sealed until the centre is back."""
        return signing.sign_contract(
            self._store, contract_id, role, signer_name, signature, document_sha256, offline=offline
        )

    def answer_stipulation(
        self, application_id: UUID, stipulation_id: UUID, text: str, pictures: Sequence[bytes]
    ) -> UUID:
        """Answer what the reviewer asks for."""
        return stipulations.answer_stipulation(
            self._store, application_id, stipulation_id, text=text, pictures=pictures, answered_by=self.staff_name
        )

    def draft_at_terms(self, draft: ApplicationDraft, terms: FlipAdvice | CounterofferTerms) -> ApplicationDraft:
        """A new application like `draft` at the terms the centre would approve; kept at once."""
        fresh = drafts.new_draft(self._store, self.staff_name)
        entries = draft.entries | {
            FieldPath.DOWN_PAYMENT: FieldEntry(format_yuan(terms.down_payment_fen, symbol="")),
            FieldPath.TERM: FieldEntry(str(terms.term_months)),
        }
        if isinstance(terms, FlipAdvice):
            entries[FieldPath.PRICE] = FieldEntry(format_yuan(terms.price_fen, symbol=""))
        made = replace(draft, id=fresh.id, created_at=fresh.created_at, created_by=self.staff_name, entries=entries)
        drafts.save_draft(self._store, made)
        return made

    def retry(self, outbox_id: UUID) -> None:
        """Send a row again as soon as possible."""
        queue_actions.retry(self._store, outbox_id)

    def retry_all(self) -> int:
        """Try everything that waits at once."""
        return queue_actions.retry_all_waiting(self._store)

    def edit_and_resend(self, outbox_id: UUID) -> ApplicationDraft:
        """A new draft from an application the centre refused."""
        return queue_actions.edit_and_resend(self._store, outbox_id, self.staff_name)

    def export_queue(self, path: Path, work: Work = UNWATCHED) -> int:
        """Write the queue as JSON; returns how many rows."""
        return queue_actions.export_queue(self._store, path, work=work)

    def sign_in(self, token: str) -> None:
        """Keep the token of this workstation."""
        sign_in.sign_in(self._store, token)

    def sign_out(self) -> None:
        """Forget the token; refused over unsent work."""
        sign_in.sign_out(self._store)

    def unlock_way(self) -> UnlockWay:
        """What opens the locked window."""
        return screen_lock.unlock_way(self._store)

    def unlock(self, given: str) -> None:
        """Check what was given to open the locked window."""
        screen_lock.unlock(self._store, given)

    def set_lock_word(self, word: str) -> None:
        """The word a locked window asks for where the key is in the keyring."""
        screen_lock.set_lock_word(self._store, word)

    def keep_window(self, text: str) -> None:
        """Keep what the window remembers of itself."""
        window_memory.keep_window(self._store, text)

    # Questions

    def kept_window(self) -> str | None:
        """What the window remembered of itself last."""
        return window_memory.kept_window(self._store)

    def level_plan_known(self, condition: str) -> KnownPlan | None:
        """A plan to reckon an indicative instalment with, from recent offers."""
        return level_plan_known(self._store, condition)

    def known_plans(self) -> KnownPlans | None:
        """The signed plans kept here, for indicative quotes."""
        return known_plans(self._store)

    def deal_cards(self) -> list[DealCard]:
        """Drafts and deals, the last changed first."""
        return queries.deal_cards(self._store)

    def deal(self, application_id: UUID) -> DealDetail | None:
        """One deal."""
        return queries.deal(self._store, application_id)

    def queue_rows(self) -> list[QueueRow]:
        """The queue, what needs a person first."""
        return queries.queue_rows(self._store)

    def queue_page(self, part: QueuePart, limit: int, including: UUID | None = None) -> QueuePage:
        """The first rows of a part of the queue, as far as `including`."""
        return queries.queue_page(self._store, part, limit, including)

    def ledger(self) -> Ledger:
        """What was ever to be sent, what became of it, and the last comparison with the centre."""
        return ledger.ledger(self._store)

    def versions_of(self, outbox_id: UUID) -> list[VersionLine]:
        """Both versions of a request that is in conflict."""
        return versions_of(self._store, outbox_id)

    def export_unsent(self, path: Path, passphrase: str, work: Work = UNWATCHED) -> Packed:
        """Write unsent work into one encrypted file."""
        return pack_unsent(self._store, path, passphrase, work=work)

    def import_unsent(self, path: Path, passphrase: str, work: Work = UNWATCHED) -> Unpacked:
        """Take up another workstation's unsent work."""
        return unpack(self._store, path, passphrase, work)

    def queue_item(self, outbox_id: UUID) -> QueueItem | None:
        """One row with its problem."""
        return queries.queue_item(self._store, outbox_id)

    def queue_summary(self) -> QueueSummary:
        """The numbers of the status bar."""
        return queries.queue_summary(self._store, now_utc())

    def disk_warning(self) -> Sentence | None:
        """What to say while the disk is nearly full."""
        return disk_warning(self._store)

    def sync_status(self) -> SyncStatus:
        """How workstation and centre stand with each other."""
        return queries.sync_status(self._store)

    def contract(self, contract_id: UUID) -> ContractView | None:
        """A contract as the centre last sent it."""
        return queries.contract(self._store, contract_id)

    def contract_pdf(self, contract_id: UUID) -> ContractPdf:
        """The newest PDF of a contract that is here."""
        return contracts.contract_pdf(self._store, contract_id)

    def contract_quotes(self, contract_id: UUID, wish: QuoteWish) -> ContractQuotes:
        """What settling, paying a part or laying out anew would cost, worked out here."""
        return contract_quotes(self._store, contract_id, wish)

    def compare_files(self, older: Path, newer: Path) -> FileDifferences:
        """Which characters of two contract PDFs differ."""
        return compare_files(older, newer)

    def export_contract(self, contract_id: UUID, path: Path) -> ExportedContract:
        """Write PDF and evidence."""
        return contracts.export_contract(self._store, contract_id, path)

    def units(self, text: str) -> list[InventoryUnit]:
        """The dealer's stock."""
        return queries.inventory_units(self._store, text)

    def search_records(self) -> tuple[list[DealRecord], list[StockRecord]]:
        """Every deal and every car, as far as one searches for them."""
        return queries.deal_records(self._store), queries.stock_records(self._store)

    def contract_cards(self) -> list[tuple[DealCard, ContractView]]:
        """Deals that have a contract, with it; the last changed first."""
        found = []
        for card in queries.deal_cards(self._store):
            view = queries.contract(self._store, card.contract_id) if card.contract_id else None
            if view is not None:
                found.append((card, view))
        return found

    def verify_kept(self, contract_id: UUID, work: Work = UNWATCHED) -> VerificationReport:
        """Verify the contract as it is kept here, with the evidence the centre sent."""
        package = contracts.contract_package(self._store, contract_id)
        if package is not None:
            return verify_package_apart(package, self._trust(), work=work)
        pdf = contracts.contract_pdf(self._store, contract_id)
        return verify_apart(pdf.data, contracts.contract_evidence(self._store, contract_id), self._trust(), work=work)

    def verify_file(self, path: Path, work: Work = UNWATCHED) -> VerificationReport:
        """Verify a file or a package: against the package kept here, else with the evidence beside it or kept here."""
        content = bytes_of_file(path)
        if is_package(content):
            return verify_package_apart(read_package(content), self._trust(), work=work)
        require_pdf(content)
        known = self._contract_in(content)
        package = contracts.contract_package(self._store, known) if known else None
        if package is not None:
            return verify_package_apart(package, self._trust(), suspect=content, work=work)
        return verify_apart(content, self._evidence_for(path, known), self._trust(), work=work)

    def _contract_in(self, content: bytes) -> UUID | None:
        """Which of the contracts here a file is, by the number it states."""
        number = contract_number_in(content)
        return next((view.id for _card, view in self.contract_cards() if view.number == number), None)

    def _evidence_for(self, path: Path, known: UUID | None) -> EvidenceRecord | None:
        sidecar = path.with_name(f"{path.stem}.evidence.json")
        if sidecar.exists():
            try:
                return EvidenceRecord.model_validate_json(bytes_of_file(sidecar))
            except ValidationError:
                raise BadInput(
                    Sentence(
                        f"存证文件 {sidecar.name} 无法读取, 请重新导出合同",
                        f"The evidence file {sidecar.name} cannot be read: export the contract again",
                    )
                ) from None
        return contracts.contract_evidence(self._store, known) if known else None

    def _trust(self) -> TrustAnchors:
        trust = queries.trust_anchors(self._store)
        if trust is None:
            raise EnvironmentFault(
                Sentence(
                    "本机还没有中心的信任根, 请先联网同步一次再验证",
                    "This workstation does not have the centre's trust anchors yet: synchronise once, then verify",
                )
            )
        return trust
