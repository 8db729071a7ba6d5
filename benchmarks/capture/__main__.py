"""`python -m benchmarks.capture NAME ...`: one of the measurements of this package."""

import importlib
import sys
from typing import Final

COMMANDS: Final = {
    "vin": "printed, stamped, pecked and sprayed VINs: exact, verified, wrong",
    "codes": "VINs in codes: recall and time against zxing-cpp and pyzbar, wrong VINs",
    "live": "the running camera: barcode frames a second, and how late the window is",
    "fleet": "a folder of photos to a fleet: vehicles an hour, and the memory of the capture process",
    "documents": "fifteen kinds of documents: every field exact, wrong without a warning",
}


def main() -> int:
    """Run the named measurement with the rest of the arguments."""
    name, *rest = sys.argv[1:] or [""]
    if name not in COMMANDS:
        print("usage: python -m benchmarks.capture NAME ...", file=sys.stderr)
        for each, what in COMMANDS.items():
            print(f"  {each:<12}{what}", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"benchmarks.capture.{name}.command").main(rest))


if __name__ == "__main__":
    sys.exit(main())
