"""The review desk: people decide what the machine referred, ask the counter for what is missing, and sign for both."""
