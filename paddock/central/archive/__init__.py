"""The archive 归档 of signed contracts: content-addressed, encrypted, with retention, holds and a scrub."""
