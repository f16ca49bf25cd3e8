"""The queue: what is to be done next, with live timers. A list sorted outside Qt, and a view that paints rows."""
