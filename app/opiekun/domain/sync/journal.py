"""What an edit made here does to the journal: one entry for each event, from the server's version to the latest here.

Whatever was edited, undone and deleted between two runs, an entry begins from what the server had, and there is none
where the calendar has that again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.sync.local import WITHHELD, JournalEntry, Resource, Split


class Edit(NamedTuple):
    """An edit of the event with that UID: its text before and after, None where there is none."""

    uid: str
    before: str | None
    after: str | None


def first_edit(calendar_id: str, edit: Edit, shown: Resource | None, at: datetime) -> JournalEntry | None:
    """The entry of an event of which nothing waits yet, None where the server need not learn of the edit.

    ``shown`` is the resource whose event it is; where the server has none, the event is new there. Of one that cannot
    be read any more the etag stands for what nobody here has seen, so that it is none to overwrite by. What is deleted
    of which the server shows nothing was missing there, and may come back: the deletion is remembered without an href.
    """
    if edit.before == edit.after:
        return None
    if shown is None or edit.before is None:
        return JournalEntry(calendar_id, edit.uid, "", "", None if edit.after is not None else edit.before, 1, at)
    etag = shown.etag if shown.kept is None and shown.etag != WITHHELD else ""
    return JournalEntry(calendar_id, edit.uid, shown.href, etag, edit.before, 1, at)


def next_edit(entry: JournalEntry, after: str | None) -> JournalEntry | None:
    """The entry after another edit of its event, None where the server has just that.

    One that is under way stays, since nobody knows what the server has. One that was refused waits anew.
    """
    if entry.sent is None and after == entry.base_text:
        return None
    if entry.is_of_missing and after is not None:
        entry = replace(entry, base_text=None)
    return replace(entry, edits=entry.edits + 1, refused=None, words="", part_of=None, moved_to="")


def with_split(entry: JournalEntry, at: str, into: str) -> JournalEntry:
    """The entry of a series whose latest edit left what is from that occurrence on to the event ``into``."""
    others = tuple(split for split in entry.splits if split.uid != into)
    return replace(entry, splits=(*others, Split(at, into, entry.edits)))
