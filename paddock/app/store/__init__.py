"""The encrypted database of one profile, its pictures, and what may be asked of it."""
