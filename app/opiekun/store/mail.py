"""Mail about calls: the outbox, the ledger, and what is remembered of messages about events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, not_, or_, select, update

from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Position
from opiekun.domain.calls.outbox import LedgerEntry, Letter, Memory, OpenProposal, Outgoing, Sending
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.store import mail_rows
from opiekun.store.mail_tables import mail_ledger, mail_letters, mail_memory, mail_proposals, mail_settings
from opiekun.store.text import clean
from opiekun.store.upsert import upsert

_letter, _entry = mail_letters.c, mail_ledger.c
# Raw messages are large and hardly ever looked at.
_LISTED = select(*(column for column in _entry if column.name != "raw"))


class SqlMail:
    """The desk's mail."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def letters(self, states: Collection[Sending]) -> list[Letter]:
        """The letters in those states, oldest first."""
        return self._letters(_letter.state.in_([state.value for state in states]))

    def letter(self, message_id: str) -> Letter | None:
        """By its Message-ID."""
        return next(iter(self._letters(_letter.message_id == message_id)), None)

    def last_told(self, uid: str, to: str, recurrence_id: str, kinds: Collection[Outgoing]) -> Letter | None:
        """The newest letter of those kinds to an address about an event or an occurrence, whatever its state."""
        told = and_(
            _about(uid, to), _letter.recurrence_id == recurrence_id, _letter.kind.in_([kind.value for kind in kinds])
        )
        newest = select(mail_letters).where(told).order_by(_letter.id.desc()).limit(1)
        row = self._connection.execute(newest).one_or_none()
        return None if row is None else mail_rows.letter_of(row)

    def letters_about(self, uid: str, to: str | None = None) -> list[Letter]:
        """All letters about an event or an offer, oldest first: to one address, or to all."""
        return self._letters(_about(uid, to) if to is not None else _letter.uid == clean(uid))

    def unsent_about(self, uid: str) -> list[Letter]:
        """The letters about an event that wait or are stuck, oldest first; reminders among them."""
        states = [Sending.WAITING.value, Sending.STUCK.value]
        return self._letters(and_(_letter.uid == clean(uid), _letter.state.in_(states)))

    def save_letter(self, letter: Letter) -> None:
        """Store a letter, new or known by its Message-ID; a new one comes last."""
        key = {"message_id": letter.message_id}
        upsert(self._connection, mail_letters, key, mail_rows.letter_values(letter))

    def drop_letter(self, message_id: str) -> None:
        """It is not sent, and not known any more."""
        self._connection.execute(delete(mail_letters).where(_letter.message_id == message_id))

    def drop_reminders(self, uid: str, to: str | None = None) -> None:
        """Take reminders of an event that wait away: those to one address, or all."""
        waiting = and_(
            _letter.uid == clean(uid),
            _letter.kind == Outgoing.REMINDER.value,
            _letter.state == Sending.WAITING.value,
        )
        if to is not None:
            waiting = and_(waiting, _letter.to == clean(to.lower()))
        self._connection.execute(delete(mail_letters).where(waiting))

    def entries(self, limit: int) -> list[LedgerEntry]:
        """The newest of the ledger first, without their raw messages."""
        rows = self._connection.execute(_LISTED.order_by(_entry.id.desc()).limit(limit))
        return [mail_rows.entry_of(row, b"") for row in rows]

    def undecided(self) -> list[LedgerEntry]:
        """Those that are held and proposals that stand, oldest first, without their raw messages."""
        rows = self._connection.execute(
            _LISTED.where(_waits(), _entry.decided == "", _entry.undone.is_(False)).order_by(_entry.id)
        )
        return [mail_rows.entry_of(row, b"") for row in rows]

    def entry(self, entry_id: str) -> LedgerEntry | None:
        """By its id, with its raw message."""
        if not (entry_id.isascii() and entry_id.isdecimal() and len(entry_id) < _DIGITS):
            return None
        row = self._connection.execute(select(mail_ledger).where(_entry.id == int(entry_id))).one_or_none()
        return None if row is None else mail_rows.entry_of(row, row.raw)

    def entries_of(self, digest: str) -> list[LedgerEntry]:
        """What became of the message of that digest: an entry for each of its parts, without the raw message."""
        rows = self._connection.execute(_LISTED.where(_entry.digest == digest).order_by(_entry.part))
        return [mail_rows.entry_of(row, b"") for row in rows]

    def save_entry(self, entry: LedgerEntry) -> LedgerEntry:
        """Store an entry, known by its id or new ("" : it gets one); the answer is the entry as it is stored.

        The raw message of one that is known stays as it is.
        """
        values = mail_rows.entry_values(entry)
        if entry.id:
            self._connection.execute(update(mail_ledger).where(_entry.id == int(entry.id)).values(values))
            return entry
        made = self._connection.execute(insert(mail_ledger).values(values | {"raw": entry.raw}))
        key: Any = made.inserted_primary_key
        return replace(entry, id=str(key[0]))

    def drop_messages(self, before: datetime) -> None:
        """Let go of the raw messages that came before an instant, but of those that wait for the agent."""
        waits = and_(_waits(), _entry.decided == "", _entry.undone.is_(False))
        old = and_(_entry.at < before, func.length(_entry.raw) > 0, not_(waits))
        self._connection.execute(update(mail_ledger).where(old).values(raw=b""))

    def memory(self, uid: str) -> Memory | None:
        """What is remembered of an event, None for nothing."""
        told = self._connection.scalar(select(mail_memory.c.body).where(mail_memory.c.uid == clean(uid)))
        return None if told is None else mail_rows.memory_of(told)

    def remember(self, uid: str, memory: Memory | None) -> None:
        """That is remembered of an event from now on; None forgets it."""
        if memory is None:
            self._connection.execute(delete(mail_memory).where(mail_memory.c.uid == clean(uid)))
            return
        upsert(self._connection, mail_memory, {"uid": clean(uid)}, {"body": mail_rows.memory_json(memory)})

    def proposals(self, uid: str | None = None) -> list[OpenProposal]:
        """Those that wait for the agent, oldest first: of one event, or all."""
        query = select(mail_proposals).order_by(mail_proposals.c.entry_id)
        if uid is not None:
            query = query.where(mail_proposals.c.uid == clean(uid))
        return [mail_rows.proposal_of(row) for row in self._connection.execute(query)]

    def save_proposal(self, proposal: OpenProposal) -> None:
        """It waits for the agent."""
        values = {"uid": proposal.uid, "body": mail_rows.proposal_json(proposal.proposal)}
        upsert(self._connection, mail_proposals, {"entry_id": int(proposal.entry_id)}, values)

    def drop_proposal(self, entry_id: str) -> None:
        """It waits no more."""
        self._connection.execute(delete(mail_proposals).where(mail_proposals.c.entry_id == int(entry_id)))

    def settings(self) -> MailSettings:
        """By which servers mail goes and comes."""
        told = self._connection.scalar(select(mail_settings.c.body))
        return MailSettings() if told is None else mail_rows.settings_of(told)

    def save_settings(self, settings: MailSettings) -> None:
        """They hold from now on; the mailbox is read from its beginning where it is another one."""
        same = _mailbox(self.settings()) == _mailbox(settings)
        position = self.position() if same else Position()
        upsert(self._connection, mail_settings, {"key": 1}, {"body": asdict(settings), **position._asdict()})

    def position(self) -> Position:
        """How far the mailbox was read."""
        row = self._connection.execute(select(mail_settings.c.validity, mail_settings.c.number)).one_or_none()
        return Position() if row is None else Position(row.validity, row.number)

    def save_position(self, position: Position) -> None:
        """The mailbox was read so far."""
        self._connection.execute(update(mail_settings).values(position._asdict()))

    def _letters(self, which: ColumnElement[bool]) -> list[Letter]:
        rows = self._connection.execute(select(mail_letters).where(which).order_by(_letter.id))
        return [mail_rows.letter_of(row) for row in rows]


_DIGITS = 19
"""An id of more digits is none that a database gives."""


def _waits() -> ColumnElement[bool]:
    """Those that are held, and proposals that stand."""
    proposed = select(mail_proposals.c.entry_id)
    return or_(_entry.verdict == Verdict.HELD.value, _entry.id.in_(proposed))


def _about(uid: str, to: str) -> ColumnElement[bool]:
    return and_(_letter.uid == clean(uid), _letter.to == clean(to.lower()))


def _mailbox(settings: MailSettings) -> MailServer | None:
    """Where mail is read, whatever certificate is accepted there."""
    return None if settings.incoming is None else replace(settings.incoming, fingerprint="")
