"""The sync engine: outbox out, changes in, on threads of its own; tells what happened by plain callbacks."""
