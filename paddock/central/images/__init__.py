"""Document photographs, kept under the hash of their bytes."""
