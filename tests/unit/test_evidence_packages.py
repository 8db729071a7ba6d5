"""The self-verifying package: on the command line, in the window's process and in a browser without a server."""

import io
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from paddock.app.__main__ import main
from paddock.app.services.verification import Standing, Verdict
from paddock.app.services.verification.apart import verify_package_apart
from paddock.app.services.verification.packages import read_package, verify_package
from paddock.central.contracts.clauses import clause_book
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.rendering import render_contract
from paddock.central.keys import KeyFolder
from paddock.domain.errors import BadInput
from paddock.domain.text_differences import DifferenceKind
from paddock.wire.evidence_package import EvidencePackage
from tests.helpers.browser import Browser, browser
from tests.helpers.contracts import SignedDeal, offer, sandbox_tsa, sign_deal, submission, terms
from tests.helpers.packages import package_of

TERMS = terms(application=submission(months=6), accepted=offer(months=6))


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedDeal]:
    keys = KeyFolder(tmp_path_factory.mktemp("centre"))
    with sandbox_tsa(keys) as url:
        yield sign_deal(open_desk(keys, url, datetime.now(UTC), uses_sandbox=True), TERMS)


@pytest.fixture(scope="module")
def package(deal: SignedDeal) -> EvidencePackage:
    return package_of(deal, TERMS)


def look_alike() -> bytes:
    """The same contract with 曰 for 日 in the address, a fullwidth digit, and a character nobody sees."""
    person = TERMS.application.applicant
    changed = person.model_copy(update={"address": person.address.replace("138", "１38") + "\u200b室"})
    application = TERMS.application.model_copy(update={"applicant": changed})
    return render_contract(terms(application=application, accepted=TERMS.offer)).pdf


def saved_again(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_package_says_that_it_holds_the_original(deal: SignedDeal, package: EvidencePackage) -> None:
    report = verify_package(package, deal.trust)
    assert (report.verdict, report.standing) == (Verdict.VALID, Standing.AUTHORITATIVE)
    draft = verify_package(package, deal.trust, suspect=deal.draft)
    assert (draft.standing, draft.version) == (Standing.EARLIER_VERSION, 1)
    half = verify_package(package, deal.trust, suspect=deal.half_signed)
    assert (half.standing, half.version) == (Standing.EARLIER_VERSION, 2)
    assert Verdict.VALID not in {draft.verdict, half.verdict}


def test_with_no_keys_of_ones_own_it_only_agrees_with_itself(package: EvidencePackage) -> None:
    report = verify_package(package, None)
    assert report.verdict is Verdict.UNKNOWN
    assert [check.name for check in report.checks if not check.passed] == ["trust_pinned"]


def test_the_characters_that_differ_from_the_original_are_named(deal: SignedDeal, package: EvidencePackage) -> None:
    report = verify_package_apart(package, deal.trust, suspect=look_alike())
    assert (report.verdict, report.standing) == (Verdict.CHANGED, Standing.ALTERED)
    kinds = {change.kind for change in report.text_changes}
    assert DifferenceKind.WIDTH in kinds
    assert any("１" in change.found for change in report.text_changes)


def test_a_copy_with_the_same_text_is_told_from_an_altered_one(deal: SignedDeal, package: EvidencePackage) -> None:
    report = verify_package(package, deal.trust, suspect=saved_again(deal.pdf))
    assert (report.verdict, report.standing, report.text_changes) == (Verdict.CHANGED, Standing.COPY, ())


def test_a_chain_that_was_touched_is_not_believed(deal: SignedDeal, package: EvidencePackage) -> None:
    events = package.events
    other = events[0].model_copy(update={"leaf": events[0].leaf.model_copy(update={"document_sha256": "0" * 64})})
    for chain in (events[1:], [other, *events[1:]], [events[1], events[0], events[2]], events[:2], []):
        report = verify_package(package.model_copy(update={"events": chain}), deal.trust)
        assert report.verdict is not Verdict.VALID, chain
        assert "event_chain" in {check.name for check in report.checks if not check.passed}


def test_what_is_no_package_is_bad_input(package: EvidencePackage) -> None:
    for content in (b"{}", package.model_dump_json().encode()[:-10], b'{"format":"paddock-evidence-package-1"}'):
        with pytest.raises(BadInput):
            read_package(content)


def test_the_command_verifies_package_and_suspect(
    deal: SignedDeal,
    package: EvidencePackage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = {"p.package.json": package.model_dump_json().encode(), "trust.json": deal.trust.model_dump_json().encode()}
    files |= {"other.pdf": look_alike()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    def run(*arguments: str) -> tuple[int, dict[str, object]]:
        given = [
            "--profile",
            str(tmp_path / "none"),
            "verify",
            *arguments,
            "--trust",
            str(tmp_path / "trust.json"),
            "--json",
        ]
        monkeypatch.setattr("sys.argv", ["paddock", *given])
        with pytest.raises(SystemExit) as left:
            main()
        return int(left.value.code or 0), json.loads(capsys.readouterr().out)

    code, said = run(str(tmp_path / "p.package.json"))
    assert (code, said["verdict"], said["standing"]) == (0, "valid", "authoritative")
    code, said = run(str(tmp_path / "other.pdf"), "--package", str(tmp_path / "p.package.json"))
    assert (code, said["standing"]) == (1, "altered")
    assert said["text_changes"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Path]]:
    folder = tmp_path_factory.mktemp("page")
    source = resources.files("paddock.resources").joinpath("verify", "verify.html")
    (folder / "verify.html").write_bytes(source.read_bytes())
    with browser(folder / "profile") as opened:
        opened.driver.get((folder / "verify.html").as_uri())
        yield opened, folder


def put_in(page: tuple[Browser, Path], name: str, content: bytes) -> str:
    """Give a file to the page; the verdict it comes to."""
    opened, folder = page
    (folder / name).write_bytes(content)
    opened.driver.execute_script("document.getElementById('verdict').dataset.verdict = ''")
    opened.driver.find_element("id", "file").send_keys(str(folder / name))
    return opened.until(lambda: opened.driver.find_element("id", "verdict").get_dom_attribute("data-verdict") or None)


def failed_in(page: tuple[Browser, Path]) -> set[str]:
    return {str(li.get_dom_attribute("data-check")) for li in page[0].all("#checks li.bad")}


def test_a_browser_verifies_the_package_with_nothing_else(
    page: tuple[Browser, Path], deal: SignedDeal, package: EvidencePackage
) -> None:
    assert put_in(page, "p.package.json", package.model_dump_json().encode()) == "valid", page[0].text("main")
    assert "权威原件" in page[0].text("#standing")
    assert len(page[0].all("#signers li.good")) == 4
    assert "欧阳晓雯" in page[0].text("#signers")
    changed = bytearray(deal.pdf)
    changed[deal.pdf.index(b"/Contents <") + 4000] ^= 1
    assert put_in(page, "flipped.pdf", bytes(changed)) == "refused"
    assert "file_hash" in failed_in(page)
    assert put_in(page, "altered.pdf", look_alike()) == "refused"
    assert "altered" in page[0].text("#standing")
    assert "１" in page[0].text("#changes")
    assert put_in(page, "draft.pdf", deal.draft) == "refused"
    assert "an earlier version · 1" in page[0].text("#standing")
    forged = package.events[0].model_copy(update={"inclusion_path": []})
    broken = package.model_copy(update={"events": [forged, *package.events[1:]]})
    assert put_in(page, "q.package.json", broken.model_dump_json().encode()) == "refused"
    assert failed_in(page) == {"event_chain"}
    assert page[0].complaints() == []


def swapped(pdf: bytes) -> bytes:
    reader, writer = PdfReader(io.BytesIO(pdf)), PdfWriter()
    for index in (1, 0, *range(2, len(reader.pages))):
        writer.add_page(reader.pages[index])
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def with_clause(old: str, new: str) -> bytes:
    """The contract with another word in its clauses: what a forger would set with the same program."""
    book = clause_book()
    clauses = tuple(
        replace(c, paragraphs=tuple(replace(p, text=p.text.replace(old, new)) for p in c.paragraphs))
        for c in book.clauses
    )
    return render_contract(TERMS, replace(book, clauses=clauses)).pdf


@pytest.mark.parametrize(
    ("forge", "kind"),
    [
        (swapped, DifferenceKind.MOVED),
        (lambda _pdf: with_clause("自逾期之日起", "自逾期之曰起"), DifferenceKind.LOOK_ALIKE),
        (lambda _pdf: with_clause("所有权属于出租人。", "所有权属于出租人."), DifferenceKind.PUNCTUATION),
        (lambda _pdf: with_clause("万分之五", "万分之五十"), DifferenceKind.ADDED),
    ],
)
def test_each_way_to_forge_the_text_has_its_name(
    deal: SignedDeal, package: EvidencePackage, forge: Callable[[bytes], bytes], kind: DifferenceKind
) -> None:
    report = verify_package(package, deal.trust, suspect=forge(deal.pdf))
    assert (report.verdict, report.standing) == (Verdict.CHANGED, Standing.ALTERED)
    assert {change.kind for change in report.text_changes} == {kind}


def test_poppler_says_the_same_of_the_signatures(deal: SignedDeal, tmp_path: Path) -> None:
    changed = bytearray(deal.pdf)
    changed[len(deal.draft) // 2] ^= 1
    said = {}
    for name, content in {"good": deal.pdf, "changed": bytes(changed)}.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
        done = subprocess.run(
            ["pdfsig", "-nocert", str(tmp_path / f"{name}.pdf")], capture_output=True, text=True, check=False
        )
        said[name] = done.stdout.count("Signature is Valid"), done.stdout.count("Digest Mismatch")
    # Lessee, dealer and lessor; poppler does not know document timestamps.
    assert said["good"] == (3, 0)
    assert said["changed"] == (0, 3)
