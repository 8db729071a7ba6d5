"""Help on F1: the pages of `docs/help`, one per screen and per step of the counter, in both languages."""
