"""The durable workflow that brings an application from received to decided, whatever dies on the way."""
