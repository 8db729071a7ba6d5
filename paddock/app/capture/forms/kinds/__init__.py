"""The documents that are read as forms, each described by its labels, its values and its checks."""
