"""Tickets and message groups as timelines: who spoke, when, and that it ends where LiveAgent says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.helpdesks.conftest import NOW, Open, pull
from tests.helpdesks.liveagent_stub import LiveAgentStub, Row, call, group, ticket

from opiekun.domain.intake import Arrival, Connection
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Event, EventKind, Severity
from opiekun.helpdesks.liveagent import LiveAgent


class Mapped:
    """Pulls one ticket with its groups and calls."""

    def __init__(self, stub: LiveAgentStub, open_desk: Open) -> None:
        self._stub = stub
        self._open = open_desk

    def __call__(
        self, *groups: Row, calls: tuple[Row, ...] = (), severity_field: str = "tag:sev-", **fields: Any
    ) -> Arrival:
        fields.setdefault("date_changed", "2026-06-16 12:00:00")
        self._stub.account.tickets = [ticket(1, **fields)]
        self._stub.account.messages = {"t1": list(groups)}
        self._stub.account.calls = list(calls)
        return pull(self._open(severity_field=severity_field)).one("t1")


@pytest.fixture
def mapped(stub: LiveAgentStub, open_desk: Open) -> Mapped:
    return Mapped(stub, open_desk)


def at(clock: str) -> str:
    return f"2026-06-16 {clock}:00"


def kinds(arrival: Arrival) -> list[str]:
    return [event.kind.value for event in arrival.events]


def utc(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 6, 16, int(hour) + 7, int(minute), tzinfo=UTC)


def test_an_e_mail_conversation(mapped: Mapped) -> None:
    arrival = mapped(
        group(1, "3", at("01:00"), text="<p>It is <b>down</b></p>"),
        group(2, "4", at("01:20"), "a1"),
        group(3, "I", at("01:25"), "a1", "ask Jan"),
        group(4, "3", at("02:00")),
        group(5, "4", at("02:30"), "a2"),
        group(6, "R", at("03:00"), "a1"),
        status="R",
        date_resolved=at("03:00"),
        agentid="a1",
    )
    # A ticket that is resolved when it is first seen is told without its messages.
    assert kinds(arrival) == ["received", "resolved"]
    arrival = mapped(
        group(1, "3", at("01:00"), text="It is down"),
        group(2, "4", at("01:20"), "a1"),
        group(3, "I", at("01:25"), "a1", "ask Jan"),
        group(4, "3", at("02:00")),
        group(5, "4", at("02:30"), "a2"),
        status="A",
        agentid="a1",
    )
    assert kinds(arrival) == ["received", "agent_response", "note", "customer_reply", "agent_response"]
    assert [event.at for event in arrival.events] == [utc(c) for c in ("01:00", "01:20", "01:25", "02:00", "02:30")]
    assert [event.source_ref for event in arrival.events] == [
        "received",
        "group:g2",
        "group:g3",
        "group:g4",
        "group:g5",
    ]
    assert arrival.description == "It is down"
    assert arrival.fields.assignee == "eva@desk.example"
    assert (arrival.id, arrival.account, arrival.account_ref) == ("ABC-00001", "Acme", "co1")
    assert arrival.source.agent_url.endswith("/agent/#Conversation;id=t1")


def test_what_is_told_twice_is_taken_once(mapped: Mapped) -> None:
    resolved = [group(number, "R", at("03:00"), "a1", text="") for number in (2, 3)]
    first = group(1, "3", at("01:00"))
    answer = group(4, "4", at("02:00"), "a1")
    arrival = mapped(first, answer, answer, *resolved, status="C")
    assert kinds(arrival)[:3] == ["received", "agent_response", "resolved"]
    assert kinds(arrival).count("resolved") == 1


def test_what_a_rule_sent_is_no_response(mapped: Mapped) -> None:
    arrival = mapped(group(1, "3", at("01:00")), group(2, "4", at("01:00"), "system"), status="N")
    assert kinds(arrival) == ["received", "system"]
    assert arrival.fields.status is Status.NEW


def test_notes_inside_a_letter_and_forwards_are_no_responses(mapped: Mapped) -> None:
    note = group(2, "4", at("01:10"), "a1")
    note["messages"][0]["type"] = "N"
    arrival = mapped(
        group(1, "3", at("01:00")), note, group(3, "O", at("01:20"), "a1"), group(4, "Q", at("01:30"), "other")
    )
    assert kinds(arrival) == ["received", "note", "note", "note"]


def test_an_agent_may_speak_first(mapped: Mapped) -> None:
    arrival = mapped(group(1, "4", at("01:00"), "a1"), group(2, "3", at("02:00")), status="C")
    assert kinds(arrival) == ["received", "agent_response", "customer_reply"]
    assert arrival.fields.status is Status.OPEN


def test_a_chat_tells_every_turn_in_order(mapped: Mapped) -> None:
    turns = [
        ("c1", "M", "01:00"),
        ("x", "S", "01:00"),
        ("a1", "M", "01:01"),
        ("c1", "M", "01:02"),
        ("a1", "N", "01:03"),
    ]
    chat = group(1, "C", at("01:00"))
    chat["messages"] = [
        {"id": f"m{n}", "userid": user, "type": kind, "datecreated": at(clock), "format": "T", "message": f"text {n}"}
        for n, (user, kind, clock) in enumerate(turns)
    ]
    arrival = mapped(chat, status="T", channel_type="B")
    assert kinds(arrival) == ["received", "agent_response", "customer_reply", "note"]
    assert arrival.channel is Channel.CHAT
    assert {event.channel for event in arrival.events} == {None}
    assert arrival.events[1].at == utc("01:01")


@pytest.mark.parametrize(
    ("letter", "channel"),
    [("E", "email"), ("B", "chat"), ("I", "chat"), ("M", "email"), ("C", "phone"), ("W", "phone"), ("F", "email")],
)
def test_channels(mapped: Mapped, letter: str, channel: str) -> None:
    arrival = mapped(channel_type=letter)
    assert arrival.channel == channel
    assert "system" not in kinds(arrival)


@pytest.mark.parametrize("letter", ["V", "1", "", "<x>"])
def test_an_undocumented_channel_is_taken_as_e_mail_and_says_so(mapped: Mapped, letter: str) -> None:
    arrival = mapped(channel_type=letter)
    assert arrival.channel is Channel.EMAIL
    assert "taken as e-mail" in arrival.events[1].text


def test_a_letter_in_a_chat_has_its_own_channel(mapped: Mapped) -> None:
    arrival = mapped(group(1, "C", at("01:00")), group(2, "3", at("02:00")), channel_type="B")
    assert [event.channel for event in arrival.events] == [None, Channel.EMAIL]


def test_a_missed_call_marks_the_message_that_tells_of_it(mapped: Mapped) -> None:
    missed = call(1, at("01:00"), ticket_id="t1")
    arrival = mapped(group(1, "P", at("01:01")), calls=(missed,), channel_type="C")
    assert [(event.kind, event.voicemail) for event in arrival.events] == [(EventKind.RECEIVED, True)]
    later = call(2, at("05:00"), ticket_id="t1")
    arrival = mapped(
        group(1, "3", at("01:00")), group(2, "4", at("02:00"), "a1"), group(3, "P", at("05:00")), calls=(later,)
    )
    assert [event.voicemail for event in arrival.events] == [False, False, True]
    assert arrival.events[2].channel is Channel.PHONE


def test_a_call_that_was_answered_is_a_response(mapped: Mapped) -> None:
    answered = call(1, at("01:00"), ticket_id="t1", date_answered=at("01:02"))
    arrival = mapped(group(1, "P", at("01:00")), calls=(answered,), channel_type="C", status="A")
    assert [(event.kind.value, event.at) for event in arrival.events] == [
        ("received", utc("01:00")),
        ("agent_response", utc("01:02")),
    ]
    assert not arrival.events[0].voicemail


@pytest.mark.parametrize(
    ("answered", "kind"), [(None, EventKind.CALLBACK_ATTEMPTED), (at("02:01"), EventKind.AGENT_CONTACT)]
)
def test_an_outgoing_call_is_a_contact_or_an_attempt(mapped: Mapped, answered: str | None, kind: EventKind) -> None:
    missed = call(1, at("01:00"), ticket_id="t1")
    back = call(2, at("02:00"), ticket_id="t1", type="O", date_answered=answered)
    arrival = mapped(
        group(1, "P", at("01:00")), group(2, "V", at("02:00"), "a1"), calls=(missed, back), channel_type="C"
    )
    assert [event.kind for event in arrival.events] == [EventKind.RECEIVED, kind]


@pytest.mark.parametrize(
    ("letter", "spoken", "status", "added"),
    [
        ("N", "c", Status.NEW, None),
        ("T", "c", Status.NEW, None),
        ("C", "cac", Status.OPEN, None),
        ("A", "ca", Status.ANSWERED, None),
        ("A", "c", Status.ANSWERED, EventKind.AGENT_RESPONSE),
        ("A", "cac", Status.ANSWERED, EventKind.AGENT_RESPONSE),
        ("C", "ca", Status.OPEN, EventKind.CUSTOMER_REPLY),
        ("C", "cR", Status.OPEN, EventKind.CUSTOMER_REPLY),
        ("W", "ca", Status.ANSWERED, None),
        ("W", "cac", Status.OPEN, None),
        ("W", "cR", Status.OPEN, EventKind.CUSTOMER_REPLY),
        ("?", "c", Status.NEW, None),
    ],
)
def test_the_timeline_ends_where_liveagent_says(
    mapped: Mapped, letter: str, spoken: str, status: Status, added: EventKind | None
) -> None:
    what = {"c": ("3", "c1"), "a": ("4", "a1"), "R": ("R", "a1")}
    groups = [group(n, what[who][0], at(f"0{n + 1}:00"), what[who][1]) for n, who in enumerate(spoken)]
    arrival = mapped(*groups, status=letter)
    assert arrival.fields.status is status
    assert len(arrival.events) == len(spoken) + (added is not None)
    assert added is None or arrival.events[-1].kind is added
    names = [event.source_ref for event in arrival.events]
    again = mapped(*groups, status=letter, date_changed=at("15:00"))
    assert [event.source_ref for event in again.events] == names


def test_messages_that_are_newer_than_the_ticket_are_not_contradicted(mapped: Mapped) -> None:
    # The list said "open"; by the time its messages were read, an agent had answered.
    arrival = mapped(group(1, "3", at("01:00")), group(2, "4", at("13:00"), "a1"), status="C", date_changed=at("12:00"))
    assert kinds(arrival) == ["received", "agent_response"]


def test_postponing_is_the_agents_own_delay(mapped: Mapped) -> None:
    arrival = mapped(
        group(1, "3", at("01:00")), group(2, "J", at("02:00"), "a1"), status="W", date_due="2026-06-20 09:00:00"
    )
    assert arrival.fields.postponed_until == datetime(2026, 6, 20, 16, 0, tzinfo=UTC)
    assert arrival.fields.status is Status.NEW
    assert mapped(group(1, "3", at("01:00")), date_due="2026-06-20 09:00:00").fields.postponed_until is None


def test_unknown_and_internal_groups_move_no_clock(mapped: Mapped) -> None:
    arrival = mapped(*(group(n, kind, at("01:00"), "a1") for n, kind in enumerate("1IUZSTJGL2?")), status="N")
    assert {event.kind for event in arrival.events[1:]} == {EventKind.NOTE, EventKind.SYSTEM}
    assert arrival.fields.status is Status.NEW


@pytest.mark.parametrize(
    ("setting", "fields", "severity"),
    [
        ("tag:sev-", {"tags": ["s2"]}, Severity.HIGH),
        ("tag:SEV-", {"tags": ["vip", "s4", "s1"]}, Severity.CRITICAL),
        ("tag:sev-", {"tags": ["vip"]}, None),
        ("tag:sev-", {"tags": []}, None),
        ("field:prio", {"custom_fields": [{"code": "prio", "value": "3"}]}, Severity.STANDARD),
        ("field:prio", {"custom_fields": [{"code": "prio", "value": "Bug fix"}]}, Severity.BUG_FIX),
        ("field:prio", {"custom_fields": [{"code": "prio", "value": "soon"}], "tags": ["s1"]}, None),
        ("field:prio", {}, None),
    ],
)
def test_severity_is_in_a_tag_or_a_field(
    mapped: Mapped, setting: str, fields: dict[str, Any], severity: Severity | None
) -> None:
    arrival = mapped(severity_field=setting, **fields)
    assert arrival.fields.severity == severity
    if setting.startswith("tag"):
        assert arrival.fields.tags == ({"VIP"} if "vip" in fields["tags"] else frozenset())


def test_a_tag_made_since_is_asked_for(mapped: Mapped, stub: LiveAgentStub) -> None:
    assert mapped(tags=["unheard-of"]).fields.tags == {"unheard-of"}


@pytest.mark.parametrize(
    ("email", "name", "account"),
    [
        ("bob@globex.example", "Bob", "globex.example"),
        ("bob@gmail.com", "Bob", "bob@gmail.com"),
        ("", "Bob", "Bob"),
        ("", "", "?"),
    ],
)
def test_without_a_company_the_customer_is_the_account(mapped: Mapped, email: str, name: str, account: str) -> None:
    arrival = mapped(owner_contactid="c99", owner_email=email, owner_name=name)
    assert (arrival.account, arrival.account_ref) == (account, "")


_GROUPS = st.lists(
    st.tuples(
        st.sampled_from(list("345MCPV1IUZSTRJXBGOQL267?")),
        st.integers(0, 600),
        st.sampled_from(["a1", "a2", "c1", "", "system"]),
        st.sampled_from("MNSVF?"),
    ),
    max_size=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    _GROUPS,
    st.sampled_from("NTPCAW?"),
    st.sampled_from("EBMICWV1"),
    st.lists(st.tuples(st.integers(0, 600), st.booleans(), st.sampled_from("IOT")), max_size=3),
)
def test_mapping_is_total_and_tells_the_same_twice(
    stub: LiveAgentStub,
    rows: list[tuple[str, int, str, str]],
    letter: str,
    channel: str,
    calls: list[tuple[int, bool, str]],
) -> None:
    def stamp(minute: int) -> str:
        return at(f"{1 + minute // 60:02}:{minute % 60:02}")

    groups = [group(n, kind, stamp(minute), user) for n, (kind, minute, user, _type) in enumerate(rows)]
    for made, (_kind, _minute, _user, message_type) in zip(groups, rows, strict=True):
        made["messages"][0]["type"] = message_type
    stub.account.tickets = [ticket(1, status=letter, channel_type=channel, date_changed=at("12:00"))]
    stub.account.messages = {"t1": groups}
    stub.account.calls = [
        call(n, stamp(minute), ticket_id="t1", type=kind, date_answered=stamp(minute) if answered else None)
        for n, (minute, answered, kind) in enumerate(calls)
    ]
    desk = LiveAgent(
        Connection("la", "liveagent", stub.url, "America/Los_Angeles", "tag:sev-"), "stub-v3-key", per_minute=10**6
    )
    first, second = (pull(desk, now=NOW).one("t1") for _ in range(2))
    assert first == second
    _check_form(first)
    # More is told later: what was told before keeps its name, so it is recorded once.
    stub.account.messages["t1"] = [*groups, group("more", "3", at("11:59"))]
    grown = pull(desk, now=NOW).one("t1")
    told_before = {event.source_ref for event in first.events if not _is_closing(event)}
    assert told_before - {event.source_ref for event in grown.events} <= {"group:gmore"}


def _is_closing(event: Event) -> bool:
    return (event.source_ref or "").startswith(("open:", "answered:", "resolved:"))


def _check_form(arrival: Arrival) -> None:
    names = [event.source_ref for event in arrival.events]
    assert len(set(names)) == len(names)
    assert None not in names
    assert arrival.events[0].kind is EventKind.RECEIVED
    assert [event.kind for event in arrival.events].count(EventKind.RECEIVED) == 1
    assert all(event.at >= arrival.received_at for event in arrival.events)
    assert arrival.fields.status is not Status.RESOLVED
