"""Taking down a request by hand: one small form over the edge of the window, by keyboard alone."""
