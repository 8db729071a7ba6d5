"""The first-run tour: one deal with invented data on the embedded centre, with the real controls under a spotlight."""
