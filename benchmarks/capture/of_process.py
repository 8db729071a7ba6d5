"""What another process has cost so far, as Linux counts it."""

import os
from pathlib import Path


def processor_seconds(process: int) -> float:
    """Return the processor time of `process` and all its threads, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(process: int) -> float:
    """Return the most memory `process` has had resident, in MB."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
