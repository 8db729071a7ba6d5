"""Our own records as evidence: what we know of a dealer, of our loans, and of what we are owed by whom."""
