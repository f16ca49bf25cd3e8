"""Rows of the mail's tables, made from its values and made into them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.moments import Moment, moment_from
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Edited, LedgerEntry, Letter, Memory, OpenProposal, Outgoing, Sending
from opiekun.domain.invitations.verdicts import AnswerKey, Change, ChangeOf, Edition, Proposal, Verdict
from opiekun.store.told_json import told_json, told_of


def letter_values(letter: Letter) -> dict[str, Any]:
    """The columns of a letter, but for its Message-ID."""
    values = {name: getattr(letter, name) for name in _LETTER}
    return values | {"to": letter.to.lower(), "failure": told_json(letter.failure)}


_LETTER = (
    *("dedupe", "kind", "to", "uid", "recurrence_id", "sequence", "subject", "content"),
    *("due_at", "state", "attempts", "next_at"),
)


def letter_of(row: Row[Any]) -> Letter:
    """The letter of a row."""
    told = row._mapping  # noqa: SLF001 - a column may have the name of a method of rows
    plain = {name: told[name] for name in _LETTER}
    return Letter(
        message_id=row.message_id,
        **plain | {"kind": Outgoing(row.kind), "state": Sending(row.state), "failure": told_of(row.failure)},
    )


def entry_values(entry: LedgerEntry) -> dict[str, Any]:
    """The columns of a ledger entry, but for its id and its raw message."""
    edited = entry.edited
    return {
        **{name: getattr(entry, name) for name in _ENTRY},
        "changes": [asdict(change) for change in entry.changes],
        "reason": told_json(entry.reason),
        "calendar_id": edited.calendar_id if edited is not None else None,
        "before": edited.before if edited is not None else None,
        "after": edited.after if edited is not None else None,
        "memory": memory_json(entry.memory) if entry.memory is not None else None,
    }


_ENTRY = (
    *("digest", "part", "at", "source", "sender", "subject", "method", "uid", "verdict", "decided", "undone"),
)  # fmt: skip


def entry_of(row: Row[Any], raw: bytes) -> LedgerEntry:
    """The ledger entry of a row."""
    edited = Edited(row.calendar_id, row.before, row.after) if row.calendar_id is not None else None
    return LedgerEntry(
        id=str(row.id),
        raw=raw,
        **{name: getattr(row, name) for name in _ENTRY if name != "verdict"},
        verdict=Verdict(row.verdict),
        changes=tuple(Change(**told | {"of": ChangeOf(told["of"])}) for told in row.changes),
        reason=told_of(row.reason),
        edited=edited,
        memory=memory_of(row.memory) if row.memory is not None else None,
    )


def memory_json(memory: Memory) -> dict[str, Any]:
    """What is remembered, as JSON."""
    return {
        "answers": [[*key, *edition] for key, edition in memory.answers.items()],
        "reset_at": dict(memory.reset_at),
        "seen": {recurrence_id: list(edition) for recurrence_id, edition in memory.seen.items()},
    }


def memory_of(told: Mapping[str, Any]) -> Memory:
    """What is remembered, from JSON."""
    return Memory(
        {AnswerKey(who, recurrence_id): Edition(*edition) for who, recurrence_id, *edition in told["answers"]},
        told["reset_at"],
        {recurrence_id: Edition(*edition) for recurrence_id, edition in told["seen"].items()},
    )


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as JSON."""
    return {
        "who": proposal.who,
        "recurrence_id": proposal.recurrence_id,
        "start": _when_json(proposal.start),
        "end": _when_json(proposal.end),
        "comment": proposal.comment,
        "sequence": proposal.sequence,
    }


def proposal_of(row: Row[Any]) -> OpenProposal:
    """The proposal of a row."""
    told = row.body
    start, end = _when_of(told["start"]), _when_of(told["end"])
    proposal = Proposal(told["who"], told["recurrence_id"], start, end, told["comment"], told.get("sequence"))
    return OpenProposal(str(row.entry_id), row.uid, proposal)


def settings_of(told: Mapping[str, Any]) -> MailSettings:
    """The settings, from JSON."""
    return MailSettings(
        _server_of(told["outgoing"]), _server_of(told["incoming"]), told["address"], told["name"]
    )  # fmt: skip


def _server_of(told: Mapping[str, Any] | None) -> MailServer | None:
    return None if told is None else MailServer(**{**told, "security": Security(told["security"])})


def _when_json(when: When) -> list[str]:
    moment = moment_from(when)
    return [moment.wall.isoformat(), moment.zone]


def _when_of(told: list[str]) -> When:
    wall, zone = told
    moment = datetime.fromisoformat(wall) if "T" in wall else date.fromisoformat(wall)
    return Moment(moment, zone).when
