"""Sending what waits in the outbox: each letter once, whatever happens between two servers.

A letter is marked as SENDING, and that is committed, before the line is used; SENT follows when the server took it.
Where the program dies in between, nobody can know whether it was taken: the next run sends the same letter, with the
same Message-ID, again, so that the guest's server or mail program can tell that it is one.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.calls.mailboxes import MailSettings
from opiekun.domain.calls.outbox import Letter, Outgoing, Sending
from opiekun.domain.errors import NotFound, Refused, ServerRefused
from opiekun.domain.instants import utc_datetime
from opiekun.domain.sync.told import Told
from opiekun.services.mail.setting_up import open_sender
from opiekun.services.mail_ports import MailServers, Sender
from opiekun.services.ports import Cancelled, Secrets, Store, UnitOfWork

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""How long a letter waits after its first, second, … attempt that failed for now; the last holds for all later ones."""


@dataclass(frozen=True, slots=True)
class OutboxReport:
    """What a run came to: letters sent, put off, and refused for good. ``failure`` is that of the server itself."""

    sent: int = 0
    put_off: int = 0
    stuck: int = 0
    failure: Told | None = None


def run_outbox(
    store: Store, servers: MailServers, secrets: Secrets, *, now: datetime, cancelled: Cancelled
) -> OutboxReport:
    """Send the letters whose time has come, oldest first; one run at a time for a desk.

    A server that cannot be reached is told in the report, and the letters wait. Raises Refused where no server for
    mail out is set up, or its password is not there, and something waits.
    """
    with store.alone("outbox") as held:
        if not held:
            return OutboxReport()
        due = _due(store, now)
        if not due:
            return OutboxReport()
        with store.read() as unit:
            settings = unit.mail.settings()
        try:
            sender = open_sender(servers, secrets, settings)
        except ServerRefused as refused:
            return _put_all_off(store, due, refused, now)
        with closing(sender):
            return _sent(store, _Line(sender, settings, now), due, cancelled)


def waiting_letters(store: Store) -> list[Letter]:
    """What is not sent yet, oldest first; those that are stuck among them."""
    with store.read() as unit:
        return unit.mail.letters([Sending.WAITING, Sending.SENDING, Sending.STUCK])


def retry_letter(store: Store, message_id: str, *, now: datetime) -> Letter:
    """Let a letter that is stuck or put off be sent with the next run. Raises NotFound where it does not wait."""
    with store.write() as unit:
        letter = unit.mail.letter(message_id)
        if letter is None or letter.state is Sending.SENT:
            raise _gone()
        again = replace(letter, next_at=now, failure=None)
        if letter.state is Sending.STUCK:  # of any other, what was tried may have reached him
            again = replace(again, state=Sending.WAITING, attempts=0)
        unit.mail.save_letter(again)
        return again


def drop_letter(store: Store, message_id: str) -> Letter:
    """Let a letter that waits or is stuck never be sent. Raises NotFound where it does not wait."""
    with store.write() as unit:
        letter = unit.mail.letter(message_id)
        if letter is None or letter.state in (Sending.SENT, Sending.SENDING):
            raise _gone()
        unit.mail.drop_letter(message_id)
        return letter


@dataclass(frozen=True, slots=True)
class _Line:
    sender: Sender
    settings: MailSettings
    now: datetime


def _due(store: Store, now: datetime) -> list[Letter]:
    """Letters whose time has come; those that were under way when a run died among them.

    Reminders that come too late are dropped: the call has begun, is over or called off, or a later one is due as well.
    """
    with store.read() as unit:
        waiting = unit.mail.letters([Sending.WAITING, Sending.SENDING])
        due = [each for each in waiting if each.is_due(now) and (each.next_at is None or each.next_at <= now)]
        reminders = [each for each in due if each.kind is Outgoing.REMINDER and each.state is Sending.WAITING]
        last = {(each.uid, each.to): each for each in sorted(reminders, key=lambda each: each.due_at)}
        late = {
            each.message_id for each in reminders if last[each.uid, each.to] is not each or _is_vain(unit, each, now)
        }
    if late:
        with store.write() as unit:
            for message_id in late:
                unit.mail.drop_letter(message_id)
    return [each for each in due if each.message_id not in late]


def _is_vain(unit: UnitOfWork, reminder: Letter, now: datetime) -> bool:
    """Whether there is nothing to come of which it could remind."""
    call = unit.calls.find(reminder.uid)
    return call is not None and (call.status is not CallStatus.BOOKED or utc_datetime(call.start) <= now)


def _sent(store: Store, line: _Line, due: list[Letter], cancelled: Cancelled) -> OutboxReport:
    report, held_up = OutboxReport(), set[tuple[str, str]]()
    for letter in due:
        about = (letter.to, letter.uid)
        if cancelled():
            break
        if about in held_up or not _begun(store, letter):
            continue
        try:
            line.sender.send(letter, sender=line.settings.address or _own(letter))
        except ServerRefused as refused:
            failed = _failed(letter, refused, line.now)
            _save(store, failed)
            if failed.state is Sending.STUCK:
                report = replace(report, stuck=report.stuck + 1)
            else:
                held_up.add(about)
                report = replace(report, put_off=report.put_off + 1, failure=report.failure or failed.failure)
            continue
        _save(store, replace(letter, state=Sending.SENT, attempts=letter.attempts + 1, next_at=None, failure=None))
        report = replace(report, sent=report.sent + 1)
    return report


def _begun(store: Store, letter: Letter) -> bool:
    """Mark a letter as under way; False where it was dropped meanwhile, as one that a newer makes void."""
    with store.write() as unit:
        here = unit.mail.letter(letter.message_id)
        if here is None or here.state not in (Sending.WAITING, Sending.SENDING):
            return False
        unit.mail.save_letter(replace(here, state=Sending.SENDING))
        return True


def _save(store: Store, letter: Letter) -> None:
    with store.write() as unit:
        unit.mail.save_letter(letter)


def _failed(letter: Letter, refused: Refused, now: datetime) -> Letter:
    attempts = letter.attempts + 1
    lasting = isinstance(refused, ServerRefused) and not refused.temporary
    wait = WAITS[min(attempts, len(WAITS)) - 1]
    return replace(
        letter,
        state=Sending.STUCK if lasting else Sending.WAITING,
        attempts=attempts,
        next_at=None if lasting else now + wait,
        failure=Told.of(refused),
    )


def _put_all_off(store: Store, due: list[Letter], refused: ServerRefused, now: datetime) -> OutboxReport:
    """The server is not there: no letter was tried. They wait the longer, the longer they are due."""
    told = Told.of(refused)
    for letter in due:
        late = now - letter.due_at
        wait = next((each for each in WAITS if late < each), WAITS[-1])
        with store.write() as unit:
            if unit.mail.letter(letter.message_id) is not None:
                unit.mail.save_letter(replace(letter, next_at=now + wait, failure=told))
    return OutboxReport(put_off=len(due), failure=told)


def _own(letter: Letter) -> str:
    """The address in the letter's From, of a desk whose settings name none."""
    head = letter.content.partition(b"\r\n\r\n")[0].decode("ascii", "replace").replace("\r\n ", " ")
    line = next((each for each in head.split("\r\n") if each.lower().startswith("from:")), "")
    return line.partition(":")[2].strip().rpartition("<")[2].rstrip(">")


def _gone() -> NotFound:
    return NotFound("There is no such letter that waits; look with “opiekun mail outbox”.")
