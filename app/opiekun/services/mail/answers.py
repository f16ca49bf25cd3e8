"""What the agent sees of mail about calls: messages that came, those that wait, and letters that are stuck."""

from __future__ import annotations

from dataclasses import dataclass

from opiekun.domain.calendar.values import text_of
from opiekun.domain.calls.outbox import LedgerEntry, Letter, Outgoing, Sending
from opiekun.domain.errors import BadComponent, InvalidInput, NotFound
from opiekun.domain.invitations.told import open_message
from opiekun.services.mail_ports import LetterReader
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.sync.calendar_text import title_of_text

MOST_LISTED = 500
_LONGEST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Answers:
    """``entries`` are the newest of the ledger first, and all that wait for the agent, whose ids are ``undecided``;
    none has its raw message. ``stuck`` are the letters that a server would not have, oldest first, ``waiting`` those
    that wait for their turn or for the server; reminders of calls to come are not among them.
    """

    entries: tuple[LedgerEntry, ...] = ()
    undecided: frozenset[str] = frozenset()
    stuck: tuple[Letter, ...] = ()
    waiting: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message with its raw bytes. ``title`` is that of the event which it is about, "" where it is not here;
    ``comment`` is what its sender wrote with it, as plain text.
    """

    entry: LedgerEntry
    title: str
    comment: str = ""


def answers(store: Store, limit: int = MOST_LISTED) -> Answers:
    """What came, and what waits; an old message that waits is not left out for its age."""
    with store.read() as unit:
        newest = unit.mail.entries(limit)
        waiting = unit.mail.undecided()
        letters = unit.mail.letters({Sending.WAITING, Sending.SENDING, Sending.STUCK})
    known = {each.id for each in newest}
    old = [each for each in reversed(waiting) if each.id not in known]
    stuck = tuple(each for each in letters if each.state is Sending.STUCK)
    due = tuple(each for each in letters if each.state is not Sending.STUCK and not _is_to_come(each))
    return Answers((*newest, *old), frozenset(each.id for each in waiting), stuck, due)


def _is_to_come(letter: Letter) -> bool:
    return letter.kind is Outgoing.REMINDER and letter.failure is None


def message(store: Store, read: LetterReader, entry_id: str) -> Message:
    """That message, whole. Raises NotFound."""
    with store.read() as unit:
        entry = unit.mail.entry(entry_id)
        if entry is None:
            raise NotFound("The message is not in the ledger any more; look at the list again.")
        title = _title(unit, entry.uid)
    return Message(entry, title, _comment(entry, read))


def _comment(entry: LedgerEntry, read: LetterReader) -> str:
    try:
        told = read(entry.raw)
        events = open_message(told[entry.part]).events if entry.part < len(told) else ()
    except (BadComponent, InvalidInput):
        return ""
    return next((text for event in events if (text := text_of(event.value("COMMENT")).strip())), "")[:_LONGEST_COMMENT]


def _title(unit: UnitOfWork, uid: str) -> str:
    if not uid:
        return ""
    return next((title for here in unit.calendars.named(uid) if (title := title_of_text(here.text))), "")
