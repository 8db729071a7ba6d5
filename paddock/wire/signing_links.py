"""What the page on a signer's phone and the centre say to each other (`/v1/signing`, the link's token as bearer)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from paddock.domain.states import SignerRole
from paddock.wire.contracts import Stroke
from paddock.wire.messages import Answer, Moment, Request, Sha256


class LinkView(Answer):
    """What the page shows."""

    number: str
    role: SignerRole
    name: str
    """Masked."""
    phone: str
    """Masked."""
    dealer: str
    pages: int
    document_sha256: Sha256
    expires_at: Moment
    identified: bool
    signed: bool


class CodeAnswer(Request):
    """The code from the text message, and the last four characters of the resident ID."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    last_four: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}[0-9Xx]$")]


class PhoneSignature(Request):
    """What was written on the phone, under the file that was shown."""

    document_sha256: Sha256
    pad_aspect: Annotated[float, Field(gt=0, le=20)]
    strokes: Annotated[list[Stroke], Field(min_length=1, max_length=200)]
