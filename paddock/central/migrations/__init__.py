"""The database's history, step by step, and the way to its newest state."""
