"""Calendars on a server, in the window: when they are synced, how that stands, and what asks for the agent."""
