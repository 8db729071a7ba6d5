"""What has to be said to the Qt binding once, before anything else is imported."""

import sys


def leave_sources_unread() -> None:
    """Keep the binding from reading the source of every module that is imported after it.

    It looks for the word PySide6 there, to know where the optional spellings of its names (`__feature__`) may have been
    switched on; nobody here does that. It is some nine hundred files, which Python then keeps: 40 MB, and a part of
    every start. Where there are no sources, as in an installed Paddock, the binding takes the answer for no as well.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010 - mypy knows no such module
