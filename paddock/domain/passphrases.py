"""What is asked of a passphrase that guards a workstation's data."""

SHORTEST_PASSPHRASE = 8
"""Characters, as NIST SP 800-63B asks of a secret that a person chooses: length counts, no kinds are required."""
