"""The command palette: every action and every record by a few letters. Loaded at its first use."""
