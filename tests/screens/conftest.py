from pathlib import Path

import pytest

from tests.helpers.stage.morning import played_morning


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A morning at the counter, played once for all that look at it."""
    return played_morning(tmp_path_factory.mktemp("morning"))
