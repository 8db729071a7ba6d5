"""Two versions of a contract beside each other."""

from dataclasses import replace
from pathlib import Path

import pytest

from paddock.app.services.contract_differences import compare_files
from paddock.central.contracts.clauses import clause_book
from paddock.central.contracts.rendering import render_contract
from paddock.domain.errors import BadInput
from paddock.domain.text_differences import DifferenceKind
from tests.helpers.contracts import offer, submission, terms


def test_what_differs_between_two_versions_is_said_with_its_place(tmp_path: Path) -> None:
    contract = terms(application=submission(months=6), accepted=offer(months=6))
    other = replace(contract, lender=replace(contract.lender, phone="000-00000001"))
    for name, one in (("v1.pdf", contract), ("v2.pdf", other), ("same.pdf", contract)):
        (tmp_path / name).write_bytes(render_contract(one, clause_book()).pdf)
    found = compare_files(tmp_path / "v1.pdf", tmp_path / "v2.pdf")
    assert [(one.page, one.kind, one.original, one.found) for one in found.changes] == [
        (1, DifferenceKind.DIGITS, "0", "1")
    ]
    assert compare_files(tmp_path / "v1.pdf", tmp_path / "same.pdf").changes == ()


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "b.txt").write_bytes(b"text")
    for pair in (("a.pdf", "a.pdf"), ("a.pdf", "b.txt"), ("a.pdf", "none.pdf")):
        with pytest.raises(BadInput):
            compare_files(*(tmp_path / name for name in pair))
