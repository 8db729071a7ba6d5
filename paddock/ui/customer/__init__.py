"""What the customer sees: a window of its own, in large type, with nothing on it that is the dealer's only."""
