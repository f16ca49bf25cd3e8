"""What an agent reads before a call: the account, what is open there with its clocks, what was recommended, and the
last calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import Call
from opiekun.domain.calls.outbox import Letter, Outgoing
from opiekun.domain.calls.types import is_dialled
from opiekun.domain.people import Account, Contact
from opiekun.domain.queue import QueueRow
from opiekun.domain.recommendations import Recommendation
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import found_account
from opiekun.services.actions import add_request
from opiekun.services.calls.reading import call_of
from opiekun.services.calls.writing import recorded, text_of_call
from opiekun.services.done import Done
from opiekun.services.mail.queueing import may_have_reached
from opiekun.services.ports import Store, UnitOfWork

LAST_CALLS = 5
_MOST_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class Brief:
    """Before a call: ``open_requests`` with their clocks, those that are due first; ``last_calls`` newest first.

    ``recommendations`` are those of which something is still to come, and those that were made in this call. ``link``
    joins the call: of the web, or a tel: or sip: address; "" where there is none. ``unsent`` are the guests' addresses
    whose invitation has not gone yet.
    """

    call: Call
    account: Account
    contacts: tuple[Contact, ...]
    open_requests: tuple[QueueRow, ...]
    last_calls: tuple[Call, ...]
    recommendations: tuple[Recommendation, ...] = ()
    link: str = ""
    unsent: frozenset[str] = frozenset()


def brief(store: Store, uid: str) -> Brief:
    """The brief of a call. Raises NotFound."""
    with store.read() as unit:
        call = call_of(unit, recorded(unit, uid))
        account = found_account(unit, call.account_id)
        rows = unit.requests.of_account(account.id, _MOST_REQUESTS)
        still_open = [row for row in rows if row.status is not Status.RESOLVED]
        before = [
            record
            for record in unit.calls.of_account(account.id, LAST_CALLS * 4)
            if record.uid != call.uid and record.start < call.start.timestamp()
        ]
        last = [call_of(unit, record) for record in before[:LAST_CALLS]]
        return Brief(
            call,
            account,
            tuple(unit.people.contacts(account.id)),
            tuple(sorted(still_open, key=lambda row: (row.due_at is None, row.due_at or 0, row.key))),
            tuple(last),
            tuple(each for each in unit.recommendations.of(account.id) if each.is_pending or each.call_uid == call.uid),
            _joined_by(text[1]) if (text := text_of_call(unit, call.uid)) is not None else "",
            frozenset(letter.to for letter in unit.mail.unsent_about(uid) if _is_missing(unit, letter)),
        )


def _joined_by(text: str) -> str:
    """What joins the call: its link, or the number or SIP address where it is held."""
    details = details_of(text, "")
    return details.link or (details.location if is_dialled(details.location) else "")


def _is_missing(unit: UnitOfWork, letter: Letter) -> bool:
    return letter.kind is Outgoing.REQUEST and not may_have_reached(unit, letter)


def follow_up(
    store: Store, uid: str, subject: str, *, severity: Severity = Severity.REQUEST, now: datetime, actor: str = ""
) -> Done:
    """Make a request of what was agreed on in a call, from its first guest. Raises NotFound, InvalidInput."""
    with store.read() as unit:
        call = call_of(unit, recorded(unit, uid))
        account = found_account(unit, call.account_id)
        agent = unit.people.agent(call.agent_id)
    start = call.start.astimezone(ZoneInfo(agent.timezone)) if agent is not None else call.start
    return add_request(
        store,
        account=account.name,
        subject=subject,
        severity=severity,
        channel=Channel.PHONE,
        now=now,
        contact_email=call.guests[0].email if call.guests else "",
        description=f"{call.title} ({start:%Y-%m-%d})",
        assignee_id=call.agent_id,
        actor=actor,
        call_uid=call.uid,
    )
