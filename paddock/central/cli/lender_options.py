"""What the commands of the lender's staff share: whose token it is, and how a refusal is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from paddock.central.centre import Centre
from paddock.central.cli.options import opened, read_settings
from paddock.central.identity.lender import LenderScope, scope_of_staff_token
from paddock.central.migrations.run import require_newest
from paddock.central.problems import Refusal
from paddock.central.settings import Settings
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence
from paddock.wire.problems import ProblemCode

token_file_option = click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your token (or PADDOCK_CENTRAL_RISK_TOKEN).",
)


def staff_of(centre: Centre, settings: Settings, token_file: Path | None) -> LenderScope:
    """Whose token was given, in a file or in PADDOCK_CENTRAL_RISK_TOKEN. Raises `BadInput` for nobody's."""
    given = settings.risk_token.get_secret_value() if settings.risk_token else ""
    token = token_file.read_text("utf-8").strip() if token_file is not None else given
    with centre.database.reading() as session:
        scope = scope_of_staff_token(session, token) if token else None
    if scope is None:
        raise BadInput(
            Sentence(
                "令牌缺失、无效或已撤销: 请用 --token-file 或 PADDOCK_CENTRAL_RISK_TOKEN 给出, "
                "新令牌由 paddock-central staff add 生成",
                "The token is missing, unknown or revoked: give it by --token-file or PADDOCK_CENTRAL_RISK_TOKEN; "
                "paddock-central staff add makes one",
            )
        )
    return scope


@contextmanager
def lender_at_work(token_file: Path | None, data_dir: Path | None) -> Iterator[tuple[Centre, LenderScope]]:
    """The centre on the newest tables, and whose token was given; a refusal inside is said. Raises `BadInput`."""
    settings = read_settings(data_dir=data_dir)
    with opened(settings) as centre, refusals_said():
        require_newest(centre.database)
        yield centre, staff_of(centre, settings, token_file)


@contextmanager
def refusals_said() -> Iterator[None]:
    """A refusal of the service as the command line says it: a finding, or bad input where the asker is wrong."""
    try:
        yield
    except Refusal as refusal:
        problem = refusal.problem
        faults = [fault.message for fault in problem.faults] or [problem.title]
        detail = f" ({problem.detail})" if problem.detail else ""
        zh = "; ".join(fault.zh for fault in faults) + detail
        en = "; ".join(fault.en for fault in faults) + detail
        kind = Finding if problem.code is ProblemCode.STATE_CONFLICT else BadInput
        raise kind(Sentence(zh, en)) from None
