"""Pictures in, verified fields out: codes, printed text, cards, cameras. No Qt here."""
