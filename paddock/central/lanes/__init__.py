"""Lanes 通道: which one serves an application, in which queue it waits, and by when it usually has an answer."""
