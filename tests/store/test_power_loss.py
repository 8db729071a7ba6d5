"""A power cut at any moment loses nothing that was acknowledged; with NORMAL it does, which this test must see.

Sixty cuts in the gate, ten thousand under `make torture`.
"""

import contextlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from paddock.app.store.engine import connect
from paddock.app.store.opening import DATABASE, PICTURES
from paddock.app.store.pictures import PictureFiles
from paddock.domain.errors import EnvironmentFault
from tests.helpers.power_cuts import Call, ForgetfulDisk, can_record, record
from tests.helpers.rounds import TORTURE, rounds
from tests.helpers.workstations import KEY, open_profile

CUTS = rounds(60, 10_000)
ACTS = rounds(12, 60)
SEED = 20261125

pytestmark = [
    pytest.mark.torture,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not can_record(), reason="needs strace, which `make test` installs"),
]


@dataclass
class Losses:
    """What the cuts cost."""

    cuts: int = 0
    acknowledged: int = 0
    """Over all cuts."""
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Recording:
    """What was done to a profile, and two disks as they were before: the second is deaf to the pictures' flushes."""

    calls: list[Call]
    disks: tuple[ForgetfulDisk, ForgetfulDisk]


def recorded(folder: Path, *options: str) -> Recording:
    """Let the rig work on a new profile."""
    profile = folder / "profile"
    with open_profile(profile):
        pass
    disks = ForgetfulDisk(profile), ForgetfulDisk(profile, deaf_to=profile / PICTURES)
    return Recording(record("tests.helpers.power_rig", [str(profile), str(ACTS), *options], folder / "calls"), disks)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return recorded(tmp_path_factory.mktemp("full"))


def cut_everywhere(disk: ForgetfulDisk, calls: list[Call], folder: Path) -> Losses:
    """Cut at `CUTS` moments spread over the recording, each with a fate of its own."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable
    moments = sorted(chance.randrange(len(calls)) for _ in range(CUTS))
    losses, done = Losses(), 0
    for moment in moments:
        while done < moment:
            disk.play(calls[done])
            done += 1
        disk.after_cut(folder, chance)
        losses.cuts += 1
        losses.acknowledged += len(disk.acknowledged)
        losses.lost += [f"after call {moment}: {what}" for what in missing(folder, disk.acknowledged)]
    return losses


def missing(folder: Path, acknowledged: list[str]) -> list[str]:
    """What was acknowledged and is not there, whole, after the cut."""
    wanted = {UUID(line.removeprefix("ack ")).hex for line in acknowledged}
    try:
        with contextlib.closing(connect(folder / DATABASE, KEY)) as connection:
            return list(_missing(connection, PictureFiles(folder / PICTURES, KEY), wanted))
    except (EnvironmentFault, dbapi2.DatabaseError) as fault:
        return [f"the database: {fault}"]


def _missing(connection: Any, pictures: PictureFiles, wanted: set[str]) -> Iterator[str]:
    if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        yield "the database is damaged"
    kept = {row[0] for row in connection.execute("SELECT application_id FROM outbox WHERE kind = 'application'")}
    yield from (f"application {one}" for one in wanted - kept)
    needs = connection.execute(
        "SELECT picture.body_sha256, need.outbox_id FROM outbox_needs need JOIN outbox picture "
        "ON picture.id = need.needed_id"
    )
    for sha256, application_id in needs.fetchall():
        try:
            pictures.load(sha256)
        except EnvironmentFault:
            yield f"picture of {application_id}"


def tell(capsys: pytest.CaptureFixture[str], losses: Losses) -> None:
    """Who runs the torture wants the figures."""
    if TORTURE:
        with capsys.disabled():
            sys.stdout.write(f"{losses.cuts} cuts, {losses.acknowledged} acknowledged, {len(losses.lost)} lost\n")


def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(
    recording: Recording, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    losses = cut_everywhere(recording.disks[0], recording.calls, tmp_path / "after")
    tell(capsys, losses)
    assert losses.acknowledged > CUTS, "the cuts came after work was done"
    assert losses.lost == []


def test_the_same_cuts_find_what_normal_loses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    normal = recorded(tmp_path, "normal")
    losses = cut_everywhere(normal.disks[0], normal.calls, tmp_path / "after")
    tell(capsys, losses)
    assert any("application" in one for one in losses.lost)


def test_a_picture_that_was_not_flushed_is_missed(recording: Recording, tmp_path: Path) -> None:
    """The rules of the disk itself: without its flush, or that of its folder, a file may be gone."""
    losses = cut_everywhere(recording.disks[1], recording.calls, tmp_path / "after")
    assert any("picture" in one for one in losses.lost)
