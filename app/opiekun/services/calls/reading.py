"""Looking at calls: one in full, or those of a stretch of time or of an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import Call, CallRecord, CallStatus
from opiekun.domain.calls.telling import guests_in
from opiekun.domain.instants import utc_datetime
from opiekun.domain.invitations.organizing import sequences
from opiekun.services.accounts import found_account
from opiekun.services.calls.following import as_in
from opiekun.services.calls.writing import recorded, text_of_call
from opiekun.services.mail.recipients import as_told
from opiekun.services.ports import Store, UnitOfWork


def show(store: Store, uid: str) -> Call:
    """A call by its UID. Raises NotFound."""
    with store.read() as unit:
        return call_of(unit, recorded(unit, uid))


def list_calls(
    store: Store, since: datetime | None = None, until: datetime | None = None, *, account: str = ""
) -> list[Call]:
    """The calls that touch [since, until), of an account (name or id) or of all, earliest first. Raises NotFound."""
    with store.read() as unit:
        of = found_account(unit, account).id if account else ""
        records = [record for record in unit.calls.all() if of in {"", record.account_id}]
        found = [call_of(unit, record) for record in records]
    return sorted(
        (
            call
            for call in found
            if (since is None or call.end > since or call.start >= since) and (until is None or call.start < until)
        ),
        key=lambda call: (call.start, call.uid),
    )


def call_of(unit: UnitOfWork, record: CallRecord) -> Call:
    """A call as its event has it now; where that was deleted, as it was last, and called off."""
    found = text_of_call(unit, record.uid)
    if found is None:
        gone = record.status if record.status is not CallStatus.BOOKED else CallStatus.CANCELLED
        return _call(record, gone)
    text = found[1]
    off = details_of(text, "").status is EventStatus.CANCELLED
    status = CallStatus.CANCELLED if off and record.status is CallStatus.BOOKED else record.status
    call = _call(as_in(text, record), status)
    guests = tuple(as_told(unit, record.uid, guest)[0] for guest in guests_in(text))
    return replace(call, sequence=max(sequences(text).values()), guests=guests)


def _call(record: CallRecord, status: CallStatus) -> Call:
    return Call(
        record.uid,
        record.account_id,
        record.agent_id,
        record.type,
        record.title,
        utc_datetime(record.start),
        utc_datetime(record.end),
        0,
        status,
        (),
        record.request_id,
        record.agenda,
        record.notes,
        record.specialist_id,
    )
