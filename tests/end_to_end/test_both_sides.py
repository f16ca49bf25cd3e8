"""A desk and a LiveAgent on loopback that both change the same tickets, by pulls one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.helpdesks.liveagent_stub import FORM, KEY, LiveAgentStub, Row, group, ticket, told

from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.intake import Connection, Report
from opiekun.domain.standing import Status
from opiekun.domain.timeline import EventKind, Severity, standing_events
from opiekun.helpdesks.liveagent import LiveAgent
from opiekun.services.accounts import list_accounts, save_account, show_account
from opiekun.services.actions import log_event
from opiekun.services.connecting import connect_liveagent
from opiekun.services.ports import HelpDesk, Store
from opiekun.services.pull import pull
from opiekun.services.queue import RequestView, show_request
from opiekun.services.undo import take_back_last, undo
from opiekun.store.opening import open_store

NOON = datetime(2026, 6, 16, 12, 0, tzinfo=UTC)
ID = "ABC-00001"


def there(minutes: int) -> str:
    """A moment as the server in Los Angeles writes it, in minutes from noon UTC."""
    return (NOON + timedelta(minutes=minutes) - timedelta(hours=7)).strftime(FORM)


class Keys:
    """Keeps a key in memory."""

    def __init__(self) -> None:
        self.kept = KEY

    def get(self, _name: str, _user: str) -> str:
        return self.kept

    def set(self, _name: str, _user: str, secret: str) -> None:
        self.kept = secret

    def backend(self) -> str:
        return "memory"


def opened(connection: Connection, key: str) -> HelpDesk:
    return LiveAgent(connection, key, per_minute=10**6, sleep=lambda _seconds: None)


@dataclass
class Desk:
    """The desk, connected to the stub. ``row`` is the ticket that both sides work on."""

    store: Store
    stub: LiveAgentStub
    row: Row
    now: datetime = NOON

    @property
    def connection(self) -> Connection:
        with self.store.read() as unit:
            return unit.connections.all()[0]

    def pull(self, minutes: int) -> Report:
        """Pull so many minutes after noon."""
        self.now = NOON + timedelta(minutes=minutes)
        connection = self.connection
        return pull(self.store, opened(connection, KEY), connection, now=lambda: self.now)

    def log(self, minutes: int, kind: EventKind, severity: Severity | None = None) -> None:
        log_event(self.store, ID, kind, now=NOON + timedelta(minutes=minutes), severity=severity)

    def they_hear(self, minutes: int) -> None:
        """The customer writes there."""
        at = there(minutes)
        self.stub.account.messages["t1"].append(group(f"heard{minutes}", "3", at))
        self.row.update(status="C", date_changed=at, last_activity=at, last_activity_public=at)

    def they_change(self, minutes: int, **fields: object) -> None:
        self.row.update(date_changed=there(minutes), **fields)

    def view(self) -> RequestView:
        return show_request(self.store, ID, now=self.now)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One ticket, answered an hour before noon, pulled at noon."""
    with LiveAgentStub() as stub:
        row = ticket(1, status="A", tags=["s3"], date_created=there(-120), date_changed=there(-60))
        stub.account.tickets = [row]
        stub.account.messages["t1"] = [group(1, "3", there(-120)), group(2, "4", there(-60), "a1")]
        store = open_store(tmp_path / "desk.sqlite3", now=NOON)
        connect(store, stub, "America/Los_Angeles")
        made = Desk(store, stub, row)
        made.pull(0)
        yield made
        store.close()


def connect(store: Store, stub: LiveAgentStub, timezone: str) -> None:
    connect_liveagent(store, Keys(), opened, url=stub.url, timezone=timezone, severity_field="tag:sev-", key=KEY)


@pytest.mark.parametrize("chosen", [EventKind.RESOLVED, EventKind.WAITING_ON_CUSTOMER])
def test_a_message_that_was_not_seen_is_not_hidden_by_what_was_chosen_after_it(desk: Desk, chosen: EventKind) -> None:
    desk.they_hear(5)
    desk.log(8, chosen)
    desk.pull(10)
    desk.pull(12)
    assert desk.row["status"] == "C"
    view = desk.view()
    assert view.file.standing.status is Status.OPEN
    assert view.file.standing.clock == "next_response"
    assert view.file.standing.started_at == int((NOON + timedelta(minutes=5)).timestamp())


def test_a_resolution_that_was_told_before_stays_in_the_timeline(desk: Desk) -> None:
    desk.log(2, EventKind.RESOLVED)
    desk.pull(3)
    assert desk.row["status"] == "R"
    desk.they_hear(5)
    desk.pull(6)
    desk.they_change(7, status="A")
    desk.log(8, EventKind.RESOLVED)
    desk.pull(10)
    file = desk.view().file
    resolved = [event.at for event in standing_events(file.events) if event.kind is EventKind.RESOLVED]
    assert resolved == [NOON + timedelta(minutes=2)]
    assert file.standing.status is Status.ANSWERED


def test_a_resolution_that_they_have_repeated_can_be_taken_back(desk: Desk) -> None:
    done = log_event(desk.store, ID, EventKind.RESOLVED, now=NOON + timedelta(minutes=2))
    desk.pull(3)
    desk.they_change(3, date_resolved=there(3))
    desk.stub.account.messages["t1"].append(group("resolved", "R", there(3), "a1"))
    desk.pull(5)
    assert done.undo is not None
    taken_back = undo(desk.store, done.undo, now=NOON + timedelta(minutes=6))
    assert desk.view().file.standing.status is Status.ANSWERED
    desk.pull(7)
    assert desk.row["status"] == "A"
    desk.they_change(7)
    desk.pull(10)
    assert desk.view().file.standing.status is Status.ANSWERED
    assert taken_back.undo is not None
    undo(desk.store, taken_back.undo, now=NOON + timedelta(minutes=11))
    assert desk.view().file.standing.status is Status.RESOLVED


def test_what_was_written_there_does_not_come_back_as_a_second_answer(desk: Desk) -> None:
    desk.they_hear(5)
    desk.pull(6)
    desk.log(8, EventKind.AGENT_RESPONSE)
    desk.pull(9)
    assert desk.row["status"] == "A"
    desk.they_change(9)
    desk.pull(15)
    answers = [event.at for event in desk.view().file.events if event.kind is EventKind.AGENT_RESPONSE]
    assert answers == [NOON - timedelta(minutes=60), NOON + timedelta(minutes=8)]


def test_what_they_changed_is_not_taken_back_here(desk: Desk) -> None:
    desk.they_change(5, tags=["s1"], agentid="a1")
    desk.pull(10)
    with pytest.raises(NotFound):
        take_back_last(desk.store, ID, now=desk.now)
    desk.pull(12)
    assert (desk.row["tags"], desk.view().file.standing.severity) == (["s1"], Severity.CRITICAL)
    for minutes, tags in ((20, ["s2"]), (30, ["s1"]), (40, ["s2"])):
        desk.they_change(minutes, tags=tags)
        desk.pull(minutes + 5)
    assert desk.view().file.standing.severity is Severity.HIGH


def test_a_key_that_may_only_read_does_not_stop_the_pulls(desk: Desk) -> None:
    desk.log(1, EventKind.SEVERITY_CHANGED, Severity.HIGH)
    desk.stub.account.tickets.append(ticket(2, date_created=there(2), date_changed=there(2)))
    desk.stub.misbehave = lambda path, _number: (
        told(403, {"message": "No privilege"}) if desk.stub.seen[-1][0] == "PUT" else None
    )
    assert desk.pull(5).created == 1
    with desk.store.read() as unit:
        [refused] = unit.connections.refused_write_backs()
    assert "No privilege" in refused.refused
    assert KEY not in refused.refused


def test_an_account_that_was_renamed_here_keeps_its_name_and_its_requests(desk: Desk) -> None:
    desk.stub.account.contacts = []
    desk.stub.account.tickets.append(ticket(2, owner_contactid="", date_created=there(1), date_changed=there(1)))
    desk.pull(5)
    account = show_account(desk.store, "acme.example", now=desk.now).account
    save_account(desk.store, replace(account, name="Acme Ltd"))
    desk.stub.account.tickets[1].update(subject="Again", date_changed=there(6))
    desk.stub.account.tickets.append(ticket(3, owner_contactid="", date_created=there(7), date_changed=there(7)))
    desk.pull(10)
    for code in ("ABC-00002", "ABC-00003"):
        assert show_request(desk.store, code, now=desk.now).account.name == "Acme Ltd"
    assert {line.account.name for line in list_accounts(desk.store, now=desk.now)} == {"Acme", "Acme Ltd"}


def test_connecting_anew_during_a_pull_is_not_undone_by_it(desk: Desk) -> None:
    def reconnect(path: str, _number: int) -> None:
        if path == "/calls":
            desk.stub.after = lambda _path, _number: None
            with desk.store.write() as unit:
                unit.connections.save(replace(desk.connection, timezone="Europe/Prague", cursor=""))

    desk.stub.after = reconnect
    with pytest.raises(Refused, match="connected anew"):
        desk.pull(10)
    kept = desk.connection
    assert (kept.timezone, kept.cursor, kept.last_error) == ("Europe/Prague", "", "")
    desk.pull(11)
    assert desk.connection.last_success == desk.now
