"""One named check on a captured or typed value, and a fault in an application."""

from dataclasses import dataclass

from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one named check.

    `name` is stable snake_case (automation reads it). `message` says what was found, and for a failed
    check also what to do.
    """

    name: str
    passed: bool
    message: Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an application that must be mended before it can be sent.

    `field` is the dotted path of the value (`applicant.resident_id_number`), so that a click can go there.
    `code` is stable snake_case.
    """

    field: str
    code: str
    message: Sentence
