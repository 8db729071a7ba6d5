"""VIN material: how vehicles carry their numbers, and what a camera makes of it."""
