"""What is told, when, and never twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.notices import Agenda, NoticeKind, claim, due_notices, tell
from opiekun.services.ports import Store

OPENINGS = Openings(BusinessHours(timezone="Europe/Bratislava", weekly=(((9 * 60, 17 * 60),),) * 5 + ((), ())))
NOON = utc_seconds(datetime(2026, 6, 16, 12, 0, tzinfo=ZoneInfo("Europe/Bratislava")))
EVENING = NOON + 8 * 3600


def row(
    key: int = 1,
    severity: Severity = Severity.STANDARD,
    due: int | None = None,
    at_risk: int | None = None,
    callback: int | None = None,
) -> QueueRow:
    started = None if due is None else due - 7200
    return QueueRow(
        key=key,
        id=f"R-{key}",
        account_id="a",
        account="Acme",
        subject="Mail is down",
        severity=severity,
        channel=Channel.CHAT,
        status=Status.NEW,
        assignee_id=None,
        assignee="",
        clock=None if due is None else ClockName.FIRST_RESPONSE,
        started_at=started,
        at_risk_at=at_risk if at_risk is not None else (None if due is None else due - 1800),
        due_at=due,
        callback_since=callback,
        received_at=NOON - 90000,
        triage=False,
    )


def kinds(rows: list[QueueRow], now: int) -> list[NoticeKind]:
    return [notice.kind for notice in due_notices(rows, OPENINGS, now)]


def test_a_request_is_told_of_when_it_becomes_at_risk_and_again_when_it_is_breached() -> None:
    due = NOON + 1800
    assert kinds([row(due=due)], NOON - 1) == []
    assert kinds([row(due=due)], NOON) == [NoticeKind.AT_RISK]
    assert kinds([row(due=due)], due) == [NoticeKind.AT_RISK]
    assert kinds([row(due=due)], due + 1) == [NoticeKind.BREACHED]


def test_the_most_pressing_comes_first() -> None:
    rows = [
        row(1, due=NOON + 60),
        row(2, callback=NOON - 60),
        row(3, due=NOON - 60),
        row(4, Severity.CRITICAL, NOON - 9),
    ]
    told = due_notices(rows, OPENINGS, NOON)
    assert [(notice.kind, notice.row.key) for notice in told] == [
        (NoticeKind.BREACHED, 4),
        (NoticeKind.BREACHED, 3),
        (NoticeKind.CALLBACK, 2),
        (NoticeKind.AT_RISK, 1),
    ]


def test_outside_hours_only_severity_1_and_2_are_told_and_the_rest_waits_for_the_opening() -> None:
    rows = [row(int(severity), severity, due=EVENING - 60) for severity in Severity]
    assert [notice.row.severity for notice in due_notices(rows, OPENINGS, EVENING)] == [1, 2]
    opening = OPENINGS.next_opening(EVENING)
    assert {notice.row.severity for notice in due_notices(rows, OPENINGS, opening)} == {1, 2, 3, 4, 5}


@given(st.lists(st.integers(-86400, 86400), max_size=6), st.integers(0, 86400), st.integers(1, 5000))
def test_the_agenda_names_every_row_that_has_something_new_to_tell(dues: list[int], start: int, step: int) -> None:
    rows = {key: row(key, Severity.CRITICAL, due=NOON + due) for key, due in enumerate(dues, start=1)}
    now = NOON + start
    agenda = Agenda([], now)
    agenda.add(rows.values(), now)
    assert agenda.next_at == Agenda(rows.values(), now).next_at
    known = {notice.name for notice in due_notices(rows.values(), OPENINGS, now)}
    for later in range(now, now + 10 * step, step):
        taken = agenda.take(later)
        fresh = {notice.name for notice in due_notices(rows.values(), OPENINGS, later)} - known
        told = {notice.name for notice in due_notices([rows[key] for key in taken], OPENINGS, later)}
        assert fresh <= told
        assert agenda.next_at is None or agenda.next_at > later
        known |= fresh


def test_a_thing_is_told_once_whatever_restarts(store: Store) -> None:
    now = datetime.fromtimestamp(NOON, UTC)
    rows = [row(1, due=NOON - 60), row(2, due=NOON - 30)]
    first = tell(store, "anna", rows, OPENINGS, now=now)
    assert first is not None
    assert first.count(NoticeKind.BREACHED) == 2
    assert tell(store, "anna", rows, OPENINGS, now=now + timedelta(minutes=1)) is None
    assert tell(store, "piotr", rows, OPENINGS, now=now) is not None


def test_two_windows_of_one_agent_share_what_is_told(store: Store) -> None:
    now = datetime.fromtimestamp(NOON, UTC)
    notices = due_notices([row(key, due=NOON - 60) for key in range(1, 8)], OPENINGS, NOON)
    one = claim(store, "anna", notices[:4], now=now)
    other = claim(store, "anna", notices, now=now)
    assert one is not None
    assert other is not None
    assert len(one.notices) + len(other.notices) == 7
    assert not set(one.notices) & set(other.notices)


def test_another_due_time_of_the_same_clock_is_told_anew(store: Store) -> None:
    now = datetime.fromtimestamp(NOON, UTC)
    assert tell(store, "anna", [row(due=NOON - 60)], OPENINGS, now=now) is not None
    assert tell(store, "anna", [row(due=NOON - 50)], OPENINGS, now=now) is not None


def test_an_old_desk_tells_everything_at_once(store: Store) -> None:
    now = datetime.fromtimestamp(NOON, UTC)
    telling = tell(store, "anna", [row(key, due=NOON - key) for key in range(1, 1201)], OPENINGS, now=now)
    assert telling is not None
    assert telling.count(NoticeKind.BREACHED) == 1200
