"""`python -m paddock.app.services.verification`: verifies one contract for `apart`, which started it, and ends."""

import sys
from typing import NoReturn

from paddock.app.services.verification.apart import Answer, Question, Stage
from paddock.app.services.verification.packages import verify_package
from paddock.app.services.verification.report import VerificationReport
from paddock.app.services.verification.standing import Known
from paddock.app.services.verification.verify import verify_contract
from paddock.domain.long_work import Work


def main(_arguments: list[str]) -> NoReturn:
    """Read the question, say every stage, say the report."""
    question = Question.model_validate_json(sys.stdin.buffer.read())

    def told() -> None:
        at = work.progress
        _say(Stage(done=at.done, total=at.total, what=at.what))

    work = Work(told)
    _say(Answer(report=_verified(question, work)))
    sys.exit(0)


def _verified(question: Question, work: Work) -> VerificationReport:
    if question.package is not None:
        return verify_package(question.package, question.trust, suspect=question.pdf, work=work)
    if question.pdf is None or question.trust is None:
        raise ValueError("a file without a package needs the keys that are trusted")
    known = Known(question.original)
    return verify_contract(question.pdf, question.evidence, question.trust, known=known, work=work)


def _say(line: Stage | Answer) -> None:
    sys.stdout.buffer.write(line.model_dump_json().encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
