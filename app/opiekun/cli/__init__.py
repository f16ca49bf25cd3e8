"""The terminal: the same use cases as the window, with JSON for other programs."""
