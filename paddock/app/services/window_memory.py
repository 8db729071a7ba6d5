"""What the window remembers between starts, in the encrypted database: what was searched for may name a customer."""

from paddock.app.store import settings
from paddock.app.store.store import Store, Topic

_NAME = "window_memory"


def keep_window(store: Store, text: str) -> None:
    """Keep `text` (JSON of the window's own) in the place of what was kept before."""
    with store.write(Topic.WINDOW) as connection:
        settings.put(connection, _NAME, text)


def kept_window(store: Store) -> str | None:
    """What was kept last; None at the first start."""
    with store.read() as connection:
        return settings.get(connection, _NAME)
