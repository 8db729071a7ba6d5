"""Health 体检: each part of the workstation, what was found, and the buttons that mend it."""
