"""Saves what was typed into the form."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from opiekun.desktop.widgets.moments import read_moment
from opiekun.services.actions import add_request
from opiekun.services.done import Done
from opiekun.services.drafts import Draft
from opiekun.services.ports import Store


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
