"""When so much is missing on a server that nothing is deleted here before the agent has said so."""

from __future__ import annotations


def suspicious(known: int, gone: int, *, awaited: bool = False) -> bool:
    """Whether that ``gone`` of the ``known`` events are missing looks like a fault of the server.

    It does where fewer than half are left, of however few: two of three, and all of two. One event by itself is what
    is deleted on a phone every day, and goes though it be the last one; unless it is ``awaited`` by guests, who would
    hear that it is off: an emptied calendar writes to nobody unasked. What was deleted here does not count in either.
    """
    return 2 * gone > known and (gone > 1 or awaited)
