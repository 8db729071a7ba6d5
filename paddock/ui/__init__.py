"""The window: PySide6 and nothing of the core but its verbs and views."""
