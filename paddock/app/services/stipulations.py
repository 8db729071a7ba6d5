"""Answer what a reviewer at the centre asks for 补件: words, pictures, or both."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from paddock.app.services.images import image_of, note_image
from paddock.app.services.moments import moment, new_id
from paddock.app.services.submission import queue_picture
from paddock.app.store import outbox, queries
from paddock.app.store.outbox import NewRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import DealDetail, OutboxKind
from paddock.domain.documents import DocumentKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.messages import canonical_json
from paddock.wire.reviews import Stipulation, StipulationAnswer

MOST_PICTURES = 10


def answer_stipulation(
    store: Store,
    application_id: UUID,
    stipulation_id: UUID,
    *,
    text: str,
    pictures: Sequence[bytes],
    answered_by: str,
    now: datetime | None = None,
) -> UUID:
    """Put the answer and its pictures into the outbox; returns the answer's outbox id.

    Raises:
        BadInput: nothing of the kind is asked, it was answered, nothing was given, or a picture cannot be used.
        EnvironmentFault: the disk is full; nothing was changed.
    """
    at = moment(now)
    images = [image_of(data, DocumentKind.OTHER.value) for data in pictures]
    # The files come first: a row without its file would be a promise that cannot be kept.
    for image, data in zip(images, pictures, strict=True):
        store.pictures.keep(image.sha256, data)
    message = StipulationAnswer(
        id=new_id(),
        application_id=application_id,
        stipulation_id=stipulation_id,
        text=text,
        images=[image.sha256 for image in images],
        answered_at=at,
        answered_by=answered_by,
    )
    row = NewRow(
        message.id,
        OutboxKind.ANSWER,
        application_id,
        f"/v1/applications/{application_id}/stipulations/{stipulation_id}",
        canonical_json(message),
    )
    with store.write(Topic.OUTBOX) as connection:
        # Looked at while no other writer can come between: two clicks are one answer.
        asked = _asked(queries.deal(store, application_id), stipulation_id)
        if not images and (asked.wants_picture or not message.text):
            raise BadInput(
                Sentence("请附上照片", "Add a picture")
                if asked.wants_picture
                else Sentence("请填写说明或附上照片", "Write something, or add a picture")
            )
        for image in images:
            note_image(connection, image)
        application = outbox.row_of(connection, application_id, OutboxKind.APPLICATION)
        needs = [queue_picture(connection, image, at) for image in images]
        outbox.queue(connection, row, [*needs, application] if application else needs, at)
        outbox.note(connection, application_id, at, Sentence("已答复补件", "Answered the reviewer"), asked.sentence)
        outbox.touch(connection, [application_id], at)
    return message.id


def _asked(deal: DealDetail | None, stipulation_id: UUID) -> Stipulation:
    for asked in deal.stipulations if deal else ():
        if asked.id == stipulation_id:
            if asked.answered_at is not None or stipulation_id in (deal.pending_answers if deal else ()):
                raise BadInput(Sentence("此项已答复", "This was answered already"))
            return asked
    raise BadInput(
        Sentence("中心没有要求此项, 请同步后再看", "The centre does not ask for this: synchronise, then look again")
    )
