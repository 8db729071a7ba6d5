"""The central service: takes applications in, decides them, and tells every dealer what became of them."""
