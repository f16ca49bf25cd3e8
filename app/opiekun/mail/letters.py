"""Letters about events as MIME (RFC 6047): each to one recipient, in his language, as text, HTML and a calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.outbox import Envelope, Letter, Outgoing, Wording
from opiekun.domain.errors import InvalidInput, NotByMail
from opiekun.domain.invitations.messages import Partstat
from opiekun.mail import itip
from opiekun.mail.lines import one_line
from opiekun.mail.templates import Prose, moment, prose, stretch

MOST_GUESTS = 100
_STAMP = re.compile(r"^DTSTAMP[^\r\n]*", re.MULTILINE)


class MimeWriter:
    """Writes letters; its methods are those of services.mail_ports.LetterWriter."""

    def invitation(
        self, text: str, envelope: Envelope, *, update: bool, now: datetime, recurrence_id: str = ""
    ) -> Letter:
        """REQUEST: the event, or an occurrence, as it is now. Raises InvalidInput for more than MOST_GUESTS."""
        if len(itip.addresses(text)) > MOST_GUESTS:
            raise InvalidInput("More than {most} guests cannot be invited to one call.", most=MOST_GUESTS)
        told = prose("invitation", envelope.to.language, _of_event(text, recurrence_id, envelope) | {"update": update})
        object_ = itip.request(text, recurrence_id=recurrence_id, now=now)
        return _letter(Outgoing.REQUEST, _Of(text, recurrence_id, envelope), told, object_, now=now)

    def cancellation(self, text: str, envelope: Envelope, *, recurrence_id: str, now: datetime) -> Letter:
        """CANCEL, to one who is or was invited."""
        told = prose("cancellation", envelope.to.language, _of_event(text, recurrence_id, envelope))
        object_ = itip.cancellation(text, to=[envelope.to.email], recurrence_id=recurrence_id, now=now)
        return _letter(Outgoing.CANCEL, _Of(text, recurrence_id, envelope), told, object_, now=now)

    def answer(
        self, text: str, envelope: Envelope, partstat: Partstat, *, recurrence_id: str, comment: str, now: datetime
    ) -> Letter:
        """REPLY of ours to the organizer."""
        about = _of_event(text, recurrence_id, envelope) | {"answer": partstat.value, "comment": comment.strip()}
        told = prose("answer", envelope.to.language, about)
        object_ = itip.reply(
            text, envelope.by_email, partstat, recurrence_id=recurrence_id, comment=comment.strip(), now=now
        )
        return _letter(Outgoing.REPLY, _Of(text, recurrence_id, envelope), told, object_, now=now)

    def proposal(
        self,
        text: str,
        envelope: Envelope,
        times: tuple[When, When],
        *,
        recurrence_id: str,
        comment: str,
        now: datetime,
    ) -> Letter:
        """COUNTER of ours to the organizer: another time, [start, end)."""
        about = _of_event(text, recurrence_id, envelope) | _when(*times, envelope) | {"comment": comment.strip()}
        told = prose("proposal", envelope.to.language, about)
        object_ = itip.counter(
            text, envelope.by_email, *times, recurrence_id=recurrence_id, comment=comment.strip(), now=now
        )
        return _letter(Outgoing.COUNTER, _Of(text, recurrence_id, envelope), told, object_, now=now)

    def alternatives(self, times: Sequence[tuple[datetime, datetime]], envelope: Envelope) -> str:
        """What a guest is told of free times: a sentence, and each on the clock of his zone."""
        if not times:
            return ""
        return prose(
            "alternatives", envelope.to.language, {"title": "", "times": _times(times, envelope)}
        ).plain.strip()

    def declined(self, text: str, envelope: Envelope, comment: str, *, recurrence_id: str, now: datetime) -> Letter:
        """DECLINECOUNTER to one who proposed a time; the comment stands in the letter too."""
        words = comment.strip()
        told = prose("declined", envelope.to.language, _of_event(text, recurrence_id, envelope) | {"words": words})
        object_ = itip.decline_counter(text, envelope.to.email, recurrence_id=recurrence_id, comment=words, now=now)
        return _letter(Outgoing.DECLINECOUNTER, _Of(text, recurrence_id, envelope), told, object_, now=now)

    def refresh(self, text: str, envelope: Envelope, *, now: datetime) -> Letter:
        """REFRESH: we ask the organizer for the invitation again."""
        told = prose("refresh", envelope.to.language, _of_event(text, "", envelope))
        return _letter(
            Outgoing.REFRESH, _Of(text, "", envelope), told, itip.refresh(text, envelope.by_email, now=now), now=now
        )

    def reminder(self, text: str, envelope: Envelope, *, due_at: datetime, now: datetime) -> Letter:
        """A plain reminder, to be sent when it is due."""
        told = prose("reminder", envelope.to.language, _of_event(text, "", envelope))
        return _letter(Outgoing.REMINDER, _Of(text, "", envelope), told, "", now=now, due_at=due_at)

    def offer(
        self,
        title: str,
        envelope: Envelope,
        times: Sequence[tuple[datetime, datetime]],
        *,
        until: datetime,
        now: datetime,
    ) -> Letter:
        """Times to choose from, kept until then."""
        return _letter(Outgoing.OFFER, _Of("", "", envelope), _offer(title, envelope, times, until), "", now=now)

    def offer_words(
        self, title: str, envelope: Envelope, times: Sequence[tuple[datetime, datetime]], *, until: datetime
    ) -> Wording:
        """The words of such a letter, also to one whose address is not known."""
        told = _offer(title, envelope, times, until)
        return Wording(told.subject, told.plain.strip())


def _offer(title: str, envelope: Envelope, times: Sequence[tuple[datetime, datetime]], until: datetime) -> Prose:
    about = _of_people(envelope) | {
        "title": one_line(title),
        "times": _times(times, envelope),
        "until": moment(until, envelope.zone, envelope.to.language),
    }
    return prose("offer", envelope.to.language, about)


def _of_event(text: str, recurrence_id: str, envelope: Envelope) -> dict[str, object]:
    details = details_of(text, recurrence_id)
    return (
        _of_people(envelope)
        | _when(details.start, details.end, envelope)
        | {
            "title": one_line(details.summary),
            "rule": bool(details.rule) and not recurrence_id,
            "location": one_line(details.location) if details.location != details.link else "",
            "link": one_line(details.link),
            "description": details.description.strip(),
        }
    )


def _of_people(envelope: Envelope) -> dict[str, object]:
    return {"name": one_line(envelope.to.name), "by": one_line(envelope.by_name) or envelope.by_email}


def _when(start: When, end: When, envelope: Envelope) -> dict[str, object]:
    """The time in the recipient's zone and, where its clock shows another one, in the event's own."""
    language = envelope.to.language
    when = stretch(start, end, envelope.zone, language)
    own = start.tzinfo.key if isinstance(start, datetime) and isinstance(start.tzinfo, ZoneInfo) else ""
    here = stretch(start, end, own, language) if own and own != "UTC" else ""
    return {"when": when, "here": here if here.split(" (")[0] != when.split(" (")[0] else ""}


def _times(times: Sequence[tuple[datetime, datetime]], envelope: Envelope) -> list[str]:
    return [stretch(start, end, envelope.zone, envelope.to.language) for start, end in times]


class _Of(NamedTuple):
    """What a letter is about, and whose it is."""

    text: str
    recurrence_id: str
    envelope: Envelope


def _letter(
    kind: Outgoing, of: _Of, told: Prose, calendar: str, *, now: datetime, due_at: datetime | None = None
) -> Letter:
    text, recurrence_id, envelope = of
    message_id = make_msgid(domain=_address(envelope.by_email, "").domain)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(envelope.by_email, envelope.by_name)
    mail["To"] = _address(envelope.to.email, envelope.to.name)
    mail["Subject"] = told.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id
    mail.set_content(told.plain)
    mail.add_alternative(told.html, subtype="html")
    if calendar:
        inline, attached = _calendar_parts(kind, calendar)
        mail.attach(inline)
        mail.make_mixed()
        mail.attach(attached)
    uid, sequence = itip.edition(text, recurrence_id) if text else ("", 0)
    said = "\0".join((kind, envelope.to.email.lower(), uid, _STAMP.sub("", calendar), told.plain))
    return Letter(
        message_id=message_id,
        dedupe=sha256(said.encode()).hexdigest(),
        kind=kind,
        to=envelope.to.email,
        uid=uid,
        sequence=sequence,
        subject=told.subject,
        content=mail.as_bytes(),
        due_at=due_at or now,
    )


@lru_cache(maxsize=4)
def _calendar_parts(kind: Outgoing, calendar: str) -> tuple[EmailMessage, EmailMessage]:
    """A calendar as it stands in a letter, last and inline, and attached: made once for all who get it.

    The method of the part is that of the object, or Outlook refuses it.
    """
    inline, attached = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    inline.set_content(calendar, subtype="calendar", params={"method": kind.value}, cte="base64")
    attached.set_content(
        calendar.encode(),
        maintype="application",
        subtype="ics",
        disposition="attachment",
        filename="invite.ics",
        params={"name": "invite.ics"},
    )
    for part in (inline, attached):
        del part["MIME-Version"]  # the letter's own is enough
    return inline, attached


def _address(email: str, name: str) -> Address:
    """An address for a header. Raises NotByMail for what is none, such as one that holds a line of its own."""
    try:
        return Address(display_name=one_line(name), addr_spec=email.strip())
    except (HeaderParseError, ValueError, IndexError) as wrong:
        raise NotByMail(
            "“{email}” is not an e-mail address; write it like anna@example.com.", email=one_line(email)
        ) from wrong
