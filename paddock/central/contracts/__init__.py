"""Contracts 合同: drawn up, signed in order, and kept in every version."""
