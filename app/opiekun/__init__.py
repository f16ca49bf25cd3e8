"""Opiekun: the desk of a dedicated support agent."""

__version__ = "0.1.0"
