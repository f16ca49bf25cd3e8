"""Two-way sync of calendars as values and rules: what servers tell, what was edited here, and what becomes of both.

Nothing here speaks HTTP or SQL; opiekun.caldav and opiekun.store do.
"""
