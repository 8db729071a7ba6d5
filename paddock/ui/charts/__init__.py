"""Charts in the window's own colours."""
