"""In which order a pull asks, that it goes on where it stopped, and that nothing is missed or told twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.helpdesks.conftest import NOW, Open, pull
from tests.helpdesks.liveagent_stub import LiveAgentStub, call, group, large_account, ticket, told

from opiekun.domain.errors import InvalidInput, ServerRefused
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, EventKind
from opiekun.helpdesks.liveagent.server_times import ServerTimes


def test_people_first_then_open_tickets_latest_first_then_resolved_ones_without_their_messages(
    open_desk: Open, stub: LiveAgentStub
) -> None:
    stub.account = large_account(250)
    pulled = pull(open_desk())
    assert len(pulled.arrivals) == len(set(pulled.ids())) == 250
    statuses = [arrival.fields.status for arrival in pulled.arrivals]
    assert statuses == [Status.OPEN] * 25 + [Status.RESOLVED] * 225
    assert pulled.ids()[:3] == ["t240", "t230", "t220"]
    assert sum(path.endswith("/messages") for path in stub.paths()) == 25
    assert {account.name for page in pulled.pages for account in page.accounts} == {f"Company {n}" for n in range(20)}
    assert [agent.email for agent in pulled.pages[0].agents] == ["eva@desk.example", "jan@desk.example"]
    assert pulled.requests == len(stub.seen)
    first = next(place for place, page in enumerate(pulled.pages) if page.arrivals)
    assert sum(page.requests for page in pulled.pages[: first + 1]) < 40


def test_a_second_pull_asks_little_and_tells_nothing(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account = large_account(250)
    stub.account.contacts = stub.account.contacts[:50]
    first = pull(open_desk())
    second = pull(open_desk(), first.cursor)
    assert not second.arrivals
    assert second.requests == 5
    assert pull(open_desk(), second.cursor).cursor == second.cursor


@pytest.mark.parametrize(
    "cursor", ["nonsense", "[]", '{"version":99}', '{"version":1,"phase":"x"}', "null", "[" * 10**5]
)
def test_a_cursor_that_is_not_understood_starts_over(open_desk: Open, stub: LiveAgentStub, cursor: str) -> None:
    stub.account.tickets = [ticket(1)]
    assert pull(open_desk(), cursor).ids() == ["t1"]


def test_every_pages_cursor_goes_on_behind_it(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account = large_account(130)
    whole = pull(open_desk())
    for place, page in enumerate(whole.pages):
        before = [arrival.id for earlier in whole.pages[: place + 1] for arrival in earlier.arrivals]
        after = [arrival.id for arrival in pull(open_desk(), page.cursor).arrivals]
        assert set(before) | set(after) == {arrival.id for arrival in whole.arrivals}
        assert len(set(before) & set(after)) <= 1  # what changed in the very last second may have changed again


def test_what_changes_is_told_once_in_order(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(n, date_created=f"2026-06-16 01:00:{n:02}") for n in range(20)]
    cursor = pull(open_desk()).cursor
    stub.account.tickets[3]["date_changed"] = "2026-06-16 02:00:00"
    stub.account.tickets[1]["date_changed"] = "2026-06-16 02:00:01"
    again = pull(open_desk(), cursor)
    assert again.ids() == ["t3", "t1"]
    assert not pull(open_desk(), again.cursor).ids()


def test_what_changed_just_now_is_taken_once_more(open_desk: Open, stub: LiveAgentStub) -> None:
    now = datetime(2026, 6, 16, 8, 0, 1, tzinfo=UTC)
    stub.account.tickets = [ticket(1), ticket(2, date_created="2026-06-16 00:59:30")]
    first = pull(open_desk(), now=now)
    assert first.ids() == ["t1", "t2"]
    stub.account.tickets[0]["subject"] = "Changed within the second"
    second = pull(open_desk(), first.cursor, now)
    assert [arrival.subject for arrival in second.arrivals] == ["Changed within the second"]
    assert not pull(open_desk(), second.cursor, now).ids()


def test_a_change_in_the_same_second_is_not_missed(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(1, status="C")]
    cursor = pull(open_desk()).cursor
    stub.account.tickets.append(ticket(2))
    assert pull(open_desk(), cursor).ids() == ["t2"]


def test_tickets_that_change_and_move_between_pages_while_they_are_read_are_not_missed(
    open_desk: Open, stub: LiveAgentStub
) -> None:
    stub.account = large_account(2000)
    moving = iter(range(0, 2000, 10))

    def change(path: str, number: int) -> None:
        if path == "/tickets" or number % 7 == 0:
            # A ticket is resolved, and leaves the list of open ones; all behind it move up.
            row = stub.account.tickets[next(moving)]
            at = f"2026-06-16 {number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
            row.update(status="R", date_changed=at, date_resolved=at)

    stub.after = change
    pulled = pull(open_desk())
    stub.after = lambda _path, _number: None
    told = {arrival.source.external_id: arrival.fields.status for arrival in pulled.arrivals}
    last = pull(open_desk(), pulled.cursor)
    told |= {arrival.source.external_id: arrival.fields.status for arrival in last.arrivals}
    assert len(told) == 2000
    assert {row["id"]: row["status"] == "R" for row in stub.account.tickets} == {
        ticket_id: status is Status.RESOLVED for ticket_id, status in told.items()
    }


def test_many_tickets_of_one_second_are_all_taken(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [
        ticket(n, status="C" if n % 2 else "R", date_resolved="2026-06-16 01:00:00") for n in range(450)
    ]
    first = pull(open_desk())
    assert set(first.ids()) == {f"t{n}" for n in range(450)}
    second = pull(open_desk(), first.cursor)
    assert not second.arrivals


def test_an_hour_that_comes_twice_is_asked_for_twice(open_desk: Open, stub: LiveAgentStub) -> None:
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    stub.account.tickets = [ticket(1, date_created="2026-11-01 01:50:00")]
    first = pull(open_desk(), now=now)
    stub.account.tickets.append(ticket(2, date_created="2026-11-01 01:05:00"))  # in the second pass
    assert "t2" in pull(open_desk(), first.cursor, now).ids()


def test_an_hour_that_comes_twice_is_read_by_what_came_before() -> None:
    times = ServerTimes(ZoneInfo("America/Los_Angeles"), datetime(2026, 11, 2, tzinfo=UTC))
    before = times.read("2026-11-01 01:50:00")
    assert before == datetime(2026, 11, 1, 8, 50, tzinfo=UTC)
    assert times.read("2026-11-01 01:10:00", before) == datetime(2026, 11, 1, 9, 10, tzinfo=UTC)
    assert times.read("2026-11-01 01:55:00", before) == datetime(2026, 11, 1, 8, 55, tzinfo=UTC)
    assert times.read("2026-03-08 02:30:00") == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)  # an hour that never was


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000-00-00 00:00:00",
        "1900-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "2026-02-30 00:00:00",
        "2026-06-19 00:00:00",
        "yesterday",
        "2026-06-16",
    ],
)
def test_a_time_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="time"):
        ServerTimes(ZoneInfo("America/Los_Angeles"), NOW).read(text)


def test_a_hostile_ticket_is_refused_with_its_id_and_the_others_are_taken(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [
        ticket(1),
        ticket(2, date_created="1900-01-01 00:00:00", date_changed="2026-06-16 01:00:00"),
        ticket(3, date_created="9999-01-01 00:00:00"),
        ticket(4, subject=["not", "text"]),
        ticket(5, tags={"a": 1}),
        ticket(6, custom_fields=[7]),
        ticket(7, id=None, code="NO-ID"),
        ticket(8, date_created="0000-00-00 00:00:00", date_changed="2026-06-16 01:00:00"),
        ticket(9, subject="<b>Bold</b>\x00\u202e"),
        ["not an object"],
    ]
    pulled = pull(open_desk())
    assert set(pulled.ids()) == {"t1", "t9"}
    assert pulled.one("t9").subject == "<b>Bold</b>"
    refused = {refusal.where: refusal.reason for refusal in pulled.refused}
    assert {"ticket ABC-00002", "ticket ABC-00003", "ticket t4", "ticket t5", "ticket t6"} <= set(refused)
    assert refused["ticket t4"] == "Its field subject does not hold text."
    assert refused["ticket ABC-00002"] == "The time 1900-01-01 00:00:00 cannot be true."
    assert not pull(open_desk(), pull(open_desk(), pulled.cursor).cursor).arrivals


def test_a_ticket_dated_9999_does_not_stop_what_changes_later_from_being_seen(
    open_desk: Open, stub: LiveAgentStub
) -> None:
    stub.account.tickets = [ticket(1, date_changed="9999-12-31 23:59:59"), ticket(2)]
    cursor = pull(open_desk()).cursor
    stub.account.tickets.append(ticket(3, date_created="2026-06-16 05:00:00"))
    assert "t3" in pull(open_desk(), cursor).ids()


def test_one_ticket_whose_messages_fail_stops_no_others_but_a_dead_server_does(
    open_desk: Open, stub: LiveAgentStub
) -> None:
    stub.account.tickets = [ticket(n) for n in range(5)]
    stub.misbehave = lambda path, _number: told(500, {}) if path == "/tickets/t3/messages" else None
    pulled = pull(open_desk())
    assert set(pulled.ids()) == {"t0", "t1", "t2", "t4"}
    assert "fails at /tickets/t3/messages" in pulled.refused[0].reason
    stub.misbehave = lambda path, _number: told(500, {}) if path.endswith("/messages") else None
    with pytest.raises(ServerRefused, match="fails at"):
        pull(open_desk())


def test_wrong_rows_among_the_people_are_refused_and_the_others_taken(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.agents.append({"id": [], "name": "?"})
    stub.account.contacts += [7, {"id": "c9", "company_id": {}}]
    stub.account.companies.append({"id": None})
    stub.account.tags.append({"id": "x", "name": 1.5})
    stub.account.tickets = [ticket(1, tags=["vip"])]
    pulled = pull(open_desk())
    assert pulled.one("t1").account == "Acme"
    assert len(pulled.refused) == 5


def test_a_missed_call_without_a_ticket_is_a_request_once(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(1)]
    stub.account.calls = [
        call(1, "2026-06-16 01:00:00"),
        call(2, "2026-06-16 02:00:00", date_answered="2026-06-16 02:00:05"),
        call(3, "2026-06-16 03:00:00", type="O"),
        call(4, "2026-06-16 04:00:00", type="T"),
        *(call(n, "2026-06-16 04:30:00") for n in range(10, 130)),
    ]
    pulled = pull(open_desk())
    voicemail = pulled.one("call:k1")
    assert voicemail.subject == "Voicemail from Ann"
    assert (voicemail.channel, voicemail.id, voicemail.events[0].voicemail) == (Channel.PHONE, "", True)
    assert voicemail.received_at == datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
    assert len(pulled.arrivals) == 1 + 121
    assert not pull(open_desk(), pulled.cursor).ids()


def test_a_call_that_still_rings_waits_for_its_end(open_desk: Open, stub: LiveAgentStub) -> None:
    now = datetime(2026, 6, 16, 8, 1, tzinfo=UTC)
    ringing = call(1, "2026-06-16 01:00:00", date_finished=None)
    stub.account.calls = [ringing]
    first = pull(open_desk(), now=now)
    assert not first.arrivals
    ringing["date_finished"] = "2026-06-16 01:01:30"
    assert pull(open_desk(), first.cursor, now).ids() == ["call:k1"]


def test_a_missed_call_of_a_ticket_that_did_not_change_with_it_is_told(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(1, date_created="2026-06-10 01:00:00")]
    cursor = pull(open_desk()).cursor
    cursor = pull(open_desk(), cursor).cursor
    stub.account.calls = [call(1, "2026-06-16 01:00:00", ticket_id="t1")]
    again = pull(open_desk(), cursor)
    (event,) = [event for event in again.one("t1").events if event.voicemail]
    assert (event.kind, event.channel) == (EventKind.CUSTOMER_REPLY, Channel.PHONE)
    assert not pull(open_desk(), again.cursor).ids()


def test_a_key_that_may_not_read_calls_still_pulls(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(1)]
    stub.misbehave = lambda path, _number: told(403, {"message": "no"}) if path == "/calls" else None
    pulled = pull(open_desk())
    assert pulled.ids() == ["t1"]
    assert pulled.refused[0].where == "calls"


def test_deleted_tickets_and_spam_are_told_only_to_who_knows_them(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(1, status="X"), ticket(2, status="B"), ticket(3), ticket(4, status="I")]
    first = pull(open_desk())
    assert not [
        arrival.id for arrival in first.arrivals if not arrival.known_only and arrival.source.external_id != "t3"
    ]
    stub.account.tickets[2].update(status="X", date_changed="2026-06-16 03:00:00", date_deleted="2026-06-16 03:00:00")
    (gone,) = pull(open_desk(), first.cursor).arrivals
    assert gone.known_only
    assert gone.fields.status is Status.RESOLVED
    assert gone.events[-1].text == "Deleted in LiveAgent"


def test_a_resolved_ticket_that_opens_again_gets_its_messages_and_the_same_receipt(
    open_desk: Open, stub: LiveAgentStub
) -> None:
    row = ticket(1, status="R", date_resolved="2026-06-16 02:00:00", date_changed="2026-06-16 02:00:00")
    stub.account.tickets = [row]
    stub.account.messages["t1"] = [
        group(1, "3", "2026-06-16 01:00:00"),
        group(2, "4", "2026-06-16 01:30:00", "a1"),
        group(3, "R", "2026-06-16 02:00:00", "a1"),
    ]
    first = pull(open_desk())
    stub.account.messages["t1"].append(group(4, "3", "2026-06-16 05:00:00"))
    row.update(status="C", date_changed="2026-06-16 05:00:00")
    second = pull(open_desk(), first.cursor)
    before, after = (pulled.one("t1") for pulled in (first, second))
    assert {event.source_ref for event in before.events} <= {event.source_ref for event in after.events}
    assert before.received_at == after.received_at
    assert (before.fields.status, after.fields.status) == (Status.RESOLVED, Status.OPEN)


def test_the_filters_are_those_of_the_api(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.account.tickets = [ticket(1)]
    cursor = pull(open_desk()).cursor
    stub.seen.clear()
    pull(open_desk(), cursor)
    (asked,) = [parameters for _method, path, parameters in stub.seen if path == "/tickets"]
    assert json.loads(asked["_filters"]) == [["date_changed", "D>=", "2026-06-16 00:59:00"]]
    assert (asked["_sortField"], asked["_sortDir"], asked["_perPage"]) == ("date_changed", "ASC", "100")
