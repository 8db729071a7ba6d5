"""The gate a book of clauses passes before it is published: nothing changes under a version that has been used."""

import json
import re
from collections.abc import Iterator
from string import Template
from typing import Final

from paddock.central.contracts.clauses import Clause, ClauseBook, parse_book
from paddock.domain.errors import BadInput
from paddock.domain.plans import PlanKind
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose

KNOWN_PLACES: Final = frozenset(
    {
        *("number", "vin", "odometer", "lessee", "lessor", "dealer", "dealer_city", "co_lessee", "guarantor"),
        *("guarantor_id", "amount_financed", "amount_financed_words", "term_months", "method_name", "nominal_rate"),
        *("annual_rate", "first_payment", "highest_payment", "balloon", "balloon_words"),
    }
)
_ONLY_FOR: Final = {
    "balloon": "balloon",
    "balloon_words": "balloon",
    "co_lessee": "co_applicant",
    "guarantor": "guarantor",
    "guarantor_id": "guarantor",
}
"""Places that not every deal can fill, and what the scope of the text must ask for."""
REQUIRED: Final = {
    "rent": "$annual_rate",
    "definition": "$vin",
    "personal_information": "",
    "electronic_signature": "",
    "disputes": "",
    "default": "",
    "early_settlement": "",
    "ownership": "",
}
"""Clauses no contract goes without, with the place each must hold: the rate's disclosure, the car's identity."""
_VERSION: Final = re.compile(r"\d{4}-\d{2}(\.\d{1,3})?")
_A_LAW: Final = re.compile(r"第[零一二三四五六七八九十百千\d]+[条号]|号$|办法$")


def read_book(text: str) -> ClauseBook:
    """The book in a JSON document. Raises `BadInput` where it is none."""
    try:
        return parse_book(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            Sentence(
                f"条款文件无法读取: {error}; 请对照 clauses show 的格式更正",
                f"The book of clauses cannot be read: {error}; compare it with what `clauses show` prints",
            )
        ) from None


def faults_of_book(book: ClauseBook, before: ClauseBook) -> list[Sentence]:
    """Everything that forbids publishing `book` after `before`; empty: it may be published."""
    return [*_faults_of_frame(book, before), *_faults_of_lineage(book, before), *_faults_of_texts(book)]


def _faults_of_frame(book: ClauseBook, before: ClauseBook) -> Iterator[Sentence]:
    if not _VERSION.fullmatch(book.version):
        yield Sentence("版本号应为 2026-11 或 2026-11.2 的样子", "A version looks like 2026-11 or 2026-11.2")
    if book.based_on != before.version:
        yield Sentence(
            f"based_on 应为现行版本 {before.version}", f"based_on must be the version in force, {before.version}"
        )
    if book.effective_from < before.effective_from:
        yield Sentence("生效日期早于现行版本", "It takes effect before the version in force")
    if set(book.kinds) != set(PlanKind) or set(book.consents) != set(ConsentPurpose):
        yield Sentence("缺少某种租赁方式或某项授权的文本", "The texts of a legal form or of a consent are missing")
    ids = [clause.id for clause in book.clauses]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Sentence(f"条款 {name} 出现多次", f"The clause {name} stands there more than once")
    for name, place in REQUIRED.items():
        clause = book.clause(name)
        if clause is None or not any(place in paragraph.text for paragraph in clause.paragraphs):
            yield Sentence(f"缺少必备条款 {name} {place}", f"The required clause {name} {place} is missing")


def _faults_of_lineage(book: ClauseBook, before: ClauseBook) -> Iterator[Sentence]:
    for clause in book.clauses:
        old = before.clause(clause.id)
        if old is None:
            if clause.version != 1 or clause.replaces is not None:
                yield Sentence(f"新条款 {clause.id} 应从第 1 版起", f"The new clause {clause.id} begins with version 1")
        elif clause.version == old.version:
            if _words(clause) != _words(old):
                yield Sentence(
                    f"条款 {clause.id} 的文字变了, 版本号却没有变: 请改为第 {old.version + 1} 版",
                    f"The words of {clause.id} changed under the same version: make it version {old.version + 1}",
                )
        elif clause.version != old.version + 1 or clause.replaces != old.version:
            yield Sentence(
                f"条款 {clause.id} 应为第 {old.version + 1} 版, 并写明 replaces {old.version}",
                f"{clause.id} follows as version {old.version + 1} with replaces {old.version}",
            )


def _faults_of_texts(book: ClauseBook) -> Iterator[Sentence]:
    for clause in book.clauses:
        if not _A_LAW.search(clause.law):
            yield Sentence(f"条款 {clause.id} 没有写明法律依据", f"{clause.id} names no law with its article")
        for paragraph in clause.paragraphs:
            signers = {one.value for one in (*clause.scope.signers, *paragraph.scope.signers)}
            methods = {one.value for one in (*clause.scope.methods, *paragraph.scope.methods)}
            yield from _faults_of_places(clause.id, paragraph.text, signers | methods)
    for annex in book.annexes:
        asked = {one.value for one in annex.scope.signers}
        for text in (*annex.paragraphs, *(item.how for item in annex.items)):
            yield from _faults_of_places(annex.id, text, asked)
    for purpose, consent in book.consents.items():
        yield from _faults_of_places(purpose.value, consent.text, set())


def _faults_of_places(where: str, text: str, asked: set[str]) -> Iterator[Sentence]:
    template = Template(text)
    if not template.is_valid():
        yield Sentence(f"{where} 中的 $ 不是占位", f"A $ in {where} begins no place")
        return
    for place in template.get_identifiers():
        needed = _ONLY_FOR.get(place)
        if place not in KNOWN_PLACES:
            yield Sentence(f"{where} 中没有 ${place} 这个占位", f"{where} has a place ${place} that nobody fills")
        elif needed is not None and needed not in asked:
            yield Sentence(
                f"{where} 用到 ${place}, 其适用范围须限定为 {needed}",
                f"{where} has ${place}, so it must be for {needed}",
            )


def _words(clause: Clause) -> tuple[object, ...]:
    return (clause.title, clause.law, clause.scope, clause.strong, clause.paragraphs)
