"""What `scorecard` and `valuation` share at the front door."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Language, Sentence

file_argument = click.Path(dir_okay=False, path_type=Path)
lang_option = click.option(
    "--lang", type=click.Choice(["zh_CN", "en"]), default="zh_CN", show_default=True, help="Language for people."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
source_option = click.option("--source", default="", help="Where the data come from, for the record.")
date_option = click.option(
    "--date", "on", help="The day to write down as the day of the fit (ISO 8601); default: today."
)


def read_date(text: str | None) -> date:
    """The day given, or today.

    Raises:
        BadInput: it is no date.
    """
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            Sentence(
                f"--date “{text}” 不是日期, 例如 2026-11-25",
                f"--date “{text}” is no date: write for example 2026-11-25",
            )
        ) from error


def plain_name(data: Path) -> str:
    """The file's name without its endings, as a model may be called."""
    return "".join("-" if letter in " @:\t" else letter for letter in data.name.partition(".")[0])[:80] or "model"


def read_name(name: str) -> str:
    """The name a model may have.

    Raises:
        BadInput: it holds what would make `name@version:hash` ambiguous.
    """
    if not name or any(letter.isspace() or letter in "@:" for letter in name) or len(name) > 80:
        raise BadInput(
            Sentence(
                f"名称 “{name}” 不能含空格、@ 或冒号, 至多 80 字",
                f"The name “{name}” may hold no space, @ or colon and at most 80 characters",
            )
        )
    return name


def tell(sentence: Sentence, lang: Language) -> None:
    """Say something beside the result, on stderr."""
    click.echo(f"paddock-central: {sentence.in_language(lang)}", err=True)


def progress_in(lang: Language) -> Callable[[int, int], None]:
    """A callback that says on stderr how far the fit is."""

    def told(done: int, of: int) -> None:
        tell(Sentence(f"交叉验证 {done}/{of}", f"cross-validation {done}/{of}"), lang)

    return told
