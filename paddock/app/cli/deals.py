"""`paddock submit|deals|accept|answer|sign|contract`: the counter's acts without a window, for automation."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paddock.app.cli.front import Front, json_option, print_json, read_id, read_json_file
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole

_STAFF = click.option("--staff", default="paddock", show_default=True, help="Name of the member of staff who acts.")


@click.command("submit")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--image", "images", multiple=True, metavar="KIND=FILE", help="A document picture; may be repeated.")
@_STAFF
@json_option
@click.pass_context
def submit_command(context: click.Context, *, file: Path, images: tuple[str, ...], staff: str, as_json: bool) -> None:
    """Submit the application in FILE (JSON: applicant, vehicle, financing, consent); prints its id.

    It is saved here in one transaction and sent with the next synchronisation.
    """
    from paddock.app.services.images import keep_image  # noqa: PLC0415
    from paddock.app.services.submission import ApplicationFaults, submit_application  # noqa: PLC0415
    from paddock.app.services.submission_file import draft_of_file  # noqa: PLC0415

    front: Front = context.obj
    pictures = [_picture(text) for text in images]
    draft = draft_of_file(read_json_file(file), created_by=staff)
    with front.store() as store:
        kept = tuple(keep_image(store, data, kind) for kind, data in pictures)
        try:
            application_id = submit_application(store, replace(draft, images=kept), staff)
        except ApplicationFaults as refused:
            if not as_json:
                raise
            print_json({"submitted": False, "faults": [_fault(fault) for fault in refused.faults]})
            front.leave(refused)
    if as_json:
        print_json({"submitted": True, "id": str(application_id), "images": [image.sha256 for image in kept]})
    else:
        click.echo(str(application_id))


@click.command("deals")
@click.argument("application_id", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def deals_command(front: Front, *, application_id: str | None, as_json: bool) -> None:
    """List the deals, or show one with its decision, offers, contract and timeline."""
    if application_id is None:
        _list_deals(front, as_json=as_json)
    else:
        _show_deal(front, application_id, as_json=as_json)


def _list_deals(front: Front, *, as_json: bool) -> None:
    from paddock.app.services.deal_json import card_as_json  # noqa: PLC0415
    from paddock.app.store import queries  # noqa: PLC0415

    with front.store() as store:
        cards = [card_as_json(card) for card in queries.deal_cards(store, limit=100_000)]
    if as_json:
        print_json(cards)
        return
    for card in cards:
        state = card["central_state"] or card["local_state"]
        click.echo(f"{card['id']}  {state}  {card['applicant']}  {card['vehicle']}")


def _show_deal(front: Front, application_id: str, *, as_json: bool) -> None:
    from paddock.app.services.deal_json import deal_as_json  # noqa: PLC0415
    from paddock.app.store import queries  # noqa: PLC0415

    with front.store() as store:
        detail = queries.deal(store, read_id(application_id))
    if detail is None:
        raise BadInput(
            Sentence(f"没有进件 {application_id}, 请核对编号", f"There is no deal {application_id}: check the id")
        )
    if as_json:
        print_json(deal_as_json(detail))
        return
    for line in detail.timeline:
        reason = f": {line.reason.in_language(front.language)}" if line.reason else ""
        click.echo(f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}  {line.text.in_language(front.language)}{reason}")


@click.command("accept")
@click.argument("application_id")
@click.argument("offer_id")
@_STAFF
@json_option
@click.pass_obj
def accept_command(front: Front, *, application_id: str, offer_id: str, staff: str, as_json: bool) -> None:
    """Take an offer of the decision; sent with the next synchronisation."""
    from paddock.app.services.offers import accept_offer  # noqa: PLC0415

    with front.store() as store:
        outbox_id = accept_offer(store, read_id(application_id), offer_id, staff)
    _print_queued(str(outbox_id), as_json=as_json)


@click.command("answer")
@click.argument("application_id")
@click.argument("stipulation_id")
@click.option("--text", default="", help="Words for the reviewer.")
@click.option(
    "--image", "images", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A picture; may be repeated.",
)  # fmt: skip
@_STAFF
@json_option
@click.pass_obj
def answer_command(
    front: Front,
    *,
    application_id: str,
    stipulation_id: str,
    text: str,
    images: tuple[Path, ...],
    staff: str,
    as_json: bool,
) -> None:
    """Answer what a reviewer asks for (`deals ID --json` lists it); sent with the next synchronisation."""
    from paddock.app.services.stipulations import answer_stipulation  # noqa: PLC0415

    with front.store() as store:
        outbox_id = answer_stipulation(
            store,
            read_id(application_id),
            read_id(stipulation_id),
            text=text,
            pictures=[path.read_bytes() for path in images],
            answered_by=staff,
        )
    _print_queued(str(outbox_id), as_json=as_json)


@click.command("sign")
@click.argument("contract_id")
@click.option("--role", type=click.Choice([role.value for role in SignerRole if role.signs_on_pad]), required=True)
@click.option("--name", required=True, help="The signer's name as it stands in the contract.")
@click.option(
    "--strokes", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help='JSON: {"pad_aspect": 3.0, "strokes": [[{"x", "y", "ms"}, …], …]}.',
)  # fmt: skip
@json_option
@click.pass_obj
def sign_command(front: Front, *, contract_id: str, role: str, name: str, strokes: Path, as_json: bool) -> None:
    """Sign the newest version of a contract with recorded pen strokes."""
    from pydantic import ValidationError  # noqa: PLC0415

    from paddock.app.services.contracts import contract_pdf  # noqa: PLC0415
    from paddock.app.services.signing import PadSignature, sign_contract  # noqa: PLC0415
    from paddock.wire.contracts import StrokePoint  # noqa: PLC0415

    found = read_json_file(strokes)
    try:
        lines = [[StrokePoint.model_validate(point) for point in line] for line in found["strokes"]]
        signature = PadSignature(lines, float(found["pad_aspect"]))
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        raise BadInput(
            Sentence(
                f"{strokes} 不是签名笔迹, 需要 pad_aspect 与 strokes (x, y 取 0 到 1, ms 为毫秒)",
                f"{strokes} holds no strokes: it needs pad_aspect and strokes (x, y from 0 to 1, ms)",
            )
        ) from error
    with front.store() as store:
        pdf = contract_pdf(store, read_id(contract_id))
        outbox_id = sign_contract(store, pdf.contract_id, SignerRole(role), name, signature, pdf.sha256)
    _print_queued(str(outbox_id), as_json=as_json)


@click.command("contract")
@click.argument("contract_id")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--trust-out", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the trust anchors too: `paddock verify --trust FILE` on a machine that never met the centre.",
)  # fmt: skip
@json_option
@click.pass_obj
def contract_command(front: Front, *, contract_id: str, out: Path, trust_out: Path | None, as_json: bool) -> None:
    """Write a contract's PDF, with its evidence record beside it once there is one."""
    from paddock.app.services.contracts import export_contract, export_trust  # noqa: PLC0415

    with front.store() as store:
        written = export_contract(store, read_id(contract_id), out)
        if trust_out is not None:
            export_trust(store, trust_out)
    paths = {"pdf": written.pdf, "evidence": written.evidence, "package": written.package, "page": written.page} | (
        {"trust": trust_out} if trust_out else {}
    )
    if as_json:
        print_json({name: path and str(path) for name, path in paths.items()})
    else:
        click.echo("\n".join(str(path) for path in paths.values() if path))


def _picture(text: str) -> tuple[str, bytes]:
    from paddock.domain.documents import DocumentKind  # noqa: PLC0415

    kind, _, name = text.partition("=")
    if kind not in {known.value for known in DocumentKind} or not name:
        kinds = ", ".join(known.value for known in DocumentKind)
        raise BadInput(
            Sentence(
                f"--image 应写为 类型=文件, 类型为: {kinds}", f"--image is KIND=FILE, where KIND is one of: {kinds}"
            )
        )
    try:
        return kind, Path(name).read_bytes()
    except OSError as error:
        raise BadInput(
            Sentence(f"无法读取影像 {name}, 请核对路径", f"The picture {name} cannot be read: check the path")
        ) from error


def _fault(fault: Any) -> dict[str, Any]:
    return {
        "field": str(fault.field),
        "code": fault.code,
        "message": {"zh": fault.message.zh, "en": fault.message.en},
    }


def _print_queued(outbox_id: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": outbox_id, "state": "queued"})
    else:
        click.echo(outbox_id)
