"""The workstation's core: capture, store, services, command line. No Qt outside the composition root."""
