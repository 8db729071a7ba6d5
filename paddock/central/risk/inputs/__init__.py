"""The inputs of rules and scorecard, declared: one module for each family of sources."""
