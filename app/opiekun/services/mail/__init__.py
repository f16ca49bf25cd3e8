"""Mail about events: the outbox, what comes in, and what the agent decides of it."""
