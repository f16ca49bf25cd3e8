"""Free slots: in which starts a call can be booked, and why the others cannot.

One pure function offers the slots and checks a booking; every reason against a start is a bar over starts.
"""
