"""What becomes of an event that waits to go out and meets what the server has of it. A pure function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.splitting import split_off_of
from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.groups import TIME
from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry
from opiekun.domain.sync.parted import Mine, Part, parted
from opiekun.domain.sync.remote import RemoteText
from opiekun.domain.sync.rewriting import lost, same, stamps
from opiekun.domain.sync.three_way import EVENT, Prefer, three_way
from opiekun.words import N_


class Meeting(NamedTuple):
    """``text`` is what the calendar has of the event ``uid`` from now on, None for nothing; ``entry`` what waits still.

    ``ours`` tells that what the server has is what was sent, and nothing new came. ``indexed`` is the text read, where
    it is another than the one that came. ``parts`` are what was split off it, where it is otherwise from now on.
    """

    uid: str
    text: str | None
    entry: JournalEntry | None
    conflicts: tuple[Conflict, ...] = ()
    said: tuple[str, ...] = ()
    ours: bool = False
    indexed: IndexedObject | None = None
    parts: tuple[MetPart, ...] = ()


class MetPart(NamedTuple):
    """An event that was split off a series: what the calendar has of it from now on, None for nothing, and what is said
    of it."""

    uid: str
    text: str | None
    said: str


KEPT_THEIRS = N_("“{title}” was deleted here and changed on the server; it comes back as it is there.")
KEPT_MINE = N_("“{title}” was changed here and deleted on the server; it goes back to the server.")
MERGED = N_("“{title}” was changed here and on the server; both changes were merged.")
BOTH_CHANGED = N_(
    "“{title}” was changed here and on the server in the same place: the server's version stands, and yours is kept."
)
PART_MERGED = N_("The later part of “{title}” was merged with what was changed on the server.")
PART_BOTH_CHANGED = N_(
    "The later part of “{title}” was changed here and on the server in the same place: the server's version stands, "
    "and yours is kept."
)
SPLIT_OFF = N_(
    "“{title}” was split off a series here, and on the server the series goes on otherwise or ends before that: yours "
    "is kept."
)
REWRITTEN = N_("The server changed “{title}” after it was sent.")


_WHEN = frozenset({TIME, EVENT})
"""Touches of a series where it goes on as theirs does."""


def goes_on_as_theirs(met: Meeting) -> bool:
    """Whether a series recurs as theirs does, and what mine said of that is kept beside it."""
    return any(not {*each.touching}.isdisjoint(_WHEN) for each in met.conflicts)


def acknowledged(entry: JournalEntry) -> bool:
    """Whether what was sent was taken by the server, and only how it keeps that is not known yet."""
    return entry.sent is not None and entry.sent_text is not None and entry.base_text == entry.sent_text


def begun_from(entry: JournalEntry, came: RemoteText) -> JournalEntry:
    """The entry as one that waits beside what the server has now."""
    return replace(entry, href=came.href, base_etag=came.etag, base_text=came.text, sent=None, sent_text=None)


def meeting(
    entry: JournalEntry,
    mine: str | None,
    came: RemoteText,
    at: datetime,
    *,
    just_sent: bool,
    turned_down: bool,
    split_off: Mapping[str, Mine],
) -> Meeting:
    """What comes of an entry, and of ``mine`` (what the calendar has; None: it was deleted), when ``came`` arrives.

    ``just_sent``: the server has taken what was sent a moment ago. Then what it has is what it made of that, whatever
    etag it gave: some write a resource once more by themselves. It ends what was under way: either the server has what
    was sent, or it has something else. What cannot be merged stays beside each other: the server's, and ours as a
    conflict. ``turned_down``: it would not have what was sent. ``split_off`` is what was split off it, by UID, and off
    that again.
    """
    here = {**split_off, entry.uid: Mine(mine, entry.splits)}
    found = Conflict(
        "", ConflictKind.BOTH_CHANGED, entry.calendar_id, entry.uid, entry.base_text, mine or "", came.text, (), at
    )
    try:
        met = _sent_or_edited(entry, here, came, found, just_sent=just_sent, turned_down=turned_down)
        if met.text is None or met.text == came.text:
            return met
        return met._replace(indexed=read_text(met.text))
    except BadComponent:
        return _without_parts(Meeting(found.uid, came.text, None, (found,) if mine is not None else ()), here, found)


def _sent_or_edited(
    entry: JournalEntry,
    here: Mapping[str, Mine],
    came: RemoteText,
    found: Conflict,
    *,
    just_sent: bool,
    turned_down: bool,
) -> Meeting:
    """As :func:`meeting`. Raises BadComponent where one of the texts cannot be read."""
    divided_here = _comes_from_ours(entry, came, turned_down=turned_down)
    plain = entry.splits == entry.splits_after_sent()  # what was sent divides nothing
    ours = _is_ours(entry, came, just_sent=just_sent) and (plain or acknowledged(entry) or divided_here)
    sent = entry.sent_text if ours else None
    if sent is None and not divided_here:
        return _met(entry, here, came, found)
    settled = replace(entry, base_text=entry.sent_text, splits=entry.splits_after_sent())
    left = {**here, entry.uid: Mine(here[entry.uid].text, settled.splits)}
    met = _met(settled, left, came, replace(found, base=entry.sent_text))
    if sent is None:
        return met
    touching = lost(sent, came.text) if sent != came.text else ()
    if touching:
        rewritten = replace(found, kind=ConflictKind.REWRITTEN, base=None, mine=sent, touching=touching)
        met = met._replace(conflicts=(rewritten, *met.conflicts), said=(REWRITTEN, *met.said))
    return met._replace(ours=True)


def _met(entry: JournalEntry, here: Mapping[str, Mine], came: RemoteText, found: Conflict) -> Meeting:
    """As :func:`meeting`, where ``entry.base_text`` is what the server had before it changed it by itself."""
    base, mine = entry.base_text, here[entry.uid].text
    waits = begun_from(entry, came)
    if mine == base:
        return Meeting(entry.uid, came.text, None)
    if base is not None and (base == came.text or same(base, came.text)):  # only spelling is new
        text = mine if mine is None else three_way(base, mine, came.text, prefer=Prefer.MINE).text
        return _waiting(text, waits, came)
    if not any(split.uid in here and here[split.uid].text for split in entry.splits):
        return _merged(mine, waits, came, found)
    parts = parted(entry.uid, base or came.text, came.text, here, found.found_at)
    if parts:
        bases = [part.base if base is not None else None for part in parts]
        met = _merged(mine, waits, came, replace(found, base=bases[0], theirs=parts[0].theirs or ""))
        for part, began in zip(parts[1:], bases[1:], strict=True):
            met = _with_part(met, part, replace(found, base=began, mine=here[part.uid].text or ""))
        return met
    met = _merged(mine, waits, came, found)
    # Without a base nobody knows whose end it is where theirs ends as mine does.
    contested = mine is None or base is None or goes_on_as_theirs(met)
    return _without_parts(met, here, found) if contested else met


def _merged(mine: str | None, waits: JournalEntry, came: RemoteText, found: Conflict) -> Meeting:
    """What comes of two versions that were both changed from the base that was ``found``."""
    if mine is None:
        return _waiting(found.theirs, waits, came)._replace(said=(KEPT_THEIRS,))
    merge = three_way(found.base, mine, found.theirs, prefer=Prefer.THEIRS)
    met = _waiting(merge.text, waits, came)
    if not merge.touching:
        return met._replace(said=(MERGED,) if met.entry is not None else ())
    return met._replace(conflicts=(replace(found, touching=tuple(map(str, merge.touching))),), said=(BOTH_CHANGED,))


def _waiting(text: str | None, waits: JournalEntry, came: RemoteText) -> Meeting:
    """That text waits to go out, unless it is what came."""
    if text is not None and same(text, came.text):
        return Meeting(waits.uid, came.text, None)
    return Meeting(waits.uid, text, waits)


def _with_part(met: Meeting, part: Part, found: Conflict) -> Meeting:
    """With what was split off merged with what others made of that part of the series; base and mine are ``found``."""
    if part.theirs is None:
        return _without_part(met, part.uid, found)
    base, mine = found.base, found.mine
    merge = three_way(base, mine, part.theirs, prefer=Prefer.THEIRS)
    if (base is not None and same(base, part.theirs)) or (not merge.touching and same(merge.text, mine)):
        return met
    if not merge.touching:
        return met._replace(parts=(*met.parts, MetPart(part.uid, merge.text, PART_MERGED)))
    conflict = replace(found, uid=part.uid, theirs=part.theirs, touching=tuple(map(str, merge.touching)))
    met = met._replace(parts=(*met.parts, MetPart(part.uid, merge.text, PART_BOTH_CHANGED)))
    return met._replace(conflicts=(*met.conflicts, conflict))


def _without_parts(met: Meeting, here: Mapping[str, Mine], found: Conflict) -> Meeting:
    """Without anything that was split off, since the series goes on: the same would stand there twice."""
    for uid, (text, _) in here.items():
        if uid != found.uid and text is not None:
            met = _without_part(met, uid, replace(found, base=None, mine=text))
    return met


def _without_part(met: Meeting, uid: str, found: Conflict) -> Meeting:
    conflict = replace(found, kind=ConflictKind.SPLIT_OFF, uid=uid, touching=())
    return met._replace(parts=(*met.parts, MetPart(uid, None, SPLIT_OFF)), conflicts=(*met.conflicts, conflict))


def _is_ours(entry: JournalEntry, came: RemoteText, *, just_sent: bool) -> bool:
    """Whether the server's version is what was sent."""
    if entry.sent is None or entry.sent_text is None:
        return False
    if acknowledged(entry):
        return just_sent or not entry.base_etag or not came.etag or entry.base_etag == came.etag
    return same(entry.sent_text, came.text)


def _comes_from_ours(entry: JournalEntry, came: RemoteText, *, turned_down: bool) -> bool:
    """Whether the server's version of a series that was divided here is what was sent, or was made of that.

    Two who divide a series at one occurrence leave the same of it, and what they split off is another for each. A
    server that keeps no marks of ours is believed to have taken what it did not turn down.
    """
    sent = {split.uid for split in entry.splits} - {split.uid for split in entry.splits_after_sent()}
    if not sent or entry.sent_text is None:
        return False
    marks = split_off_of(came.text)
    if marks:
        return sent <= marks
    if turned_down and stamps(entry.sent_text) != stamps(came.text):
        return False
    return TIME not in lost(entry.sent_text, came.text)
