"""What a person can do with the desk, one use case a function.

Services are the only writers. They take a store and the current instant, and return frozen results.
"""
