"""When so much is missing on a server that nothing is deleted here before the agent has said so."""

from __future__ import annotations

_FEW = 3
"""Somebody who deletes the last two events of a calendar on the phone meant to; an emptied calendar of more asks."""
_SOME = 5
"""From so many on, more than half of them is suspicious too; of fewer, half is a tidied morning."""


def suspicious(known: int, gone: int) -> bool:
    """Whether that ``gone`` of the ``known`` events are missing looks like a fault of the server.

    All of three or more, or more than half of five or more. What was deleted here does not count in either.
    """
    return (known >= _FEW and gone >= known) or (known >= _SOME and 2 * gone > known)
