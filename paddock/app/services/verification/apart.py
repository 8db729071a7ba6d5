"""Verifies in a process of its own, for the window.

What reads PDF signatures weighs twenty-five megabytes and takes a second to import, for something done a few times a
day; and a file from anywhere is better not parsed in the window's process.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, TypeAdapter, ValidationError

from paddock.app.services.verification.report import VerificationReport
from paddock.domain.errors import EnvironmentFault
from paddock.domain.long_work import UNWATCHED, Cancelled, Work
from paddock.domain.sentences import Sentence
from paddock.wire.evidence import EvidenceRecord, TrustAnchors
from paddock.wire.evidence_package import EvidencePackage

_LOOK_SECONDS: Final = 0.1
_ENDED: Final = Sentence(
    "验证程序意外退出, 合同未受影响; 请再试一次, 仍不行请到 “体检” 查看",
    "The verification ended unexpectedly, the contract is untouched: try once more, else look at the Health screen",
)


class Question(BaseModel):
    """What is to be verified, as one JSON document on the process's standard input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pdf: Base64Bytes | None
    """None: the one in the package."""
    evidence: EvidenceRecord | None = None
    trust: TrustAnchors | None
    original: Base64Bytes | None = None
    package: EvidencePackage | None = None


class Stage(BaseModel):
    """How far it is: a line on its standard output."""

    kind: Literal["stage"] = "stage"
    done: int
    total: int
    what: Sentence | None


class Answer(BaseModel):
    """The last line."""

    kind: Literal["answer"] = "answer"
    report: VerificationReport


LINE: Final[TypeAdapter[Stage | Answer]] = TypeAdapter(Stage | Answer)


def verify_apart(
    pdf: bytes,
    evidence: EvidenceRecord | None,
    trust: TrustAnchors,
    *,
    original: bytes | None = None,
    work: Work = UNWATCHED,
    command: Sequence[str] | None = None,
) -> VerificationReport:
    """As `verify_contract` of a file that is a PDF (`require_pdf`), by a process that ends with the answer.

    Raises:
        EnvironmentFault: the process could not be started or ended without an answer.
        Cancelled: stopped by way of `work`; the process is ended at once.
    """
    # The fields take what is in the files; on the way they are written in base 64.
    question = Question.model_construct(pdf=pdf, evidence=evidence, trust=trust, original=original)
    return _ask(question, work, command)


def verify_package_apart(
    package: EvidencePackage, trust: TrustAnchors | None, *, suspect: bytes | None = None, work: Work = UNWATCHED
) -> VerificationReport:
    """As `verify_package`, by a process that ends with the answer. Raises like `verify_apart`."""
    return _ask(Question.model_construct(pdf=suspect, trust=trust, package=package), work, None)


def _ask(question: Question, work: Work, command: Sequence[str] | None) -> VerificationReport:
    work.check()
    asked = question.model_dump_json().encode()
    try:
        child = subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
            command or start_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env={name: value for name, value in os.environ.items() if not name.startswith("PADDOCK_")},
        )
    except OSError:
        raise EnvironmentFault(_ENDED) from None
    with child:
        try:
            return _converse(child, asked, work)
        except Cancelled:
            child.kill()
            raise
        except (ValidationError, OSError):
            child.kill()
            raise EnvironmentFault(_ENDED) from None


def start_command() -> list[str]:
    """How the process is started: by name, so that the window imports nothing of it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "verify-process"]
    return [sys.executable, "-m", "paddock.app.services.verification"]


def _converse(child: "subprocess.Popen[bytes]", question: bytes, work: Work) -> VerificationReport:
    lines: SimpleQueue[bytes] = SimpleQueue()
    reader = threading.Thread(target=_read, args=(child, lines), name="verification", daemon=True)
    reader.start()
    if child.stdin is not None:
        # One that has ended already is told apart by its answer, which is not there.
        with suppress(OSError):
            child.stdin.write(question)
            child.stdin.close()
    while True:
        try:
            line = lines.get(timeout=_LOOK_SECONDS)
        except Empty:
            work.check()
            continue
        if not line:
            raise EnvironmentFault(_ENDED)
        said = LINE.validate_json(line)
        if isinstance(said, Answer):
            return said.report
        work.at(said.done, said.total, said.what)


def _read(child: "subprocess.Popen[bytes]", lines: "SimpleQueue[bytes]") -> None:
    if child.stdout is not None:
        with suppress(OSError, ValueError):
            for line in child.stdout:
                lines.put(line)
    lines.put(b"")
