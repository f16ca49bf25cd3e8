"""The agent's calendar: days, weeks, a month or an agenda with the deadlines in it, and the editors of its events.

`screen` puts it together; `grid` is the painted time axis; `loading` keeps what is shown in step with the desk.
"""
