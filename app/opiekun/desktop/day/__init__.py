"""The Desk's day: what stands beside the queue on its right, and what of the day the strip and the request tell."""
