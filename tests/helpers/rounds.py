"""How often something is tried: a little in the gate, as often as belief takes under `make torture`."""

import os

TORTURE = bool(os.environ.get("PADDOCK_TORTURE"))


def rounds(gate: int, torture: int) -> int:
    """`gate` rounds, or `torture` rounds under `make torture`; the tests that ask are marked `torture`."""
    return torture if TORTURE else gate
