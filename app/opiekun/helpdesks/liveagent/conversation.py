"""A ticket's message groups as events of a timeline.

Who spoke decides what an event is: a message is the agent's when its user is an agent. A chat gives one event
a message, an e-mail or a form one a group. An answered incoming call is a response, for the agent and the
customer spoke; an outgoing one is a contact, since it may have been about anything; one that nobody took is an
attempt to call back. What a rule of LiveAgent sent by itself is no response, and a forward to a third party
neither. Transfers, tags and postponements are told as they were written: what they led to is in the ticket.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from opiekun.domain.timeline import Channel, Event, EventKind
from opiekun.helpdesks.liveagent.calls import NEAR, Call
from opiekun.helpdesks.liveagent.records import Group, Message
from opiekun.helpdesks.liveagent.server_times import ServerTimes
from opiekun.helpdesks.text import html_to_text, one_line, plain

_CHAT, _CALL, _OUTGOING_CALL, _OUTGOING_MAIL, _WHATSAPP = "C", "P", "V", "4", "6"
_RESOLVED = "R"
_SPOKEN = frozenset({"3", "4", "5", "M", "6", "7"})
_INTERNAL = frozenset({"1", "I", "U", "Z", "O", "Q"})
_DONE = {
    "S": "Started",
    "T": "Transferred",
    "J": "Postponed",
    "X": "Deleted",
    "B": "Marked as spam",
    "G": "Tags changed",
    "L": "Split",
    "2": "Merged",
}
_MESSAGE, _NOTE, _SYSTEM = "M", "N", "S"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the groups of one ticket. ``agents`` are ids; ``channel`` is the request's own."""

    agents: Collection[str]
    times: ServerTimes
    channel: Channel

    def events(self, groups: Iterable[Group], calls: tuple[Call, ...]) -> list[Event]:
        """What the groups tell, in their order, once each. Raises InvalidInput where a group has no usable time."""
        told: dict[str | None, Event] = {}
        before: datetime | None = None
        for group in groups:
            began = self.times.read(group.datecreated, before)
            for event in self._group(group, began, calls):
                told.setdefault(event.source_ref, event)
            before = began
        return list(told.values())

    def _group(self, group: Group, began: datetime, calls: tuple[Call, ...]) -> Iterator[Event]:
        if group.type == _CHAT:
            yield from self._chat(group, began)
        elif group.type in _SPOKEN:
            yield from self._letter(group, began)
        elif group.type == _CALL:
            yield from self._call(group, began, _nearest(calls, began, incoming=True))
        elif group.type == _OUTGOING_CALL:
            yield self._called_back(group, began, _nearest(calls, began, incoming=False))
        elif group.type == _RESOLVED:
            # Named by its time, like the resolution that the ticket itself tells of.
            yield Event(
                0, began, EventKind.RESOLVED, actor=group.user_full_name, source_ref=f"resolved:{group.datecreated}"
            )
        else:
            yield self._other(group, began)

    def _chat(self, group: Group, began: datetime) -> Iterator[Event]:
        for message, at in self._timed(group.messages, began):
            if message.type == _SYSTEM:
                continue
            ours = self._is_agent(message.userid)
            kind = EventKind.AGENT_RESPONSE if ours else EventKind.CUSTOMER_REPLY
            if message.type == _NOTE:
                kind = EventKind.NOTE
            # A group has one name, the customer's or the agent's: who else spoke is not named.
            actor = group.user_full_name if message.userid == group.userid else ""
            yield self._event(at, kind, Channel.CHAT, f"message:{message.id}", actor=actor, text=_words(message))

    def _letter(self, group: Group, began: datetime) -> Iterator[Event]:
        spoken = [(message, at) for message, at in self._timed(group.messages, began) if message.type == _MESSAGE]
        notes = [(message, at) for message, at in self._timed(group.messages, began) if message.type == _NOTE]
        if spoken or not notes:
            at = spoken[0][1] if spoken else began
            writers = [message.userid for message, _at in spoken] or [group.userid]
            if any(self._is_agent(writer) for writer in writers):
                kind = EventKind.AGENT_RESPONSE
            elif group.type == _OUTGOING_MAIL:
                kind = EventKind.SYSTEM
            else:
                kind = EventKind.CUSTOMER_REPLY
            channel = self.channel if group.type == _WHATSAPP else Channel.EMAIL
            text = plain("\n\n".join(_words(message) for message, _at in spoken))
            yield self._event(at, kind, channel, f"group:{group.id}", actor=group.user_full_name, text=text)
        for message, at in notes:
            yield self._event(
                at, EventKind.NOTE, None, f"message:{message.id}", actor=group.user_full_name, text=_words(message)
            )

    def _call(self, group: Group, began: datetime, call: Call | None) -> Iterator[Event]:
        agent_spoke = next(
            (at for message, at in self._timed(group.messages, began) if self._is_agent(message.userid)), None
        )
        if agent_spoke is None and self._is_agent(group.userid):
            agent_spoke = began
        answered = call.answered if call is not None else agent_spoke
        caller = call.caller if call is not None else group.user_full_name
        yield Event(
            0,
            began,
            EventKind.CUSTOMER_REPLY,
            channel=self._unless_own(Channel.PHONE),
            actor=caller,
            text=_all_words(group),
            voicemail=call is not None and call.missed,
            source_ref=f"group:{group.id}",
        )
        if answered is not None:
            at = max(answered, began)
            yield self._event(at, EventKind.AGENT_RESPONSE, Channel.PHONE, f"taken:{group.id}")

    def _called_back(self, group: Group, began: datetime, call: Call | None) -> Event:
        nobody = call is not None and call.answered is None
        kind = EventKind.CALLBACK_ATTEMPTED if nobody else EventKind.AGENT_CONTACT
        return self._event(
            began, kind, Channel.PHONE, f"group:{group.id}", actor=group.user_full_name, text=_all_words(group)
        )

    def _other(self, group: Group, began: datetime) -> Event:
        words = _all_words(group)
        ref = f"group:{group.id}"
        if group.type in _INTERNAL:
            return self._event(began, EventKind.NOTE, None, ref, actor=group.user_full_name, text=words)
        title = _DONE.get(group.type) or f"Something of a kind unknown here: {one_line(group.type, 20)}"
        told = f"{title}: {words}" if words else title
        return self._event(began, EventKind.SYSTEM, None, ref, actor=group.user_full_name, text=told)

    def _event(
        self, at: datetime, kind: EventKind, channel: Channel | None, ref: str, *, actor: str = "", text: str = ""
    ) -> Event:
        own = self._unless_own(channel)
        return Event(0, at, kind, channel=own, actor=actor, text=text, source_ref=ref)

    def _unless_own(self, channel: Channel | None) -> Channel | None:
        return None if channel is self.channel else channel

    def _timed(self, messages: Iterable[Message], began: datetime) -> Iterator[tuple[Message, datetime]]:
        """Messages with their times; one without a usable time has that of the message before."""
        at = began
        for message in messages:
            if self.times.known(message.datecreated) is not None:
                at = self.times.read(message.datecreated, at)
            yield message, at

    def _is_agent(self, userid: str) -> bool:
        return userid in self.agents


def _nearest(calls: tuple[Call, ...], at: datetime, *, incoming: bool) -> Call | None:
    near = [call for call in calls if call.incoming is incoming and abs(call.at - at) <= NEAR]
    return min(near, key=lambda call: abs(call.at - at), default=None)


def _words(message: Message) -> str:
    return html_to_text(message.message) if message.format == "H" else plain(message.message)


def _all_words(group: Group) -> str:
    return plain("\n".join(words for message in group.messages if (words := _words(message))))
