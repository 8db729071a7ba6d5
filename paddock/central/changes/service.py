"""Reading a feed page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from paddock.central.changes.cursor import read_cursor, write_cursor
from paddock.central.changes.models import Feed
from paddock.central.changes.repository import changes_after
from paddock.central.database import Database
from paddock.central.identity.scope import DealerScope
from paddock.central.problems import Refusal
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.wire.changes import Change
from paddock.wire.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes of one feed, and the place after them."""

    scope: DealerScope
    feed_id: UUID
    changes: list[Change]
    cursor: str
    more: bool

    def with_cursors(self) -> Iterator[tuple[Change, str]]:
        """Every change with the cursor that stands after it."""
        for change in self.changes:
            yield change, write_cursor(self.feed_id, change.sequence)


def read_page(database: Database, scope: DealerScope, after: str, limit: int, *, newest_only: bool = False) -> Page:
    """Up to `limit` changes after the cursor `after` ("" for the beginning), `newest_only` as `changes_after` says.

    Raises `Refusal(malformed_request)` if it is no cursor.
    """
    with database.reading() as session:
        feed = session.get_one(Feed, scope.dealer_id)
        try:
            start = read_cursor(after, feed.feed_id, feed.last_sequence)
        except ValueError:
            sentence = Sentence("游标无效, 请从头同步", "Not a cursor: synchronise from the beginning")
            raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("after", "cursor", sentence)]) from None
        records = changes_after(session, scope.dealer_id, start, limit + 1, newest_only=newest_only)
    changes = [Change.model_validate_json(record.body) for record in records[:limit]]
    end = changes[-1].sequence if changes else start
    return Page(scope, feed.feed_id, changes, write_cursor(feed.feed_id, end), more=len(records) > limit)
