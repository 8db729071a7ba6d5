import cv2
import numpy as np
import pytest

from benchmarks.capture.codes.material import DAMAGES, frame
from paddock.app.capture.barcodes import read_codes, read_codes_thoroughly, striped_part
from paddock.app.capture.pixels import Picture
from tests.helpers.renders import Damage, code_label, damaged, invented_vin, seeded


def among_others(vin: str) -> Picture:
    """Three stickers below one another, of which the middle one holds a VIN."""
    texts = (("HTTPS://A.EXAMPLE/7", "QRCode"), (vin, "Code128"), ("P1-04-7733", "Code39"))
    labels = [code_label(text, symbology) for text, symbology in texts]
    wide = max(label.shape[1] for label in labels)
    same = [cv2.copyMakeBorder(each, 20, 20, 0, wide - each.shape[1], cv2.BORDER_REPLICATE) for each in labels]
    return np.ascontiguousarray(np.concatenate(same))


def test_only_the_code_that_holds_a_vin_counts() -> None:
    vin = invented_vin(seeded(43))
    assert [read.vin for read in read_codes(among_others(vin))] == [vin]


def test_a_faint_blurred_code_reads_in_stages_and_its_place_is_right() -> None:
    vin = invented_vin(seeded(44))
    photo = np.full((900, 1500, 3), 120, dtype=np.uint8)
    faint = damaged(code_label(vin, "Code128"), Damage(blur=1.2, noise=6, contrast=0.12, seed=4))
    photo[500 : 500 + faint.shape[0], 300 : 300 + faint.shape[1]] = faint
    found = read_codes_thoroughly(photo, read_codes(photo))
    assert {read.vin for read in found} == {vin}
    x, y = found[0].quad.mean(axis=0)
    assert 500 < x < 300 + faint.shape[1]
    assert 500 < y < 500 + faint.shape[0]


@pytest.mark.parametrize("symbology", ["Code39", "Code128"])
def test_a_code_at_a_steep_angle_is_levelled_and_its_place_is_right(symbology: str) -> None:
    vin = invented_vin(seeded(46))
    photo = np.full((1100, 1300, 3), 120, dtype=np.uint8)
    label = code_label(vin, symbology)
    photo[300 : 300 + label.shape[0], 80 : 80 + label.shape[1]] = label
    steep = damaged(photo, Damage(angle=41, noise=4, seed=5))
    found = read_codes_thoroughly(steep, read_codes(steep))
    assert [(read.vin, read.sure) for read in found] == [(vin, True)]
    x, y = found[0].quad.mean(axis=0)
    assert 0.25 * steep.shape[1] < x < 0.75 * steep.shape[1]
    assert 0.25 * steep.shape[0] < y < 0.75 * steep.shape[0]


@pytest.mark.parametrize("symbology", ["Code39", "Code128"])
def test_bars_blurred_into_one_another_are_read_by_their_profile(symbology: str) -> None:
    vin = invented_vin(seeded(47))
    photo = np.full((500, 1200, 3), 120, dtype=np.uint8)
    label = code_label(vin, symbology)
    photo[100 : 100 + label.shape[0], 60 : 60 + label.shape[1]] = label
    blurred = damaged(photo, Damage(blur=2.2 if symbology == "Code39" else 3.2, noise=3, seed=6))
    assert read_codes(blurred) == []
    found = read_codes_thoroughly(blurred)
    assert [read.vin for read in found] == [vin]
    assert 80 < found[0].quad[:, 1].mean() < 300


def test_one_reading_of_a_code_39_is_confirmed_by_the_other_decoder() -> None:
    shown = frame(DAMAGES.index("skew"), "light", ("Code39",))
    [read] = read_codes(shown.picture())
    assert (read.vin, read.sure) == (shown.text, True)


def test_stripes_are_found_where_they_are() -> None:
    grey = np.full((1000, 1400), 200, dtype=np.uint8)
    assert striped_part(grey) is None
    label = cv2.cvtColor(code_label(invented_vin(seeded(45)), "Code128"), cv2.COLOR_BGR2GRAY)
    grey[600 : 600 + label.shape[0], 200 : 200 + label.shape[1]] = label
    part = striped_part(grey)
    assert part is not None
    left, top, right, bottom = part
    assert left < 300
    assert 500 < top < 640
    assert right > 1000
    assert 740 < bottom < 900
