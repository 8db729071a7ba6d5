"""What the doctor found: one report a part, each fact apart, and what the machine itself can do about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paddock.domain.sentences import Sentence


class Part(StrEnum):
    """A part of the workstation, in the order in which it is told."""

    CAMERA = "camera"
    KEYRING = "keyring"
    DATABASE = "database"
    CENTRE = "centre"
    CLOCK = "clock"
    DISK = "disk"


class Remedy(StrEnum):
    """Something the machine can do when a person asks for it; none of them can lose work."""

    CHOOSE_CAMERA = "choose_camera"
    TEST_KEYRING = "test_keyring"
    KEY_TO_KEYRING = "key_to_keyring"
    KEY_TO_PASSPHRASE = "key_to_passphrase"  # noqa: S105 - a name
    CHANGE_PASSPHRASE = "change_passphrase"  # noqa: S105 - a name
    RECONNECT_DATABASE = "reconnect_database"
    COPY_DATA = "copy_data"
    COMPACT_DATABASE = "compact_database"
    SALVAGE_DATABASE = "salvage_database"
    RESTORE_DATABASE = "restore_database"
    RESTART_CENTRE = "restart_centre"
    SIGN_IN = "sign_in"
    SET_CLOCK = "set_clock"
    CLEAN_DISK = "clean_disk"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at. `name` is stable snake_case; `ok` is None for what is only told."""

    name: str
    ok: bool | None
    text: Sentence


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part: whether it is well, the sentence that says so or says what to do, and everything looked at."""

    part: Part
    ok: bool
    sentence: Sentence
    facts: tuple[Fact, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    """In the order of their use; what is wrong comes first."""

    @property
    def name(self) -> str:
        """The part's stable name."""
        return self.part.value


@dataclass(frozen=True, slots=True)
class CentreProbe:
    """What the centre answered, stage by stage."""

    fault: Sentence | None
    """None: it answered as it should."""
    address: str
    """For people; `embedded` for a centre that another process of this profile runs."""
    its_time: datetime | None
    """The centre's clock (UTC, whole seconds), if it said."""
    stages: tuple[Fact, ...] = ()
    """Name, TCP, TLS, HTTP and sign-in, as far as it came."""
    our_time: datetime | None = None
    """This machine's clock (UTC) in the middle of the request that brought `its_time`."""
    signed_out: bool = False
    """Whether a new sign-in would mend it."""
