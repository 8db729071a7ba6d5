from datetime import date

import pytest

from paddock.app.capture.ocr import OcrEngine, engine, warm_up

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def networks() -> OcrEngine:
    warm_up()
    return engine()


@pytest.fixture
def today() -> date:
    return TODAY
