"""Two computers and a phone edit one agent's calendars at random, over a network and a server that fail at random.

After every quiet period all of them hold the same events, and each edit ever made is there, or was replaced by
somebody who had seen it, or stands in a conflict that can be seen. Each edit writes a mark of its own, by which it is
found again. And however series were divided and moved, no meeting stands twice.
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
from tests.end_to_end.by_phone import (
    DAMAGE,
    ByPhone,
    as_series_says,
    at,
    on_occurrence,
    on_series,
    series_at,
    with_line,
    without_occurrence,
)
from tests.end_to_end.dying import sync_dying
from tests.end_to_end.families import Families, occurrences
from tests.end_to_end.marks import Copy, Marks, copies
from tests.end_to_end.synced import BEGIN, SyncedDesk, synced_desk
from tests.servers import faults
from tests.servers.events import event, said, series
from tests.servers.fixtures import SERVERS, opened_site

from opiekun.domain.calendar.events import Scope
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.services.done import Done
from opiekun.services.sync.conflicts import ChangedSince, Choice, settle
from opiekun.services.sync.guard import GuardAnswer, answer_guard
from opiekun.services.sync.refused import refused_edits, retry

DAYS = ("20260629", "20260706", "20260713")
HOURS = st.integers(10, 20)
HALF_AN_HOUR = timedelta(minutes=30)
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

UNTOLD = {"half of it"}
"""What is left out so is missed only by the daily look at all."""

MOST_SPOILED = 2  # three edits in a row that a server breaks at, and no other, are a broken server

replicas = st.sampled_from(["desk", "other", "phone"])
computers = st.sampled_from(["desk", "other"])
calendars = st.integers(0, 1)
properties = st.sampled_from(["summary", "location", "description"])
picks = st.integers(0, 5)


class Spoiled(NamedTuple):
    """An event at which the server fails for good, with how it answers; ``read``: it is never given out, else it cannot
    be written or deleted. ``href`` is where it stood then."""

    uid: str
    href: str
    read: bool
    status: int


class Sync(RuleBasedStateMachine):
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
        self.computers["other"].now += timedelta(minutes=17)  # none writes the same as another to the second
        self.phone = ByPhone(self.site)
        self.marks = Marks()
        self.families = Families()
        self.edit_number = 0
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
        self.marks.edited(0, set(), self.seen("phone"))

    def mark(self) -> str:
        return f"m{next(self.numbers)}x"

    def instant(self) -> datetime:
        """A time that nothing else has."""
        return datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=next(self.numbers))

    def later(self, day: str, hour: int) -> datetime:
        """A time on that day, at an hour from ten on, that nothing else has."""
        minute, second = divmod(next(self.numbers), 60)
        return datetime.strptime(day, "%Y%m%d").replace(hour=hour, minute=minute, second=second, tzinfo=UTC)

    def texts(self, who: str, path: str) -> dict[str, str]:
        return self.phone.texts(path) if who == "phone" else self.computers[who].texts(path)

    def seen(self, who: str) -> set[Copy]:
        """The marks in the events of a replica."""
        return {
            each
            for path in self.paths
            for uid, text in self.texts(who, path).items()
            for each in copies(path, uid, text)
        }

    def shown(self, who: str) -> set[Copy]:
        """The marks in its events and in its conflicts."""
        if who == "phone":
            return self.seen(who)
        computer = self.computers[who]
        path_of = {computer.calendar(path): path for path in self.paths}
        found = [each.conflict for each in computer.conflicts()]
        return self.seen(who).union(
            *(copies(path_of[each.calendar_id], f"{each.kind} {each.uid}", each.mine + each.theirs) for each in found)
        )

    @contextmanager
    def editing(
        self, who: str, look: Callable[[str], set[Copy]] | None = None, *, undone: int | None = None
    ) -> Iterator[None]:
        """What goes by an edit was seen by who made it; what comes by it has to stay."""
        look = look or self.seen
        self.edit_number = next(self.numbers)
        before = look(who)
        yield
        self.marks.edited(self.edit_number, before, look(who), undone=undone)

    def picked(self, who: str, calendar: int, pick: int, *, recurs: bool | None = None) -> tuple[str, str] | None:
        """An event of a replica: its calendar and UID."""
        path = self.paths[calendar % 2]
        found = sorted(
            uid
            for uid, text in self.texts(who, path).items()
            if recurs in {None, "RRULE" in text} and DAMAGE not in text
        )
        return (path, found[pick % len(found)]) if found else None

    def picked_occurrence(self, who: str, calendar: int, pick: int, day: str) -> tuple[str, str, str] | None:
        """An occurrence of a series that a replica has: its calendar, UID and recurrence id."""
        if (found := self.picked(who, calendar, pick, recurs=True)) is None:
            return None
        path, uid = found
        named = dict(occurrences(self.texts(who, path)[uid])).get(day)
        return (path, uid, named) if named else None

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
                self.phone.rewrite(*found, on_series(with_line(name.upper(), f"{name.upper()}:{self.mark()}")))
            else:
                self.changed(who, *found, **{name: self.mark()})

    @rule(who=replicas, calendar=calendars, pick=picks)
    def put_off(self, who: str, calendar: int, pick: int) -> None:
        if (found := self.picked(who, calendar, pick, recurs=False)) is None:
            return
        start = self.instant()
        with self.editing(who):
            if who == "phone":
                self.phone.rewrite(*found, on_series(at(f"{start:%Y%m%dT%H%M%S}")))
            else:
                self.changed(who, *found, start=start, end=start + HALF_AN_HOUR)

    @rule(who=replicas, calendar=calendars, pick=picks, hour=HOURS)
    def move_series(self, who: str, calendar: int, pick: int, hour: int) -> None:
        if (found := self.picked(who, calendar, pick, recurs=True)) is None:
            return
        path, uid = found
        first = min(day for day, _ in occurrences(self.texts(who, path)[uid]))
        start = self.later(first, hour)
        with self.editing(who):
            if who == "phone":
                self.phone.rewrite(*found, series_at(f"{start:%H%M%S}"))
            else:
                self.changed(who, *found, start=start, end=start + HALF_AN_HOUR)

    @rule(who=replicas, calendar=calendars, pick=picks, day=st.sampled_from(DAYS), hour=st.none() | HOURS)
    def edit_occurrence(self, who: str, calendar: int, pick: int, day: str, hour: int | None) -> None:
        """In its words, or in its hour."""
        if (found := self.picked_occurrence(who, calendar, pick, day)) is None:
            return
        path, uid, named = found
        with self.editing(who):
            if hour is not None:
                start = self.later(day, hour)
                change, meant = at(f"{start:%Y%m%dT%H%M%S}"), {"start": start, "end": start + HALF_AN_HOUR}
            else:
                mark = self.mark()
                change, meant = with_line("SUMMARY", f"SUMMARY:{mark}"), {"summary": mark}
            if who == "phone":
                self.phone.rewrite(path, uid, on_occurrence(named, change))
            else:
                self.changed(who, *found, Scope.THIS, **meant)

    @rule(calendar=calendars, pick=picks, day=st.sampled_from(DAYS))
    def revert_occurrence(self, calendar: int, pick: int, day: str) -> None:
        """The phone lets an occurrence be as its series says again."""
        if (found := self.picked_occurrence("phone", calendar, pick, day)) is None:
            return
        path, uid, named = found
        with self.editing("phone"):
            self.phone.rewrite(path, uid, as_series_says(named))

    @rule(who=replicas, calendar=calendars, pick=picks, day=st.sampled_from(DAYS))
    def drop_occurrence(self, who: str, calendar: int, pick: int, day: str) -> None:
        if (found := self.picked_occurrence(who, calendar, pick, day)) is None:
            return
        path, uid, named = found
        with self.editing(who):
            if who == "phone":
                self.phone.rewrite(path, uid, without_occurrence(named))
            else:
                self.deleted(who, *found, Scope.THIS)

    @rule(
        who=computers,
        calendar=calendars,
        pick=picks,
        day=st.sampled_from(DAYS),
        name=st.none() | properties,
        hour=st.none() | HOURS,
    )
    def edit_all_later(
        self, who: str, calendar: int, pick: int, *, day: str, name: str | None, hour: int | None
    ) -> None:
        """An occurrence and all that follow get other words, another hour or both; they are a series of their own."""
        found = self.picked_occurrence(who, calendar, pick, day)
        if found is None or len(self.texts(who, found[0])) > MOST:
            return
        meant: dict[str, Any] = {name: self.mark()} if name is not None else {}
        if hour is not None:
            start = self.later(day, hour)
            meant |= {"start": start, "end": start + HALF_AN_HOUR}
        with self.editing(who):
            self.changed(who, *found, Scope.FUTURE, **meant)

    @rule(who=computers, calendar=calendars, pick=picks, day=st.sampled_from(DAYS))
    def delete_all_later(self, who: str, calendar: int, pick: int, day: str) -> None:
        if (found := self.picked_occurrence(who, calendar, pick, day)) is not None:
            with self.editing(who):
                self.deleted(who, *found, Scope.FUTURE)

    @rule(who=replicas, calendar=calendars, pick=picks)
    def delete(self, who: str, calendar: int, pick: int) -> None:
        if (found := self.picked(who, calendar, pick)) is None:
            return
        with self.editing(who):
            if who == "phone":
                self.phone.delete(*found)
                self.families.excuse(found[1])
            else:
                self.deleted(who, *found)

    @rule(who=replicas, calendar=calendars, pick=picks)
    def put_elsewhere(self, who: str, calendar: int, pick: int) -> None:
        if (found := self.picked(who, calendar, pick)) is None:
            return
        path, uid = found
        to = self.paths[1 - calendar]
        if uid in self.texts(who, to):
            return
        if any(uid not in self.texts(each, path) for each in ("desk", "other", "phone")):
            self.families.excuse(uid)
        with self.editing(who):
            if who == "phone":
                self.phone.move(path, uid, to)
            else:
                self.remember(who, self.computers[who].move(path, uid, to))

    @rule(who=computers)
    def undo(self, who: str) -> None:
        if not self.done[who]:
            return
        done, number = self.done[who].pop()
        with self.editing(who, undone=number), suppress(Refused):
            self.families.learn(self.computers[who].undo(done))

    @rule(calendar=calendars, pick=picks)
    def damage(self, calendar: int, pick: int) -> None:
        """A text on the server cannot be read for a while."""
        if (found := self.picked("phone", calendar, pick)) is not None:
            self.phone.damage(*found)
            self.families.excuse(found[1])

    @rule(calendar=calendars)
    def mend(self, calendar: int) -> None:
        self.phone.mend(self.paths[calendar])

    @rule(who=computers)
    def sync(self, who: str) -> None:
        self.computers[who].sync(self.paths[0])
        self.none_stands_twice("phone")

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
        if fault in UNTOLD:
            self.computers[who].now += timedelta(days=2)  # so that it compares the whole list
        self.none_stands_twice("phone")

    @rule(calendar=calendars, pick=picks, read=st.booleans(), status=st.sampled_from([403, 500, 502]))
    def spoil(self, calendar: int, pick: int, read: bool, status: int) -> None:
        """From now on the server fails at one event that has just been edited, until all have met in the others."""
        found = self.picked("phone", calendar, pick)
        if found is None or len(self.spoiled) == MOST_SPOILED:
            return
        path, uid = found
        self.spoiled.append(Spoiled(uid, self.phone.path_of(path, uid), read, status))
        self.fail_for_good()
        self.families.excuse(uid)
        who = "phone" if read else "desk"
        with self.editing(who):
            if read:
                self.phone.rewrite(path, uid, on_series(with_line("SUMMARY", f"SUMMARY:{self.mark()}")))
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
        for uid in there:
            self.families.excuse(uid)

    @rule(who=computers, said=st.sampled_from(GuardAnswer))
    def answer(self, who: str, said: GuardAnswer) -> None:
        """Whatever happens from then on until the next sync."""
        computer = self.computers[who]
        for each in computer.standing().guarded:
            answer_guard(computer.program.store, each.calendar.id, said, now=computer.clock())

    @rule(who=computers, step=st.integers(1, 40))
    def die(self, who: str, step: int) -> None:
        sync_dying(self.computers[who], step)
        self.none_stands_twice("phone")

    @rule(who=computers, choice=st.sampled_from(Choice))
    def settle(self, who: str, choice: Choice) -> None:
        computer = self.computers[who]
        for found in computer.conflicts()[:1]:
            with self.editing(who, self.shown), suppress(ChangedSince):
                settle(computer.program.store, found.conflict.id, choice, now=computer.clock())
                if choice is Choice.MINE:
                    self.families.excuse(found.conflict.uid)

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
        found = set[Copy]().union(*(self.shown(who) for who in ("desk", "other", "phone")))
        assert self.marks.lost(found) == set(), "edits that nobody can see any more"

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
        """Whether a computer and the server have other versions of an event that the server does not fail at.

        What was split off waits for its series.
        """
        spoiled = {self.families.of(each.uid) for each in self.spoiled}
        here, there = (
            {uid: said(text) for uid, text in texts.items() if self.families.of(uid) not in spoiled}
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
        for who in (*self.computers, "phone"):
            self.none_stands_twice(who)
            both = self.families.in_both(*(self.texts(who, path) for path in self.paths))
            assert both == set(), f"events stand in two calendars on the {who}"
        self.families.have_met(*(self.phone.texts(path) for path in self.paths))

    def none_stands_twice(self, who: str) -> None:
        """No meeting that was split off a series stands in the series still."""
        for path in self.paths:
            texts = {uid: text.replace(DAMAGE, "") for uid, text in self.texts(who, path).items()}
            assert self.families.unexcused(texts) == set(), f"meetings stand twice on the {who}"

    def changed(self, who: str, path: str, uid: str, which: str = "", scope: Scope = Scope.ALL, **changes: Any) -> None:
        """Change an event on a computer; an occurrence that is not there any more is none of this."""
        with suppress(NotFound):
            self.remember(who, self.computers[who].change(path, uid, which, scope, **changes))

    def deleted(self, who: str, path: str, uid: str, which: str = "", scope: Scope = Scope.ALL) -> None:
        """Delete an event, or what that means of it, on a computer."""
        with suppress(NotFound):
            self.remember(who, self.computers[who].delete(path, uid, which, scope))

    def remember(self, who: str, done: Done) -> None:
        """Keep what can be taken back."""
        self.families.learn(done)
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
