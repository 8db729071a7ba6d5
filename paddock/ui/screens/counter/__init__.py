"""The counter: one deal from scan to signature."""
