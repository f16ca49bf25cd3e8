"""Review calls in the window: booking one in the agent's free time, and why another time will not do."""
