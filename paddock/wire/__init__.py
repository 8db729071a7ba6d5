"""The messages between workstation and centre, and the problem codes. Imports domain only."""
