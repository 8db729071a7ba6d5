"""The verbs of the workstation, one module each; an act of a person is one transaction."""
