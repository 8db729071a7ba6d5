"""A morning at the counter, played on the stage: deals in every state that has a face."""

import math
import random
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

import cv2
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from paddock.app.services import drafts, submission
from paddock.domain.application_draft import FieldEntry, FieldPath
from paddock.domain.states import USUAL_PAD_SIGNERS, DecisionOutcome, SignerRole
from paddock.ui.screens.batch.screen import BatchScreen
from paddock.ui.screens.counter.deal_page import SCAN, SIGNING
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.signing_step import SigningStep
from tests.helpers.applications import faultless_texts, resident_id_number, vin_with_check_digit
from tests.helpers.renders import code_label, id_back, id_front, invented_person, invented_vin, nameplate, on_table
from tests.helpers.stage.stage import STAFF, Stage

_TYPED_BESIDE_THE_SCANS = {
    FieldPath.PHONE: "1387123456",
    FieldPath.PRICE: "128000",
    FieldPath.DOWN_PAYMENT: "38400",
    FieldPath.TERM: "36",
}
_SUBMITTED: dict[str, dict[FieldPath, str]] = {
    "approved": {},
    "counteroffer": {
        FieldPath.NAME: "何璟",
        FieldPath.BRAND_MODEL: "丰田 凯美瑞 2.0G",
        FieldPath.PRICE: "186000",
        FieldPath.DOWN_PAYMENT: "22000",
        FieldPath.VIN: vin_with_check_digit("LVGBF53K", "MG123456"),
    },
    "signed": {
        FieldPath.NAME: "陈嘉懿",
        FieldPath.BRAND_MODEL: "本田 CR-V 锐混动",
        FieldPath.VIN: vin_with_check_digit("LVHRW584", "N5012345"),
    },
    "drawn": {
        FieldPath.NAME: "周文博",
        FieldPath.BRAND_MODEL: "别克 君威 20T",
        FieldPath.VIN: vin_with_check_digit("LSGZG53X", "M1234567"),
    },
}
_SOURCES = 2
"""What the batch is fed with."""
_UNSENT = {FieldPath.NAME: "孙德胜", FieldPath.BRAND_MODEL: "比亚迪 秦PLUS DM-i"}


def play(stage: Stage) -> None:
    """Deals approved, with a counteroffer, drawn up, signed, half filled, and one that cannot be sent any more."""
    office = stage.shell.opened_desk().office
    stage.wait(lambda: bool(office.units("")), 60)
    for key, changes in _SUBMITTED.items():
        # One by one: a data source has two seconds to answer, and they all run on this machine.
        submit(stage, key, changes)
        stage.wait(partial(_decided, stage, key), 60)
        found, why = _outcome(stage, key), _reasons(stage, key)
        wanted = DecisionOutcome.COUNTEROFFER if key == "counteroffer" else DecisionOutcome.APPROVED
        assert found is wanted, f"{key} was to be {wanted} and is {found}: {why}"
    take_offer(stage, "drawn")
    take_offer(stage, "signed")
    sign(stage, "signed")
    scan(stage)
    register(stage)
    stage.centre.stop()
    submit(stage, "unsent", _UNSENT)
    stage.wait(lambda: office.sync_status().online is False)


def submit(stage: Stage, key: str, changes: dict[FieldPath, str]) -> None:
    """Put an application of another invented person into the queue."""
    number = len(stage.deals)
    born = date(1980 + number, 3, 12)
    texts = faultless_texts() | {
        FieldPath.BIRTH_DATE: born.isoformat(),
        FieldPath.RESIDENT_ID_NUMBER: resident_id_number("420106", born, 137 + 2 * number),
        # Several people at one address or with one telephone would be a case for a person.
        FieldPath.ADDRESS: f"湖北省武汉市武昌区中山路 {12 + 7 * number} 号",
        FieldPath.PHONE: f"1387123{4567 + 111 * number}",
    }
    entries = {path: FieldEntry(text) for path, text in (texts | changes).items()}
    draft = drafts.new_draft(stage.store, STAFF)
    draft = replace(draft, entries=entries, consent_given_at=draft.created_at)
    drafts.save_draft(stage.store, draft)
    submission.submit_application(stage.store, draft, STAFF)
    stage.deals[key] = draft.id
    stage.shell.opened_desk().sync.wake()


def take_offer(stage: Stage, key: str) -> None:
    """The customer takes the first offer; returns when the contract is here."""
    deal, desk = stage.deals[key], stage.shell.opened_desk()
    detail = desk.office.deal(deal)
    assert detail is not None
    assert detail.decision is not None
    desk.office.accept_offer(deal, detail.decision.offers[0].id)
    desk.sync.wake()
    stage.wait(lambda: bool((found := desk.office.deal(deal)) and found.contract_pdf_ready), 60)


def sign(stage: Stage, key: str) -> None:
    """Customer and dealer sign through the window."""
    step = stage.step(key, SIGNING, SigningStep)
    for role in USUAL_PAD_SIGNERS:
        stage.wait(partial(_waits_for, step, role), 60)
        scribble(step)
        step.sign()
    stage.wait(lambda: step.verification.report is not None, 60)


def scan(stage: Stage) -> None:
    """A draft with three pictures read by the real capture, half filled and with faults."""
    person = invented_person(random.Random(7))  # noqa: S311 - pictures, not secrets
    pictures = {
        "front.png": on_table(id_front(person), 0.6, 3),
        "back.png": on_table(id_back(person), 0.6, 4),
        "plate.png": nameplate(vin_with_check_digit("LSVAU2A3", "N2183294")),
    }
    counter = stage.counter()
    counter.new_deal()
    stage.wait(lambda: (page := counter.page()) is not None and page.deal.is_blank)
    page = counter.page()
    assert page is not None
    step = page.steps[SCAN]
    assert isinstance(step, ScanStep)
    for at, (name, picture) in enumerate(pictures.items(), 1):
        cv2.imwrite(str(stage.folder / name), picture)
        step.read_paths([stage.folder / name])
        # One by one: in which order they end must not depend on the machine.
        stage.wait(lambda wanted=at: len(page.deal.draft.images) == wanted, 90)  # type: ignore[misc]  # bound now
    for path, text in _TYPED_BESIDE_THE_SCANS.items():
        page.deal.set_text(path, text)
    page.deal.save_now()
    stage.deals["draft"] = page.deal.id


def register(stage: Stage) -> None:
    """A batch from a list with one bad row and from a folder: a plate, a label, an ID card, a broken file."""
    rng = random.Random(5)  # noqa: S311 - pictures, not secrets
    folder = stage.folder / "场地照片"
    folder.mkdir()
    cv2.imwrite(str(folder / "1.png"), nameplate(invented_vin(rng)))
    cv2.imwrite(str(folder / "2.png"), code_label(invented_vin(rng)))
    cv2.imwrite(str(folder / "3.png"), on_table(id_front(invented_person(rng)), 0.6, 3))
    (folder / "4.jpg").write_bytes(b"broken")
    listed = stage.folder / "库存表.csv"
    rows = [f"{invented_vin(rng)},大众 朗逸,二手车,{43 + at},98000" for at in range(5)]
    listed.write_text(
        "\n".join(["车架号,品牌车型,成色,里程,成交价", *rows, "LSVAU2A37N2183295,大众 朗逸,二手车,x,98000"])
    )
    stage.shell.go("batch")
    screen = stage.shell.screens["batch"]
    assert isinstance(screen, BatchScreen)
    screen.feed([folder, listed])
    stage.wait(lambda: _are_read(stage, screen), 120)


def scribble(step: SigningStep) -> None:
    """Write something on the pad with the mouse: bent strokes, as a hand makes them."""
    pad, wide, high = step.pad, step.pad.width(), step.pad.height()
    strokes = (
        ((0.16, 0.30), (0.30, 0.26), 0.04),
        ((0.24, 0.16), (0.17, 0.66), 0.06),
        ((0.19, 0.42), (0.34, 0.66), -0.10),
        ((0.40, 0.22), (0.37, 0.60), 0.05),
        ((0.40, 0.24), (0.52, 0.62), -0.12),
        ((0.62, 0.18), (0.58, 0.40), 0.04),
        ((0.56, 0.40), (0.78, 0.34), 0.05),
        ((0.69, 0.22), (0.60, 0.72), -0.07),
        ((0.66, 0.48), (0.84, 0.64), 0.12),
    )
    for (x0, y0), (x1, y1), bend in strokes:
        path = [
            QPoint(
                int((x0 + (x1 - x0) * at / 14) * wide),
                int((y0 + (y1 - y0) * at / 14 + bend * math.sin(math.pi * at / 14)) * high),
            )
            for at in range(15)
        ]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=path[0])
        for place in path[1:]:
            QTest.mouseMove(pad, place)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=path[-1])


def _outcome(stage: Stage, key: str) -> DecisionOutcome | None:
    detail = stage.shell.opened_desk().office.deal(stage.deals[key])
    return detail.decision.decision if detail and detail.decision else None


def _reasons(stage: Stage, key: str) -> list[str]:
    detail = stage.shell.opened_desk().office.deal(stage.deals[key])
    return [reason.staff.en for reason in detail.decision.reasons] if detail and detail.decision else []


def _decided(stage: Stage, key: str) -> bool:
    return _outcome(stage, key) is not None


def _are_read(stage: Stage, screen: BatchScreen) -> bool:
    batch_id = screen.state()
    if not isinstance(batch_id, UUID):
        return False
    sources = stage.shell.opened_desk().office.batches.sources(batch_id)
    return len(sources) == _SOURCES and not any(source.state.is_unfinished for source in sources)


def _waits_for(step: SigningStep, role: SignerRole) -> bool:
    return step.waits_for() is role
