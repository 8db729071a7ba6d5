"""The change feed: one numbered order of everything a dealer must be told."""
