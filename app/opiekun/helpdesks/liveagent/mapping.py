"""A ticket of LiveAgent as a request: its fields, and a timeline that ends where LiveAgent says it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.intake import Arrival, SharedFields
from opiekun.domain.requests import Source, SourceKind
from opiekun.domain.standing import Status, status_after
from opiekun.domain.timeline import CLOCK_KINDS, Channel, Event, EventKind, Severity, standing_events
from opiekun.helpdesks.liveagent.address import Address
from opiekun.helpdesks.liveagent.calls import NEAR, Call, Calls, call_ref
from opiekun.helpdesks.liveagent.conversation import Reader
from opiekun.helpdesks.liveagent.directory import Directory
from opiekun.helpdesks.liveagent.records import Group, Ticket
from opiekun.helpdesks.liveagent.server_times import ServerTimes
from opiekun.helpdesks.liveagent.severity import SeverityField
from opiekun.helpdesks.severity_names import severity_of

INIT, NEW, CHATTING, CALLING, OPEN, ANSWERED, POSTPONED = "I", "N", "T", "P", "C", "A", "W"
RESOLVED, CLOSED, DELETED, SPAM = "R", "L", "X", "B"
OVER = frozenset({RESOLVED, CLOSED})
GONE = frozenset({DELETED, SPAM})

_CHANNELS = {"B": Channel.CHAT, "I": Channel.CHAT, "C": Channel.PHONE, "W": Channel.PHONE}
_DOCUMENTED_CHANNELS = frozenset("EBMICWFATQS")

_RESPONSES = frozenset({EventKind.AGENT_RESPONSE, EventKind.AGENT_CONTACT, EventKind.RESOLVED})


@dataclass(frozen=True, slots=True)
class Mapper:
    """Makes arrivals of tickets."""

    where: Address
    connection: str
    severity: SeverityField
    times: ServerTimes
    directory: Directory
    calls: Calls

    def arrival(self, ticket: Ticket, groups: Sequence[Group] | None) -> Arrival:
        """The ticket as a request; ``groups`` None tells no more than when it came and that it is over.

        A deleted ticket and spam are over, and are only told for a request that is known already.
        Raises InvalidInput where the ticket has no usable date.
        """
        received_at = self.times.read(ticket.date_created)
        channel = _CHANNELS.get(ticket.channel_type, Channel.EMAIL)
        told = Reader(self.directory.agents.keys(), self.times, channel).events(groups or (), self.calls.of(ticket.id))
        received, rest, description = _received(told, received_at, ticket)
        timeline = [received, *rest]
        if ticket.channel_type not in _DOCUMENTED_CHANNELS:
            timeline.append(
                _system(
                    received_at,
                    f"LiveAgent's channel {ticket.channel_type or '?'}, taken as e-mail",
                    f"channel:{ticket.channel_type}",
                )
            )
        timeline = _with_voicemails(timeline, self.calls.of(ticket.id), channel)
        closing = self._closing(ticket, timeline)
        timeline += closing
        account_ref, account = self.directory.account_of(ticket)
        return Arrival(
            source=Source(SourceKind.LIVEAGENT, ticket.id, self.connection, self.where.ticket(ticket.id)),
            id=ticket.code or ticket.id,
            account=account,
            account_ref=account_ref,
            subject=ticket.subject,
            channel=channel,
            received_at=received_at,
            fields=self.fields(ticket, status_after(standing_events(tuple(timeline)))),
            events=tuple(timeline),
            contact_email=ticket.owner_email,
            contact_name=ticket.owner_name,
            description=description,
            known_only=ticket.status in GONE,
            inferred=frozenset(event.source_ref for event in closing if event.source_ref is not None),
        )

    def fields(self, ticket: Ticket, status: Status) -> SharedFields:
        """What both sides may change, as LiveAgent has it; ``status`` as its messages tell."""
        names = self.directory.tag_names(ticket.tags)
        agent = self.directory.agents.get(ticket.agentid)
        return SharedFields(
            status=status,
            severity=self._severity(ticket, names),
            assignee=(agent.email or agent.name) if agent is not None else "",
            tags=frozenset(name for name in names if self.severity.of_tag(name) is None),
            postponed_until=self.times.ahead(ticket.date_due) if ticket.status == POSTPONED else None,
        )

    def _severity(self, ticket: Ticket, tags: Sequence[str]) -> Severity | None:
        if self.severity.code:
            return severity_of(ticket.custom_fields.get(self.severity.code, ""))
        return self.severity.worst_of(tags)

    def _closing(self, ticket: Ticket, timeline: list[Event]) -> list[Event]:
        """What is missing for the timeline to end where LiveAgent says that the ticket stands.

        Resolved without a word of it: resolved when the ticket says so. Answered, though no agent's message is
        there (one deleted since, or sent by another way): a response at the last activity. Open again after a
        resolution or an answer: a message of the customer's, at the change. A postponed ticket is the agent's
        own delay, and does not wait on the customer.
        """
        status = status_after(standing_events(tuple(timeline)))
        last = max((event for event in timeline if event.kind in CLOCK_KINDS), key=lambda event: event.at)
        if ticket.status in GONE:
            words = "Deleted in LiveAgent" if ticket.status == DELETED else "Marked as spam in LiveAgent"
            date = ticket.date_deleted if self.times.known(ticket.date_deleted) else ticket.date_changed
            return [self._resolved(last, words, date)] if status is not Status.RESOLVED else []
        told_until = max(
            filter(None, map(self.times.known, (ticket.date_changed, ticket.date_resolved))), default=last.at
        )
        if last.at > told_until:
            return []  # The messages were read after the ticket: it has changed since, and will be told again.
        if ticket.status in OVER:
            return (
                [self._resolved(last, "", ticket.date_resolved, ticket.date_changed)]
                if status is not Status.RESOLVED
                else []
            )
        changed = self._at(last, ticket.last_activity_public, ticket.last_activity, ticket.date_changed)
        closing: list[Event] = []
        reopened = status is Status.RESOLVED
        if reopened or (ticket.status == OPEN and status is Status.ANSWERED):
            spoken = _last(timeline, _RESPONSES)
            closing.append(
                Event(0, changed, EventKind.CUSTOMER_REPLY, text="Open again in LiveAgent", source_ref=f"open:{spoken}")
            )
        if ticket.status == ANSWERED and status is not Status.ANSWERED:
            asked = _last([*timeline, *closing], frozenset({EventKind.RECEIVED, EventKind.CUSTOMER_REPLY}))
            closing.append(
                Event(
                    0,
                    changed,
                    EventKind.AGENT_RESPONSE,
                    text="Answered, as LiveAgent says",
                    source_ref=f"answered:{asked}",
                )
            )
        return closing

    def _resolved(self, last: Event, words: str, *dates: str) -> Event:
        """The end at the first of the dates that is not before everything else."""
        for date in dates:
            at = self.times.known(date)
            if at is not None and at >= last.at:
                return Event(0, at, EventKind.RESOLVED, text=words, source_ref=f"resolved:{date}")
        return Event(0, last.at, EventKind.RESOLVED, text=words, source_ref=f"resolved:{last.source_ref}")

    def _at(self, last: Event, *dates: str) -> datetime:
        """The first of the dates that is not before everything else, or when the last thing happened."""
        known = (self.times.known(date) for date in dates)
        return next((at for at in known if at is not None and at >= last.at), last.at)


def _received(told: list[Event], received_at: datetime, ticket: Ticket) -> tuple[Event, list[Event], str]:
    """The receipt, what followed, and the first message's text.

    The customer's first message is the receipt, unless an agent spoke before. It counts from when the ticket
    was made, so that a ticket told with and without its messages is received at the same moment.
    """
    received = Event(0, received_at, EventKind.RECEIVED, actor=ticket.owner_name, source_ref="received")
    description = ""
    first = next((event for event in told if event.kind is EventKind.CUSTOMER_REPLY or event.kind in _RESPONSES), None)
    rest = told
    if first is not None and first.kind is EventKind.CUSTOMER_REPLY:
        description = first.text
        received = replace(received, actor=first.actor or ticket.owner_name, voicemail=first.voicemail)
        rest = [event for event in told if event is not first]
    return received, [replace(event, at=max(event.at, received_at)) for event in rest], description


def _with_voicemails(timeline: list[Event], calls: tuple[Call, ...], channel: Channel) -> list[Event]:
    """The timeline with missed calls marked on the message that tells of each, or added where none does."""
    marked = list(timeline)
    for call in calls:
        if not call.missed:
            continue
        near = [
            place
            for place, event in enumerate(marked)
            if event.kind in (EventKind.RECEIVED, EventKind.CUSTOMER_REPLY)
            and (event.channel or channel) is Channel.PHONE
            and abs(event.at - call.at) <= NEAR
        ]
        if near:
            place = min(near, key=lambda place: abs(marked[place].at - call.at))
            marked[place] = replace(marked[place], voicemail=True)
        else:
            marked.append(voicemail_event(call, channel, not_before=marked[0].at))
    return marked


def voicemail_event(call: Call, channel: Channel, not_before: datetime) -> Event:
    """A missed call as an event of its own."""
    own = None if channel is Channel.PHONE else Channel.PHONE
    return Event(
        0,
        max(call.at, not_before),
        EventKind.CUSTOMER_REPLY,
        channel=own,
        actor=call.caller,
        text=f"Voicemail from {call.caller}",
        voicemail=True,
        source_ref=call_ref(call),
    )


def _system(at: datetime, text: str, ref: str) -> Event:
    return Event(0, at, EventKind.SYSTEM, text=text, source_ref=ref)


def _last(timeline: list[Event], kinds: frozenset[EventKind]) -> str:
    """How the last event of these kinds is named."""
    return next(
        (event.source_ref or "" for event in reversed(standing_events(tuple(timeline))) if event.kind in kinds), ""
    )
