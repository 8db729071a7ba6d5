"""The verbs of `paddock`, one module each, imported only when called."""
