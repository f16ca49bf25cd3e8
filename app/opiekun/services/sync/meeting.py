"""What becomes of an event that waits to go out and meets what the server has of it. A pure function."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry
from opiekun.domain.sync.remote import RemoteText
from opiekun.domain.sync.rewriting import lost, same
from opiekun.domain.sync.three_way import Prefer, three_way
from opiekun.words import N_


class Meeting(NamedTuple):
    """``text`` is what the calendar has from now on, None for nothing; ``entry`` what waits still.

    ``ours`` tells that what the server has is what was sent, and nothing new came. ``indexed`` is the text read, where
    it is another than the one that came.
    """

    text: str | None
    entry: JournalEntry | None
    conflicts: tuple[Conflict, ...] = ()
    said: tuple[str, ...] = ()
    ours: bool = False
    indexed: IndexedObject | None = None


KEPT_THEIRS = N_("“{title}” was deleted here and changed on the server; it comes back as it is there.")
KEPT_MINE = N_("“{title}” was changed here and deleted on the server; it goes back to the server.")
MERGED = N_("“{title}” was changed here and on the server; both changes were merged.")
BOTH_CHANGED = N_(
    "“{title}” was changed here and on the server in the same place: the server's version stands, and yours is kept."
)
REWRITTEN = N_("The server changed “{title}” after it was sent.")


def acknowledged(entry: JournalEntry) -> bool:
    """Whether what was sent was taken by the server, and only how it keeps that is not known yet."""
    return entry.sent is not None and entry.sent_text is not None and entry.base_text == entry.sent_text


def meeting(entry: JournalEntry, mine: str | None, came: RemoteText, at: datetime, *, just_sent: bool) -> Meeting:
    """What comes of an entry, and of ``mine`` (what the calendar has; None: it was deleted), when ``came`` arrives.

    ``just_sent``: the server has taken what was sent a moment ago. Then what it has is what it made of that, whatever
    etag it gave: some write a resource once more by themselves. It ends what was under way: either the server has
    what was sent, or it has something else. What cannot be merged stays beside each other: the server's, and ours as a
    conflict.
    """
    found = Conflict(
        "", ConflictKind.BOTH_CHANGED, entry.calendar_id, entry.uid, entry.base_text, mine or "", came.text, (), at
    )
    try:
        met = _sent_or_edited(entry, mine, came, found, just_sent=just_sent)
        if met.text is None or met.text == came.text:
            return met
        return met._replace(indexed=read_text(met.text))
    except BadComponent:
        return Meeting(came.text, None, (found,) if mine is not None else ())


def _sent_or_edited(
    entry: JournalEntry, mine: str | None, came: RemoteText, found: Conflict, *, just_sent: bool
) -> Meeting:
    """As :func:`meeting`. Raises BadComponent where one of the texts cannot be read."""
    sent = entry.sent_text if _is_ours(entry, came, just_sent=just_sent) else None
    if sent is None:
        return _met(entry, mine, came, found)
    met = _met(replace(entry, base_text=sent), mine, came, replace(found, base=sent))
    touching = lost(sent, came.text) if sent != came.text else ()
    if touching:
        rewritten = replace(found, kind=ConflictKind.REWRITTEN, base=None, mine=sent, touching=touching)
        met = met._replace(conflicts=(rewritten, *met.conflicts), said=(REWRITTEN, *met.said))
    return met._replace(ours=True)


def _met(entry: JournalEntry, mine: str | None, came: RemoteText, found: Conflict) -> Meeting:
    """As :func:`meeting`, where ``entry.base_text`` is what the server had before it changed it by itself."""
    base = entry.base_text
    waits = replace(entry, href=came.href, base_etag=came.etag, base_text=came.text, sent=None, sent_text=None)
    unchanged = base is not None and (base == came.text or same(base, came.text))
    if mine == base:
        return Meeting(came.text, None)
    if mine is None:
        return Meeting(None, waits) if unchanged else Meeting(came.text, None, said=(KEPT_THEIRS,))
    merge = three_way(base, mine, came.text, prefer=Prefer.MINE if unchanged else Prefer.THEIRS)
    entry_left = None if same(merge.text, came.text) else waits
    text = merge.text if entry_left is not None else came.text
    if unchanged:  # only spelling is new
        return Meeting(text, entry_left)
    if not merge.touching:
        return Meeting(text, entry_left, said=(MERGED,) if entry_left is not None else ())
    conflict = replace(found, touching=tuple(map(str, merge.touching)))
    return Meeting(text, entry_left, (conflict,), (BOTH_CHANGED,))


def _is_ours(entry: JournalEntry, came: RemoteText, *, just_sent: bool) -> bool:
    """Whether the server's version is what was sent."""
    if entry.sent is None or entry.sent_text is None:
        return False
    if acknowledged(entry):
        return just_sent or not entry.base_etag or not came.etag or entry.base_etag == came.etag
    return same(entry.sent_text, came.text)
