"""How well pictures are read: seeded, labelled material, its degradations, measurements and their reports.

`python -m benchmarks.capture NAME` runs one of them; fonts and strokes for evaluation are kept apart from those that
readers may be tuned on.
"""
