"""Mail about events: who is written to."""
