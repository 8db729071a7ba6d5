"""Making a kept decision again from what it pins."""

from pathlib import Path
from uuid import UUID

from paddock.central.applications.models import ApplicationRecord
from paddock.central.cli.options import opened, read_settings
from paddock.central.gathering.kept import kept_answers
from paddock.central.migrations.run import require_newest
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import replay
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import Decision


def replayed(application_id: UUID, data_dir: Path | None) -> tuple[Decision, str]:
    """The decision on an application made again, and its JSON, which is the kept one byte for byte.

    Raises:
        BadInput: there is no decision on such an application.
        Finding: the decision comes out otherwise.
        EnvironmentFault: what it pins is not kept.
    """
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            record = session.get(ApplicationRecord, application_id)
            kept = None if record is None else record.decision_json
            if record is None or kept is None:
                raise BadInput(
                    Sentence(
                        f"中心没有进件 {application_id} 的决定", f"The centre holds no decision on {application_id}"
                    )
                )
            submission, answers = record.submission, kept_answers(session, application_id)
        library = PolicyLibrary(centre.database, DecisionEngine.load())
        again = replay(library, submission, answers, Decision.model_validate_json(kept))
    text = again.model_dump_json()
    if text != kept:
        raise Finding(
            Sentence(
                "重放结果与当时的决定不一致: 证据或程序已不同, 请联系技术支持",
                "The decision comes out otherwise than it was kept: the evidence or the program differs; call support",
            )
        )
    return again, text
