import cv2
import numpy as np

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
