"""The queue 队列: the ledger, the rows, one row's story, and handing work over."""

from paddock.ui.screens.queue.screen import QueueScreen

__all__ = ["QueueScreen"]
