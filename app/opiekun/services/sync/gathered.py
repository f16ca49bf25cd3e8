"""What is to be written of a collection's calendar in one transaction, gathered and written at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.journal import with_split
from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry, Resource, Split
from opiekun.domain.sync.parted import Mine
from opiekun.domain.sync.told import Told
from opiekun.services.done import ObjectChange
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.calendar_text import title_of_text
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.hosted import follow_elsewhere


class Gathered:
    """The events, resources and edits of a calendar as they are from now on; all but the edits are written by
    :meth:`write`.

    ``resources`` are by key, None for what is forgotten. What the exchange counts and says of it, it learns in the end.
    """

    def __init__(self, exchange: Exchange, unit: UnitOfWork) -> None:
        self._exchange = exchange
        self._unit = unit
        self._id = exchange.calendar_id
        self._texts: dict[str, str | None] = {}
        self._changed: dict[str, tuple[IndexedObject, str] | None] = {}
        self._before: dict[str, str | None] = {}
        self._as_sent: set[str] = set()
        self._elsewhere: list[ObjectChange] = []
        self._entries: dict[str, JournalEntry] = {}
        self._said: list[tuple[Told, str]] = []
        self._lied = False
        self.resources: dict[str, Resource | None] = {}
        self.tally = replace(exchange.tally)

    def look_up(self, keys: Collection[str], uids: Collection[str] = ()) -> dict[str, Resource]:
        """The resources of those keys as they were; of them and of those UIDs, events and what waits are at hand."""
        known = self._unit.sync.resources_at(self._id, keys)
        about = {*uids, *(each.uid for each in known.values())} - {""}
        self._entries.update(self._unit.sync.entries(self._id, about))
        wanted = about - self._texts.keys()
        here = self._unit.calendars.texts_of(self._id, list(wanted))
        self._texts.update((uid, here.get(uid)) for uid in wanted)
        return known

    def text(self, uid: str) -> str | None:
        """What the calendar has of an event."""
        if uid not in self._texts:
            self._texts[uid] = self._unit.calendars.texts_of(self._id, [uid]).get(uid)
        return self._texts[uid]

    def entry(self, uid: str) -> JournalEntry | None:
        """What waits of an event that was looked up."""
        return self._entries.get(uid)

    def split_off(self, entry: JournalEntry) -> dict[str, Mine]:
        """What was split off a series that waits, and off that again, by UID, whatever calendar has it now."""
        found = dict[str, Mine]()
        left = [*entry.splits]
        while left:
            uid = left.pop().uid
            part = self.part(uid)
            waits = None if part is None else self._unit.sync.entry(part.calendar_id, uid)
            found[uid] = Mine(None if part is None else part.text, waits.splits if waits is not None else ())
            left += [split for split in found[uid].splits if split.uid not in found]
        return found

    def part(self, uid: str) -> ObjectText | None:
        """What was split off a series: only one calendar has it."""
        self.look_up([], [uid])
        text = self.text(uid)
        if text is not None:
            return ObjectText(0, self._id, uid, text)
        return next((each for each in self._unit.calendars.named(uid) if each.calendar_id != self._id), None)

    def put(self, uid: str, text: str | None, indexed: IndexedObject | None = None) -> None:
        """The calendar has that text of an event, None for none. Raises BadComponent."""
        mine = self.text(uid)
        change = None if text is None else (indexed or read_text(text), text)
        self._texts[uid] = text
        if text != mine:
            self._before.setdefault(uid, mine)
            self._changed[uid] = change

    def edit(self, uid: str, text: str | None) -> None:
        """As :meth:`put`, for a text that the server is to have too."""
        self._unit.sync.note_edits(self._id, [(uid, self.text(uid), text)], self._exchange.now())
        self.put(uid, text)
        self._entries.pop(uid, None)
        self.look_up([], [uid])

    def edit_in(self, place: ObjectText, text: str | None, indexed: IndexedObject | None = None) -> None:
        """As :meth:`edit`, in another calendar."""
        where, now = place.calendar_id, self._exchange.now()
        if text is None:
            self._unit.calendars.drop(where, [place.uid])
        else:
            self._unit.calendars.put(where, utc_seconds(now), [(indexed or read_text(text), text)])
        self._unit.sync.note_edits(where, [(place.uid, place.text, text)], now)
        self._elsewhere.append(ObjectChange(where, place.uid, place.text, text))
        self._exchange.together.edited.add(where)

    def leave(self, place: ObjectText, splits: Iterable[Split]) -> None:
        """What waits of a series in another calendar leaves a part of it to these."""
        waits = self._unit.sync.entry(place.calendar_id, place.uid)
        if waits is not None:
            for split in splits:
                waits = with_split(waits, split.at, split.uid)
            self._unit.sync.save_entry(waits)

    def carry(self, series: JournalEntry, where: str) -> None:
        """Put what was split off a series, and has not gone out, into another calendar."""
        for uid, part in self.split_off(series).items():
            waits = self.entry(uid)
            if part.text is None or waits is None or waits.base_text is not None or waits.sent is not None:
                continue
            self._unit.calendars.put(where, utc_seconds(self._exchange.now()), [(read_text(part.text), part.text)])
            self._unit.sync.save_entry(replace(waits, calendar_id=where, href=""))
            self._elsewhere.append(ObjectChange(where, uid, None, part.text))
            self._exchange.together.edited.add(where)
            self.put(uid, None)
            self.save(uid, None)

    def is_as_sent(self, uid: str) -> None:
        """What changed of an event is only how the server keeps what was sent to it."""
        self._as_sent.add(uid)

    def save(self, uid: str, entry: JournalEntry | None) -> None:
        """That waits of an event from now on, None for nothing."""
        if entry is None:
            self._entries.pop(uid, None)
            self._unit.sync.drop_entry(self._id, uid)
        else:
            self._entries[uid] = entry
            self._unit.sync.save_entry(entry)

    def refuse(self, entry: JournalEntry, sentence: str) -> None:
        """What waits of an event waits for the agent."""
        if entry.uid in self._exchange.put_now:  # what was taken and is not there has not gone out
            self._exchange.put_now.discard(entry.uid)
            self.tally.uploaded -= 1
        title = title_of_text(self.text(entry.uid) or entry.base_text)
        self.save(entry.uid, replace(entry, refused=Told(sentence, {"title": title}), sent=None, sent_text=None))
        self.tally.refused += 1
        self.say(sentence, entry.uid, title)

    def keep(self, conflict: Conflict) -> None:
        """Keep a conflict; a server that rewrites the same each time is told of once."""
        if conflict.kind is ConflictKind.REWRITTEN:
            for known in self._unit.sync.conflicts_of(conflict.calendar_id, conflict.uid):
                if known.kind is conflict.kind:
                    self._unit.sync.drop_conflict(known.id)
        self._unit.sync.add_conflict(conflict)
        self.tally.conflicts += 1

    def say(self, sentence: str, uid: str, title: str) -> None:
        """Tell that of an event in the log."""
        self._said.append((Told(sentence, {"title": title}), uid))

    def etags_lie(self) -> bool:
        """The server's etags cannot be relied on; the answer is whether that is news."""
        if self._lied or self._exchange.collection(self._unit).etags_lie:
            return False
        self._lied = True
        return True

    def write(self) -> None:
        """Write what was gathered. The tally and the log learn of it, so the transaction is to end well."""
        unit, now = self._unit, self._exchange.now()
        dropped = [uid for uid, change in self._changed.items() if change is None]
        put = [change for change in self._changed.values() if change is not None]
        if dropped:
            unit.calendars.drop(self._id, dropped)
        if put:
            unit.calendars.put(self._id, utc_seconds(now), put)
        if self._lied:
            unit.sync.save_collection(replace(self._exchange.collection(unit), etags_lie=True))
        lost = [key for key, resource in self.resources.items() if resource is None]
        if lost:
            unit.sync.drop_resources(self._id, lost)
        kept = [resource for resource in self.resources.values() if resource is not None]
        if kept:
            unit.sync.put_resources(self._id, kept)
        for line in follow_elsewhere(self._exchange, unit, self._done_elsewhere(), self._exchange.host):
            self._said.append(line)
        self._exchange.tally = self.tally
        for said, uid in self._said:
            self._exchange.say(said, uid)

    def _done_elsewhere(self) -> list[ObjectChange]:
        """What others did, without what is only how a server keeps what was sent to it."""
        return self._elsewhere + [
            ObjectChange(self._id, uid, self._before[uid], None if change is None else change[1])
            for uid, change in self._changed.items()
            if uid not in self._as_sent
        ]
