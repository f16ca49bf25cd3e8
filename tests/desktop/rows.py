"""Sample rows of a queue, so that the screens can be tested without a database."""

from datetime import UTC, datetime

from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity

NOW = utc_seconds(datetime(2026, 6, 16, 8, 51, tzinfo=UTC))
HOUR = 3600
_SUBJECTS = (
    "Checkout is down for all shops",
    "Mailboxes unreachable since this morning",
    "Ticket list takes 40 seconds to load",
    "New e-mails are not fetched from one account",
    "Shopify integration shows wrong orders",
    "Rule condition “subject contains” ignores case",
    "How should we split departments by language?",
)
_ACCOUNTS = ("Acme", "Globex", "Initech", "Umbrella", "Wayne Sp. z o.o.", "Kráľ & syn", "Łódź Print")


def row(key: int, **given: object) -> QueueRow:
    """A running Standard request, with whatever is given instead."""
    values: dict[str, object] = {
        "key": key,
        "id": f"QWE-{1000 + key}",
        "account_id": f"a{key % len(_ACCOUNTS)}",
        "account": _ACCOUNTS[key % len(_ACCOUNTS)],
        "subject": _SUBJECTS[key % len(_SUBJECTS)],
        "severity": Severity.STANDARD,
        "channel": Channel.EMAIL,
        "status": Status.NEW,
        "assignee_id": None,
        "assignee": "",
        "clock": ClockName.FIRST_RESPONSE,
        "started_at": NOW - 4 * HOUR,
        "at_risk_at": NOW + 9 * HOUR,
        "due_at": NOW + 12 * HOUR,
        "callback_since": None,
        "received_at": NOW - 4 * HOUR,
        "triage": False,
    }
    return QueueRow(**(values | given))


def many(count: int) -> list[QueueRow]:
    """That many rows of every kind, none of which changes its group in the next minutes."""
    rows = []
    for key in range(count):
        due = NOW + 7200 + (key * 7919) % (10 * 86400)
        given: dict[str, object] = {
            "severity": Severity(key % 5 + 1),
            "channel": tuple(Channel)[key % 3],
            "received_at": NOW - key,
            "due_at": due,
            "at_risk_at": due - 1800,
            "started_at": NOW - 3600,
        }
        if key % 50 == 0:
            given |= {"started_at": NOW + 86400, "at_risk_at": NOW + 2 * 86400, "due_at": NOW + 3 * 86400}
        elif key % 31 == 0:
            given |= {"callback_since": NOW - 60 * key % 9000}
        elif key % 17 == 0:
            given |= {"status": Status.WAITING, "clock": None, "due_at": None, "at_risk_at": None, "started_at": None}
        rows.append(row(key, **given))
    return rows


def drawn() -> list[QueueRow]:
    """The queue of the drawing: every state and every group."""
    running = {"started_at": NOW - HOUR}
    return [
        row(1, subject="Voicemail from Jana Kráľová, 2 min", account="Globex", channel=Channel.PHONE,
            callback_since=NOW - 7800),
        row(2, subject=_SUBJECTS[0], account="Initech", severity=Severity.CRITICAL, channel=Channel.CHAT,
            started_at=NOW - HOUR - 252, at_risk_at=NOW - 900, due_at=NOW - 252),
        row(3, subject=_SUBJECTS[1], account="Acme", severity=Severity.CRITICAL, clock=ClockName.UPDATE,
            started_at=NOW - 12115, at_risk_at=NOW - 600, due_at=NOW + 2285, status=Status.ANSWERED),
        row(4, subject=_SUBJECTS[2], account="Umbrella", severity=Severity.HIGH, clock=ClockName.UPDATE,
            started_at=NOW - 4140, at_risk_at=NOW + 6660, due_at=NOW + 10260),
        row(5, subject=_SUBJECTS[3], account="Globex", clock=ClockName.CONTACT,
            started_at=NOW - 5900, at_risk_at=NOW - 500, due_at=NOW + 1300),
        row(6, subject=_SUBJECTS[4], account="Acme", channel=Channel.CHAT, clock=ClockName.NEXT_RESPONSE,
            due_at=NOW + 27 * HOUR, at_risk_at=NOW + 20 * HOUR),
        row(7, subject="SLA report misses Monday’s tickets", account="Wayne Sp. z o.o.", due_at=NOW + 30 * HOUR,
            at_risk_at=NOW + 20 * HOUR, triage=True),
        row(8, subject=_SUBJECTS[5], account="Initech", severity=Severity.BUG_FIX, due_at=NOW + 18120,
            at_risk_at=NOW + 4 * HOUR, **running),
        row(9, subject="Which report shows the first contact?", account="Acme", severity=Severity.REQUEST,
            status=Status.WAITING, clock=None, started_at=None, at_risk_at=None, due_at=None),
        row(10, subject=_SUBJECTS[6], account="Umbrella", severity=Severity.REQUEST, received_at=NOW - 600,
            started_at=NOW + 22 * HOUR + 540, at_risk_at=NOW + 28 * HOUR, due_at=NOW + 30 * HOUR + 540),
    ]  # fmt: skip
