"""The real capture layer behind the window's `Capture`: OpenCV and the recognition models load at first use."""

from typing import TYPE_CHECKING

from paddock.ui.desk import CameraCallbacks, LiveCamera

if TYPE_CHECKING:
    from paddock.app.capture.results import CapturedDocument, Picture


class RealCapture:
    """Reads pictures and cameras; every method blocks and is called on a thread."""

    def warm_up(self) -> None:
        """Load the models, so that the first picture does not wait for them."""
        from paddock.app.capture.ocr import warm_up  # noqa: PLC0415 - seconds of imports

        warm_up()

    def decode(self, data: bytes, name: str) -> "Picture":
        """The upright picture in a file's bytes."""
        from paddock.app.capture.images import decode_picture  # noqa: PLC0415

        return decode_picture(data, name)

    def read(self, picture: "Picture") -> "CapturedDocument":
        """What the picture shows."""
        from paddock.app.capture.document_reader import read_image  # noqa: PLC0415

        return read_image(picture)

    def encode(self, picture: "Picture") -> bytes:
        """A picture as JPEG bytes."""
        from paddock.app.capture.live import encode_jpeg  # noqa: PLC0415

        return encode_jpeg(picture)

    def open_camera(self, source: str, callbacks: CameraCallbacks) -> LiveCamera:
        """Begin to read a device, a video file or a folder."""
        from paddock.app.capture.live import LiveReader  # noqa: PLC0415

        reader = LiveReader(source, frame=callbacks.frame, found=callbacks.found, fault=callbacks.fault)
        reader.start()
        return reader
