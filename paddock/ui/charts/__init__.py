"""Charts in the window's own colours. `plot` imports pyqtgraph and numpy (half a second): reach it through `late`."""
