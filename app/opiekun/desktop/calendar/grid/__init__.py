"""The painted time grid: days side by side, with hours, events, deadlines and the line of now on one canvas.

It knows values only, nothing of the store: content comes in by one method, what a person does goes out by signals.
"""
