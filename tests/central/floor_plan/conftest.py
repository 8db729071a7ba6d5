from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.floor_plans import FloorPlanBench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[FloorPlanBench]:
    bench = FloorPlanBench(tmp_path)
    yield bench
    bench.centre.database.close()
