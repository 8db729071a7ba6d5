"""Credit applications 进件: received, decided, accepted."""
