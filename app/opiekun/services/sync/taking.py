"""Taking in what a server has: texts into the calendar, merged with what waits here, and what is gone out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.splitting import divided
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calendar.vevents import wall_named
from opiekun.domain.errors import BadComponent, NotFound
from opiekun.domain.sync.local import JournalEntry, PartOf, Resource, href_key
from opiekun.domain.sync.remote import RemoteText
from opiekun.domain.sync.told import Told
from opiekun.services.mail.hosting import has_people
from opiekun.services.object_writer import take_conflicts_along
from opiekun.services.ports import UnitOfWork
from opiekun.services.sync.arrived import Arrived, arrived
from opiekun.services.sync.calendar_text import same_event, title_of_text
from opiekun.services.sync.elsewhere import in_calendar
from opiekun.services.sync.exchange import Exchange
from opiekun.services.sync.gathered import Gathered
from opiekun.services.sync.meeting import KEPT_MINE, Meeting, acknowledged, begun_from, goes_on_as_theirs, meeting
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
MOVED_TWICE = N_(
    "“{title}” was put into different calendars here and on the server; it is in the one that the server has it in."
)


class Taking:
    """Decides for each resource what becomes of it and of its event, within one transaction; :meth:`write` ends it.

    ``gone`` are keys of resources that the server does not have any more, whose UIDs others may take over.
    """

    def __init__(self, exchange: Exchange, unit: UnitOfWork, gone: Collection[str] = ()) -> None:
        self._exchange = exchange
        self._unit = unit
        self._gone = gone
        self._id = exchange.calendar_id
        self._shown: set[str] = set()
        self._gathered = Gathered(exchange, unit)

    def take(self, batch: Sequence[Arrived]) -> None:
        """Take in resources with their texts."""
        known = self._gathered.look_up([each.key for each in batch], [each.uid for each in batch])
        for each in batch:
            self._gathered.tally.unshown += each.indexed is None and each.key not in known
            self._take(each, self._gathered.resources.get(each.key) or known.get(each.key))

    def drop(self, keys: Iterable[str]) -> None:
        """Take out what the server does not have any more; what was changed here meanwhile stays and goes back.

        Events with guests stay until it is known whether they stand in another calendar.
        """
        known = self._gathered.look_up([*keys])
        for key, resource in known.items():
            if key in self._gathered.resources:  # taken in anew, or taken over by another
                continue
            unedited = resource.shown and self._gathered.entry(resource.uid) is None
            guests = unedited and has_people(self._gathered.text(resource.uid))
            if guests and self._exchange.may_be_elsewhere(self._unit):
                self._exchange.leaving.add(key)
            else:
                self._drop(key, resource)

    def let_go(self, keys: Collection[str]) -> None:
        """As :meth:`drop`, of what stayed until then."""
        for key, resource in self._gathered.look_up(keys).items():
            self._drop(key, resource)

    def goes_elsewhere(self, missing: ObjectText) -> bool:
        """Let a missing event go that was put into another calendar there; the answer is whether it was."""
        entry = JournalEntry(self._id, missing.uid, "", "", missing.text, 0, self._exchange.now())
        place = self._exchange.together.place_of(self._unit, entry)
        if place is None:
            return False
        take_conflicts_along(self._unit, missing.uid, self._id, place.calendar_id)
        self._gathered.put(missing.uid, None)
        self._gathered.tally.deleted_local += 1
        return True

    def deleted_there(self, uid: str) -> bool:
        """A deletion that was made here is done there; the answer is whether that is news."""
        entry = self._unit.sync.entry(self._id, uid)
        if entry is None:
            return False
        self._gathered.resources[href_key(entry.href)] = None
        mine = self._gathered.text(uid)
        if mine is None:
            self._is_done(entry)
            self._promote(uid)
        else:
            self._gathered.save(uid, _as_new(entry))
        return True

    def not_kept(self, entry: JournalEntry) -> None:
        """The server took what was sent for an entry, and does not have it."""
        self._gathered.resources[href_key(entry.href)] = None
        self._gathered.refuse(replace(entry, href="", base_etag="", base_text=None), THERE_AND_GONE)

    def has(self, key: str) -> bool:
        """Whether something was found out of a resource already, such as that another takes its place."""
        return key in self._gathered.resources

    def forget(self, keys: Iterable[str]) -> None:
        """Let go of resources, and let their events stay in the calendar."""
        for key in keys:
            self._gathered.resources.setdefault(key, None)

    def write(self) -> None:
        """Write what was gathered. The tally and the log learn of it, so the transaction is to end well."""
        self._gathered.write()

    def _drop(self, key: str, resource: Resource) -> None:
        self._gathered.resources[key] = None
        if resource.uid and resource.shown:
            self._go_on(resource)
            self._left(resource.uid)

    def _take(self, each: Arrived, before: Resource | None) -> None:
        shown = before is not None and before.shown and bool(before.uid)
        if each.indexed is None:
            self._unread(each, before if shown else None)
            return
        uid = each.uid
        if before is not None:
            self._go_on(before)
        if before is not None and shown and before.uid != uid:
            self._gathered.resources[each.key] = each.resource()
            self._left(before.uid)
            shown = False
        holder = None if before is not None and shown else self._holder(uid, each.key)
        if holder is not None and holder.key not in self._gone:
            if before is None or before.etag != each.came.etag:
                self._say(TWICE, uid, each.came.text)
            self._gathered.resources[each.key] = each.resource(Told(TWICE))
            return
        if holder is not None:
            self._gathered.resources[holder.key] = None
        self._gathered.resources[each.key] = each.resource()
        if before is None:
            self._exchange.together.arrive(self._id, uid)
        elif shown:
            self._doubt(before, each)
        self._show(each)

    def _doubt(self, before: Resource, each: Arrived) -> None:
        """Find out whether the server has other content than it had under the same etag."""
        entry, came = self._gathered.entry(each.uid), each.came
        known = entry.base_text if entry is not None else self._gathered.text(each.uid)
        if not came.etag or before.etag != came.etag or same_event(known, came.text):
            return
        if self._gathered.etags_lie():
            self._say(LYING, each.uid, came.text)

    def _show(self, each: Arrived) -> None:
        """Let the calendar have the event, merged with what was edited here."""
        uid, came, mine = each.uid, each.came, self._gathered.text(each.uid)
        self._shown.add(uid)
        entry = self._gathered.entry(uid)
        if entry is None:
            if mine != came.text:
                self._gathered.put(uid, came.text, each.indexed)
                self._gathered.tally.downloaded += 1
            return
        just_sent = uid in self._exchange.put_now
        self._exchange.put_now.discard(uid)
        self._exchange.deleted_now.discard(uid)
        if mine is None and not same_event(entry.base_text, came.text):
            if entry.moved_to and self._goes_along(entry, came):
                return
            mine = self._divided_again(entry.part_of, uid) if entry.part_of is not None else None
        met = self._met(entry, mine, came, just_sent=just_sent)
        if goes_on_as_theirs(met) and self._keep_apart(uid):
            mine, entry = self._gathered.text(uid), self._gathered.entry(uid) or entry
            met = self._met(entry, mine, came, just_sent=just_sent)
        self._gathered.put(uid, met.text, each.indexed if met.text == came.text else met.indexed)
        self._gathered.save(uid, met.entry)
        if met.ours:
            self._gathered.is_as_sent(uid)
        self._tell(met, self._id)
        self._gathered.tally.uploaded += met.ours and not acknowledged(entry)
        self._gathered.tally.downloaded += not met.ours and met.text != mine

    def _met(self, entry: JournalEntry, mine: str | None, came: RemoteText, *, just_sent: bool) -> Meeting:
        return meeting(
            entry,
            mine,
            came,
            self._exchange.now(),
            just_sent=just_sent,
            turned_down=entry.uid in self._exchange.turned_down,
            split_off=self._gathered.split_off(entry),
        )

    def _keep_apart(self, uid: str) -> bool:
        """What was to be given back to a series stays by itself, since the series goes on as the server has it."""
        given = [each for each in self._unit.sync.journal(self._id) if each.part_of and each.part_of.uid == uid]
        for part in given:
            tail = self._divided_again(part.part_of, part.uid) if part.part_of is not None else None
            if tail is not None:
                self._gathered.edit(part.uid, tail)
        return bool(given)

    def _tell(self, met: Meeting, where: str) -> None:
        """Keep what came of a meeting beside its event, which is in that calendar: conflicts, words, and its parts."""
        places = {part.uid: self._gathered.part(part.uid) for part in met.parts}
        for conflict in met.conflicts:
            place = places.get(conflict.uid)
            self._gathered.keep(replace(conflict, calendar_id=where if place is None else place.calendar_id))
        for said in met.said:
            self._say(said, met.uid, met.text)
        for part in met.parts:
            place = places[part.uid]
            self._say(part.said, part.uid, part.text or (place.text if place is not None else None))
            if place is None or place.calendar_id == self._id:
                self._gathered.edit(part.uid, part.text)
            else:
                self._gathered.edit_in(place, part.text)

    def _goes_along(self, entry: JournalEntry, came: RemoteText) -> bool:
        """Let what others changed of an event that was put into another calendar here be changed there, too.

        The answer is whether that is so: it may be nowhere any more.
        """
        place = in_calendar(self._unit, entry.moved_to, entry.uid)
        if place is None:
            return False
        self._met_in(place, entry, place.text, came)
        self._gathered.save(entry.uid, begun_from(entry, came))
        return True

    def goes_along(self, entry: JournalEntry) -> bool:
        """What was edited here of an event that was put into another calendar there is edited there; if it was."""
        mine = self._gathered.text(entry.uid)
        place = self._exchange.together.place_of(self._unit, entry)
        if mine is None or place is None:
            return False
        self._gathered.carry(entry, place.calendar_id)
        take_conflicts_along(self._unit, entry.uid, self._id, place.calendar_id)
        self._met_in(place, entry, mine, RemoteText(entry.href, "", "", place.text))
        self._gathered.leave(place, entry.splits)
        self._gathered.put(entry.uid, None)
        self._gathered.save(entry.uid, None)
        return True

    def put_elsewhere(self, entry: JournalEntry) -> bool:
        """Let an event that both sides have put into other calendars be where the server has it alone; the answer is
        whether it is in another one there."""
        place = self._exchange.together.place_of(self._unit, entry, beside=entry.moved_to)
        if place is None:
            return False
        take_conflicts_along(self._unit, entry.uid, entry.moved_to, place.calendar_id)
        if (mine := in_calendar(self._unit, entry.moved_to, entry.uid)) is not None:
            self._met_in(place, entry, mine.text, RemoteText(entry.href, "", "", place.text))
            self._gathered.edit_in(mine, None)
            self._say(MOVED_TWICE, entry.uid, place.text)
        return True

    def _met_in(self, place: ObjectText, entry: JournalEntry, mine: str, theirs: RemoteText) -> None:
        """Let the calendar in which an event is now have what comes of two versions of it."""
        met = self._met(entry, mine, theirs, just_sent=False)
        if met.text is not None and met.text != place.text:
            self._gathered.edit_in(place, met.text, met.indexed)
        self._tell(met, place.calendar_id)

    def _divided_again(self, part_of: PartOf, uid: str) -> str | None:
        """Divide a series once more at what was given back to it, and was changed there meanwhile; the later part.

        None where the series does not go on so far by now.
        """
        self._gathered.look_up([], [part_of.uid])
        text = self._gathered.text(part_of.uid)
        if text is None:
            return None
        try:
            whole = open_text(text)
            if not whole.starts_from(wall_named(part_of.at, whole.base)):
                return None
            head, tail = divided(whole, part_of.at, uid, self._exchange.now())
        except (BadComponent, NotFound):
            return None
        self._gathered.edit(part_of.uid, None if head is None else head.text())
        return tail.text()

    def _unread(self, each: Arrived, shown: Resource | None) -> None:
        """Remember a resource that is no event, or cannot be read. The event that it held stays as it was: nobody has
        deleted it.

        What the agent made of it waits, since nobody here knows what it would go over.
        """
        entry = self._gathered.entry(shown.uid) if shown is not None else None
        mine = self._gathered.text(shown.uid) if shown is not None else None
        self._gathered.resources[each.key] = each.resource()
        if shown is None or (entry is None and mine is None):
            return
        title = title_of_text(mine or (entry.base_text if entry is not None else None))
        # The etag may be the one of before; it would not tell then when the text can be read again.
        same = not shown.etag or (shown.kept is None and shown.etag == each.came.etag)
        kept = each.resource()._replace(uid=shown.uid, kept=title, etag="" if same else each.came.etag)
        self._gathered.resources[each.key] = kept
        if entry is not None and entry.refused is None:
            self._gathered.refuse(replace(entry, base_etag=""), EDIT_OF_UNREADABLE)
        elif entry is None and shown.kept is None:
            self._gathered.say(UNREADABLE, shown.uid, title)

    def _go_on(self, before: Resource) -> None:
        """Let an edit wait to go out again that waited only for a text that could not be read."""
        entry = self._gathered.entry(before.uid)
        if before.kept is not None and entry is not None and entry.refused is not None:
            self._gathered.save(entry.uid, replace(entry, refused=None, words=""))

    def _left(self, uid: str) -> None:
        """A resource does not hold that event any more: it goes, unless it was changed here or is elsewhere too."""
        entry = self._gathered.entry(uid)
        mine = self._gathered.text(uid)
        goes_back = False
        if entry is not None and mine is None:
            self._is_done(entry)
            self._gathered.tally.deleted_remote += uid in self._exchange.deleted_now
            self._exchange.deleted_now.discard(uid)
        elif entry is not None:
            goes_back = self._keep_edited(entry, mine)
        if mine is not None and self._gathered.entry(uid) is None:
            self._gathered.put(uid, None)
            self._gathered.tally.deleted_local += 1
        if not self._promote(uid) and goes_back:
            self._say(KEPT_MINE, uid, mine)

    def _is_done(self, entry: JournalEntry) -> None:
        """A deletion made here is done there. Where it was a move, others may have put the event elsewhere."""
        self._gathered.save(entry.uid, None)
        self._exchange.unwanted[entry.uid] = entry
        if entry.moved_to:
            self._unit.sync.save_entry(replace(_as_new(entry), base_text=entry.base_text, edits=0))

    def _keep_edited(self, entry: JournalEntry, mine: str | None) -> bool:
        """Let an event that is gone there and was changed here stay; the answer is whether it is to go there anew."""
        fresh = _as_new(entry)
        if entry.uid in self._exchange.put_now:
            self._gathered.refuse(fresh, THERE_AND_GONE)
            return False
        deleted_by_us = entry.sent is not None and entry.sent_text is None
        if entry.base_text == mine and not deleted_by_us:  # it went out before it was deleted there
            self._gathered.save(entry.uid, None)
            return False
        if self._exchange.may_be_elsewhere(self._unit):  # which is known once all of the account has been looked at
            self._exchange.held[entry.uid] = title_of_text(mine)
            return False
        self._gathered.save(entry.uid, fresh)
        return True

    def _promote(self, uid: str) -> bool:
        """Show another resource that holds the UID; the answer is whether there is one."""
        for other in self._unit.sync.resources_of(self._id, uid):
            if other.text is None or other.key in self._gone or other.key in self._gathered.resources:
                continue
            each = arrived(RemoteText(other.href, other.etag, other.schedule_tag, other.text))
            if each.uid == uid:
                self._gathered.resources[other.key] = each.resource()
                self._show(each)
                return True
        return False

    def _holder(self, uid: str, key: str) -> Resource | None:
        """The other resource whose event of that UID is shown."""
        for resource in self._gathered.resources.values() if uid in self._shown else ():
            if resource is not None and resource.uid == uid and resource.shown and resource.key != key:
                return resource
        if self._gathered.text(uid) is None and self._gathered.entry(uid) is None:
            return None
        for resource in self._unit.sync.resources_of(self._id, uid):
            if resource.shown and resource.key != key and resource.key not in self._gathered.resources:
                return resource
        return None

    def _say(self, sentence: str, uid: str, text: str | None) -> None:
        self._gathered.say(sentence, uid, title_of_text(text))


def _as_new(entry: JournalEntry) -> JournalEntry:
    """An entry of an event that the server does not have."""
    return replace(entry, href="", base_etag="", base_text=None, sent=None, sent_text=None)
