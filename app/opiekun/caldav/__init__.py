"""Two-way sync of calendars with servers: connecting, finding collections, reading and writing what is in them.

The `caldav` library connects, discovers and asks; what it does not do well stands beside it here.
"""
