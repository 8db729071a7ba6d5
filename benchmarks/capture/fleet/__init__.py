"""A folder of photos to a fleet: vehicles an hour, how they are grouped, and what the capture process weighs."""
