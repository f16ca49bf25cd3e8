"""Two computers and a phone edit one agent's calendars at random, over a network and a server that fail at random.

After every quiet period all of them hold the same events, and each edit ever made is there, or was replaced by
somebody who had seen it, or stands in a conflict that can be seen. Each edit writes a mark of its own, by which it is
found again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.end_to_end.dying import sync_dying
from tests.end_to_end.synced import BEGIN, SyncedDesk, synced_desk
from tests.servers import faults
from tests.servers.events import event, override, said, series
from tests.servers.fixtures import SERVERS, CalendarSite, opened_site

from opiekun.domain.calendar.events import Scope
from opiekun.domain.errors import InvalidInput, NotFound, Refused
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.services.done import Done
from opiekun.services.sync.conflicts import Choice, settle
from opiekun.services.sync.guard import GuardAnswer, answer_guard
from opiekun.services.sync.refused import refused_edits, retry

MARK = re.compile(r"m\d+x|2027\d{4}T\d{6}")
DAMAGE = 70 * "BEGIN:X-DAMAGE\r\n" + 70 * "END:X-DAMAGE\r\n"
"""Lines that servers take, and that make a text one which cannot be read here."""
OCCURRENCES = ("20260629T090000", "20260706T090000")
MOST = 6  # events in a calendar that a phone still makes new ones in
FEWEST_ASKED_ABOUT = 2  # one by itself goes from an emptied calendar unasked
ROUNDS = 6  # of both computers, in which everything has to have met

NETWORK = {
    "cut before sending": faults.cut_before_sending,
    "cut before the answer": faults.cut_before_answer,
    "cut in the head": faults.cut_in_answer(30),
    "cut in the body": faults.cut_in_body(0.5),
    "truncated": faults.truncated(0.5),
    "corrupted": faults.corrupted(0.7),
    "doubled": faults.doubled,
    "500": faults.answers(500),
    "502 after it was done": faults.does_it_but_answers(502),
    "503": faults.answers(503, retry_after="5"),
    "403": faults.answers(403),
    "404": faults.answers(404),
    "409": faults.answers(409),
    "412": faults.answers(412),
    "413": faults.answers(413),
    "423": faults.answers(423),
    "507": faults.answers(507),
    "a login page": faults.login_page(),
    "token refused": faults.token_refused,
    "half of it": faults.without_responses(lambda number, _href: number % 2 == 1),
    "nothing of it": faults.without_responses(lambda _number, _href: True),
    "other etags": faults.with_header(etag='"other"'),
    "no etags": faults.with_header(etag=None),
}

MOST_SPOILED = 2  # three edits in a row that a server breaks at, and no other, are a broken server

replicas = st.sampled_from(["desk", "other", "phone"])
computers = st.sampled_from(["desk", "other"])
calendars = st.integers(0, 1)
properties = st.sampled_from(["summary", "location", "description"])
picks = st.integers(0, 5)


class Seen(NamedTuple):
    """A mark in a calendar."""

    path: str
    mark: str


class Spoiled(NamedTuple):
    """An event at which the server fails for good, with how it answers; ``read``: it is never given out, else it cannot
    be written or deleted. ``href`` is where it stood then."""

    uid: str
    href: str
    read: bool
    status: int


class Phone:
    """The phone as one of the replicas: it sees what the server has at once."""

    def __init__(self, site: CalendarSite) -> None:
        self._phone = site.phone

    def texts(self, path: str) -> dict[str, str]:
        """What the server holds: texts by UID."""
        return {uid_of(text): text for text in self._phone.held(path).values()}

    def path_of(self, path: str, uid: str) -> str:
        """Where an event is."""
        return next(href for href, text in self._phone.held(path).items() if uid_of(text) == uid)

    def add(self, path: str, uid: str, text: str) -> None:
        """A new event."""
        self._phone.put(f"{path}{uid}.ics", text)

    def rewrite(self, path: str, uid: str, change: Callable[[str], str]) -> None:
        """Write an event over with what the change makes of it."""
        href = self.path_of(path, uid)
        self._phone.put(href, change(self._phone.get(href) or ""))

    def damage(self, path: str, uid: str) -> None:
        """Have the text of an event damaged on the server."""
        self.rewrite(path, uid, lambda text: text.replace("END:VEVENT", f"{DAMAGE}END:VEVENT", 1))

    def mend(self, path: str) -> None:
        """Have all texts of a calendar as they were before they were damaged."""
        for href, text in self._phone.held(path).items():
            if DAMAGE in text:
                self._phone.put(href, text.replace(DAMAGE, ""))

    def delete(self, path: str, uid: str) -> None:
        """Delete an event."""
        self._phone.delete(self.path_of(path, uid))

    def move(self, path: str, uid: str, to: str) -> None:
        """Move an event to another calendar."""
        href = self.path_of(path, uid)
        self._phone.move(href, to + href.rsplit("/", 1)[1])


def uid_of(text: str) -> str:
    """The UID of an object."""
    return re.search(r"^UID:(.*?)\r?$", text, re.MULTILINE)[1]  # type: ignore[index]


def with_line(name: str, line: str, recurrence_id: str = "") -> Callable[[str], str]:
    """A change of a text: the master, or that occurrence, gets the line in place of those of that name."""

    def change(text: str) -> str:
        head, *rest = text.split("BEGIN:VEVENT\r\n")
        events = []
        for each in rest:
            mine = f"RECURRENCE-ID:{recurrence_id}Z" in each if recurrence_id else "RECURRENCE-ID" not in each
            if mine:
                each = re.sub(rf"^{name}[;:].*\r\n(?:[ \t].*\r\n)*", "", each, flags=re.MULTILINE)  # noqa: PLW2901
                each = each.replace("END:VEVENT", f"{line}\r\nEND:VEVENT" if line else "END:VEVENT")  # noqa: PLW2901
            events.append(each)
        return "BEGIN:VEVENT\r\n".join([head, *events])

    return change


class Sync(RuleBasedStateMachine):
    """``gone_by`` tells of each mark, in each calendar, by which edits it went; without one it has to be found."""

    def __init__(self, request: pytest.FixtureRequest, name: str, folder: Path, new_desk: Path) -> None:
        super().__init__()
        self._open = ExitStack()
        self.site = self._open.enter_context(opened_site(request, name))
        self.paths = [self.site.calendar("calls"), self.site.calendar("private")]
        homes = count(len([*folder.iterdir()]))
        self.computers = {
            name: self._open.enter_context(synced_desk(folder / f"home-{next(homes)}", new_desk, self.site))
            for name in ("desk", "other")
        }
        self.phone = Phone(self.site)
        self.gone_by: dict[Seen, set[int]] = {}
        self.edit_number = 0
        self.moves: set[int] = set()
        self.done: dict[str, list[tuple[Done, int]]] = {"desk": [], "other": []}
        self.numbers = count(1)
        self.spoiled: list[Spoiled] = []

    @initialize()
    def begin(self) -> None:
        """A single event and a series, known everywhere."""
        self.site.phone.put(f"{self.paths[0]}first.ics", event("first", self.mark()))
        self.site.phone.put(f"{self.paths[0]}weekly.ics", series("weekly", self.mark()))
        for computer in self.computers.values():
            computer.connect()
            computer.sync(self.paths[0])
        self.gone_by = {each: set() for each in self.seen("phone")}

    def mark(self) -> str:
        return f"m{next(self.numbers)}x"

    def instant(self) -> datetime:
        """A time that nothing else has."""
        return datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=next(self.numbers))

    def texts(self, who: str, path: str) -> dict[str, str]:
        return self.phone.texts(path) if who == "phone" else self.computers[who].texts(path)

    def seen(self, who: str) -> set[Seen]:
        """The marks in the events of a replica."""
        return {
            Seen(path, mark)
            for path in self.paths
            for text in self.texts(who, path).values()
            for mark in MARK.findall(text)
        }

    def shown(self, who: str) -> set[Seen]:
        """The marks in its events and in its conflicts."""
        if who == "phone":
            return self.seen(who)
        computer = self.computers[who]
        path_of = {computer.calendar(path): path for path in self.paths}
        found = [each.conflict for each in computer.conflicts()]
        marks = {
            Seen(path_of[each.calendar_id], mark) for each in found for mark in MARK.findall(each.mine + each.theirs)
        }
        return self.seen(who) | marks

    @contextmanager
    def editing(
        self, who: str, look: Callable[[str], set[Seen]] | None = None, *, undone: set[int] | None = None
    ) -> Iterator[None]:
        """What goes by an edit was seen by who made it; what comes by it has to stay.

        An edit that is undone has never made anything go; what went by others as well has gone. So it is with what is
        moved back to where others knew it and may have replaced it meanwhile: they have seen it.
        """
        look = look or self.seen
        self.edit_number = next(self.numbers)
        before = look(who)
        yield
        after = look(who)
        for each in before - after:
            self.gone_by[each].add(self.edit_number)
        for each in after - before:
            gone_by = self.gone_by.setdefault(each, set())
            if undone is None:
                gone_by.clear()
            else:
                gone_by.difference_update(undone)

    def picked(self, who: str, calendar: int, pick: int, *, recurs: bool | None = None) -> tuple[str, str] | None:
        """An event of a replica: its calendar and UID."""
        path = self.paths[calendar % 2]
        found = sorted(
            uid
            for uid, text in self.texts(who, path).items()
            if recurs in {None, "RRULE" in text} and DAMAGE not in text
        )
        return (path, found[pick % len(found)]) if found else None

    @rule(who=replicas, calendar=calendars, recurs=st.booleans())
    def make(self, who: str, calendar: int, recurs: bool) -> None:
        path = self.paths[calendar]
        if len(self.texts(who, path)) >= MOST:
            return
        with self.editing(who):
            if who == "phone":
                uid = f"phone-{next(self.numbers)}"
                self.phone.add(path, uid, (series if recurs else event)(uid, self.mark()))
            else:
                rules = {"rule": "FREQ=WEEKLY;COUNT=10"} if recurs else {}
                self.computers[who].add(path, self.mark(), start=BEGIN, **rules)

    @rule(
        who=replicas,
        calendar=calendars,
        pick=picks,
        name=properties,
    )
    def edit(self, who: str, calendar: int, pick: int, name: str) -> None:
        if (found := self.picked(who, calendar, pick)) is None:
            return
        with self.editing(who):
            if who == "phone":
                self.phone.rewrite(*found, with_line(name.upper(), f"{name.upper()}:{self.mark()}"))
            else:
                self.changed(who, *found, **{name: self.mark()})

    @rule(who=replicas, calendar=calendars, pick=picks)
    def put_off(self, who: str, calendar: int, pick: int) -> None:
        if (found := self.picked(who, calendar, pick, recurs=False)) is None:
            return
        at = self.instant()
        with self.editing(who):
            if who == "phone":

                def change(text: str) -> str:
                    text = with_line("DTEND", "")(with_line("DURATION", "DURATION:PT30M")(text))
                    return with_line("DTSTART", f"DTSTART:{at:%Y%m%dT%H%M%S}Z")(text)

                self.phone.rewrite(*found, change)
            else:
                self.changed(who, *found, start=at, end=at + timedelta(minutes=30))

    @rule(who=replicas, calendar=calendars, pick=picks, which=st.sampled_from(OCCURRENCES))
    def edit_occurrence(self, who: str, calendar: int, pick: int, which: str) -> None:
        if (found := self.picked(who, calendar, pick, recurs=True)) is None:
            return
        path, uid = found
        with self.editing(who):
            if who != "phone":
                self.changed(who, path, uid, which, Scope.THIS, summary=self.mark())
                return
            mark = self.mark()

            def change(text: str) -> str:
                if f"EXDATE:{which}Z" in text:
                    return text
                if f"RECURRENCE-ID:{which}Z" in text:
                    return with_line("SUMMARY", f"SUMMARY:{mark}", which)(text)
                added = override(uid, f"{which}Z", mark).replace("\n", "\r\n")
                return text.replace("END:VCALENDAR", f"{added}\r\nEND:VCALENDAR")

            self.phone.rewrite(path, uid, change)

    @rule(who=replicas, calendar=calendars, pick=picks, which=st.sampled_from(OCCURRENCES))
    def drop_occurrence(self, who: str, calendar: int, pick: int, which: str) -> None:
        if (found := self.picked(who, calendar, pick, recurs=True)) is None:
            return
        path, uid = found
        with self.editing(who):
            if who != "phone":
                with suppress(NotFound, InvalidInput):
                    self.remember(who, self.computers[who].delete(path, uid, which, Scope.THIS))
                return

            def change(text: str) -> str:
                if f"EXDATE:{which}Z" in text:
                    return text
                head, *rest = text.split("BEGIN:VEVENT\r\n")
                tail = "END:VCALENDAR\r\n"
                kept = [each.removesuffix(tail) for each in rest if f"RECURRENCE-ID:{which}Z" not in each]
                whole = "BEGIN:VEVENT\r\n".join([head, *kept]) + tail
                master = next(each for each in kept if "RECURRENCE-ID" not in each)
                return whole.replace(master, master.replace("RRULE:", f"EXDATE:{which}Z\r\nRRULE:", 1))

            self.phone.rewrite(path, uid, change)

    @rule(who=replicas, calendar=calendars, pick=picks)
    def delete(self, who: str, calendar: int, pick: int) -> None:
        if (found := self.picked(who, calendar, pick)) is None:
            return
        with self.editing(who):
            if who == "phone":
                self.phone.delete(*found)
            else:
                self.remember(who, self.computers[who].delete(*found))

    @rule(who=replicas, calendar=calendars, pick=picks)
    def put_elsewhere(self, who: str, calendar: int, pick: int) -> None:
        if (found := self.picked(who, calendar, pick)) is None:
            return
        path, uid = found
        to = self.paths[1 - calendar]
        if uid in self.texts(who, to):
            return
        with self.editing(who, undone=self.moves):
            self.moves.add(self.edit_number)
            if who == "phone":
                self.phone.move(path, uid, to)
            else:
                self.remember(who, self.computers[who].move(path, uid, to))

    @rule(who=computers)
    def undo(self, who: str) -> None:
        if not self.done[who]:
            return
        done, number = self.done[who].pop()
        with self.editing(who, undone={number}), suppress(Refused):
            self.computers[who].undo(done)

    @rule(calendar=calendars, pick=picks)
    def damage(self, calendar: int, pick: int) -> None:
        """A text on the server cannot be read for a while."""
        if (found := self.picked("phone", calendar, pick)) is not None:
            self.phone.damage(*found)

    @rule(calendar=calendars)
    def mend(self, calendar: int) -> None:
        self.phone.mend(self.paths[calendar])

    @rule(who=computers)
    def sync(self, who: str) -> None:
        self.computers[who].sync(self.paths[0])

    @rule(
        who=computers,
        fault=st.sampled_from(sorted(NETWORK)),
        method=st.sampled_from(["PUT", "DELETE", "REPORT", "PROPFIND", "GET", r"\w+"]),
        skip=st.integers(0, 3),
    )
    def sync_badly(self, who: str, fault: str, method: str, skip: int) -> None:
        self.site.proxy.when(method, skip=skip, times=1)(NETWORK[fault])
        self.computers[who].sync(self.paths[0])
        self.fail_for_good()

    @rule(calendar=calendars, pick=picks, read=st.booleans(), status=st.sampled_from([403, 500, 502]))
    def spoil(self, calendar: int, pick: int, read: bool, status: int) -> None:
        """From now on the server fails at one event that has just been edited, until all have met in the others."""
        found = self.picked("phone", calendar, pick)
        if found is None or len(self.spoiled) == MOST_SPOILED:
            return
        path, uid = found
        self.spoiled.append(Spoiled(uid, self.phone.path_of(path, uid), read, status))
        self.fail_for_good()
        who = "phone" if read else "desk"
        with self.editing(who):
            if read:
                self.phone.rewrite(path, uid, with_line("SUMMARY", f"SUMMARY:{self.mark()}"))
            elif uid in self.texts(who, path):
                self.changed(who, path, uid, summary=self.mark())

    def fail_for_good(self) -> None:
        """Nothing fails but the server at what is spoiled."""
        proxy = self.site.proxy
        proxy.behave()
        for each in self.spoiled:
            at = f"(?:{re.escape(each.href)}|{re.escape(quote(each.href))})$"
            if each.read:
                proxy.when("GET", at)(faults.answers(each.status))
            else:
                proxy.when("DELETE", at)(faults.answers(each.status))
                proxy.when("PUT", body=b"UID:" + re.escape(each.uid.encode()))(faults.answers(each.status))
        withheld = {each.href for each in self.spoiled if each.read}
        if withheld:
            left_out = faults.without_responses(lambda _number, href: unquote(href) in withheld)
            proxy.when("REPORT", body=b"calendar-multiget")(left_out)

    @rule(who=computers, calendar=calendars)
    def lose_sight(self, who: str, calendar: int) -> None:
        """A server that is being restored shows a computer an empty calendar, and is well again after that."""
        computer, path = self.computers[who], self.paths[calendar]
        with computer.program.store.read() as unit:
            known = {each.uid for each in unit.sync.resources(computer.calendar(path)) if each.problem is None}
        there = known & self.texts(who, path).keys() & self.phone.texts(path).keys()
        if len(there) < FEWEST_ASKED_ABOUT:
            return
        computer.now += timedelta(days=2)  # so that it compares the whole list
        self.site.proxy.when("PROPFIND", path)(faults.without_responses(lambda _number, href: href != path))
        computer.sync(self.paths[0])
        self.site.proxy.behave()
        assert there <= self.texts(who, path).keys()

    @rule(who=computers, said=st.sampled_from(GuardAnswer))
    def answer(self, who: str, said: GuardAnswer) -> None:
        """Whatever happens from then on until the next sync."""
        computer = self.computers[who]
        for each in computer.standing().guarded:
            answer_guard(computer.program.store, each.calendar.id, said, now=computer.clock())

    @rule(who=computers, step=st.integers(1, 40))
    def die(self, who: str, step: int) -> None:
        sync_dying(self.computers[who], step)

    @rule(who=computers, choice=st.sampled_from(Choice))
    def settle(self, who: str, choice: Choice) -> None:
        computer = self.computers[who]
        for found in computer.conflicts()[:1]:
            with self.editing(who, self.shown):
                settle(computer.program.store, found.conflict.id, choice, now=computer.clock())

    @rule(keep=st.booleans())
    def quiet(self, keep: bool) -> None:
        """Nobody edits and nothing fails for a while; what fails for good does so until all others have met."""
        for path in self.paths:
            self.phone.mend(path)
        if self.spoiled:
            self.all_others_meet()
            self.spoiled.clear()
            self.fail_for_good()
        for _ in range(ROUNDS):
            if not sum(self.exchanged(computer, keep=keep) for computer in self.computers.values()):
                break
        else:
            raise AssertionError("it does not come to rest")
        self.all_hold_the_same()
        found = {each.mark for who in ("desk", "other", "phone") for each in self.shown(who)}
        lost = {each.mark for each, gone_by in self.gone_by.items() if not gone_by} - found
        assert lost == set(), "edits that nobody can see any more"

    def exchanged(self, computer: SyncedDesk, *, keep: bool) -> int:
        """Sync a computer, its agent answering what is asked; how much was done."""
        store = computer.program.store
        computer.now += timedelta(hours=1)
        computer.sync(self.paths[0])
        assert computer.report is not None
        assert [told.failure for told in computer.report.collections] == [None, None]
        answered = 0
        spoiled = {each.uid for each in self.spoiled}
        for each in refused_edits(store):
            if each.uid not in spoiled:
                retry(store, each.calendar.id, each.uid)
                answered += 1
        for each in computer.standing().collections:
            if each.collection.standing is CollectionStanding.GUARDED:
                answer = GuardAnswer.KEEP if keep else GuardAnswer.DELETE
                answer_guard(store, each.calendar.id, answer, now=computer.clock())
                answered += 1
        return answered + sum(
            told.downloaded + told.uploaded + told.deleted_local + told.deleted_remote + told.waits
            for told in computer.report.collections
        )

    def all_others_meet(self) -> None:
        """What the server fails at for good keeps no other event from being the same everywhere."""
        apart: list[str] = []
        for _ in range(ROUNDS):
            for computer in self.computers.values():
                self.exchanged(computer, keep=True)
            apart = [f"{who} {path}" for path in self.paths for who in self.computers if self.differ(who, path)]
            if not apart:
                return
        raise AssertionError(f"others are not the same: {apart}")

    def differ(self, who: str, path: str) -> bool:
        """Whether a computer and the server have other versions of an event that the server does not fail at."""
        spoiled = {each.uid for each in self.spoiled}
        here, there = (
            {uid: said(text) for uid, text in texts.items() if uid not in spoiled}
            for texts in (self.texts(who, path), self.phone.texts(path))
        )
        return here != there

    def all_hold_the_same(self) -> None:
        """The same events everywhere, each once, and nothing waits."""
        for path in self.paths:
            there = self.site.phone.says(path)
            whole = sorted(there.values())
            for who, computer in self.computers.items():
                assert sorted(said(text) for text in computer.texts(path).values()) == whole, who
                assert computer.journal(path) == []
            assert computer.problems() == []

    def changed(self, who: str, path: str, uid: str, which: str = "", scope: Scope = Scope.ALL, **changes: Any) -> None:
        """Change an event on a computer; an occurrence that is not there any more is none of this."""
        with suppress(NotFound):
            self.remember(who, self.computers[who].change(path, uid, which, scope, **changes))

    def remember(self, who: str, done: Done) -> None:
        """Keep what can be taken back."""
        self.done[who].append((done, self.edit_number))

    def teardown(self) -> None:
        """The last quiet period."""
        try:
            self.fail_for_good()
            self.quiet(keep=True)
        finally:
            self._open.close()


def run(request: pytest.FixtureRequest, name: str, folder: Path, new_desk: Path, chosen: settings) -> None:
    """Run the machine with that server (one of SERVERS)."""
    run_state_machine_as_test(lambda: Sync(request, name, folder, new_desk), settings=chosen)


def test_replicas_meet_whatever_happens(request: pytest.FixtureRequest, tmp_path: Path, new_desk: Path) -> None:
    run(request, "radicale", tmp_path, new_desk, settings(max_examples=12, stateful_step_count=25))


@pytest.mark.soak
@pytest.mark.parametrize("name", SERVERS)
def test_replicas_meet_for_hours(request: pytest.FixtureRequest, tmp_path: Path, new_desk: Path, name: str) -> None:
    run(request, name, tmp_path, new_desk, settings(max_examples=200, stateful_step_count=60))
