"""Requests, timelines and the index beside them, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account, Agent
from opiekun.domain.policy import ClockName
from opiekun.domain.requests import RequestFile, Source, SourceKind
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.store.text import clean, fold


def test_a_request_comes_back_as_it_was_stored(store, samples):
    request = samples.request(
        "TCK-9",
        subject="Zażółć <b>gęślą</b> 🐢",
        channel=Channel.PHONE,
        severity=Severity.CRITICAL,
        received_at=datetime(2026, 3, 2, 11, 59, 30, 123456, UTC),
        source=Source(SourceKind.LIVEAGENT, "x1", "main", "https://desk.example.com/x1"),
        contact_email="eva@example.com",
        contact_name="Éva",
        description="long\ntext",
        tags=("a", "ż"),
        triage=True,
    )
    events = [
        samples.received(channel=Channel.PHONE, voicemail=True, actor="Éva", text="help", source_ref="m1"),
        samples.event(EventKind.SEVERITY_CHANGED, severity=Severity.HIGH),
        samples.event(EventKind.ASSIGNED, assignee_id="anna"),
        samples.event(EventKind.TAGGED, tags=("a", "b")),
        samples.event(EventKind.POSTPONED, until=datetime(2026, 3, 4, 8, tzinfo=UTC)),
        samples.event(EventKind.WITHDRAWN, withdraws=3),
    ]
    standing = samples.standing(assignee_id="anna", callback_since=samples.seconds())
    with store.write() as unit:
        key = unit.requests.add(request, events, standing, samples.shared())
    numbered = tuple(replace(event, seq=number) for number, event in enumerate(events, 1))
    with store.read() as unit:
        stored = unit.requests.get(key)
        assert stored == RequestFile(replace(request, key=key), numbered, standing)
        assert unit.requests.find("tck-9") == stored
        assert unit.requests.known([request.source])[request.source].file == stored
        assert unit.requests.seen(key) == samples.shared()
        assert unit.requests.count() == 1


def test_what_is_not_there_is_none(store):
    with store.read() as unit:
        assert unit.requests.find("T-1") is None
        assert unit.requests.get(7) is None
        assert unit.requests.known([Source(SourceKind.FILE, "T-1")]) == {}
        assert unit.requests.seen(7) is None
        assert unit.requests.rows([7]) == []


def test_an_id_is_unique_whatever_its_case(store, samples):
    with store.write() as unit:
        samples.add(unit, "Ticket-Ł")
    with store.write() as unit, pytest.raises(InvalidInput, match="ticket-ł already"):
        samples.add(unit, "ticket-ł", source=Source(SourceKind.HAND, "other"))


def test_ids_by_hand_go_on_after_the_highest(store, samples):
    with store.write() as unit:
        assert unit.requests.next_id() == "R-1"
        for name in ("R-1", "r-7", "R-007", "R-x", "R-99999999999"):
            samples.add(unit, name)
        assert unit.requests.next_id() == "R-8"


def test_the_source_may_change_what_it_says_and_not_the_timeline(store, samples):
    with store.write() as unit:
        key = samples.add(unit, seen=samples.shared())
    with store.write() as unit:
        changed = samples.request(key=key, subject="Now so", tags=("vip",), description="more")
        unit.requests.change(changed, samples.shared(status=Status.RESOLVED, tags=frozenset({"vip"})))
    with store.read() as unit:
        stored = unit.requests.get(key)
        assert stored.request == changed
        assert len(stored.events) == 1
        assert unit.requests.seen(key).tags == {"vip"}
        assert [row.subject for row in unit.requests.search("now so", 5)] == ["Now so"]


def test_events_are_numbered_on_and_known_ones_left_out(store, samples):
    with store.write() as unit:
        key = samples.add(unit)
        other = samples.add(unit, "T-2")
        first = unit.requests.append(key, [samples.event(source_ref="m1"), samples.event(text="by hand")])
        again = unit.requests.append(
            key, [samples.event(source_ref="m1"), samples.event(source_ref="m2"), samples.event(source_ref="m2")]
        )
        elsewhere = unit.requests.append(other, [samples.event(source_ref="m1")])
    assert [event.seq for event in first] == [2, 3]
    assert [(event.seq, event.source_ref) for event in again] == [(4, "m2")]
    assert [event.seq for event in elsewhere] == [2]
    with store.read() as unit:
        assert [event.source_ref for event in unit.requests.get(key).events] == [None, "m1", None, "m2"]


def test_first_events_are_stored_once_too(store, samples):
    with store.write() as unit:
        first = [samples.received(source_ref="m1"), samples.event(source_ref="m2"), samples.event(source_ref="m1")]
        key = unit.requests.add(samples.request(), first, samples.standing(), None)
        assert [(event.seq, event.source_ref) for event in unit.requests.get(key).events] == [(1, "m1"), (2, "m2")]


def test_sources_are_looked_up_by_the_hundred(store, samples):
    wild = samples.request("wild", source=Source(SourceKind.LIVEAGENT, "x\x00", "main"))
    with store.write() as unit:
        for number in range(600):
            samples.add(unit, f"T-{number}", seen=samples.shared())
        unit.requests.add(wild, [samples.received()], samples.standing(), None)
    asked = [samples.request(f"T-{number}").source for number in range(700)] + [wild.source]
    with store.read() as unit:
        known = unit.requests.known(asked)
        assert len(known) == 601
        assert known[asked[7]].file == unit.requests.find("t-7")
        assert known[asked[7]].seen == samples.shared()
        assert known[wild.source].seen is None


def test_the_queue_holds_what_is_still_work(store, samples):
    resolved = samples.standing(status=Status.RESOLVED, clock=None, started_at=None, at_risk_at=None, due_at=None)
    with store.write() as unit:
        open_key = samples.add(unit, "T-1", triage=True, standing=samples.standing(assignee_id="anna"))
        done = samples.add(unit, "T-2", standing=resolved)
        owed = samples.add(unit, "T-3", standing=replace(resolved, callback_since=samples.seconds(-5)))
    with store.read() as unit:
        rows = {row.key: row for row in unit.requests.rows()}
        assert rows.keys() == {open_key, owed}
        assert {row.key for row in unit.requests.rows([open_key, done, done])} == {open_key}
        row = rows[open_key]
        assert (row.account_id, row.account, row.assignee_id, row.assignee) == ("acme", "Acme Żółw", "anna", "Anna Łoś")
        assert (row.severity, row.channel, row.status) == (Severity.STANDARD, Channel.EMAIL, Status.NEW)
        assert (row.clock, row.due_at, row.triage) == (ClockName.CONTACT, samples.seconds(120), True)
        assert isinstance(row.severity, Severity)
        assert isinstance(row.status, Status)
        assert row.received_at == samples.seconds()
        assert rows[owed].assignee == ""
        assert rows[owed].callback_since == samples.seconds(-5)


def test_a_standing_leaves_and_enters_the_queue(store, samples):
    with store.write() as unit:
        key = samples.add(unit)
        unit.requests.set_standing(key, samples.standing(status=Status.RESOLVED), samples.now)
        assert unit.requests.rows() == []
        unit.requests.set_standing(key, samples.standing(status=Status.OPEN), samples.now)
        assert [row.status for row in unit.requests.rows()] == [Status.OPEN]


def test_transitions_are_told_when_they_are_due(store, samples):
    def due(minutes):
        with store.read() as unit:
            return [row.id for row in unit.requests.due_transitions(samples.now + timedelta(minutes=minutes))]

    with store.write() as unit:
        key = samples.add(unit)
        samples.add(unit, "T-2", standing=samples.standing(status=Status.RESOLVED))
    assert due(89) == []
    assert due(90) == ["T-1"]
    with store.write() as unit:
        unit.requests.set_standing(key, samples.standing(), samples.now + timedelta(minutes=90))
    assert due(120) == []
    # Due is inclusive: breached one second later.
    assert due(121) == ["T-1"]


def test_the_latest_of_an_account_come_first(store, samples):
    with store.write() as unit:
        unit.people.save_account(Account("zeta", "Zeta"))
        for day in (1, 3, 2):
            samples.add(unit, f"T-{day}", received_at=datetime(2026, 3, day, tzinfo=UTC))
        samples.add(unit, "Z-1", account_id="zeta")
        samples.add(
            unit, "T-9", received_at=datetime(2020, 1, 1, tzinfo=UTC), standing=samples.standing(status=Status.RESOLVED)
        )
    with store.read() as unit:
        assert [row.id for row in unit.requests.of_account("acme", 3)] == ["T-3", "T-2", "T-1"]
        assert [row.id for row in unit.requests.of_account("acme", 9)][-1] == "T-9"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("invoice", ["T-2", "T-1"]),
        ("INVOICE lost", ["T-1"]),
        ("zolw", ["T-3", "T-2", "T-1"]),
        ("ŻÓŁW t-3", ["T-3"]),
        ("eva", ["T-2"]),
        ("eva@example.com", ["T-2"]),
        ("100%", ["T-3"]),
        ("0_0", []),
        ("%", ["T-3"]),
        ("\\", []),
        ("", []),
        ("  \x00 ", []),
        ("\ud800", []),
        ("'; drop table requests; --", []),
    ],
)
def test_search_finds_every_word_accents_and_case_aside(store, samples, words, found):
    with store.write() as unit:
        for number, changes in enumerate(
            (
                {"subject": "Invoice is lóst"},
                {"subject": "invoice", "contact_name": "Éva", "contact_email": "eva@example.com"},
                {"subject": "100% of it"},
            ),
            1,
        ):
            received = samples.now + timedelta(minutes=number)
            samples.add(unit, f"T-{number}", received_at=received, **changes)
    with store.read() as unit:
        assert [row.id for row in unit.requests.search(words, 9)] == found
        assert [row.id for row in unit.requests.search(words, 1)] == found[:1]
        assert unit.requests.search(words * 5_000 or "x" * 100_000, 9) is not None


def test_each_request_is_told_once(store, samples):
    with store.write() as unit:
        keys = [samples.add(unit, f"T-{number}") for number in range(1_203)]
        unit.requests.append(keys[700], [samples.event(text="second")])
    with store.read() as unit:
        files = list(unit.requests.each())
        assert [file.request.key for file in files] == sorted(keys)
        assert {len(file.events) for file in files} == {1, 2}
        assert files[700] == unit.requests.get(keys[700])


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "\udfff", "\x00"])
def test_text_that_no_database_holds_is_replaced(store, samples, text):
    with store.write() as unit:
        event = samples.event(text=text, actor=text, source_ref=text, tags=(text,))
        key = samples.add(unit, subject=text, description=text, contact_name=text)
        unit.requests.append(key, [event])
        assert unit.requests.append(key, [event]) == ()
    with store.read() as unit:
        stored = unit.requests.get(key)
        assert stored.request.subject == stored.request.description == clean(text)
        assert stored.events[1].text == clean(text)
        assert stored.events[1].tags == (text,)
        assert unit.requests.find(text) is None
        assert unit.requests.known([samples.request(text).source]) == {}
        assert unit.requests.rows()[0].subject == clean(text)


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_any_year_can_be_stored(store, samples, year):
    moment = datetime(year, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    with store.write() as unit:
        key = samples.add(unit, received_at=moment)
    with store.read() as unit:
        assert unit.requests.get(key).request.received_at == moment


def test_an_instant_of_another_zone_comes_back_as_the_same_instant(store, samples):
    moment = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=-7)))
    with store.write() as unit:
        key = samples.add(unit, received_at=moment)
    with store.read() as unit:
        stored = unit.requests.get(key).request.received_at
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)


def test_a_naive_instant_is_refused(store, samples):
    with pytest.raises(Exception, match="naive"), store.write() as unit:
        samples.add(unit, received_at=datetime(2026, 3, 2, 12))  # noqa: DTZ001
    with store.write() as unit:
        key = samples.add(unit)
    with pytest.raises(Exception, match="naive"), store.write() as unit:
        unit.requests.append(key, [replace(samples.event(), at=datetime(2026, 3, 2, 12))])  # noqa: DTZ001


def test_names_in_the_queue_follow_their_owners(store, samples):
    with store.write() as unit:
        samples.add(unit, standing=samples.standing(assignee_id="anna"))
        unit.people.save_agent(Agent("anna", "Anna Nova"))
        unit.people.save_account(Account("acme", "Apex"))
    with store.read() as unit:
        assert [(row.account, row.assignee) for row in unit.requests.rows()] == [("Apex", "Anna Nova")]
        assert [row.id for row in unit.requests.search("apex", 5)] == ["T-1"]


@given(st.text())
def test_folding_is_settled_and_blind_to_case(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert "\x00" not in folded
    folded.encode()


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Łódź", "lodz"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Ærø", "aero"), ("İ", "i"), ("ﬁ", "fi")],
)
def test_folding_knows_letters_that_are_no_accents(text, folded):
    assert fold(text) == folded


def test_when_requests_were_answered(store, samples):
    with store.write() as unit:
        answered, resolved, other = (samples.add(unit, name) for name in ("A-1", "A-2", "A-3"))
        unit.requests.append(
            answered,
            [
                samples.event(EventKind.AGENT_RESPONSE, 5),
                samples.event(EventKind.AGENT_RESPONSE, 9),
                samples.event(EventKind.WITHDRAWN, 10, withdraws=3),
            ],
        )
        unit.requests.append(resolved, [samples.event(EventKind.RESOLVED, 7)])
        unit.requests.append(other, [samples.event(EventKind.AGENT_CONTACT, 7)])
    with store.read() as unit:
        told = unit.requests.answered(["a-1", "A-2", "A-3", "A-4"])
    assert told == {"a-1": samples.seconds(5), "A-2": samples.seconds(7)}
