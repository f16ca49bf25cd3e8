"""A resource as it came from a server, read as an event where it is one."""

from __future__ import annotations

from typing import NamedTuple

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.local import Resource, href_key
from opiekun.domain.sync.remote import RemoteText
from opiekun.domain.sync.told import Told

# As much as an index of PostgreSQL's takes, whatever the letters.
_LONGEST_UID = 600


class Arrived(NamedTuple):
    """``indexed`` is None, and ``problem`` says why, for one that is no event or cannot be read."""

    key: str
    came: RemoteText
    indexed: IndexedObject | None
    problem: Told | None

    @property
    def uid(self) -> str:
        return self.indexed.uid if self.indexed is not None else ""

    def resource(self, problem: Told | None = None) -> Resource:
        """What is remembered of it; its text is kept where it is not shown."""
        problem = self.problem or problem
        text = self.came.text if problem is not None else None
        return Resource(
            self.key, self.came.href, self.came.etag, self.came.schedule_tag, self.uid, problem=problem, text=text
        )


def arrived(came: RemoteText) -> Arrived:
    """The resource, read. Takes a while for a long text, so it is done outside transactions."""
    key = href_key(came.href)
    try:
        indexed = read_text(came.text)
    except BadComponent as refused:
        return Arrived(key, came, None, Told.of(refused))
    if len(indexed.uid) > _LONGEST_UID:
        too_long = Told("The event's UID has more than {most} letters.", {"most": str(_LONGEST_UID)})
        return Arrived(key, came, None, too_long)
    return Arrived(key, came, indexed, None)
