"""Whatever is done to calls in the calendar, by command or on a phone, in any order: the call, its event and its
minutes are one, and what each guest was told last is how the event is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.services.calls.conftest import CARA, at, furnished
from tests.services.conftest import TUESDAY_10
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer, Stored, uid_of
from tests.services.sync.test_calls_elsewhere import by_phone

from opiekun.domain.calendar.events import EventStatus, Scope
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.errors import Refused
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import answered, guests_of, sequences
from opiekun.domain.invitations.verdicts import Known
from opiekun.mail.reading import read_messages
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calls.changing import cancel, change_guests, move
from opiekun.services.calls.following import doubled, followed
from opiekun.services.done import Done, ObjectChange
from opiekun.services.events import delete_event, move_event, rename_event
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.sync.guard import GuardAnswer, answer_guard
from opiekun.services.undo import undo
from opiekun.store.opening import open_store

DAN = Guest("dan@acme.example", "Dan")
DEEDS = (
    *("drag", "rename", "erase", "move", "cancel", "guest", "undo"),
    *("answer", "send", "phone", "phone-deletes", "sync"),
    *("lose", "restore", "keep", "delete"),
)


class Deed(NamedTuple):
    """What is done to one of two calls, and to which of a few hours it goes where it moves."""

    what: str
    of: int
    hour: int


class World:
    """A desk, its phone, and its guests with what they were told."""

    def __init__(self, path: Path) -> None:
        self.calls = furnished(open_store(path, now=TUESDAY_10), TUESDAY_10)
        self.server = FakeServer()
        self.desk = Desk(self.calls.store, self.server, TUESDAY_10, host=self.calls.host)
        self.desk.connect()
        work = next(each for each in list_calendars(self.desk.store) if each.id == self.desk.calendar_id)
        save_calendar(self.desk.store, replace(work, default=True))
        with self.desk.store.write() as unit:
            unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))
        self.guests: dict[tuple[str, str], Known] = {}
        self.done: list[Done] = []
        self.lost: dict[str, Stored] = {}
        self.had: set[str] = set()
        self.may_go: set[str] = set()
        self.uids = [self.calls.book(at(17, 9)).name, self.calls.book(at(17, 11), CARA, DAN).name]
        self.desk.sync()

    def do(self, deed: Deed) -> None:
        deeds: dict[str, Callable[[str, datetime], Done | None]] = {
            "drag": self.drag,
            "rename": self.rename,
            "erase": self.erase,
            "move": lambda uid, start: move(self.desk.store, self.calls.letters, uid, start, now=self.desk.now()),
            "cancel": lambda uid, _start: cancel(self.desk.store, self.calls.letters, uid, now=self.desk.now()),
            "guest": self.change_guest,
            "undo": self.take_back,
            "answer": self.answer,
            "phone": self.phone,
            "phone-deletes": self.phone_deletes,
            "send": self.send,
            "sync": self.sync,
            "lose": self.lose,
            "restore": self.restore,
            "keep": lambda _uid, _start: self.answer_guard(GuardAnswer.KEEP),
            "delete": lambda _uid, _start: self.answer_guard(GuardAnswer.DELETE),
        }
        with suppress(Refused):  # what cannot be done changes nothing, which is checked like anything else
            done = deeds[deed.what](self.uids[deed.of], at(17, 9 + deed.hour / 2))
            if done is not None:
                self.done.append(done)

    def key(self, uid: str) -> int:
        with self.desk.store.read() as unit:
            return next((each.key for each in unit.calendars.named(uid)), 0)

    def text(self, uid: str) -> str | None:
        with self.desk.store.read() as unit:
            return next((each.text for each in unit.calendars.named(uid)), None)

    def drag(self, uid: str, start: datetime) -> Done:
        times = start, start + timedelta(hours=1)
        return move_event(
            self.desk.store, self.key(uid), "", Scope.ALL, *times, now=self.desk.now(), host=self.calls.host
        )

    def rename(self, uid: str, start: datetime) -> Done:
        title = f"Plan for {start.hour}"
        return rename_event(
            self.desk.store, self.key(uid), "", Scope.ALL, title, now=self.desk.now(), host=self.calls.host
        )

    def erase(self, uid: str, _start: datetime) -> Done:
        return delete_event(self.desk.store, self.key(uid), "", Scope.ALL, now=self.desk.now(), host=self.calls.host)

    def change_guest(self, uid: str, _start: datetime) -> Done:
        text = self.text(uid)
        there = text is not None and DAN.email in guests_of(text)
        added, removed = ((), (DAN.email,)) if there else ((DAN,), ())
        return change_guests(self.desk.store, self.calls.letters, uid, added, removed, now=self.desk.now())

    def take_back(self, _uid: str, _start: datetime) -> Done | None:
        if not self.done or (token := self.done.pop().undo) is None:
            return None
        undo(self.desk.store, token, now=self.desk.now(), host=self.calls.host)
        return None

    def answer(self, uid: str, _start: datetime) -> None:
        text = self.text(uid)
        if text is None or CARA.email not in guests_of(text):
            return
        change = ObjectChange(
            self.desk.calendar_id, uid, text, answered(text, CARA.email, Partstat.ACCEPTED, "", now=self.desk.now())
        )
        with self.desk.store.write() as unit:
            write_objects(unit, [change], indexed_texts([change]), self.desk.now())

    def phone(self, uid: str, start: datetime) -> None:
        text = self.server.only.texts().get(uid)
        if text is not None and details_of(text, "").status is not EventStatus.CANCELLED:
            by_phone(self.server, uid, start)

    def phone_deletes(self, uid: str, _start: datetime) -> None:
        if uid in self.server.only.texts():
            self.server.only.phone_deletes(uid)

    def lose(self, uid: str, start: datetime) -> None:
        """The server loses all that it has, and the desk looks at it then."""
        self.lost.update(self.server.only.resources)
        for stored in [*self.server.only.resources.values()]:
            self.server.only.drop(stored.href)
        self.sync(uid, start)

    def restore(self, uid: str, start: datetime) -> None:
        """The server has again what it lost, as from a backup: its tokens tell nothing of it. The desk looks then."""
        there = self.server.only.texts()
        self.server.only.resources.update(
            {key: stored for key, stored in self.lost.items() if uid_of(stored.text) not in there}
        )
        self.lost.clear()
        self.sync(uid, start)

    def answer_guard(self, said: GuardAnswer) -> None:
        answer_guard(self.desk.store, self.desk.calendar_id, said, now=self.desk.now(), tells_guests=True)
        self.may_go = self.desk.texts().keys() - self.had if said is GuardAnswer.DELETE else set()

    def sync(self, _uid: str, _start: datetime) -> None:
        """What goes is what was answered for and, of the rest, no more than half, or one that nobody awaits."""
        before = self.desk.texts().keys()
        report = self.desk.sync_one()
        assert report.failure is None
        gone = before - self.desk.texts().keys()
        assert report.deleted_local == len(gone)
        assert not gone & self.server.only.texts().keys()
        assert 2 * len(gone - self.may_go) <= max(2, len(before - self.may_go))
        self.had = {*self.server.only.texts()}
        if not self.desk.standing.guarded:
            self.may_go = set()

    def send(self, _uid: str, _start: datetime) -> None:
        """All that waits reaches its guests, who take it in."""
        with self.desk.store.write() as unit:
            letters = unit.mail.letters([Sending.WAITING])
            for letter in letters:
                if letter.kind is not Outgoing.REMINDER:
                    unit.mail.save_letter(replace(letter, state=Sending.SENT, attempts=1))
        for letter in letters:
            if letter.kind is not Outgoing.REMINDER:
                (message,) = read_messages(letter.content)
                known = self.guests.get((letter.uid, letter.to.lower()), Known(None, ours=False))
                judged = judge(message, known, me={letter.to.lower()}, now=self.desk.now())
                self.guests[letter.uid, letter.to.lower()] = replace(
                    known, text=judged.text or known.text, seen={**known.seen, **judged.seen}
                )

    def check(self) -> None:
        """The call is its event, and has its minutes, or another one has them."""
        with self.desk.store.read() as unit:
            for uid in self.uids:
                record = unit.calls.find(uid)
                assert record is not None
                assert followed(unit, record) == record
                booked = record.status is CallStatus.BOOKED
                assert unit.calls.has_time(uid) <= booked
                assert unit.calls.has_time(uid) or not booked or doubled(unit, record) is not None

    def check_guests(self) -> None:
        """What each guest knows is how the event is; who is not invited, or no more, knows of none that stands."""
        for uid in self.uids:
            text = self.text(uid)
            stands = text is not None and details_of(text, "").status is not EventStatus.CANCELLED
            for guest in (CARA.email, DAN.email):
                known = self.guests.get((uid, guest), Known(None, ours=False)).text
                told = details_of(known, "") if known is not None else None
                knows = told is not None and told.status is not EventStatus.CANCELLED
                assert knows == (stands and guest in guests_of(text or "")), (uid, guest)
                if knows and text is not None and told is not None and known is not None:
                    here = details_of(text, "")
                    assert (told.summary, told.start, told.end) == (here.summary, here.start, here.end)
                    assert sequences(known) == sequences(text)


@example(deeds=[Deed("lose", 0, 0), Deed("delete", 0, 0), Deed("phone", 0, 3), Deed("restore", 0, 0)])
@example(deeds=[Deed("lose", 0, 0), Deed("keep", 0, 0), Deed("restore", 0, 0), Deed("phone-deletes", 1, 0)])
@example(deeds=[Deed("phone", 0, 3), Deed("lose", 0, 0), Deed("drag", 1, 5), Deed("delete", 0, 0)])
@given(
    deeds=st.lists(
        st.builds(Deed, st.sampled_from(DEEDS), st.integers(0, 1), st.integers(0, 6)), min_size=1, max_size=14
    )
)
@settings(max_examples=10, deadline=None)
def test_call_event_minutes_and_guests_agree_in_the_end(new_desk: Path, deeds: list[Deed]) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(copyfile(new_desk, Path(folder) / "desk.sqlite3")))
        try:
            for deed in deeds:
                world.do(deed)
                world.check()
            for _ in range(3):
                world.sync("", at(17, 9))
                world.send("", at(17, 9))
                world.do(Deed("keep", 0, 0))
            world.check()
            world.check_guests()
            assert world.server.only.texts() == world.desk.texts()
        finally:
            world.calls.store.close()
