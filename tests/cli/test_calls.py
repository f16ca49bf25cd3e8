"""`opiekun call`, as other programs use it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection
from opiekun.store.opening import open_store

NOW = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
AT_NINE = "2026-06-17T09:00:00+02:00"
BOOK = ("call", "book", "--account", "Acme", "--type", "assistance", "--guest", "Cara <cara@acme.example>")


@pytest.fixture
def desk(opiekun):
    """Anna's desk, with an account."""
    assert opiekun("setup", "--name", "Anna", "--email", "anna@desk.example").status == 0
    assert opiekun("account", "add", "--name", "Acme").status == 0
    return opiekun


def test_a_call_is_booked_shown_moved_listed_and_called_off(desk):
    booked = desk(*BOOK, "--start", AT_NINE, "--guest", "bob@acme.example", "--json").json
    uid = booked["uid"]
    assert {name: booked[name] for name in ("sequence", "start", "end", "status", "proposals")} == {
        "sequence": 0,
        "start": "2026-06-17T07:00:00Z",
        "end": "2026-06-17T07:30:00Z",
        "status": "booked",
        "proposals": [],
    }
    assert [(guest["email"], guest["partstat"]) for guest in booked["guests"]] == [
        ("cara@acme.example", "NEEDS-ACTION"),
        ("bob@acme.example", "NEEDS-ACTION"),
    ]
    assert desk("call", "show", uid, "--json").json == booked
    moved = desk("call", "move", uid, "--start", "2026-06-17T10:00:00+02:00", "--json").json
    assert (moved["uid"], moved["start"], moved["sequence"]) == (uid, "2026-06-17T08:00:00Z", 1)
    assert desk("call", "list", "--from", "2026-06-17", "--to", "2026-06-18", "--json").json == [moved]
    assert desk("call", "list", "--to", "2026-06-17", "--json").json == []
    off = desk("call", "cancel", uid, "--json").json
    assert (off["status"], off["sequence"]) == ("cancelled", 2)


def test_words_are_told_in_the_terminal(desk):
    booked = desk(*BOOK, "--start", AT_NINE)
    uid = booked.out.strip()
    assert booked.err == "Booked “Assistance · Acme”.\n"
    assert desk("call", "list").out == f"Wed 09:00–09:30  booked  Assistance · Acme  {uid}\n"
    assert "Cara <cara@acme.example>  NEEDS-ACTION" in desk("call", "show", uid).out
    assert desk("call", "note", uid, "Went well").err == "Saved the call “Assistance · Acme”.\n"
    assert desk("call", "outcome", uid, "held", "--json").json["status"] == "held"
    assert desk("call", "show", uid, "--json").json["notes"] == "Went well"
    assert desk("call", "move", uid, "--start", AT_NINE).status == 1


def test_a_slot_that_is_taken_is_refused_in_one_sentence_with_free_ones(desk):
    assert desk(*BOOK, "--start", AT_NINE).status == 0
    refused = desk(*BOOK, "--start", AT_NINE)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == (
        "A call cannot be booked for 2026-06-17 09:00 (another call: Assistance · Acme); the nearest free slots are "
        "2026-06-17 09:45, 2026-06-17 10:00, 2026-06-17 10:15.\n"
    )
    assert "najbliższe wolne terminy" in desk(*BOOK, "--start", AT_NINE, lang="pl").err


def test_what_is_missing_is_told(opiekun):
    opiekun("account", "add", "--name", "Acme")
    assert "opiekun setup --name" in opiekun(*BOOK, "--start", AT_NINE).err
    opiekun("setup", "--name", "Anna")
    assert "opiekun setup --email" in opiekun(*BOOK, "--start", AT_NINE).err
    assert opiekun(*BOOK, "--start", "2026-06-17T09:00:00").status == 2
    assert opiekun("call", "show", "none").err == "There is no call none; list them with “opiekun call list”.\n"


def test_guests_come_and_go(desk):
    uid = desk(*BOOK, "--start", AT_NINE).out.strip()
    changed = desk("call", "guests", uid, "--add", "bob@acme.example", "--remove", "cara@acme.example", "--json").json
    assert [guest["email"] for guest in changed["guests"]] == ["bob@acme.example"]


def test_offered_times_are_kept_until_one_is_booked(desk):
    starts = ("--start", AT_NINE, "--start", "2026-06-18T09:00:00+02:00")
    offered = desk(
        "call", "offer", "--account", "Acme", "--type", "assistance", *starts, "--until", "2026-06-17T08:00:00+02:00"
    )
    assert "- Wednesday, 17 June 2026, 09:00–09:30 (Europe/Bratislava)" in offered.out
    assert len(desk("call", "offers", "--json").json) == 2
    assert desk(*BOOK, "--start", AT_NINE).status == 0
    assert desk("call", "offers", "--json").json == []


def test_an_address_with_more_behind_a_line_end_is_refused(desk):
    ran = desk(*BOOK, "--start", AT_NINE, "--guest", "dan@acme.example\r\nBcc: eve@other.example")
    assert (ran.status, ran.out) == (2, "")
    assert desk("call", "list", "--json").json == []


def test_what_is_recommended_is_followed_from_the_terminal(desk):
    uid = desk(*BOOK, "--start", AT_NINE).out.strip()
    first = desk("account", "recommend", "Acme", "Use departments").out.strip()
    second = desk("call", "recommend", uid, "Train the night shift", "--json").json["id"]
    settled = desk("account", "recommendation", first, "accepted")
    assert settled.out == "Saved what became of “Use departments”.\n"
    told = desk("account", "show", "Acme", "--json").json["recommendations"]
    assert {each["id"]: (each["text"], each["standing"], each["call"]) for each in told} == {
        first: ("Use departments", "accepted", None),
        second: ("Train the night shift", "open", uid),
    }
    assert "2 recommendations pending" in desk("account", "show", "Acme").out
    assert len(desk("call", "brief", uid, "--json").json["recommendations"]) == 2
    assert "Train the night shift" in desk("call", "brief", uid).out
    assert {each["id"] for each in desk("account", "recommendations", "--json").json} == {first, second}
    assert f"accepted  Use departments  {first}" in desk("account", "recommendations", "Acme").out
    assert desk("account", "recommendation", "none", "done").status == 1
    made = desk("call", "follow-up", uid, "--subject", "Send the slides", "--json").json["request"]
    assert desk("request", "show", made, "--json").json["after_call"] == uid
    assert f"Follows from the call “Assistance · Acme” of Wed 09:00 ({uid})." in desk("request", "show", made).out


def test_a_call_that_is_moved_and_deleted_in_the_calendar_is_told(desk):
    uid = desk(*BOOK, "--start", AT_NINE).out.strip()
    moved = desk("calendar", "move", uid, "--start", "2026-06-17T18:00:00+02:00")
    assert (moved.status, moved.out) == (0, f"{uid}\n")
    assert moved.err == (
        "Moved “Assistance · Acme”.\n"
        "Letters that tell it wait to be sent, to: Cara.\n"
        "Mind that the call could not be booked there: the call would not lie inside the hours.\n"
    )
    assert (desk("call", "show", uid, "--json").json["start"], outbox(desk)) == (
        "2026-06-17T16:00:00Z",
        [("REQUEST", 1)],
    )
    other = desk(*BOOK, "--start", AT_NINE).out.strip()
    refused = desk("calendar", "move", other, "--start", "2026-06-17T18:00:00+02:00")
    assert refused.status == 1
    assert refused.err.startswith("Another call stands there: “Assistance · Acme”, 2026-06-17 18:00.")
    assert desk("calendar", "delete", uid, "--json").json["told"] == ["Cara"]
    assert desk("call", "show", uid, "--json").json["status"] == "cancelled"
    assert outbox(desk) == [("REQUEST", 0), ("CANCEL", 2)]
    assert desk("calendar", "list", "--from", "2026-06-17T16:00:00Z", "--to", "2026-06-18", "--json").json == []


def test_the_event_of_somebody_else_is_not_moved_and_another_time_is_proposed(desk, tmp_path):
    (tmp_path / "lunch.ics").write_text(LUNCH, newline="\r\n")
    assert desk("calendar", "import", str(tmp_path / "lunch.ics")).status == 0
    later = ("lunch", "--start", "2026-06-18T10:00:00Z")
    refused = desk("calendar", "move", *later)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("“Lunch” is organized by Eva: propose another time to them")
    proposed = desk("calendar", "propose", *later, "--comment", "Better for me", "--json")
    assert (proposed.json["told"], outbox(desk)) == (["Eva"], [("COUNTER", 3)])
    answered = desk("calendar", "answer", later[0], "tentative", "--comment", "Perhaps")
    assert (answered.status, answered.out) == (0, f"{later[0]}\n")
    assert answered.err == ("Answered the invitation to “Lunch”.\nLetters that tell it wait to be sent, to: Eva.\n")
    assert outbox(desk)[-1][0] == "REPLY"
    [row] = desk("calendar", "list", "--from", "2026-06-17", "--to", "2026-06-19", "--json").json
    assert row["start"] == "2026-06-17T10:00:00Z"


def test_a_calendar_with_calls_to_come_does_not_go_before_it_is_said_what_guests_are_told(desk):
    desk("calendar", "set", "Other", "--default")
    uid = desk(*BOOK, "--start", AT_NINE).out.strip()
    first = next(each["id"] for each in desk("calendar", "calendars", "--json").json if each["name"] != "Other")
    desk("calendar", "set", first, "--default")
    refused = desk("calendar", "remove", "Other")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("Events to come stand there (1) whose guests (1) would not hear of it.")
    assert desk("call", "show", uid, "--json").json["status"] == "booked"
    removed = desk("calendar", "remove", "Other", "--guests", "cancel", "--json")
    assert (removed.status, removed.json["told"]) == (0, ["Cara"])
    assert outbox(desk)[-1] == ("CANCEL", 1)


def test_calls_that_a_server_lacks_do_not_go_before_it_is_said_what_guests_are_told(desk, home):
    desk("calendar", "set", "Other", "--default")
    assert desk(*BOOK, "--start", AT_NINE).status == 0
    with closing(open_store(home / "desk.sqlite3", now=NOW)) as store, store.write() as unit:
        calendar = next(each for each in unit.calendars.all() if each.name == "Other")
        unit.sync.save_account(DavAccount("work", "https://dav.example.com/", "anna", Auth.BASIC))
        lacking = DavCollection(calendar.id, "work", "https://dav.example.com/other/", missing=1, known=1)
        unit.sync.save_collection(replace(lacking, standing=CollectionStanding.GUARDED))
    refused = desk("sync", "guard", "Other", "delete")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("Events to come stand there (1) whose guests (1) would not hear of it.")
    quiet = desk("sync", "guard", "Other", "delete", "--guests", "leave", "--json")
    assert (quiet.status, quiet.json["tells_guests"]) == (0, False)
    told = desk("sync", "guard", "Other", "delete", "--guests", "cancel")
    assert "Letters tell their guests then that they are off." in told.out
    assert desk("sync", "guard", "Other", "keep", "--json").json["tells_guests"] is False
    assert outbox(desk) == [("REQUEST", 0)]


def outbox(desk):
    letters = desk("mail", "outbox", "--json").json
    return [(each["method"], each["sequence"]) for each in letters if each["method"] != "REMINDER"]


LUNCH = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:lunch
DTSTAMP:20260616T070000Z
SEQUENCE:3
DTSTART:20260617T100000Z
DTEND:20260617T110000Z
SUMMARY:Lunch
ORGANIZER;CN=Eva:mailto:eva@other.example
ATTENDEE:mailto:anna@desk.example
END:VEVENT
END:VCALENDAR
"""


UNTIL = "2026-06-17T08:00:00+02:00"
OFFER = ("call", "offer", "--account", "Acme", "--type", "assistance", "--start", AT_NINE, "--until", UNTIL)


def test_an_offer_is_mailed_and_its_times_are_listed_for_its_customer(desk):
    made = desk(*OFFER, "--mail", "Cara <cara@acme.example>", "--json").json
    assert made["mailed"] == ["cara@acme.example"]
    assert "Hello Cara" in made["text"]
    assert [(each["to"], each["method"]) for each in desk("mail", "outbox", "--json").json] == [
        ("cara@acme.example", "OFFER")
    ]
    day = ("--from", "2026-06-17", "--to", "2026-06-18")
    told = desk("slots", "--account", "Acme", "--type", "assistance", *day, "--json").json
    assert told["starts"][0] == "2026-06-17T07:00:00Z"
    assert told["offered"] == [
        {"start": "2026-06-17T07:00:00Z", "offer": made["offer"], "expires": "2026-06-17T06:00:00Z"}
    ]
    assert desk("call", "offers", "--withdraw", made["offer"], "--json").json == []
    assert desk("mail", "outbox", "--json").json == []


@pytest.mark.parametrize("address", ["nobody", "a b@acme.example", "x@acme.example\r\nBcc: eve@other.example"])
def test_an_offer_to_what_is_no_address_keeps_nothing(desk, address):
    assert desk(*OFFER, "--mail", address).status == 2
    assert desk("call", "offers", "--json").json == []


def test_a_specialist_is_invited_and_another_agent_holds_a_call(desk):
    desk("agent", "add", "--name", "Sven", "--email", "sven@desk.example", "--level", "2")
    desk("agent", "add", "--name", "Bob", "--email", "bob@desk.example")
    start = ("--start", "2026-06-22T09:00:00+02:00")
    migration = ("call", "book", "--account", "Acme", "--type", "migration", "--guest", "cara@acme.example", *start)
    call = desk(*migration, "--json").json
    assert (call["agent"], call["specialist"]) == ("Anna", "Sven")
    assert [guest["email"] for guest in call["guests"]] == ["cara@acme.example", "sven@desk.example"]
    refused = desk(*migration, "--agent", "Bob")
    assert refused.status == 1
    assert "no specialist is free: Sven: Migration call · Acme" in refused.err
    held = desk(*BOOK, *start, "--agent", "Bob", "--json").json
    assert (held["agent"], held["specialist"]) == ("Bob", None)
    days = ("--from", "2026-06-22", "--to", "2026-06-23")
    told = desk("slots", "--account", "Acme", "--type", "migration", *days, "--specialist", "Sven", "--json").json
    assert told["specialists"] == ["Sven"]
    assert "2026-06-22T07:00:00Z" not in told["starts"]
    assert desk(*migration, "--specialist", "Nobody").status == 1


def test_a_calendar_can_take_the_time_of_another_agent(desk):
    desk("agent", "add", "--name", "Sven", "--email", "sven@desk.example", "--level", "2")
    [calendar] = [each for each in desk("calendar", "set", "Sven's", "--agent", "Sven", "--json").json if each["agent"]]
    assert (calendar["name"], calendar["agent"]) == ("Sven's", "Sven")
    desk(
        "calendar",
        "add",
        "--summary",
        "Deploy",
        "--calendar",
        "Sven's",
        "--start",
        AT_NINE,
        "--end",
        "2026-06-17T17:00:00+02:00",
    )
    assert desk("slots", "why", "--account", "Acme", "--type", "assistance", "--start", AT_NINE, "--json").json == []
    assert desk("calendar", "set", "Sven's", "--agent", "", "--json").json[-1]["agent"] is None
    assert desk("calendar", "set", "Sven's", "--agent", "Nobody").status == 1
