"""The calendar's screen: the agent's days with the deadlines in them."""
