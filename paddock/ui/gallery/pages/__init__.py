"""One module a page; each has a function that makes it."""
