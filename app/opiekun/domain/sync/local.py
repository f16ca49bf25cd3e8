"""What the desk remembers of each resource, of what was edited here, and of what both sides changed at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from opiekun.domain.sync.told import Told

# In signs; an index of PostgreSQL's takes as much, whatever the letters.
_LONGEST_KEY = 600
# What is its own key, as nearly all are: a collection can have very many.
_PLAIN = re.compile(r"/[A-Za-z0-9_=@+.-][A-Za-z0-9/_=@+.-]{0,500}")


def href_key(href: str) -> str:
    """What tells one resource from another: the decoded path, since servers spell a blank or an é in several ways.

    Paths that are no UTF-8 stay as different as they are; the end of a very long one is told by its digest.
    """
    if _PLAIN.fullmatch(href):
        return href
    path = unquote_to_bytes(urlsplit(href).path)
    key = path.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
    return key if len(key) <= _LONGEST_KEY else key[: _LONGEST_KEY - 64] + sha256(path).hexdigest()


WITHHELD = "withheld"
"""What is remembered in place of an etag, all of which are quoted, where the server has a resource and would not give
it out: it is asked for again, alone."""


class Resource(NamedTuple):
    """A resource that the server had when it was last looked at. ``key`` is its :func:`href_key`.

    Where nothing was edited here since, the text of its event in the calendar is the server's own, to the letter
    but for line ends. ``uid`` is "" for one that holds no event we can read. ``problem`` is why it is not in the
    calendar: it cannot be read, or another resource holds the same UID and is shown instead; ``text`` is kept then.
    ``kept`` is the title of an event that could be read before: it stays in the calendar as it was then.
    """

    key: str
    href: str
    etag: str
    schedule_tag: str
    uid: str
    problem: Told | None = None
    text: str | None = None
    kept: str | None = None

    @property
    def shown(self) -> bool:
        """Whether its event is the one in the calendar, unless that was deleted here."""
        return self.problem is None or self.kept is not None


class Split(NamedTuple):
    """From the occurrence ``at`` on, named as the series was when it was divided, a series is the event ``uid``.

    ``edit`` is the number of the edit of the series that divided it.
    """

    at: str
    uid: str
    edit: int


class PartOf(NamedTuple):
    """The series ``uid`` that an event was split off, and the occurrence ``at`` of it from which on it stands."""

    uid: str
    at: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An event of a calendar that was edited here and the server has not learned of it yet; one for each UID.

    What is wanted is what the calendar has (None: it was deleted). ``base_text`` is what the server had when it was
    first edited, with ``base_etag`` and ``href``; None and "" for an event that is new. With ``base_etag`` alone "", it
    is for contents to tell whether the server has that still. ``edits`` counts the edits (0: see :attr:`is_left`), so
    that one made while the entry is under way is known as such. ``sent`` is None unless a request for it was begun and
    its answer not yet settled: then it is the edit that was sent, with ``sent_text`` (None: a deletion). ``refused`` is
    why the server will not have it, with the server's ``words``: it waits for the agent, or for the next edit.
    ``splits`` are the series that were split off since what the server had. ``part_of`` is for one that was deleted
    since the series that it was split off has its occurrences again; ``moved_to`` is the calendar into which one was
    put that is deleted in this one.
    """

    calendar_id: str
    uid: str
    href: str
    base_etag: str
    base_text: str | None
    edits: int
    made_at: datetime
    sent: int | None = None
    sent_text: str | None = None
    refused: Told | None = None
    words: str = ""
    splits: tuple[Split, ...] = ()
    part_of: PartOf | None = None
    moved_to: str = ""

    @property
    def is_left(self) -> bool:
        """Whether nothing waits, and only is remembered that the event was put into another calendar here: others may
        have put it into a third one, which a run has not looked at yet."""
        return self.edits == 0

    @property
    def is_of_missing(self) -> bool:
        """Whether it deletes an event that the server lacked: there is nothing to send unless that comes back."""
        return self.base_text is not None and not self.href

    def splits_after_sent(self) -> tuple[Split, ...]:
        """The series that what was sent does not leave to others yet."""
        return tuple(split for split in self.splits if self.sent is None or split.edit > self.sent)


class ConflictKind(StrEnum):
    """BOTH_CHANGED: the same was changed here and there. REWRITTEN: the server keeps it otherwise than it was sent.
    DOUBLE_BOOKED: a call was moved elsewhere to where another call stands. SPLIT_OFF: the event was split off a series
    here, which goes on there otherwise, or does not go on any more; it is taken out of the calendar.
    """

    BOTH_CHANGED = "both_changed"
    REWRITTEN = "rewritten"
    DOUBLE_BOOKED = "double_booked"
    SPLIT_OFF = "split_off"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of an event, of which the calendar has the server's where they touch. ``id`` is "" for a new one.

    ``base`` is what both began from, None where there was nothing; ``theirs`` is "" where they have none, and the
    series of what was split off it.
    ``touching`` names what both changed, as three_way.Touch spells it.
    """

    id: str
    kind: ConflictKind
    calendar_id: str
    uid: str
    base: str | None
    mine: str
    theirs: str
    touching: tuple[str, ...]
    found_at: datetime
