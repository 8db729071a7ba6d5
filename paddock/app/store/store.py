"""One profile's encrypted database and pictures."""


class Store:
    """Opened by `paddock.app.store.opening.open_store`; every service and query takes one. Any thread may use it."""
