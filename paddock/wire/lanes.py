"""The lane 通道 an application is served in, and by when this lane usually has an answer."""

from typing import Annotated

from pydantic import Field

from paddock.domain.sentences import Sentence
from paddock.wire.messages import UUID, Answer, Moment, Request


class SubmissionBatch(Request):
    """What a sender says of applications that it sends together, as a fleet's: nobody at a counter waits for them."""

    id: UUID
    """The same for all of them."""
    size: Annotated[int, Field(ge=1, le=100_000)]


class ServiceClock(Answer):
    """Which lane serves an application, and when most in it were answered: from what really happened lately."""

    lane: str
    """`retail_fast`, `retail_used`, `commercial_vip`, `wholesale`; later centres may know more."""
    lane_name: Sentence
    share_percent: int
    """How many of a hundred were answered by then."""
    expected_by: Moment | None
    """None while the lane has too little history to say."""
    sample: int
    """How many answered applications of this lane it was reckoned from."""
