"""The gallery: every widget of the window in every state, without profile, key or centre (`paddock --gallery`)."""
