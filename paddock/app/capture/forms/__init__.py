"""Documents made of labels and values, read by where things stand: one reader, one description per kind."""
