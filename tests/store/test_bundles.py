"""Unsent work handed over to another workstation of the dealer: whole, encrypted, once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from paddock.app.services.bundle import BundleFault, pack_unsent, unpack
from paddock.app.services.bundle.sealed import read_sealed, write_sealed
from paddock.app.services.drafts import load_draft, save_draft
from paddock.app.services.images import keep_image, load_image
from paddock.app.services.sign_in import current_token, sign_in, sign_out
from paddock.app.services.unsent import MARK, UnsentWork, marking, refresh_mark, unsent_work
from paddock.app.store import queries, settings
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput
from paddock.sync.engine import Pace, SyncEngine
from paddock.wire.identity import WorkstationIdentity
from tests.helpers.applications import faultless_texts
from tests.helpers.central_server import new_id
from tests.helpers.fault_server import fault_server
from tests.helpers.workstations import JPEG, faultless_draft, open_profile, submitted

PASSPHRASE = "correct horse"
DEALER, OTHER = UUID("019ab000-0000-7000-8000-0000000000a2"), new_id()
PACE = Pace(row=lambda _n: 0.0, link=lambda _n: 0.0)


def belongs_to(store: Store, dealer: UUID) -> None:
    who = WorkstationIdentity(
        workstation_id=new_id(), dealer_id=dealer, dealer_name="东湖一店", staff_name="李娜", sandbox=False
    )
    with store.write(Topic.SYNC) as connection:
        settings.keep_identity(connection, who)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "here") as store:
        belongs_to(store, DEALER)
        yield store


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "there") as store:
        belongs_to(store, DEALER)
        yield store


def test_everything_unsent_arrives_once_and_is_sent_once(here: Store, there: Store, tmp_path: Path) -> None:
    shared = JPEG + b"shared"
    first, second = submitted(here, JPEG + b"front", shared), submitted(here, shared)
    draft = faultless_draft(here, (keep_image(here, JPEG + b"of a draft", "vin"),))
    save_draft(here, draft)
    submitted(there, shared)  # the other workstation knows one of the pictures already
    packed = pack_unsent(here, tmp_path / "work.paddock", PASSPHRASE)
    assert (packed.drafts, packed.requests, packed.pictures, packed.missing) == (1, 2, 3, ())

    found = unpack(there, packed.path, PASSPHRASE)
    assert (found.drafts, found.requests, found.known) == (1, 2, 0)
    again = unpack(there, packed.path, PASSPHRASE)
    assert (again.drafts, again.requests, again.known) == (0, 0, 3)

    assert load_draft(there, draft.id) == draft
    assert load_image(there, draft.images[0].sha256) == JPEG + b"of a draft"
    for application_id in (first, second):
        ours, theirs = queries.queue_item(here, application_id), queries.queue_item(there, application_id)
        assert ours is not None
        assert theirs is not None
        assert (ours.body, ours.body_sha256, ours.images_waiting) == (
            theirs.body, theirs.body_sha256, theirs.images_waiting,
        )  # fmt: skip
        assert queries.deal(there, application_id) is not None
    with fault_server() as centre:
        for store in (there, here):
            SyncEngine(store, centre.url, "token", pace=PACE).run_once()
        sent = {(asked.key, asked.body) for asked in centre.puts("/v1/applications/")}
        assert len({key for key, _body in sent}) == len(sent) == 3, "one body for a key, whoever sends it"


def test_the_file_tells_nothing_and_opens_for_this_dealer_only(here: Store, tmp_path: Path) -> None:
    submitted(here, JPEG + b"front of the card")
    path = pack_unsent(here, tmp_path / "work.paddock", PASSPHRASE).path
    data = path.read_bytes()
    assert b"front of the card" not in data
    for text in faultless_texts().values():
        assert len(text) < 5 or text.encode() not in data
    with open_profile(tmp_path / "elsewhere") as elsewhere:
        with pytest.raises(BadInput, match="never reached its centre"):
            unpack(elsewhere, path, PASSPHRASE)
        belongs_to(elsewhere, OTHER)
        with pytest.raises(BundleFault, match="another dealer"):
            unpack(elsewhere, path, PASSPHRASE)
        # Writing another dealer's name into the header does not help: it is sealed with every frame.
        forged = tmp_path / "forged.paddock"
        forged.write_bytes(data.replace(str(DEALER).encode(), str(OTHER).encode()))
        with pytest.raises(BundleFault):
            unpack(elsewhere, forged, PASSPHRASE)
        assert queries.queue_rows(elsewhere) == []


def test_a_damaged_or_shortened_file_or_another_passphrase_changes_nothing(
    here: Store, there: Store, tmp_path: Path
) -> None:
    for number in range(3):
        submitted(here, JPEG + bytes([number]) * 300)
    path = pack_unsent(here, tmp_path / "work.paddock", PASSPHRASE).path
    with pytest.raises(BundleFault, match="passphrase"):
        unpack(there, path, "another one")
    data = path.read_bytes()
    for cut in (10, len(data) // 2, len(data) - 1, len(data) - 20):
        path.write_bytes(data[:cut])
        with pytest.raises(BundleFault):
            unpack(there, path, PASSPHRASE)
    path.write_bytes(data[:-30] + bytes([data[-30] ^ 1]) + data[-29:])
    with pytest.raises(BundleFault):
        unpack(there, path, PASSPHRASE)
    assert queries.queue_rows(there) == []


@limits(max_examples=4, deadline=None)
@given(frames=st.lists(st.binary(max_size=300), max_size=6))
def test_frames_come_back_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, frames: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("sealed") / "file"
    write_sealed(path, {"a": 1}, frames, PASSPHRASE)
    assert list(read_sealed(path, PASSPHRASE)) == frames


def test_signing_out_over_unsent_work_is_refused_until_it_is_handed_over(here: Store, tmp_path: Path) -> None:
    sign_in(here, "invented-token")
    marking(here)
    assert not unsent_work(here).would_be_lost
    submitted(here)
    assert (here.profile / MARK).exists()
    with pytest.raises(UnsentWork, match="1 unsent"):
        sign_out(here)
    assert current_token(here) == "invented-token"
    pack_unsent(here, tmp_path / "work.paddock", PASSPHRASE)
    refresh_mark(here)
    assert not (here.profile / MARK).exists()
    submitted(here)  # one more, which is in no bundle
    assert (here.profile / MARK).exists()
    with pytest.raises(UnsentWork):
        sign_out(here)
    pack_unsent(here, tmp_path / "work.paddock", PASSPHRASE)
    sign_out(here)
    assert current_token(here) is None
    assert queries.queue_summary(here, datetime.now(UTC)).waiting == 2, "signing out drops nothing"
