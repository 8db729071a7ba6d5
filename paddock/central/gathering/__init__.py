"""Gathering the evidence: which sources are asked about an application, when, and what is kept of it."""
