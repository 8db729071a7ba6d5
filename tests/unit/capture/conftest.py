from collections.abc import Iterator
from datetime import date

import pytest

from paddock.app.capture.ocr import OcrEngine, engine, warm_up
from paddock.app.capture.process.client import CaptureProcess
from tests.helpers.capture_process import endless_video

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def networks() -> OcrEngine:
    warm_up()
    return engine()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="module")
def capture() -> Iterator[CaptureProcess]:
    made = CaptureProcess()
    yield made
    made.close()


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> str:
    return endless_video(tmp_path_factory.mktemp("video") / "v.avi")
