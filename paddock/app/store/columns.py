"""Column types: a time is an integer, a sentence is JSON."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from paddock.domain.sentences import Sentence

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970 in UTC: it sorts, and no zone can get lost."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To microseconds; refuses a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From microseconds."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class SentenceText(TypeDecorator[Sentence]):
    """A sentence in both languages, kept as a JSON pair."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sentence | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To JSON."""
        return None if value is None else json.dumps([value.zh, value.en], ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sentence | None:  # noqa: ARG002
        """From JSON."""
        return None if value is None else Sentence(*json.loads(value))
