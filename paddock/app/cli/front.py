"""What every verb of `paddock` shares: profile, centre and language, and how answers and errors are printed."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

import click

from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.passphrases import SHORTEST_PASSPHRASE
from paddock.domain.sentences import Language, Sentence

if TYPE_CHECKING:
    from paddock.app.bootstrap import Workstation
    from paddock.app.store.store import Store
    from paddock.wire.evidence import EvidenceRecord, SignedTreeHead, TrustAnchors

_KEPT = "paddock.kept_store"
Verb = TypeVar("Verb", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Front:
    """The options that every verb takes; `click`'s context carries one as `obj`."""

    profile: Path
    central_url: str | None
    language: Language

    @contextmanager
    def store(self) -> "Iterator[Store]":
        """The profile's store, without engine and centre; may be used while a window is open."""
        from paddock.app.services.unsent import marking, refresh_mark  # noqa: PLC0415 - as above
        from paddock.app.store.opening import open_store  # noqa: PLC0415 - SQLAlchemy costs 200 ms

        store = open_store(self.profile, ask_in_terminal)
        marking(store)
        try:
            yield store
        finally:
            with contextlib.suppress(PaddockError, OSError):
                refresh_mark(store)
            store.close()

    @contextmanager
    def workstation(self) -> "Iterator[Workstation]":
        """The whole workstation; nothing is started."""
        from paddock.app.bootstrap import open_workstation  # noqa: PLC0415 - only verbs that talk to a centre

        workstation = open_workstation(self.profile, self.central_url, ask_in_terminal)
        try:
            yield workstation
        finally:
            workstation.close()

    def find_evidence(self, contract_number: str | None, document_sha256: str) -> "EvidenceRecord | None":
        """The record this workstation kept for the contract with that number, else for that very file."""
        from paddock.app.store.queries import evidence_record  # noqa: PLC0415 - SQLAlchemy costs 200 ms

        store = self.kept()
        return None if store is None else evidence_record(store, contract_number, document_sha256)

    def find_trust(self) -> "TrustAnchors | None":
        """What was pinned when this workstation first met its centre."""
        from paddock.app.store.queries import trust_anchors  # noqa: PLC0415 - as above

        store = self.kept()
        return None if store is None else trust_anchors(store)

    def known_tree_heads(self) -> "list[SignedTreeHead]":
        """Heads of the evidence log that this workstation has seen."""
        from paddock.app.store.queries import known_tree_heads  # noqa: PLC0415 - as above

        store = self.kept()
        return [] if store is None else known_tree_heads(store)

    def kept(self) -> "Store | None":
        """The store if there is one already: looking something up makes no new profile.

        Opened once for the whole verb, which may ask several questions: every opening asks for the passphrase.
        """
        from paddock.app.store.opening import DATABASE  # noqa: PLC0415 - SQLAlchemy costs 200 ms

        context = click.get_current_context()
        if _KEPT not in context.meta:
            is_there = (self.profile / DATABASE).exists()
            context.meta[_KEPT] = context.with_resource(self.store()) if is_there else None
        store: Store | None = context.meta[_KEPT]
        return store

    def leave(self, error: PaddockError) -> NoReturn:
        """Leave with an error whose JSON document is printed already."""
        click.echo(f"paddock: {error.sentence.in_language(self.language)}", err=True)
        raise click.exceptions.Exit(error.exit_code)

    def say(self, sentence: Sentence) -> None:
        """Print one sentence in the chosen language."""
        click.echo(sentence.in_language(self.language))


def ask_in_terminal(new: bool) -> str | None:  # noqa: FBT001 - the shape of a passphrase prompt
    """Ask for the passphrase; None where there is no terminal."""
    if not sys.stdin.isatty():
        return None
    text = "新口令 / New passphrase" if new else "口令 / Passphrase"
    answer: str = click.prompt(
        text, hide_input=True, confirmation_prompt=new, err=True, value_proc=long_enough if new else None
    )
    return answer


def long_enough(passphrase: str) -> str:
    """A new passphrase as it was typed. Raises `click.UsageError` for a short one: click asks again."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise click.UsageError(f"至少 {SHORTEST_PASSPHRASE} 个字符 / at least {SHORTEST_PASSPHRASE} characters, please")
    return passphrase


def json_option(verb: Verb) -> Verb:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout, nothing else.")(
        verb
    )


def print_json(document: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def read_id(text: str) -> UUID:
    """An id given on the command line. Raises `BadInput` if it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(
            Sentence(
                f"{text} 不是编号, 请从 paddock queue list 或 paddock deals 复制",
                f"{text} is no id: copy it from paddock queue list or paddock deals",
            )
        ) from error


def read_json_file(path: Path) -> Any:
    """The JSON in a file. Raises `BadInput` if it cannot be read or is not JSON."""
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise BadInput(
            Sentence(f"无法读取 {path}, 请核对路径与权限", f"{path} cannot be read: check the path and permissions")
        ) from error
    except ValueError as error:
        raise BadInput(Sentence(f"{path} 不是有效的 JSON, 请更正", f"{path} is not valid JSON: correct it")) from error
