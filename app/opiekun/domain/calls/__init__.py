"""Review calls with customers as values and rules: who is invited, what became of it, and times that are offered."""
