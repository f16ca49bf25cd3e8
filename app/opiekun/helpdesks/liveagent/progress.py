"""How far a pull has come, as the text that is kept between pulls."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

_VERSION = 1


class Phase(StrEnum):
    """A first pull takes what is open, then what is resolved; from then on it follows the changes."""

    OPEN = "open"
    RESOLVED = "resolved"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a pull goes on. Times are the server's text, "" for none yet.

    ``edge`` and ``edge_ids``: in the first two phases tickets are taken by their last change, latest first;
    those that changed after ``edge`` are taken, and of those that changed at it the ones named.
    ``newest`` is the latest change that was seen; ``recent`` names the tickets around it that need not be
    taken again, each with its change. ``companies``, ``contacts`` and ``calls`` are the latest ones seen, and
    ``call_ids`` the voicemails around it.
    """

    phase: Phase = Phase.OPEN
    edge: str = ""
    edge_ids: tuple[str, ...] = ()
    newest: str = ""
    recent: dict[str, str] = field(default_factory=dict)
    companies: str = ""
    contacts: str = ""
    calls: str = ""
    call_ids: tuple[str, ...] = ()

    def cursor(self) -> str:
        """The text to keep."""
        return json.dumps({"version": _VERSION, **asdict(self)}, separators=(",", ":"))


def progress(cursor: str) -> Progress:
    """Where a kept text goes on; from the start for "" and for a text of another version."""
    try:
        kept: dict[str, Any] = json.loads(cursor or "{}")
        if kept.pop("version", None) != _VERSION:
            return Progress()
        kept["phase"] = Phase(kept["phase"])
        kept["edge_ids"], kept["call_ids"] = tuple(kept["edge_ids"]), tuple(kept["call_ids"])
        return Progress(**kept)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Progress()
