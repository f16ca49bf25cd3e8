"""What was typed into the form so far. It is kept until the request is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from opiekun.desktop.widgets.moments import read_moment
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.done import Done
from opiekun.services.ports import Store


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields as typed. ``received`` is read when it is saved; empty, it means now."""

    account: str = ""
    subject: str = ""
    severity: Severity = Severity.STANDARD
    channel: Channel = Channel.EMAIL
    received: str = ""
    contact: str = ""
    description: str = ""


def save_draft(store: Store, draft: Draft, *, now: datetime, zone: ZoneInfo, actor: str) -> Done:
    """Add the request. Raises Refused, and then nothing has changed."""
    return add_request(
        store,
        account=draft.account,
        subject=draft.subject,
        severity=draft.severity,
        channel=draft.channel,
        now=now,
        received_at=read_moment(draft.received, now, zone),
        contact_email=draft.contact.strip(),
        description=draft.description.strip(),
        actor=actor,
    )
