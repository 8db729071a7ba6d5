"""What drawing up and signing contracts needs, opened once for a process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pyhanko.sign.timestamps import TimeStamper

from paddock.central.contracts.authority import SigningAuthority, TestAuthority
from paddock.central.contracts.hardware import KeyToken
from paddock.central.contracts.signing import http_timestamper
from paddock.central.contracts.sms import HttpSms, SmsSender
from paddock.central.contracts.terms import Lender, sandbox_lender
from paddock.central.evidence.log import LogSigner
from paddock.central.keys import KeyFolder
from paddock.central.sealing import derived_key


@dataclass(frozen=True, slots=True)
class ContractDesk:
    """Lender, certificates, timestamps and log key."""

    lender: Lender
    authority: SigningAuthority
    log: LogSigner
    timestamper: Callable[[], TimeStamper]
    """A fresh client for every signature: it remembers what it was answered, and signatures run on many threads."""
    strokes_key: bytes
    """What the pen's points are encrypted with."""
    sms: SmsSender
    sandbox: bool
    """Whether contracts say on every page that they are a test."""


def open_desk(
    keys: KeyFolder,
    tsa_url: str,
    now: datetime,
    *,
    uses_sandbox: bool,
    sms_url: str = "",
    token: KeyToken | None = None,
) -> ContractDesk:
    """The desk with the sandbox's lender and certificate authority, and the timestamp authority at `tsa_url`.

    Makes the keys on the first start. Raises `EnvironmentFault` when they cannot be read or written.
    """
    authority = TestAuthority(keys, now, token)
    lender = sandbox_lender()
    return ContractDesk(
        lender=lender,
        authority=authority,
        log=LogSigner(keys.log_key("evidence-log-key.pem")),
        timestamper=lambda: http_timestamper(tsa_url),
        strokes_key=derived_key(keys, "pad strokes"),
        sms=HttpSms(sms_url),
        sandbox=uses_sandbox or lender.sandbox or authority.is_test,
    )
