"""One request: its clocks, why they are due, what can be done, its timeline, and the people around it."""
