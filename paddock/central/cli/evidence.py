"""`paddock-central evidence`: the log as it stands, its anchors, and payouts as events."""

import contextlib
import json
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.events import Happened, log_events
from paddock.central.contracts.models import ContractRecord
from paddock.central.evidence.chain import JsonRpcChain
from paddock.central.evidence.log import events_of, newest_tree_head
from paddock.central.keys import keys_of
from paddock.central.migrations.run import require_newest
from paddock.central.settings import Settings
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence
from paddock.wire.contracts import ContractState
from paddock.wire.evidence import EvidenceEvent
from paddock.wire.messages import sha256_hex

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def evidence() -> None:
    """The evidence log."""


@evidence.command("verify")
@click.argument("number")
@data_dir_option
@_json
def verify(number: str, data_dir: Path | None, *, as_json: bool) -> None:
    """List the events of a contract, each proven against the newest tree head."""
    settings = read_settings(data_dir=data_dir)
    with opened(settings) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            contract = _contract(session, number)
            records = events_of(session, contract.id)
    found = [
        {
            "event": one.leaf.event,
            "index": one.leaf_index,
            "sha256": one.leaf.document_sha256,
            "at": one.leaf.recorded_at.isoformat(),
            "tree_size": one.tree_head.tree_size,
        }
        for one in records
    ]
    click.echo(json.dumps(found) if as_json else "\n".join(" ".join(map(str, line.values())) for line in found))


@evidence.command("head")
@data_dir_option
@_json
def head(data_dir: Path | None, *, as_json: bool) -> None:
    """The newest signed tree head."""
    settings = read_settings(data_dir=data_dir)
    with opened(settings) as centre:
        require_newest(centre.database)
        desk = open_desk(keys_of(settings), settings.tsa_url, centre.clock(), uses_sandbox=settings.uses_sandbox)
        with centre.database.reading() as session:
            found = newest_tree_head(session, desk.log, centre.clock())
    print_result(found.model_dump(mode="json"), as_json=as_json)


@evidence.command("anchor")
@data_dir_option
@_json
def anchor(data_dir: Path | None, *, as_json: bool) -> None:
    """Anchor the newest tree head on the chain, and follow those under way (a running centre does so by itself)."""
    settings = read_settings(data_dir=data_dir)
    if not settings.anchor_url or settings.anchor_key is None:
        raise BadInput(
            Sentence(
                "请设置 PADDOCK_CENTRAL_ANCHOR_URL 与 PADDOCK_CENTRAL_ANCHOR_KEY",
                "Set PADDOCK_CENTRAL_ANCHOR_URL and PADDOCK_CENTRAL_ANCHOR_KEY",
            )
        )
    from paddock.central.evidence.anchoring import Anchorer  # noqa: PLC0415 - costs seconds

    with opened(settings) as centre, _chain(settings) as chain:
        require_newest(centre.database)
        key = settings.anchor_key.get_secret_value()
        done = Anchorer(centre, chain, key, settings.anchor_recipient).turn()
    print_result({"made": done.made, "confirmed": list(done.confirmed)}, as_json=as_json)


@evidence.command("anchors")
@data_dir_option
@_json
def anchors(data_dir: Path | None, *, as_json: bool) -> None:
    """Compare every confirmed anchor with the chain; exit 1 if one is not there as it was made."""
    settings = read_settings(data_dir=data_dir)
    from paddock.central.evidence.anchoring import anchors_that_differ  # noqa: PLC0415 - costs seconds

    with opened(settings) as centre, _chain(settings) as chain:
        require_newest(centre.database)
        with centre.database.reading() as session:
            differing = [row.tree_size for row in anchors_that_differ(session, chain)]
    print_result({"differing": differing}, as_json=as_json)
    if differing:
        raise Finding(Sentence("链上的锚与日志不符", "The chain does not hold the anchors as they were made"))


@evidence.command("disbursed")
@click.argument("number")
@click.argument("order", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_dir_option
@_json
def disbursed(number: str, order: Path, data_dir: Path | None, *, as_json: bool) -> None:
    """Log that a contract was paid out: the hash of the payment order ORDER becomes an event; once for an order."""
    settings = read_settings(data_dir=data_dir)
    sha256 = sha256_hex(order.read_bytes())
    with opened(settings) as centre:
        require_newest(centre.database)
        desk = open_desk(keys_of(settings), settings.tsa_url, centre.clock(), uses_sandbox=settings.uses_sandbox)
        with centre.database.writing() as session:
            contract = _contract(session, number)
            if contract.contract_state is not ContractState.SIGNED:
                raise Finding(Sentence(f"{number} 尚未签署完成", f"{number} is not signed by all yet"))
            session.refresh(contract, with_for_update=True)
            known = {
                one.leaf.document_sha256
                for one in events_of(session, contract.id)
                if one.leaf.event == EvidenceEvent.DISBURSED.value
            }
            if sha256 not in known:
                log_events(session, desk.log, contract, [Happened(EvidenceEvent.DISBURSED, sha256)], centre.clock())
    print_result({"number": number, "order_sha256": sha256, "logged": sha256 not in known}, as_json=as_json)


def _contract(session: Session, number: str) -> ContractRecord:
    found = session.scalars(select(ContractRecord).where(ContractRecord.number == number)).one_or_none()
    if found is None:
        raise BadInput(Sentence(f"没有合同 {number}", f"There is no contract {number}"))
    return found


def _chain(settings: Settings) -> "contextlib.closing[JsonRpcChain]":
    return contextlib.closing(JsonRpcChain(settings.anchor_url))
