"""Calendars as rules: iCalendar text read and edited, recurrence, layout, collisions with deadlines, quick add.

Raw iCalendar text is the truth of an event; everything else here is read from it and can be read again.
"""
