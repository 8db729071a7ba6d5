"""Verification by a process of its own finds what verification here finds, and can be stopped."""

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paddock.app.services.verification import Verdict, verify_contract
from paddock.app.services.verification.apart import verify_apart
from paddock.central.contracts.desk import open_desk
from paddock.central.keys import KeyFolder
from paddock.domain.errors import EnvironmentFault
from paddock.domain.long_work import Cancelled, Progress, Work
from tests.helpers.contracts import SignedDeal, offer, sandbox_tsa, sign_deal, submission, terms


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedDeal]:
    keys = KeyFolder(tmp_path_factory.mktemp("centre"))
    with sandbox_tsa(keys) as url:
        desk = open_desk(keys, url, datetime.now(UTC), uses_sandbox=True)
        yield sign_deal(desk, terms(application=submission(months=6), accepted=offer(months=6)))


def test_it_reports_the_same_and_says_every_stage(deal: SignedDeal) -> None:
    stages: list[Progress] = []
    work = Work(lambda: stages.append(work.progress))
    report = verify_apart(deal.pdf, deal.evidence, deal.trust, work=work)
    assert report == verify_contract(deal.pdf, deal.evidence, deal.trust)
    assert report.verdict is Verdict.VALID
    assert [stage.done for stage in stages] == [0, 1, 2]
    assert all(stage.what for stage in stages)


def test_a_changed_contract_without_evidence_is_told_with_its_places(deal: SignedDeal) -> None:
    changed = bytearray(deal.pdf)
    changed[len(changed) // 3] ^= 1
    report = verify_apart(bytes(changed), deal.evidence, deal.trust)
    assert report == verify_contract(bytes(changed), deal.evidence, deal.trust)
    assert report.verdict is Verdict.CHANGED
    assert verify_apart(deal.pdf, None, deal.trust).verdict is Verdict.UNKNOWN


def test_it_can_be_stopped_while_nothing_is_said(deal: SignedDeal) -> None:
    work = Work()

    def silent() -> list[str]:
        return [sys.executable, "-c", "import sys, time; sys.stdin.buffer.read(); time.sleep(60)"]

    stopped = Work()
    stopped.cancel()
    with pytest.raises(Cancelled):
        verify_apart(deal.pdf, None, deal.trust, work=stopped, command=silent())
    threading.Timer(0.3, work.cancel).start()
    with pytest.raises(Cancelled):
        verify_apart(deal.pdf, None, deal.trust, work=work, command=silent())


@pytest.mark.parametrize("program", ["pass", "print('no json')", "import os; os._exit(3)"])
def test_a_process_that_ends_without_an_answer_is_said_in_one_sentence(
    deal: SignedDeal, program: str, tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentFault) as fault:
        verify_apart(deal.pdf, None, deal.trust, command=[sys.executable, "-c", program])
    assert "再试一次" in fault.value.sentence.zh
    with pytest.raises(EnvironmentFault):
        verify_apart(deal.pdf, None, deal.trust, command=[str(tmp_path / "not there")])
