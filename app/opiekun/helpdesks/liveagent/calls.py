"""Phone calls: which of them nobody answered. Those are voicemails, and owe a call back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, Refusal, SharedFields
from opiekun.domain.requests import Source, SourceKind
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Event, EventKind
from opiekun.helpdesks.liveagent import records
from opiekun.helpdesks.liveagent.client import Client, UnusableAnswer
from opiekun.helpdesks.liveagent.server_times import ServerTimes

INCOMING, OUTGOING = "I", "O"
CALL_PAGES = 2_000
# A call and what a ticket tells of it are stamped within this time of each other.
NEAR = timedelta(minutes=15)
# A call that is neither answered nor finished after this time will not be any more.
_RINGING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Call:
    """An incoming or outgoing call. ``answered`` is None for one that nobody took."""

    id: str
    ticket_id: str
    incoming: bool
    caller: str
    at: datetime
    answered: datetime | None

    @property
    def missed(self) -> bool:
        """Whether it is a voicemail."""
        return self.incoming and self.answered is None


class Calls:
    """The calls of the last days, by ticket. ``refused`` collects the rows that could not be read."""

    def __init__(self) -> None:
        self.refused: list[Refusal] = []
        self._of_ticket: dict[str, dict[str, Call]] = defaultdict(dict)

    def note(self, call: Call) -> None:
        """Remember a call that belongs to a ticket."""
        self._of_ticket[call.ticket_id][call.id] = call

    def of(self, ticket_id: str) -> tuple[Call, ...]:
        """The known calls of a ticket, oldest first."""
        known = self._of_ticket.get(ticket_id, {}).values()
        return tuple(sorted(known, key=lambda call: (call.at, call.id)))

    def since(self, client: Client, times: ServerTimes, since: str) -> Iterator[Call]:
        """The calls from a server's time on, all of them for "". Raises as listed() does."""
        filters = [["date_created", "D>=", since]] if since else []
        return (call for call in self._listed(client, times, filters) if times.text(call.at) >= since)

    def load(self, client: Client, times: ServerTimes, ticket_id: str) -> None:
        """Learn every call of a ticket."""
        for call in self._listed(client, times, [["ticket_id", "E", ticket_id]]):
            if call.ticket_id == ticket_id:
                self.note(call)

    def _listed(self, client: Client, times: ServerTimes, filters: list[list[str]]) -> Iterator[Call]:
        """A list of calls, without those that still ring or are internal.

        Raises UnusableAnswer where the list comes round again or does not end.
        """
        params = {"_filters": json.dumps(filters)} if filters else {}
        cursor, cursors = "", {""}
        while True:
            rows, following = client.rows("/calls", {**params, "_cursor": cursor} if cursor else params)
            for row in rows:
                try:
                    call = _call(records.call(row), times)
                except InvalidInput as refusal:
                    where = str(row.get("id"))[:100] if isinstance(row, dict) else "?"
                    self.refused.append(Refusal(f"call {where}", str(refusal), why=refusal))
                else:
                    if call is not None:
                        yield call
            if not following:
                return
            if following in cursors or len(cursors) == CALL_PAGES:
                raise UnusableAnswer("LiveAgent's list of calls comes round again, or does not end.")
            cursors.add(following)
            cursor = following


def _call(row: records.CallRow, times: ServerTimes) -> Call | None:
    if row.type not in (INCOMING, OUTGOING):
        return None
    at = times.read(row.date_created)
    answered = times.known(row.date_answered)
    if answered is None and times.known(row.date_finished) is None and at + _RINGING > times.now:
        return None
    caller = row.from_name or row.from_number or "?"
    return Call(row.id, row.ticket_id, row.type == INCOMING, caller, at, answered)


def voicemail(call: Call, connection: str) -> Arrival:
    """The request that a missed call without a ticket becomes."""
    return Arrival(
        source=Source(SourceKind.LIVEAGENT, f"call:{call.id}", connection),
        id="",
        account=call.caller,
        subject=f"Voicemail from {call.caller}",
        channel=Channel.PHONE,
        received_at=call.at,
        fields=SharedFields(Status.NEW, None),
        events=(Event(0, call.at, EventKind.RECEIVED, actor=call.caller, voicemail=True, source_ref=call_ref(call)),),
        contact_name=call.caller,
    )


def call_ref(call: Call) -> str:
    """How an event names the call that it stands for."""
    return f"call:{call.id}"
