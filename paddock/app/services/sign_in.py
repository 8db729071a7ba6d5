"""Sign in to a centre: the token this workstation shows it."""

from paddock.app.store.store import Store


def sign_in(store: Store, token: str) -> None:
    """Keep the token (encrypted) and let the queue go on; unsent work was never dropped.

    Raises:
        BadInput: the token is empty.
    """
    raise NotImplementedError
