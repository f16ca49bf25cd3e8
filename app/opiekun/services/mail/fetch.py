"""Reading the mailbox: what came behind the last number that was read, one message in memory at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from opiekun.domain.calls.mailboxes import Position
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.services.mail.process import process
from opiekun.services.mail.setting_up import open_mailbox
from opiekun.services.mail_ports import LetterReader, LetterWriter, Mailbox, MailServers
from opiekun.services.ports import Cancelled, Secrets, Store

KEPT = timedelta(days=180)
"""How long a raw message is kept that waits for nobody; what became of it is for good, and can be taken back."""


@dataclass(frozen=True, slots=True)
class FetchReport:
    """How many messages with calendar objects came, and how many entries of each verdict that made."""

    messages: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What messages are read and answered with, and whose addresses are the agent's."""

    read: LetterReader
    letters: LetterWriter
    me: Collection[str]


def fetch_mail(
    store: Store, servers: MailServers, secrets: Secrets, reading: Reading, *, now: datetime, cancelled: Cancelled
) -> FetchReport:
    """Judge what came since the last time; nothing in the mailbox is changed. One fetch at a time for a desk.

    Where the mailbox numbers its messages anew (UIDVALIDITY), it is read from its beginning: what is known is known
    by its bytes. Raises ServerRefused; what was read before is kept then.
    """
    with store.alone("mailbox") as held:
        if not held:
            return FetchReport()
        with store.read() as unit:
            settings, position = unit.mail.settings(), unit.mail.position()
        with closing(open_mailbox(servers, secrets, settings)) as mailbox:
            if position.validity != mailbox.validity:
                position = Position(mailbox.validity)
            name = settings.incoming.host if settings.incoming is not None else ""
            return _read(store, mailbox, position, _Run(reading, name, now, cancelled))


@dataclass(frozen=True, slots=True)
class _Run:
    reading: Reading
    source: str
    now: datetime
    cancelled: Cancelled


def _read(store: Store, mailbox: Mailbox, position: Position, run: _Run) -> FetchReport:
    # Asked first: what arrives during the run is for the next one.
    last, messages, verdicts = mailbox.last_number(), 0, Counter[Verdict]()
    for arrived in mailbox.calendar_messages(position.number, run.cancelled):
        entries = process(
            store,
            run.reading.read,
            arrived.raw,
            run.source,
            letters=run.reading.letters,
            me=run.reading.me,
            now=run.now,
        )
        messages += 1
        verdicts.update(entry.verdict for entry in entries)
        position = Position(position.validity, arrived.number)
        with store.write() as unit:
            unit.mail.save_position(position)
    if not run.cancelled() and last > position.number:
        position = Position(position.validity, last)
    with store.write() as unit:
        unit.mail.save_position(position)
        unit.mail.drop_messages(run.now - KEPT)
    return FetchReport(messages, dict(verdicts))
