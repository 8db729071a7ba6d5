"""The page on which a signer signs with a phone, served at `/sign/`."""
