"""The rules of the service: hours, severities, clocks, people and the order of the queue.

Pure Python. Nothing in this room reads a clock, a file, a database or the network.
"""
