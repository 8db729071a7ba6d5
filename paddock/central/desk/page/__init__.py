"""The reviewers' page at `/desk/`; elements, calls and style are those of the page at `/risk/`."""
