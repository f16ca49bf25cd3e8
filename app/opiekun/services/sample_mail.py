"""The sample desk's mail: what guests answered to its calls, as letters that came, and letters that went long ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Details
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Envelope, Letter, Outgoing, Sending
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import answered, invited
from opiekun.domain.people import Agent
from opiekun.services.calls.writing import text_of_call
from opiekun.services.mail.process import process
from opiekun.services.mail_ports import LetterReader, LetterWriter
from opiekun.services.ports import Store

_MAILBOX = "imap.opiekun.example"
_UNSENT = (Sending.WAITING, Sending.SENDING, Sending.STUCK)


@dataclass(frozen=True, slots=True)
class SamplePost:
    """Letters to the agent of the sample are written and read by the same hands as real ones."""

    store: Store
    letters: LetterWriter
    read: LetterReader
    me: Agent

    def answer(self, uid: str, told: Mapping[str, Any], *, now: datetime) -> None:
        """Somebody's answer to a call comes."""
        text, envelope = self._text(uid), self._from(told)
        partstat = Partstat(told["answer"])
        theirs = answered(text, envelope.by_email, partstat, "", now=now)
        comment = told.get("comment", "")
        self._comes(self.letters.answer(theirs, envelope, partstat, recurrence_id="", comment=comment, now=now), now)

    def counter(self, uid: str, told: Mapping[str, Any], times: tuple[datetime, datetime], *, now: datetime) -> None:
        """A guest's proposal to hold a call at other times, [start, end), comes."""
        comment = told.get("comment", "")
        letter = self.letters.proposal(
            self._text(uid), self._from(told), times, recurrence_id="", comment=comment, now=now
        )
        self._comes(letter, now)

    def invite(self, details: Details, told: Mapping[str, Any], *, now: datetime) -> None:
        """Somebody else's invitation comes."""
        with self.store.read() as unit:
            uid = unit.calendars.new_id()
        envelope = self._from(told)
        text = invited(
            compose(details, uid, now=now), (envelope.by_email, envelope.by_name), [(self.me.email, self.me.name)]
        )
        self._comes(self.letters.invitation(text, envelope, update=False, now=now), now)

    def leave_nothing_to_send(self) -> None:
        """What the sample wrote counts as sent, and nobody is reminded: none of it can ever leave the desk."""
        with self.store.write() as unit:
            for letter in unit.mail.letters(_UNSENT):
                if letter.kind is Outgoing.REMINDER:
                    unit.mail.drop_letter(letter.message_id)
                else:
                    unit.mail.save_letter(replace(letter, state=Sending.SENT, attempts=1))

    def _text(self, uid: str) -> str:
        with self.store.read() as unit:
            found = text_of_call(unit, uid)
        assert found is not None  # noqa: S101 - it was booked just now
        return found[1]

    def _from(self, told: Mapping[str, Any]) -> Envelope:
        me = Guest(self.me.email, self.me.name, language="en")
        return Envelope(told.get("name", ""), told["of"], me, self.me.timezone)

    def _comes(self, letter: Letter, now: datetime) -> None:
        me = {self.me.email}
        process(self.store, self.read, letter.content, _MAILBOX, letters=self.letters, me=me, now=now)
