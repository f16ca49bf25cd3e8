"""A small desk with real requests, like the one of the drawings."""

from datetime import UTC, datetime, timedelta

from opiekun.desktop.session import Session
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.actions import add_request, log_event

NOW = datetime(2026, 6, 16, 8, 51, tzinfo=UTC)


def fill(store, now: datetime = NOW) -> None:
    """Requests of every kind, received in the last day."""

    def add(account, subject, severity, channel, minutes, *events, text=""):
        request = add_request(
            store, account=account, subject=subject, severity=severity, channel=channel, now=now,
            received_at=now - timedelta(minutes=minutes), description=text, contact_email="cara.hill@example.com",
        )  # fmt: skip
        for kind, ago, words in events:
            log_event(
                store, request.name, kind, now=now, at=now - timedelta(minutes=ago), text=words, actor="Anna Nowak"
            )
        return request.name

    add("Globex", "Voicemail from Jana Kráľová, 2 min", Severity.STANDARD, Channel.PHONE, 130 + 900)
    add("Initech", "Checkout is down for all shops", Severity.CRITICAL, Channel.CHAT, 64)
    add("Acme", "Mailboxes unreachable since this morning", Severity.CRITICAL, Channel.CHAT, 223,
        (EventKind.AGENT_RESPONSE, 202, "cause found, next update by 11:30"),
        (EventKind.NOTE, 53, "Engaged the administrators: storage node back, mailboxes rebuilding"),
        text="Nobody can log in to webmail, and clients time out. All 40 shops are affected.")  # fmt: skip
    add("Umbrella", "Ticket list takes 40 seconds to load", Severity.HIGH, Channel.CHAT, 100,
        (EventKind.AGENT_RESPONSE, 69, ""))  # fmt: skip
    add("Globex", "New e-mails are not fetched from one account", Severity.STANDARD, Channel.CHAT, 108)
    add("Acme", "Shopify integration shows wrong orders", Severity.STANDARD, Channel.CHAT, 90,
        (EventKind.AGENT_CONTACT, 80, ""))  # fmt: skip
    add("Wayne Sp. z o.o.", "SLA report misses Monday’s tickets", Severity.STANDARD, Channel.CHAT, 20,
        (EventKind.AGENT_CONTACT, 10, ""))  # fmt: skip
    add("Initech", "Rule condition “subject contains” ignores case", Severity.BUG_FIX, Channel.EMAIL, 70,
        (EventKind.AGENT_CONTACT, 10, ""))  # fmt: skip
    add("Umbrella", "How should we split departments by language?", Severity.REQUEST, Channel.CHAT, 5)
    add("Acme", "Which report shows the first contact?", Severity.REQUEST, Channel.CHAT, 45,
        (EventKind.AGENT_RESPONSE, 40, ""), (EventKind.WAITING_ON_CUSTOMER, 39, ""))  # fmt: skip


def key_of(session: Session, subject: str) -> int:
    """The key of the request with that subject."""
    return next(row.key for row in session.desk.queue.rows.values() if row.subject.startswith(subject))
