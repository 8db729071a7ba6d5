"""Signed receipts for everything a workstation writes."""
