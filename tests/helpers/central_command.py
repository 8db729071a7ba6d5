"""`paddock-central`, in this process."""

import pytest

from paddock.central.cli import main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run it with these arguments; returns its exit code."""
    monkeypatch.setattr("sys.argv", ["paddock-central", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)
