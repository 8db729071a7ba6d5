"""The verbs of the command line, one module each; `paddock.app.__main__` mounts them."""
