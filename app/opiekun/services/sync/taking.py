"""Taking in what a server has: texts into the calendar, merged with what waits here, and what is gone out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.errors import BadComponent
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry, Resource, href_key
from opiekun.domain.sync.remote import RemoteText
from opiekun.domain.sync.told import Told
from opiekun.services.done import ObjectChange
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.arrived import Arrived, arrived
from opiekun.services.sync.calendar_text import same_event, title_of_text
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.hosted import follow_elsewhere
from opiekun.services.sync.meeting import KEPT_MINE, acknowledged, meeting
from opiekun.words import N_

TWICE = N_("Another event of the server has the same UID and is shown in its place.")
THERE_AND_GONE = N_(
    "The server took the event, and does not have it now: it was deleted there at once, or never kept. It stays here."
)
LYING = N_(
    "The server has other content for “{title}” under the same version mark (ETag) as before. From now on contents are "
    "compared in this calendar, which takes longer."
)
UNREADABLE = N_("The server has a version of “{title}” that cannot be read. Here it stays as it was.")
EDIT_OF_UNREADABLE = N_(
    "The server has a version of “{title}” that cannot be read. What you changed stays here, and goes out once that "
    "can be read again or is deleted there."
)


class Taking:
    """Takes resources in within one transaction. What is written is gathered and written by :meth:`write`.

    ``gone`` are keys of resources that the server does not have any more, whose UIDs others may take over.
    """

    def __init__(self, exchange: Exchange, unit: UnitOfWork, gone: Collection[str] = ()) -> None:
        self._exchange = exchange
        self._unit = unit
        self._gone = gone
        self._id = exchange.calendar_id
        self._texts: dict[str, str | None] = {}
        self._changed: dict[str, tuple[IndexedObject, str] | None] = {}
        self._before: dict[str, str | None] = {}
        self._as_sent: set[str] = set()
        self._resources: dict[str, Resource | None] = {}
        self._shown: set[str] = set()
        self._entries: dict[str, JournalEntry] = {}
        self._tally = replace(exchange.tally)
        self._said: list[tuple[Told, str]] = []
        self._lied = False

    def take(self, batch: Sequence[Arrived]) -> None:
        """Take in resources with their texts."""
        known = self._unit.sync.resources_at(self._id, [each.key for each in batch])
        self._entries.update((entry.uid, entry) for entry in self._unit.sync.journal(self._id))
        uids = {each.uid for each in batch} | {each.uid for each in known.values()} - {""}
        here = self._unit.calendars.texts_of(self._id, list(uids))
        self._texts.update((uid, here.get(uid)) for uid in uids if uid not in self._texts)
        for each in batch:
            self._tally.unshown += each.indexed is None and each.key not in known
            self._take(each, self._resources.get(each.key) or known.get(each.key))

    def drop(self, keys: Iterable[str]) -> None:
        """Take out what the server does not have any more; what was changed here meanwhile stays and goes back."""
        known = self._unit.sync.resources_at(self._id, list(keys))
        self._entries.update((entry.uid, entry) for entry in self._unit.sync.journal(self._id))
        for key, resource in known.items():
            if key in self._resources:  # taken in anew, or taken over by another
                continue
            self._resources[key] = None
            if resource.uid and resource.shown:
                self._go_on(resource)
                self._left(resource.uid, key)

    def deleted_there(self, uid: str) -> bool:
        """A deletion that was made here is done there; the answer is whether that is news."""
        entry = self._unit.sync.entry(self._id, uid)
        if entry is None:
            return False
        key = href_key(entry.href)
        self._resources[key] = None
        mine = self._here(uid)
        fresh = replace(entry, href="", base_etag="", base_text=None, sent=None, sent_text=None)
        self._save(uid, None if mine is None else fresh)
        if mine is None:
            self._promote(uid, key)
        return True

    def not_kept(self, entry: JournalEntry) -> None:
        """The server took what was sent for an entry, and does not have it."""
        self._resources[href_key(entry.href)] = None
        self._refuse(replace(entry, href="", base_etag="", base_text=None), THERE_AND_GONE)

    def has(self, key: str) -> bool:
        """Whether something was found out of a resource already, such as that another takes its place."""
        return key in self._resources

    def forget(self, keys: Iterable[str]) -> None:
        """Let go of resources, and let their events stay in the calendar."""
        for key in keys:
            self._resources.setdefault(key, None)

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
        lost = [key for key, resource in self._resources.items() if resource is None]
        if lost:
            unit.sync.drop_resources(self._id, lost)
        kept = [resource for resource in self._resources.values() if resource is not None]
        if kept:
            unit.sync.put_resources(self._id, kept)
        for line in follow_elsewhere(self._exchange, unit, self._done_elsewhere(), self._exchange.host):
            self._said.append(line)
        self._exchange.tally = self._tally
        for said, uid in self._said:
            self._exchange.say(said, uid)

    def _done_elsewhere(self) -> list[ObjectChange]:
        """What others did, without what is only how a server keeps what was sent to it."""
        return [
            ObjectChange(self._id, uid, self._before[uid], None if change is None else change[1])
            for uid, change in self._changed.items()
            if uid not in self._as_sent
        ]

    def _take(self, each: Arrived, before: Resource | None) -> None:
        shown = before is not None and before.shown and bool(before.uid)
        if each.indexed is None:
            self._unread(each, before if shown else None)
            return
        uid = each.uid
        if before is not None:
            self._go_on(before)
        if before is not None and shown and before.uid != uid:
            self._resources[each.key] = each.resource()
            self._left(before.uid, each.key)
            shown = False
        holder = None if before is not None and shown else self._holder(uid, each.key)
        if holder is not None and holder.key not in self._gone:
            if before is None or before.etag != each.came.etag:
                self._say(TWICE, uid, each.came.text)
            self._resources[each.key] = each.resource(Told(TWICE))
            return
        if holder is not None:
            self._resources[holder.key] = None
        self._resources[each.key] = each.resource()
        if before is not None and shown:
            self._doubt(before, each)
        self._show(each)

    def _doubt(self, before: Resource, each: Arrived) -> None:
        """Find out whether the server has other content than it had under the same etag."""
        entry, came = self._entries.get(each.uid), each.came
        known = entry.base_text if entry is not None else self._texts.get(each.uid)
        if self._lied or not came.etag or before.etag != came.etag or same_event(known, came.text):
            return
        self._lied = not self._exchange.collection(self._unit).etags_lie
        if self._lied:
            self._say(LYING, each.uid, came.text)

    def _show(self, each: Arrived) -> None:
        """Let the calendar have the event, merged with what was edited here."""
        uid, came, mine = each.uid, each.came, self._texts.get(each.uid)
        self._shown.add(uid)
        entry = self._entries.get(uid)
        if entry is None:
            if mine != came.text:
                self._set(uid, came.text, each.indexed)
                self._tally.downloaded += 1
            return
        try:
            just_sent = uid in self._exchange.put_now
            met = meeting(entry, mine, came, self._exchange.now(), just_sent=just_sent)
            indexed = each.indexed if met.text == came.text else None
            self._set(uid, met.text, indexed)
        except BadComponent:
            # What cannot be merged stays beside each other: the server's, and ours as a conflict.
            self._set(uid, came.text, each.indexed)
            self._save(uid, None)
            if mine is not None:
                self._conflict(
                    Conflict(
                        "",
                        ConflictKind.BOTH_CHANGED,
                        self._id,
                        uid,
                        entry.base_text,
                        mine,
                        came.text,
                        (),
                        self._exchange.now(),
                    )
                )
            return
        self._save(uid, met.entry)
        self._exchange.put_now.discard(uid)
        self._exchange.deleted_now.discard(uid)
        if met.ours:
            self._as_sent.add(uid)
        for conflict in met.conflicts:
            self._conflict(conflict)
        for said in met.said:
            self._say(said, uid, met.text)
        self._tally.uploaded += met.ours and not acknowledged(entry)
        self._tally.downloaded += not met.ours and met.text != mine

    def _unread(self, each: Arrived, shown: Resource | None) -> None:
        """Remember a resource that is no event, or cannot be read. The event that it held stays as it was: nobody has
        deleted it.

        What the agent made of it waits, since nobody here knows what it would go over.
        """
        entry = self._entries.get(shown.uid) if shown is not None else None
        mine = self._texts[shown.uid] if shown is not None else None
        self._resources[each.key] = each.resource()
        if shown is None or (entry is None and mine is None):
            return
        title = title_of_text(mine or (entry.base_text if entry is not None else None))
        # The etag may be the one of before; it would not tell then when the text can be read again.
        same = not shown.etag or (shown.kept is None and shown.etag == each.came.etag)
        kept = each.resource()._replace(uid=shown.uid, kept=title, etag="" if same else each.came.etag)
        self._resources[each.key] = kept
        if entry is not None and entry.refused is None:
            self._refuse(replace(entry, base_etag=""), EDIT_OF_UNREADABLE)
        elif entry is None and shown.kept is None:
            self._said.append((Told(UNREADABLE, {"title": title}), shown.uid))

    def _go_on(self, before: Resource) -> None:
        """Let an edit wait to go out again that waited only for a text that could not be read."""
        entry = self._entries.get(before.uid)
        if before.kept is not None and entry is not None and entry.refused is not None:
            self._save(entry.uid, replace(entry, refused=None, words=""))

    def _left(self, uid: str, key: str) -> None:
        """A resource does not hold that event any more: it goes, unless it was changed here or is elsewhere too."""
        entry = self._entries.get(uid)
        mine = self._texts[uid] = self._texts[uid] if uid in self._texts else self._here(uid)
        goes_back = False
        if entry is not None and mine is None:
            self._save(uid, None)
            self._tally.deleted_remote += uid in self._exchange.deleted_now
            self._exchange.deleted_now.discard(uid)
        elif entry is not None:
            goes_back = self._keep_edited(entry, mine)
        if mine is not None and uid not in self._entries:
            self._set(uid, None, None)
            self._tally.deleted_local += 1
        if not self._promote(uid, key) and goes_back:
            self._say(KEPT_MINE, uid, mine)

    def _keep_edited(self, entry: JournalEntry, mine: str | None) -> bool:
        """Let an event that is gone there and was changed here stay; the answer is whether it is to go there anew."""
        fresh = replace(entry, href="", base_etag="", base_text=None, sent=None, sent_text=None)
        if entry.uid in self._exchange.put_now:
            self._refuse(fresh, THERE_AND_GONE)
            return False
        deleted_by_us = entry.sent is not None and entry.sent_text is None
        if entry.base_text == mine and not deleted_by_us:  # it went out before it was deleted there
            self._save(entry.uid, None)
            return False
        self._save(entry.uid, fresh)
        return True

    def _promote(self, uid: str, key: str) -> bool:
        """Show another resource that holds the UID; the answer is whether there is one."""
        for other in self._unit.sync.resources_of(self._id, uid):
            if other.key == key or other.key in self._gone or other.text is None or other.key in self._resources:
                continue
            each = arrived(RemoteText(other.href, other.etag, other.schedule_tag, other.text))
            if each.uid == uid:
                self._resources[other.key] = each.resource()
                self._show(each)
                return True
        return False

    def _holder(self, uid: str, key: str) -> Resource | None:
        """The other resource whose event of that UID is shown."""
        for resource in self._resources.values() if uid in self._shown else ():
            if resource is not None and resource.uid == uid and resource.shown and resource.key != key:
                return resource
        if self._texts.get(uid) is None and uid not in self._entries:
            return None
        for resource in self._unit.sync.resources_of(self._id, uid):
            if resource.shown and resource.key != key and resource.key not in self._resources:
                return resource
        return None

    def _here(self, uid: str) -> str | None:
        return self._unit.calendars.texts_of(self._id, [uid]).get(uid)

    def _set(self, uid: str, text: str | None, indexed: IndexedObject | None) -> None:
        mine = self._texts[uid] if uid in self._texts else self._here(uid)
        change = None if text is None else (indexed or read_text(text), text)
        self._texts[uid] = text
        if text != mine:
            self._before.setdefault(uid, mine)
            self._changed[uid] = change

    def _save(self, uid: str, entry: JournalEntry | None) -> None:
        if entry is None:
            self._entries.pop(uid, None)
            self._unit.sync.drop_entry(self._id, uid)
        else:
            self._entries[uid] = entry
            self._unit.sync.save_entry(entry)

    def _refuse(self, entry: JournalEntry, sentence: str) -> None:
        if entry.uid in self._exchange.put_now:  # what was taken and is not there has not gone out
            self._exchange.put_now.discard(entry.uid)
            self._tally.uploaded -= 1
        title = title_of_text(self._texts.get(entry.uid) or self._here(entry.uid) or entry.base_text)
        self._save(entry.uid, replace(entry, refused=Told(sentence, {"title": title}), sent=None, sent_text=None))
        self._tally.refused += 1
        self._said.append((Told(sentence, {"title": title}), entry.uid))

    def _conflict(self, conflict: Conflict) -> None:
        """Keep a conflict; a server that rewrites the same each time is told of once."""
        if conflict.kind is ConflictKind.REWRITTEN:
            for known in self._unit.sync.conflicts():
                if (known.kind, known.calendar_id, known.uid) == (conflict.kind, conflict.calendar_id, conflict.uid):
                    self._unit.sync.drop_conflict(known.id)
        self._unit.sync.add_conflict(conflict)
        self._tally.conflicts += 1

    def _say(self, sentence: str, uid: str, text: str | None) -> None:
        self._said.append((Told(sentence, {"title": title_of_text(text)}), uid))
