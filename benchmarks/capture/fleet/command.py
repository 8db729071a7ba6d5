"""`python -m benchmarks.capture fleet`: a folder of four photos a vehicle into a batch, through the capture process.

The photos of a vehicle are its label with a code, its windscreen, its nameplate and its stamped number, as scenes with
light and moderate damage. What counts is a vehicle with all it takes: the file, the reading, the encrypted picture and
the rows on disk. The processor's time is given beside the clock's: on a busy machine only the first can be compared.
"""

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from benchmarks.capture.codes.material import Frame
from benchmarks.capture.of_process import peak_mb, processor_seconds
from benchmarks.capture.vin.looks import Look
from benchmarks.capture.vin.samples import Sample
from benchmarks.figures import Figure
from paddock.app.capture.process.client import CaptureProcess
from paddock.app.services.batch import batches
from paddock.app.services.batch.reading import read_pictures
from paddock.app.services.batch.sources import add_pictures
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import VehicleFilter, VehicleState
from paddock.domain.long_work import Work
from tests.helpers.renders import invented_vin
from tests.helpers.workstations import STAFF, open_profile

_LOOKS: Final[tuple[Look, ...]] = ("windscreen", "nameplate", "stamped")
_KINDS: Final = ("rotation", "blur", "noise", "shadow", "jpeg", "glare", "perspective", "low_contrast")
_LARGEST: Final = (4000, 3000)
"""A phone's photo: what the process weighs after reading one is the most that it weighs."""


@dataclass(frozen=True)
class Fleet:
    """What came of a run. `seconds` are the clock's, `computed` the capture process's."""

    vehicles: int
    accepted: int
    exceptions: int
    wrong: int
    seconds: float
    computed: float
    peak_mb: float


def measured(vehicles: int, seed: int = 0) -> Fleet:
    """Draw, read and count `vehicles` vehicles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "photos"
        folder.mkdir()
        vins = {_photograph(folder, number, seed) for number in range(vehicles)}
        capture = CaptureProcess()
        try:
            capture.warm_up()
            with open_profile(Path(name) / "profile") as store:
                batch = batches.start_batch(store, "fleet", STAFF)
                add_pictures(store, batch, [folder], STAFF)
                source = batch_queries.batch_sources(store, batch)[0]
                process = capture.process_id
                assert process is not None
                computed, started = processor_seconds(process), time.perf_counter()
                read_pictures(store, source, capture.read, STAFF, Work())
                seconds, computed = time.perf_counter() - started, processor_seconds(process) - computed
                counts = batch_queries.batch_counts(store, batch)
                listed = batch_queries.batch_vehicles(store, batch, VehicleFilter.ALL)
                sure = {vehicle.vin for vehicle in listed if vehicle.state is VehicleState.ACCEPTED}
            capture.read(_large(folder), "large.jpg")
            peak = peak_mb(process)
        finally:
            capture.close()
    return Fleet(vehicles, len(vins & sure), counts.open + counts.loose, len(sure - vins), seconds, computed, peak)


def _photograph(folder: Path, number: int, seed: int) -> str:
    rng = random.Random(f"fleet {seed} {number}")  # noqa: S311  (pictures, not secrets)
    vin = invented_vin(rng)
    label = Frame(number, vin, True, rng.choice(("Code39", "Code128", "DataMatrix")), rng.choice(_KINDS), "light")
    pictures = [label.picture()]
    for look in _LOOKS:
        strength, kinds = rng.choice((("light", 1), ("moderate", 1), ("moderate", 2)))
        chosen = tuple(sorted(rng.sample(_KINDS, kinds)))
        pictures.append(Sample(rng.randrange(1 << 30), "evaluation", vin, look, "scene", strength, chosen).picture())  # type: ignore[arg-type]  # one of the three above
    for shot, picture in enumerate(pictures):
        cv2.imwrite(str(folder / f"IMG_{number:04}{shot}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return vin


def _large(folder: Path) -> bytes:
    photo = cv2.imread(str(sorted(folder.iterdir())[1]))
    assert photo is not None
    return cv2.imencode(".jpg", np.asarray(cv2.resize(photo, _LARGEST)))[1].tobytes()


def figures(fleet: Fleet) -> list[Figure]:
    """Return the bars as lines of the table."""
    return [
        Figure("folder to fleet, 4 photos a vehicle", fleet.vehicles * 3600 / fleet.seconds, 300, "/h", at_least=True),
        Figure("folder to fleet, processor time a vehicle", fleet.computed / fleet.vehicles, 12.0, "s"),
        Figure(
            "folder to fleet, vehicles found of all", 100 * fleet.accepted / fleet.vehicles, 99.0, "%", at_least=True
        ),
        Figure("peak memory of the capture process", fleet.peak_mb, 600, "MB"),
    ]


def run() -> list[Figure]:
    """Return the figures of a small fleet, for `python -m benchmarks`."""
    return figures(measured(8))


def main(arguments: list[str]) -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capture fleet", description=__doc__)
    parser.add_argument("--vehicles", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    fleet = measured(chosen.vehicles, chosen.seed)
    print(fleet)
    for figure in figures(fleet):
        print(f"{figure.label:<64}{figure.value:>9.2f} {figure.unit:<3}{'met' if figure.met else 'MISSED'}")
    return int(fleet.wrong > 0)
