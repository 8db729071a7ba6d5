"""Executor slots on a real PostgreSQL: who holds one, who is dead, and what a broken connection means."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from paddock.central.workflow.slots import Slots, executor_id, slot_of
from tests.helpers.postgresql import new_database


@pytest.fixture
def database_url(postgresql_server: str) -> str:
    return new_database(postgresql_server)


@pytest.fixture
def workers(database_url: str) -> Iterator[tuple[Slots, Slots, Slots]]:
    three = (Slots(database_url, 2), Slots(database_url, 2), Slots(database_url, 2))
    yield three
    for slots in three:
        slots.close()


def break_connections(database_url: str) -> None:
    """What a dead host or a restarted server does to every slot holder."""
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'paddock-slot'"
            " AND datname = current_database()"
        )


def claimed_soon(slots: Slots) -> int | None:
    """The server frees a lock a moment after its holder's connection ended."""
    deadline = time.monotonic() + 5
    while slots.claim() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    return slots.own


def dead_soon(slots: Slots, slot: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with slots.holding_dead(slot) as dead:
            if dead:
                return True
        time.sleep(0.02)
    return False


def test_every_worker_has_a_slot_of_its_own_and_the_next_waits(workers: tuple[Slots, Slots, Slots]) -> None:
    first, second, third = workers
    assert (first.claim(), second.claim(), third.claim()) == (1, 2, None)
    first.close()
    assert claimed_soon(third) == 1


def test_a_living_worker_s_slot_cannot_be_taken(workers: tuple[Slots, Slots, Slots]) -> None:
    first, second, _ = workers
    first.claim()
    second.claim()
    with second.holding_dead(1) as dead:
        assert not dead
    with second.holding_dead(2) as own:
        assert not own


def test_a_dead_worker_s_slot_is_held_while_its_work_is_handed_out(workers: tuple[Slots, Slots, Slots]) -> None:
    first, second, third = workers
    first.claim()
    second.claim()
    first.close()
    assert dead_soon(second, 1)
    with second.holding_dead(1) as dead:
        assert dead
        assert third.claim() is None
    assert third.claim() == 1


def test_a_broken_connection_is_mended_if_nobody_took_the_slot(
    workers: tuple[Slots, Slots, Slots], database_url: str
) -> None:
    first, second, _ = workers
    first.claim()
    break_connections(database_url)
    assert first.confirm()
    assert second.claim() == 2


def test_a_worker_whose_slot_another_took_must_stop(workers: tuple[Slots, Slots, Slots], database_url: str) -> None:
    first, second, _ = workers
    first.claim()
    break_connections(database_url)
    assert second.claim() == 1
    assert not first.confirm()


def test_executor_ids_name_their_slots() -> None:
    assert slot_of(executor_id(7)) == 7
    assert slot_of("embedded") is None
    assert slot_of("slot-x") is None
