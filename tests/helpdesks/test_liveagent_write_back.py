"""What was changed here is told there; what was changed there meanwhile is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.helpdesks.conftest import NOW, Open
from tests.helpdesks.liveagent_stub import LiveAgentStub, Row, ticket, told

from opiekun.domain.errors import ServerRefused
from opiekun.domain.intake import SharedFields, WriteBack
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Severity

SEEN = SharedFields(Status.OPEN, Severity.STANDARD, "", frozenset({"VIP"}))
FRIDAY = datetime(2026, 6, 19, 16, 0, tzinfo=UTC)


def changed(before: SharedFields = SEEN, **after: Any) -> WriteBack:
    wanted = {name: after.get(name, getattr(before, name)) for name in before.__dataclass_fields__}
    return WriteBack(1, 1, "la", "t1", before, SharedFields(**wanted), NOW)


@pytest.fixture
def row(stub: LiveAgentStub) -> Row:
    made = ticket(1, status="C", tags=["vip", "s3", "unheard-of"])
    stub.account.tickets = [ticket(0), made]
    return made


def puts(stub: LiveAgentStub) -> list[tuple[str, dict[str, Any]]]:
    return [(path, body) for method, path, body in stub.seen if method == "PUT"]


@pytest.mark.parametrize(
    ("after", "put"),
    [
        ({"status": Status.ANSWERED}, ("", {"status": "A"})),
        ({"status": Status.WAITING}, ("", {"status": "A"})),
        ({"status": Status.RESOLVED}, ("", {"status": "R"})),
        ({"assignee": "EVA@desk.example"}, ("", {"agentid": "a1"})),
        ({"assignee": "Eva"}, ("", {"agentid": "a1"})),
        ({"severity": Severity.CRITICAL}, ("", {"tags": ["s1", "unheard-of", "vip"]})),
        ({"tags": frozenset()}, ("", {"tags": ["s3", "unheard-of"]})),
        ({"postponed_until": FRIDAY}, ("/postpone", {"date_time": "2026-06-19 09:00:00"})),
    ],
)
def test_only_what_changed_is_put_and_once(
    open_desk: Open, stub: LiveAgentStub, row: Row, after: dict[str, Any], put: tuple[str, dict[str, Any]]
) -> None:
    change = changed(**after)
    fields, left = open_desk().write(change)
    path, body = put
    assert puts(stub) == [(f"/tickets/t1{path}", body)]
    assert left == ()
    again, left = open_desk().write(change)
    assert len(puts(stub)) == 1
    assert left == ()
    assert again.tags == fields.tags
    assert again == fields


def test_everything_at_once(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    change = changed(
        status=Status.ANSWERED, severity=Severity.HIGH, assignee="Eva", tags=frozenset({"VIP"}), postponed_until=FRIDAY
    )
    fields, left = open_desk().write(change)
    assert puts(stub) == [
        ("/tickets/t1", {"agentid": "a1", "tags": ["s2", "unheard-of", "vip"]}),
        ("/tickets/t1/postpone", {"date_time": "2026-06-19 09:00:00"}),
    ]
    assert left == ()
    assert (row["status"], row["agentid"]) == ("W", "a1")
    assert (fields.severity, fields.assignee, fields.postponed_until) == (Severity.HIGH, "eva@desk.example", FRIDAY)
    assert open_desk().write(change)[1] == ()
    assert len(puts(stub)) == 2


def test_an_answer_that_was_lost_is_made_good(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    stub.unanswered_puts = 2
    _fields, left = open_desk().write(changed(severity=Severity.CRITICAL, status=Status.RESOLVED))
    assert left == ()
    assert (row["status"], row["tags"]) == ("R", ["s1", "unheard-of", "vip"])


@pytest.mark.parametrize(
    ("theirs", "after", "kept"),
    [
        ({"status": "A"}, {"status": Status.RESOLVED}, Status.ANSWERED),
        ({"agentid": "a2"}, {"assignee": "Eva"}, "jan@desk.example"),
        ({"tags": ["s5"]}, {"severity": Severity.CRITICAL}, Severity.REQUEST),
        (
            {"status": "W", "date_due": "2026-06-18 09:00:00"},
            {"postponed_until": FRIDAY},
            datetime(2026, 6, 18, 16, 0, tzinfo=UTC),
        ),
    ],
)
def test_what_they_changed_meanwhile_is_kept(  # noqa: PLR0917 - fixtures are named
    open_desk: Open, stub: LiveAgentStub, row: Row, theirs: Row, after: dict[str, Any], kept: object
) -> None:
    row.update(theirs)
    (field,) = after
    fields, left = open_desk().write(changed(**after))
    assert left == (field,)
    assert getattr(fields, field) == kept
    assert not puts(stub)


def test_tags_of_both_sides_are_kept(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    stub.account.tags += [{"id": "n1", "name": "ours"}, {"id": "n2", "name": "theirs"}]
    row["tags"] = ["vip", "s3", "n2"]
    fields, left = open_desk().write(changed(tags=frozenset({"ours"})))
    assert row["tags"] == ["n1", "n2", "s3"]
    assert (fields.tags, left) == ({"ours", "theirs"}, ())


@pytest.mark.parametrize(
    ("after", "field"),
    [
        ({"tags": frozenset({"VIP", "no such tag"})}, "tags"),
        ({"assignee": "nobody@there.example"}, "assignee"),
        ({"assignee": "Jan"}, "assignee"),
    ],
)
def test_what_liveagent_does_not_know_is_left(
    open_desk: Open, stub: LiveAgentStub, row: Row, after: dict[str, Any], field: str
) -> None:
    _fields, left = open_desk().write(changed(**after))
    assert left == (field,)
    assert not puts(stub)


def test_a_severity_without_a_tag_there_is_left(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    stub.account.tags = [tag for tag in stub.account.tags if tag["id"] != "s1"]
    fields, left = open_desk().write(changed(severity=Severity.CRITICAL))
    assert (fields.severity, left) == (Severity.STANDARD, ("severity",))
    assert not puts(stub)


def test_a_custom_field_is_written_beside_the_others(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    row["custom_fields"] = [{"code": "prio", "value": "3"}, {"code": "other", "value": "kept"}]
    open_desk(severity_field="field:prio").write(changed(severity=Severity.CRITICAL))
    assert row["custom_fields"] == [{"code": "prio", "value": "1"}, {"code": "other", "value": "kept"}]


def test_what_was_postponed_goes_on(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    row.update(status="W", date_due="2026-06-19 09:00:00")
    before = SharedFields(Status.OPEN, Severity.STANDARD, "", frozenset({"VIP"}), FRIDAY)
    fields, left = open_desk().write(changed(before, postponed_until=None))
    assert puts(stub) == [("/tickets/t1", {"status": "C"})]
    assert (fields.postponed_until, fields.status, left) == (None, Status.OPEN, ())


def test_resolving_what_is_postponed_resolves_it(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    row.update(status="W", date_due="2026-06-19 09:00:00")
    before = SharedFields(Status.OPEN, Severity.STANDARD, "", frozenset({"VIP"}), FRIDAY)
    fields, left = open_desk().write(changed(before, status=Status.RESOLVED))
    assert (row["status"], fields.status, fields.postponed_until, left) == ("R", Status.RESOLVED, None, ())


@pytest.mark.parametrize("gone", [{"status": "X"}, {"status": "B"}, {"id": "other"}])
def test_a_ticket_that_is_gone_refuses_for_good(open_desk: Open, row: Row, gone: Row) -> None:
    row.update(gone)
    with pytest.raises(ServerRefused, match="no ticket t1 any more") as refusal:
        open_desk().write(changed(status=Status.RESOLVED))
    assert not refusal.value.temporary


def test_a_busy_server_is_to_be_asked_again(open_desk: Open, stub: LiveAgentStub, row: Row) -> None:
    stub.misbehave = lambda path, _number: told(503, {}) if path == "/tickets" else None
    with pytest.raises(ServerRefused) as refusal:
        open_desk().write(changed(status=Status.RESOLVED))
    assert refusal.value.temporary


def test_a_call_without_a_ticket_is_nothing_to_liveagent(open_desk: Open, stub: LiveAgentStub) -> None:
    change = changed(status=Status.RESOLVED)
    call = WriteBack(1, 1, "la", "call:k1", change.before, change.after, NOW)
    assert open_desk().write(call) == (change.after, ())
    assert not stub.seen
