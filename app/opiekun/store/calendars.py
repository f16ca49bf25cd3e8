"""Calendars, their objects as text, and the index in which occurrences are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BindParameter,
    Connection,
    CursorResult,
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.stored import ObjectText, StoredObject
from opiekun.domain.errors import DamagedIndex
from opiekun.domain.instants import UtcSeconds
from opiekun.store.calendar_rows import COLUMNS, WEEK, bounds_values, event_of, event_values, object_of
from opiekun.store.calendar_tables import calendar_events, calendar_objects, calendars
from opiekun.store.changing import Changing
from opiekun.store.sync_memory import forget_sync
from opiekun.store.text import clean, fold
from opiekun.store.upsert import upsert

# As many as the drivers take as values of one statement.
_AT_ONCE = 30_000
_PART = 500
_MOST_SEEN = 8_000

Seen = dict[int, tuple[int, StoredObject]]
"""Objects that were made from their rows before, by key, each with the number of the change that wrote them."""

_objects, _events = calendar_objects.c, calendar_events.c
_STANDING = select(calendars.c.id).where(calendars.c.removed_at.is_(None))
_SHOWN = _STANDING.where(calendars.c.shown)
_TEXTS = select(_objects.key, _objects.calendar_id, _objects.uid, _objects.text).where(_objects.text.is_not(None))
_INDEX = select(
    _objects.key,
    _objects.calendar_id,
    _objects.made_at,
    _objects.uid,
    _objects.first_at,
    _objects.last_at,
    _objects.changed,
    *(_events[name] for name in COLUMNS),
).join(calendar_events)


def _in_range(standing: Any) -> Any:
    """Keys and changes of the objects that may touch a stretch: short ones by their first moment, others by their last.

    The calendar is asked for last, without an index of its own, so that no database begins with it.
    """
    since: BindParameter[int] = bindparam("since")
    until: BindParameter[int] = bindparam("until")
    found = select(_objects.key, _objects.changed).where(
        _objects.first_at < until, _objects.last_at >= since, _objects.calendar_id.in_(standing)
    )
    return union_all(
        found.where(_objects.long.is_(False), _objects.first_at >= since - WEEK), found.where(_objects.long.is_(True))
    )


_IN_RANGE = {False: _in_range(_SHOWN), True: _in_range(_STANDING)}
_BOUNDS = (_objects.first_at, _objects.last_at, _objects.long)
_PLACE = ("object_key", "position")
_ABOUT = itemgetter(slice(7))
_ADD_OBJECTS, _ADD_EVENTS = insert(calendar_objects), insert(calendar_events)
_SET_OBJECT = update(calendar_objects).where(_objects.key == bindparam("of_key"))


class SqlCalendars:
    """The calendars of the desk. ``seen`` spares a reading unit the making of objects that did not change."""

    def __init__(self, connection: Connection, changing: Changing, seen: Seen | None) -> None:
        self._connection = connection
        self._changing = changing
        self._seen = seen

    def all(self) -> list[Calendar]:
        """Those that were not removed, in their order."""
        rows = self._connection.execute(
            select(calendars).where(calendars.c.removed_at.is_(None)).order_by(calendars.c.position, calendars.c.id)
        )
        return [_calendar_of(row) for row in rows]

    def get(self, calendar_id: str) -> Calendar | None:
        """By its id; also one that was removed."""
        row = self._connection.execute(select(calendars).where(calendars.c.id == calendar_id)).one_or_none()
        return None if row is None else _calendar_of(row)

    def save(self, calendar: Calendar) -> None:
        """Store a calendar, new or known by its id; a new one comes last. One that is default is the only one."""
        change = self._changing.number()
        if calendar.default:
            others = update(calendars).where(calendars.c.id != calendar.id, calendars.c.is_default)
            self._connection.execute(others.values(is_default=False, changed=change))
        values = {
            "name": calendar.name,
            "colour": calendar.colour,
            "shown": calendar.shown,
            "is_default": calendar.default,
            "read_only": calendar.read_only,
            "agent_id": calendar.agent_id or None,
            "changed": change,
        }
        if self.get(calendar.id) is None:
            last: int = self._connection.scalar(select(func.max(calendars.c.position))) or 0
            values["position"] = last + 1
        upsert(self._connection, calendars, {"id": calendar.id}, values)

    def set_removed(self, calendar_id: str, at: datetime | None) -> None:
        """Remove a calendar with all that it holds, or bring it back."""
        values = {"removed_at": at, "changed": self._changing.number()}
        self._connection.execute(update(calendars).where(calendars.c.id == calendar_id).values(values))

    def forget(self, removed_before: datetime) -> None:
        """Let go of what removed calendars held, and of what is remembered of it for the sync."""
        old = select(calendars.c.id).where(calendars.c.removed_at < removed_before)
        forget_sync(self._connection, old)
        keys = select(_objects.key).where(_objects.calendar_id.in_(old))
        self._connection.execute(delete(calendar_events).where(_events.object_key.in_(keys)))
        self._connection.execute(delete(calendar_objects).where(_objects.calendar_id.in_(old)))
        self._connection.execute(delete(calendars).where(calendars.c.removed_at < removed_before))

    def new_id(self) -> str:
        """A new id for a calendar."""
        return str(uuid4())

    def in_range(self, since: UtcSeconds, until: UtcSeconds, *, hidden: bool) -> list[StoredObject]:
        """The objects that may have occurrences in that stretch; two statements at most, one where all were seen.

        Raises DamagedIndex, as all that tells of the index.
        """
        found = self._connection.execute(_IN_RANGE[hidden], {"since": since, "until": until})
        return self._made(_pairs(found))

    def indexed(self, keys: Iterable[int]) -> list[StoredObject]:
        """The objects of those keys as the index has them."""
        found = self._connection.execute(select(_objects.key, _objects.changed).where(_objects.key.in_(list(keys))))
        return self._made(_pairs(found))

    def search(self, words: str, limit: int) -> list[StoredObject]:
        """Objects of shown calendars of which some event holds every word, accents and case aside; latest first."""
        # No more than a person types: a pattern's length and an expression's depth have limits in SQLite.
        wanted = fold(words[:500]).split()[:20]
        if not wanted:
            return []
        found = select(_events.object_key).distinct()
        for word in wanted:
            found = found.where(_events.searched.contains(word, autoescape=True))
        objects = (
            select(_objects.key, _objects.changed)
            .where(_objects.key.in_(found), _objects.calendar_id.in_(_SHOWN))
            .order_by(_objects.last_at.desc(), _objects.key)
            .limit(limit)
        )
        return self._made(_pairs(self._connection.execute(objects)))

    def text(self, key: int) -> ObjectText | None:
        """The object of that number, with its text."""
        row = self._connection.execute(_TEXTS.where(_objects.key == key)).one_or_none()
        return None if row is None else ObjectText(*row)

    def named(self, uid: str, calendar_id: str | None = None) -> list[ObjectText]:
        """The objects of a UID, in that calendar or in all that were not removed."""
        places = [calendar_id] if calendar_id is not None else _STANDING
        rows = self._connection.execute(
            _TEXTS.where(_objects.uid == uid, _objects.calendar_id.in_(places)).order_by(_objects.key)
        )
        return [ObjectText(*row) for row in rows]

    def made_at(self, key: int) -> UtcSeconds:
        """When this desk first got an object that is there."""
        return UtcSeconds(self._connection.execute(select(_objects.made_at).where(_objects.key == key)).scalar_one())

    def texts_of(self, calendar_id: str, uids: Sequence[str]) -> dict[str, str]:
        """The texts of those UIDs that the calendar has, by UID."""
        here = select(_objects.uid, _objects.text).where(
            _objects.calendar_id == calendar_id, _objects.text.is_not(None)
        )
        found: dict[str, str] = {}
        for start in range(0, len(uids), _PART):
            rows = self._connection.execute(here.where(_objects.uid.in_(uids[start : start + _PART])))
            found.update((row.uid, row.text) for row in rows)
        return found

    def texts(self, calendar_id: str | None = None) -> Iterator[ObjectText]:
        """The objects of a calendar, or of all, by key; a bounded number in memory at a time."""
        query = _TEXTS if calendar_id is None else _TEXTS.where(_objects.calendar_id == calendar_id)
        last = -1
        while rows := self._connection.execute(
            query.where(_objects.key > last).order_by(_objects.key).limit(_PART)
        ).all():
            yield from (ObjectText(*row) for row in rows)
            last = rows[-1].key

    def put(self, calendar_id: str, made_at: UtcSeconds, objects: Sequence[tuple[IndexedObject, str]]) -> list[int]:
        """Store texts with their index, each in place of what the calendar has of its UID; the answer is their keys.

        An object that was dropped comes back under its own key. ``made_at`` is kept for those that are new.
        """
        change = self._changing.number()
        known = self._keys(calendar_id, [indexed.uid for indexed, _text in objects])
        free = (self._connection.scalar(select(func.max(_objects.key))) or 0) + 1
        added, changed, events, keys = [], [], [], []
        for indexed, text in objects:
            uid = clean(indexed.uid)
            values = bounds_values(indexed) | {"changed": change, "text": text}
            key = known.get(uid)
            if key is None:
                key, free = free, free + 1
                added.append(values | {"key": key, "calendar_id": calendar_id, "uid": uid, "made_at": made_at})
            else:
                changed.append(values | {"of_key": key})
            keys.append(key)
            places = enumerate(indexed.events)
            events += [{"object_key": key, "position": place} | event_values(event) for place, event in places]
        if changed:
            self._clear([values["of_key"] for values in changed])
            self._connection.execute(_SET_OBJECT, changed)
        if added:
            self._connection.execute(_ADD_OBJECTS, added)
        if events:
            self._connection.execute(_ADD_EVENTS, events)
        return keys

    def drop(self, calendar_id: str, uids: Sequence[str]) -> list[int]:
        """Take the texts of those UIDs away; the answer is their keys, which stay theirs."""
        keys = list(self._keys(calendar_id, uids).values())
        if keys:
            self._clear(keys)
            gone = {"text": None, "first_at": None, "last_at": None, "changed": self._changing.number()}
            for start in range(0, len(keys), _PART):
                part = update(calendar_objects).where(_objects.key.in_(keys[start : start + _PART]))
                self._connection.execute(part.values(gone))
        return keys

    def disagreeing(self, objects: Mapping[int, IndexedObject]) -> set[int]:
        """The keys of those objects whose index is not as one that is made now."""
        here = _objects.key.in_(list(objects))
        bounds = self._connection.execute(select(_objects.key, *_BOUNDS).where(here)).mappings()
        have = {row["key"]: {name: row[name] for name in row if name != "key"} for row in bounds}
        wrong = {key for key, indexed in objects.items() if have.get(key) != bounds_values(indexed)}
        rows = self._connection.execute(
            select(calendar_events)
            .where(_events.object_key.in_(list(objects)))
            .order_by(_events.object_key, _events.position)
        ).mappings()
        events = {
            key: [{name: row[name] for name in row if name not in _PLACE} for row in part]
            for key, part in groupby(rows, key=itemgetter("object_key"))
        }
        for key, indexed in objects.items():
            if events.get(key, []) != [event_values(event) for event in indexed.events]:
                wrong.add(key)
        return wrong

    def damaged(self, keys: Iterable[int]) -> set[int]:
        """The keys of those objects whose index cannot be read."""
        found = set()
        for key in keys:
            try:
                self.indexed([key])
            except DamagedIndex:
                found.add(key)
        return found

    def hide(self, keys: Sequence[int]) -> None:
        """Take away the index of those objects; their texts stay as they are."""
        self._clear(keys)
        gone = {"first_at": None, "last_at": None, "changed": self._changing.number()}
        self._connection.execute(update(calendar_objects).where(_objects.key.in_(keys)).values(gone))

    def changed_since(self, change: int) -> frozenset[int]:
        """The keys of the objects that later transactions changed or dropped."""
        return frozenset(self._connection.scalars(select(_objects.key).where(_objects.changed > change)))

    def calendars_changed_since(self, change: int) -> bool:
        """Whether later transactions changed, added or removed a calendar."""
        return self._connection.scalar(select(calendars.c.id).where(calendars.c.changed > change).limit(1)) is not None

    def _keys(self, calendar_id: str, uids: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        here = select(_objects.uid, _objects.key).where(_objects.calendar_id == calendar_id)
        for start in range(0, len(uids), _PART):
            wanted = here.where(_objects.uid.in_(uids[start : start + _PART]))
            found.update((uid, key) for uid, key in self._connection.execute(wanted))
        return found

    def _clear(self, keys: Sequence[int]) -> None:
        for start in range(0, len(keys), _PART):
            rows = _events.object_key.in_(keys[start : start + _PART])
            self._connection.execute(delete(calendar_events).where(rows))

    def _made(self, changes: dict[int, int]) -> list[StoredObject]:
        """The objects of those keys, in their order, from memory where they are as they were at that change."""
        seen = self._seen if self._seen is not None else {}
        made: dict[int, StoredObject] = {}
        for key, change in changes.items():
            known = seen.get(key)
            if known is not None and known[0] == change:
                made[key] = known[1]
        missing = [key for key in changes if key not in made]
        if len(seen) + len(missing) > _MOST_SEEN:
            seen.clear()
        for start in range(0, len(missing), _AT_ONCE):
            wanted = _INDEX.where(_objects.key.in_(missing[start : start + _AT_ONCE]))
            rows = self._connection.execute(wanted.order_by(_objects.key, _events.position))
            for about, part in groupby(rows, key=_ABOUT):
                key, calendar_id, made_at, uid, first, last, change = about
                events = tuple(event_of(row[len(about) :]) for row in part)
                made[key] = StoredObject(key, calendar_id, made_at, object_of(uid, first, last, events))
                seen[key] = (change, made[key])
        return [made[key] for key in changes if key in made]


def _pairs(found: CursorResult[Any, Any]) -> dict[int, int]:
    return dict(iter(found))


def _calendar_of(row: Row[Any]) -> Calendar:
    return Calendar(row.id, row.name, row.colour, row.shown, row.is_default, row.read_only, row.agent_id or "")
