"""What is wrong with this workstation, and what to do about it."""

from dataclasses import dataclass

from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """One part of the workstation: `name` is camera, keyring, database, centre, clock or disk."""

    name: str
    ok: bool
    sentence: Sentence
