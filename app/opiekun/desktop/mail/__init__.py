"""Mail about calls in the window: what came and what became of it, and letters that cannot go out."""
