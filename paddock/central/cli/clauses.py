"""`paddock-central clauses`: the texts of contracts, publishing the next, and the drafts that an update outdates."""

import difflib
import json
from pathlib import Path
from typing import Any

import click

from paddock.central.centre import chinese_date
from paddock.central.cli.lender_options import lender_at_work, token_file_option
from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.contracts.clause_gate import faults_of_book, read_book
from paddock.central.contracts.clause_library import (
    book_in_force,
    book_of_version,
    known_books,
    line_of,
    outdated_drafts,
    publish_book,
)
from paddock.central.contracts.clause_models import ClauseBookRow
from paddock.central.contracts.clauses import INSTALLED_BOOKS, Clause, ClauseBook, installed_text
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.drawing import draw_up_anew
from paddock.central.contracts.models import ContractRecord
from paddock.central.identity.lender import LenderRole
from paddock.central.keys import keys_of
from paddock.central.migrations.run import require_newest
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def clauses() -> None:
    """The versioned texts of contracts."""


@clauses.command("list")
@data_dir_option
@_json
def list_books(data_dir: Path | None, *, as_json: bool) -> None:
    """Every book of clauses with its dates; the one in force is marked."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            now = book_in_force(session, chinese_date(centre.clock())).version
            books: list[dict[str, Any]] = [
                {
                    "version": known.book.version,
                    "in_force": known.book.version == now,
                    "effective_from": known.book.effective_from.isoformat(),
                    "based_on": known.book.based_on,
                    "sha256": known.sha256,
                    "published_by": known.published_by,
                    "published_at": known.published_at.isoformat() if known.published_at else None,
                }
                for known in known_books(session)
            ]
    if as_json:
        click.echo(json.dumps(books, ensure_ascii=False))
        return
    for book in books:
        mark = "*" if book["in_force"] else " "
        click.echo(
            f"{mark} {book['version']:<10} {book['effective_from']} {book['sha256'][:12]} {book['published_by']}"
        )


@clauses.command("show")
@click.argument("version")
@data_dir_option
def show(version: str, data_dir: Path | None) -> None:
    """Print a book as its JSON document: what the next one is written from."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            book_of_version(session, version)
            row = session.get(ClauseBookRow, version)
            text = row.body if row is not None else installed_text(version)
    click.echo(text)


@clauses.command("check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_dir_option
@_json
def check(file: Path, data_dir: Path | None, *, as_json: bool) -> None:
    """Put a book through the gate without publishing it."""
    book = read_book(_text_of(file))
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            before = known_books(session)[-1].book
    faults = faults_of_book(book, before)
    print_result({"version": book.version, "faults": [{"zh": one.zh, "en": one.en} for one in faults]}, as_json=as_json)
    if faults:
        raise Finding(Sentence(f"有 {len(faults)} 处须更正", f"{len(faults)} faults to correct"))


@clauses.command("publish")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@token_file_option
@data_dir_option
@_json
def publish(file: Path, token_file: Path | None, data_dir: Path | None, *, as_json: bool) -> None:
    """Publish a book: every contract drawn up from its date on is made of it; prints the drafts it outdates."""
    text = _text_of(file)
    with lender_at_work(token_file, data_dir) as (centre, scope):
        scope.require(LenderRole.CLAUSE_EDITOR)
        with centre.database.writing() as session:
            known = publish_book(session, text, scope.name, centre.clock())
            outdated = [one.number for one in outdated_drafts(session, known.book.effective_from)]
    print_result(
        {
            "version": known.book.version,
            "sha256": known.sha256,
            "effective_from": known.book.effective_from.isoformat(),
            "outdated_drafts": outdated,
        },
        as_json=as_json,
    )


@clauses.command("outdated")
@data_dir_option
@_json
def outdated(data_dir: Path | None, *, as_json: bool) -> None:
    """Drafts nobody has signed that were drawn up with other clauses than those in force."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            found = [
                {"number": one.number, "clause_version": one.clause_version, "created_at": one.created_at.isoformat()}
                for one in outdated_drafts(session, chinese_date(centre.clock()))
            ]
    click.echo(json.dumps(found) if as_json else "\n".join(" ".join(line.values()) for line in found))


@clauses.command("redraw")
@click.argument("numbers", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every outdated draft.")
@data_dir_option
@_json
def redraw(numbers: tuple[str, ...], data_dir: Path | None, *, everything: bool, as_json: bool) -> None:
    """Draw outdated drafts up anew with the clauses in force; the workstations get the new version by themselves."""
    if everything == bool(numbers):
        raise BadInput(Sentence("请给出合同编号或 --all", "Give contract numbers, or --all"))
    settings = read_settings(data_dir=data_dir)
    with opened(settings) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            found = outdated_drafts(session, chinese_date(centre.clock()))
        known = {one.number: one.id for one in found}
        strange = sorted(set(numbers) - set(known))
        if strange:
            raise BadInput(
                Sentence(
                    f"不是待更新的草稿: {', '.join(strange)}; 见 clauses outdated",
                    f"No outdated drafts: {', '.join(strange)}; see clauses outdated",
                )
            )
        desk = open_desk(keys_of(settings), settings.tsa_url, centre.clock(), uses_sandbox=settings.uses_sandbox)
        done = []
        for number in numbers or list(known):
            # One transaction each: what a customer signs meanwhile stops that one and no other.
            with centre.database.writing() as session:
                contract = session.get_one(ContractRecord, known[number], with_for_update=True)
                if draw_up_anew(session, desk, contract, centre.clock()):
                    done.append({"number": number, "version": contract.version, "clauses": contract.clause_version})
    print_result({"redrawn": done}, as_json=as_json)


@clauses.command("line")
@click.argument("clause_id")
@data_dir_option
@_json
def line(clause_id: str, data_dir: Path | None, *, as_json: bool) -> None:
    """A clause through the books: since when each version, on which law, and what changed."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            steps = line_of(session, clause_id)
    found: list[dict[str, Any]] = [
        {
            "version": step.clause.version,
            "replaces": step.clause.replaces,
            "book": step.book,
            "effective_from": step.effective_from.isoformat(),
            "law": step.clause.law,
            "text": _lines_of(step.clause),
        }
        for step in steps
    ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one['version']} {one['book']} {one['effective_from']} {one['law']}")
        for text in one["text"]:
            click.echo(f"    {text}")


@clauses.command("diff")
@click.argument("before")
@click.argument("after", default=INSTALLED_BOOKS[-1])
@data_dir_option
def diff(before: str, after: str, data_dir: Path | None) -> None:
    """What changed from one book to another, line by line."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            old, new = (_book_lines(book_of_version(session, one).book) for one in (before, after))
    click.echo("\n".join(difflib.unified_diff(old, new, before, after, lineterm="", n=1)))


def _book_lines(book: ClauseBook) -> list[str]:
    return [
        text for clause in book.clauses for text in (f"[{clause.id}] {clause.title} ({clause.law})", *_lines_of(clause))
    ]


def _lines_of(clause: Clause) -> list[str]:
    return [paragraph.text for paragraph in clause.paragraphs]


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Sentence(f"无法读取 {file}, 请检查路径与编码 (UTF-8)", f"{file} cannot be read: check path and UTF-8")
        ) from error
