"""Writing to LiveAgent what was changed here, and keeping what was changed there meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import SharedFields, SourceAgent, WriteBack
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Severity
from opiekun.helpdesks.liveagent.client import Client, Forbidden, UnusableAnswer
from opiekun.helpdesks.liveagent.directory import one_ticket
from opiekun.helpdesks.liveagent.mapping import (
    ANSWERED,
    CALLING,
    CHATTING,
    CLOSED,
    GONE,
    NEW,
    OPEN,
    OVER,
    POSTPONED,
    RESOLVED,
    Mapper,
)
from opiekun.helpdesks.liveagent.records import Ticket

# Waiting on the customer is, to LiveAgent, what follows an answer.
_LETTERS = {
    Status.NEW: NEW,
    Status.OPEN: OPEN,
    Status.ANSWERED: ANSWERED,
    Status.WAITING: ANSWERED,
    Status.RESOLVED: RESOLVED,
}
_UNANSWERED = frozenset({NEW, CHATTING, CALLING, OPEN, POSTPONED})
# The letters under which a status was told when it was last seen. A postponed ticket may be any that is not over.
_TOLD_AS = {
    Status.NEW: _UNANSWERED,
    Status.OPEN: _UNANSWERED,
    Status.ANSWERED: frozenset({ANSWERED, POSTPONED}),
    Status.WAITING: frozenset({ANSWERED, POSTPONED}),
    Status.RESOLVED: frozenset({RESOLVED, CLOSED}),
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes changes to one account."""

    client: Client
    mapper: Mapper

    def write(self, change: WriteBack) -> tuple[SharedFields, tuple[str, ...]]:
        """What LiveAgent has after the change, and the names of the fields in which it was left as it is there.

        Written again after an answer that was lost, it changes nothing more. Raises ServerRefused.
        """
        ticket = self._ticket(change.external_id)
        plan = _Plan(change, ticket, self.mapper)
        body = plan.body()
        path = f"/tickets/{quote(ticket.id, safe='')}"
        try:
            if body:
                self.client.put(path, body)
            if plan.postpone_until:
                self.client.put(f"{path}/postpone", {"date_time": plan.postpone_until})
        except Forbidden as refusal:
            # The key has just read the ticket: it is good, and may not write. Asked later it still may not.
            raise UnusableAnswer(refusal.sentence, **refusal.parts) from refusal
        return plan.result, tuple(plan.left)

    def _ticket(self, ticket_id: str) -> Ticket:
        try:
            ticket = one_ticket(self.client, ticket_id)
        except InvalidInput as refusal:
            raise UnusableAnswer("Ticket {id} cannot be read: {reason}", id=ticket_id, reason=str(refusal)) from None
        if ticket is None or ticket.status in GONE:
            raise UnusableAnswer("LiveAgent has no ticket {id} any more; the change stays here.", id=ticket_id)
        return ticket


class _Plan:
    """What is to be put for one change, settled field by field against the ticket as it is now.

    ``result`` is what LiveAgent has afterwards, ``left`` the fields that are left as they are there.
    """

    def __init__(self, change: WriteBack, ticket: Ticket, mapper: Mapper) -> None:
        self._before, self._after = change.before, change.after
        self._ticket = ticket
        self._mapper = mapper
        self.left: list[str] = []
        self.postpone_until = ""
        self.result = mapper.fields(ticket, _status(ticket, change.before.status, change.after.status))

    def body(self) -> Mapping[str, object]:
        """The fields to put on the ticket; none where nothing is to be changed there."""
        return {**self._postponement(), **self._assignee(), **self._severity_and_tags()}

    def _postponement(self) -> Mapping[str, object]:
        """Postponing sets the status by itself, so a status goes out only where nothing is postponed."""
        before, after, now = self._before.postponed_until, self._after.postponed_until, self.result.postponed_until
        over = self._after.status is Status.RESOLVED
        if over or self._same(before, after):
            return {} if after is not None and not over else self._status()
        if not self._same(now, before) and not self._same(now, after):
            self.left.append("postponed_until")
            return self._status() if after is None else {}
        if after is not None:
            if not self._same(now, after):
                self.postpone_until = self._mapper.times.text(after)
                self.result = replace(self.result, postponed_until=after)
            return {}
        if now is None:
            return self._status()
        status = self._after.status
        self.result = replace(self.result, postponed_until=None, status=status)
        return {"status": _LETTERS[status]}

    def _status(self) -> Mapping[str, object]:
        before, after, letter = self._before.status, self._after.status, self._ticket.status
        if before is after or letter == _LETTERS[after] or (after is Status.RESOLVED and letter in OVER):
            return {}
        if letter not in _TOLD_AS[before]:
            self.left.append("status")
            return {}
        self.result = replace(self.result, status=_LETTER_STATUS.get(_LETTERS[after], after))
        if after is Status.RESOLVED:
            self.result = replace(self.result, postponed_until=None)
        return {"status": _LETTERS[after]}

    def _assignee(self) -> Mapping[str, object]:
        if self._before.assignee == self._after.assignee:
            return {}
        before, after = self._agent(self._before.assignee), self._agent(self._after.assignee)
        now = self._ticket.agentid
        unknown = after is None and bool(self._after.assignee)
        wanted = after.ref if after is not None else ""
        if now == wanted and not unknown:
            return {}
        if unknown or (after is not None and not after.active) or now != (before.ref if before is not None else ""):
            self.left.append("assignee")
            return {}
        self.result = replace(self.result, assignee=(after.email or after.name) if after is not None else "")
        return {"agentid": wanted}

    def _agent(self, email_or_name: str) -> SourceAgent | None:
        return self._mapper.directory.agent_named(email_or_name) if email_or_name else None

    def _severity_and_tags(self) -> Mapping[str, object]:
        severity = self._wanted_severity()
        body: dict[str, object] = {}
        ids = self._with_tags(set(self._ticket.tags))
        if severity is not None:
            field = self._mapper.severity
            if field.code:
                body["custom_fields"] = [
                    {"code": code, "value": value}
                    for code, value in {**self._ticket.custom_fields, field.code: str(int(severity))}.items()
                ]
            else:
                ids = self._with_severity(ids, severity)
            if "severity" not in self.left:
                self.result = replace(self.result, severity=severity)
        if ids != set(self._ticket.tags):
            body["tags"] = sorted(ids)
        return body

    def _wanted_severity(self) -> Severity | None:
        before, after, now = self._before.severity, self._after.severity, self.result.severity
        if after is None or after is before or after is now:
            return None
        if now is not before:
            self.left.append("severity")
            return None
        return after

    def _with_severity(self, ids: set[str], severity: Severity) -> set[str]:
        """The tags with the severity's in place of another one; left where the account has no such tag."""
        names, field = self._mapper.directory.load_tags(), self._mapper.severity
        wanted = sorted(tag for tag, name in names.items() if field.of_tag(name) is severity)
        if not wanted:
            self.left.append("severity")
            return ids
        return {tag for tag in ids if field.of_tag(names.get(tag, "")) is None} | {wanted[0]}

    def _with_tags(self, ids: set[str]) -> set[str]:
        """Tags are a set: what was added and taken away here is, whatever else was done there."""
        added = self._after.tags - self._before.tags - self.result.tags
        removed = (self._before.tags - self._after.tags) & self.result.tags
        if not added and not removed:
            return ids
        names = self._mapper.directory.load_tags()
        by_name = {name: tag for tag, name in names.items()}
        if any(name not in by_name for name in added):
            self.left.append("tags")
        known = {name for name in added if name in by_name}
        self.result = replace(self.result, tags=(self.result.tags - removed) | known)
        return {tag for tag in ids if names.get(tag, tag) not in removed} | {by_name[name] for name in known}

    def _same(self, one: datetime | None, other: datetime | None) -> bool:
        text = self._mapper.times.text
        return (text(one) if one else "") == (text(other) if other else "")


_LETTER_STATUS = {ANSWERED: Status.ANSWERED, RESOLVED: Status.RESOLVED}


def _status(ticket: Ticket, before: Status, after: Status) -> Status:
    """The status that a ticket's letter tells; where several share it, the one that was told or chosen."""
    if ticket.status in OVER | GONE:
        return Status.RESOLVED
    if ticket.status == ANSWERED:
        return Status.ANSWERED
    return next((status for status in (before, after) if ticket.status in _TOLD_AS[status]), Status.OPEN)


def needs_no_writing(change: WriteBack) -> bool:
    """Whether LiveAgent has nothing to write to: a call without a ticket."""
    return change.external_id.startswith("call:")
