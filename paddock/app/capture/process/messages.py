"""What the window and the capture process say to each other.

Every message may be followed by bytes: a picture file, a VIN's strip, JPEG. The pixels of whole pictures go through
shared memory; a message says how many there are and, in a request, in which part (`slot`) they are wanted.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from paddock.app.capture.results import CapturedDocument, VinReading
from paddock.domain.sentences import Sentence


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WarmUp(_Message):
    """Load the models; answered by `Done`."""

    kind: Literal["warm_up"] = "warm_up"


class Decode(_Message):
    """The upright picture in the file whose bytes follow; answered by `Decoded`."""

    kind: Literal["decode"] = "decode"
    slot: int
    name: str


class Read(_Message):
    """What the picture in the file whose bytes follow shows; answered by `WasRead`."""

    kind: Literal["read"] = "read"
    slot: int
    name: str


class ReadFrame(_Message):
    """What the newest frame of a camera shows; answered by `WasRead`."""

    kind: Literal["read_frame"] = "read_frame"
    slot: int
    camera: int


class Probe(_Message):
    """Whether a source gives pictures; answered by `Done` or `Refused`."""

    kind: Literal["probe"] = "probe"
    source: str


class OpenCamera(_Message):
    """Begin to read a source, its frames into part `camera` of the frames' memory; answered by `Done`."""

    kind: Literal["open_camera"] = "open_camera"
    camera: int
    source: str


class CloseCamera(_Message):
    """Let go of a source; answered by `Done` once the device is free."""

    kind: Literal["close_camera"] = "close_camera"
    camera: int


class FrameTaken(_Message):
    """The last frame shown has been copied: the next may take its place. Not answered."""

    kind: Literal["frame_taken"] = "frame_taken"
    camera: int


class Done(_Message):
    """It is done."""

    kind: Literal["done"] = "done"


class Decoded(_Message):
    """The pixels are in the slot."""

    kind: Literal["decoded"] = "decoded"
    width: int = Field(ge=1)
    height: int = Field(ge=1)


class WasRead(_Message):
    """The pixels are in the slot; the strip of the VIN (if there is one) and the file to keep (if it is new) follow.

    `document.vin.crop` has its size, its bytes are the first of those that follow.
    """

    kind: Literal["was_read"] = "was_read"
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    document: CapturedDocument


class Refused(_Message):
    """It could not be done; `fault` says which error to raise with the sentence."""

    kind: Literal["refused"] = "refused"
    fault: Literal["bad_input", "environment"]
    sentence: Sentence


class Ready(_Message):
    """The process has started and listens."""

    kind: Literal["ready"] = "ready"


class FrameShown(_Message):
    """A frame is in the camera's part of the frames' memory, and stays there until `FrameTaken`."""

    kind: Literal["frame_shown"] = "frame_shown"
    camera: int
    width: int = Field(ge=1)
    height: int = Field(ge=1)


class Seen(_Message):
    """A camera saw a VIN; its strip, then the frame as JPEG follow. `sure`: frames agree on it."""

    kind: Literal["seen"] = "seen"
    camera: int
    sure: bool
    reading: VinReading


class CameraEnded(_Message):
    """A camera gives no more frames: the end of a file or folder, or a fault."""

    kind: Literal["camera_ended"] = "camera_ended"
    camera: int
    fault: Sentence | None


Request: TypeAlias = WarmUp | Decode | Read | ReadFrame | Probe | OpenCamera | CloseCamera | FrameTaken
Event: TypeAlias = Ready | FrameShown | Seen | CameraEnded
Answer: TypeAlias = Done | Decoded | WasRead | Refused


class Asked(BaseModel):
    """A request and its number, which the answer carries too; 0 for one that is not answered."""

    number: int = 0
    said: Annotated[Request, Field(discriminator="kind")]


class Told(BaseModel):
    """An answer with the number of its request, or an event with number 0."""

    number: int = 0
    said: Annotated[Answer | Event, Field(discriminator="kind")]


ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
TOLD: TypeAdapter[Told] = TypeAdapter(Told)
