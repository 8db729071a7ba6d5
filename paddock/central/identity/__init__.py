"""Dealers, their staff and their workstations, and the one place where data is scoped to a dealer."""
