"""Floor plan 在库融资: the dealers' lines, what is drawn on them, and what is owed."""
