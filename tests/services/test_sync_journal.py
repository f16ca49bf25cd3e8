"""Whatever an agent does to events of a synced calendar waits for its server; what others hold is nobody's business."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.services.events import details, month, texts

from opiekun.domain.calendar.events import Calendar, Scope
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.domain.sync.local import JournalEntry, Resource
from opiekun.mail.letters import MimeWriter
from opiekun.mail.reading import read_messages
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calendars_removed import remove_calendar
from opiekun.services.checking import check_calendars
from opiekun.services.events import (
    add_event,
    delete_event,
    move_event,
    put_into_calendar,
    rename_event,
)
from opiekun.services.sample import fill_sample
from opiekun.services.undo import undo

SERVER = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:there
DTSTAMP:20260101T000000Z
DTSTART:20260616T120000Z
DTEND:20260616T130000Z
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Theirs
X-THEIRS: kept
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
RESOURCE = Resource("/team/there.ics", "/team/there.ics", '"1"', "", "there")


def connect(store, now, calendar: str) -> None:
    """Let a calendar be synced with a server that has one event."""
    with store.write() as unit:
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC))
        unit.sync.save_collection(DavCollection(calendar, "work", "https://dav.example.com/team/"))
        unit.sync.put_resources(calendar, [RESOURCE])
        unit.calendars.put(calendar, utc_seconds(now), [(read_text(SERVER), SERVER)])


@pytest.fixture
def team(store, now) -> str:
    save_calendar(store, Calendar("", "Team", ""))
    team = list_calendars(store)[1].id
    connect(store, now, team)
    return team


def journal(store, calendar: str) -> dict[str, JournalEntry]:
    with store.read() as unit:
        return {entry.uid: entry for entry in unit.sync.journal(calendar)}


def key_of(store, uid: str, calendar: str) -> int:
    with store.read() as unit:
        return unit.calendars.named(uid, calendar)[0].key


def test_what_the_sync_itself_writes_does_not_wait(store, now, team):
    assert journal(store, team) == {}
    with store.write() as unit:
        unit.calendars.drop(team, ["there"])
    assert journal(store, team) == {}


def test_an_edit_waits_with_what_the_server_has_until_it_is_taken_back(store, now, team):
    done = rename_event(store, key_of(store, "there", team), "", Scope.ALL, "Mine", now=now)
    assert journal(store, team) == {"there": JournalEntry(team, "there", RESOURCE.href, RESOURCE.etag, SERVER, 1, now)}
    undone = undo(store, done.undo, now=now)
    assert journal(store, team) == {}
    undo(store, undone.undo, now=now + timedelta(minutes=1))
    assert journal(store, team)["there"].base_text == SERVER


def test_what_is_split_off_a_series_is_new_to_the_server(store, now, team):
    second = month(store)[1]
    start = second.start + 3600
    begin = datetime.fromtimestamp(start, UTC)
    move_event(store, second.key, second.recurrence_id, Scope.FUTURE, begin, begin + timedelta(hours=1), now=now)
    waits = journal(store, team)
    assert waits.pop("there").base_text == SERVER
    [split] = waits.values()
    assert (split.base_text, split.href, split.base_etag) == (None, "", "")


def test_an_event_that_goes_to_another_calendar_leaves_one_server_for_the_other(store, now, team):
    save_calendar(store, Calendar("", "Crew", ""))
    crew = list_calendars(store)[2].id
    with store.write() as unit:
        unit.sync.save_collection(DavCollection(crew, "work", "https://dav.example.com/crew/"))
    done = put_into_calendar(store, key_of(store, "there", team), crew, now=now)
    assert journal(store, team)["there"].base_text == SERVER
    assert journal(store, crew)["there"].base_text is None
    undo(store, done.undo, now=now)
    assert (journal(store, team), journal(store, crew)) == ({}, {})


def test_events_of_a_file_wait_and_those_that_are_the_same_do_not(store, now, team):
    fresh = SERVER.replace("UID:there", "UID:fresh")
    import_calendar_file(store, SERVER.encode(), team, now=now)
    assert journal(store, team) == {}
    done = import_calendar_file(store, fresh.encode(), team, now=now).done
    assert {*journal(store, team)} == {"fresh"}
    undo(store, done.undo, now=now)
    assert journal(store, team) == {}


def test_a_message_that_cancels_waits_as_an_edit(store, now, team):
    cancels = SERVER.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL").replace(
        "UID:there", "UID:there\r\nSEQUENCE:9"
    )
    import_calendar_file(store, cancels.encode(), team, now=now)
    assert journal(store, team)["there"].base_text == SERVER


def test_an_index_that_is_made_again_is_no_edit(store, now, team, tmp_path):
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as file, file:
        file.execute("UPDATE calendar_events SET summary = 'x'")
    assert check_calendars(store, now=now).wrong == ("there",)
    assert journal(store, team) == {}


def test_calendars_that_are_not_synced_have_nothing_that_waits(store, now, preferences):
    fill_sample(store, preferences, MimeWriter(), read_messages, now=now)
    with store.read() as unit:
        assert not [entry for each in unit.calendars.all() for entry in unit.sync.journal(each.id)]


def test_what_waits_of_a_removed_calendar_goes_on_waiting_when_it_is_back(store, now, team):
    rename_event(store, key_of(store, "there", team), "", Scope.ALL, "Mine", now=now)
    waits = journal(store, team)
    done = remove_calendar(store, team, now=now)
    undo(store, done.undo, now=now + timedelta(days=29))
    assert journal(store, team) == waits
    remove_calendar(store, team, now=now)
    save_calendar(store, Calendar("", "Crew", ""))
    remove_calendar(store, list_calendars(store)[1].id, now=now + timedelta(days=31))
    with store.read() as unit:
        assert (unit.sync.collection(team), unit.sync.journal(team)) == (None, [])


class Desk(RuleBasedStateMachine):
    """An agent at a synced calendar, and in between requests to a server that takes everything."""

    store = now = team = None

    def __init__(self):
        super().__init__()
        with self.store.write() as unit:
            for entry in unit.sync.journal(self.team):
                unit.sync.drop_entry(self.team, entry.uid)
            unit.calendars.drop(self.team, [found.uid for found in unit.calendars.texts(self.team)])
            unit.sync.drop_resources(self.team, [resource.key for resource in unit.sync.resources(self.team)])
        connect(self.store, self.now, self.team)
        self.server = {"there": SERVER}
        self.tokens = []

    def here(self) -> dict[str, str]:
        return {uid: text for (calendar, uid), text in texts(self.store).items() if calendar == self.team}

    def do(self, action, *arguments, **keywords) -> None:
        with suppress(Refused):
            self.tokens.append(action(self.store, *arguments, **keywords, now=self.now).undo)

    @rule(title=st.sampled_from("ab"))
    def add(self, title):
        self.do(add_event, details(title), calendar_id=self.team)

    @precondition(lambda self: month(self.store))
    @rule(data=st.data(), title=st.sampled_from(["Theirs", "b"]), scope=st.sampled_from(Scope))
    def rename(self, data, title, scope):
        chosen = data.draw(st.sampled_from(month(self.store)))
        self.do(rename_event, chosen.key, chosen.recurrence_id, scope, title)

    @precondition(lambda self: month(self.store))
    @rule(data=st.data(), scope=st.sampled_from(Scope))
    def delete(self, data, scope):
        chosen = data.draw(st.sampled_from(month(self.store)))
        self.do(delete_event, chosen.key, chosen.recurrence_id, scope)

    @precondition(lambda self: self.tokens)
    @rule(data=st.data())
    def take_back(self, data):
        self.do(undo, data.draw(st.sampled_from(self.tokens)))

    @rule()
    def send(self):
        here = self.here()
        with self.store.write() as unit:
            for entry in unit.sync.journal(self.team):
                if entry.sent is None:
                    unit.sync.save_entry(replace(entry, sent=entry.edits, sent_text=here.get(entry.uid)))

    @rule()
    def settle(self):
        here = self.here()
        with self.store.write() as unit:
            for entry in [each for each in unit.sync.journal(self.team) if each.sent is not None]:
                uid, text = entry.uid, entry.sent_text
                etag, href = f'"{entry.edits}"', f"/team/{uid}.ics"
                self.server.pop(uid, None)
                unit.sync.drop_resources(self.team, [href])
                if text is not None:
                    self.server[uid] = text
                    unit.sync.put_resources(self.team, [Resource(href, href, etag, "", uid)])
                if here.get(uid) == text:
                    unit.sync.drop_entry(self.team, uid)
                else:
                    base = ("", "") if text is None else (href, etag)
                    settled = replace(entry, href=base[0], base_etag=base[1], base_text=text, sent=None, sent_text=None)
                    unit.sync.save_entry(settled)

    @invariant()
    def what_waits_is_what_differs(self):
        here, entries = self.here(), journal(self.store, self.team)
        under_way = {uid for uid, entry in entries.items() if entry.sent is not None}
        differs = {uid for uid in {*here, *self.server} if here.get(uid) != self.server.get(uid)}
        assert {*entries} - under_way == differs - under_way
        assert all(entry.base_text == self.server.get(uid) for uid, entry in entries.items())


def test_whatever_is_done_waits_once_from_what_the_server_has(store, now, team):
    Desk.store, Desk.now, Desk.team = store, now, team
    run_state_machine_as_test(
        Desk,
        settings=settings(
            deadline=None,
            max_examples=25,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
