"""Pure facts both sides agree on: no I/O, no SQL, no Qt, no HTTP, no messages."""
