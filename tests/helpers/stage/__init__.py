"""The real window over a real store, a real centre and real recognition, with invented people on it."""
