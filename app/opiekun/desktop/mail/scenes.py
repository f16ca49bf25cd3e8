"""What the pictures show of mail about calls: a ledger with each verdict, and a letter that is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from opiekun.desktop.compose import Composition
from opiekun.desktop.mail.screen import AnswersScreen
from opiekun.desktop.run import settle
from opiekun.desktop.settings.certificate_question import CertificateQuestion
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.sync.words import said
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calls.outbox import LedgerEntry, Letter, Outgoing, Sending
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.verdicts import Change, ChangeOf, Verdict
from opiekun.domain.sync.told import Told
from opiekun.services.mail.answers import Answers, Message
from opiekun.services.mail.invitations import OpenInvitation

_JANA = "jana.kralova@acme.example"
_MADE = (
    (Verdict.PROPOSAL, "COUNTER", ChangeOf.PROPOSAL, "2026-06-18T13:30:00+02:00", ""),
    (Verdict.HELD, "REPLY", ChangeOf.PARTSTAT, "declined", "The same message came before."),
    (Verdict.APPLIED, "REPLY", ChangeOf.PARTSTAT, "accepted", ""),
    (Verdict.OUTDATED, "REPLY", ChangeOf.PARTSTAT, "tentative", "The same message came before."),
    (Verdict.REFUSED, "REQUEST", ChangeOf.DETAILS, "", "The message holds no calendar object."),
    (Verdict.UNKNOWN, "CANCEL", ChangeOf.CANCELLED, "", "The message holds no calendar object."),
)
# A sentence of the mail servers, which the window does not import.
_UNTRUSTED = (
    "The certificate of {host} cannot be trusted: {reason}. Nothing was sent there. Accept it only if its fingerprint "
    "{shown} is the one that those who run the server tell you."
)
_FINGERPRINT = "3fa1" * 16
_INVITED = (
    ("Planning", "Hana Hostová"),
    ("Offsite in Trenčín", "office@example.com"),
    ("Review of the quarter, with everybody who answers for an account of the first tier", "Peter Novotný"),
    ("Retrospective", "Hana Hostová"),
    ("Interview: second level", "people@example.com"),
    ("Lunch with Globex", "tom@globex.example"),
)
_RAW = b"From: Jana <jana.kralova@acme.example>\r\nSubject: Review\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:COUNTER\r\n"


def mail_scenes(composition: Composition) -> Iterator[str]:
    """Those of a crowded ledger, and of a server that nobody vouches for; nothing of it is stored."""
    yield from _certificate(composition)
    composition.window.go(Do.ANSWERS)
    settle(composition)
    screen = composition.window.findChild(AnswersScreen)
    if screen is None:
        return
    now = composition.session.now()
    entries = tuple(_entries(now))
    screen.show_answers(Answers(entries, frozenset({"0", "1"}), (_stuck(now),), (_waiting(now),)))
    settle(composition)
    screen.page.show_message(Message(entries[0], "Review with Acme"))
    screen.invited.show_invitations(tuple(_invitations(now)))
    yield "answers-crowded"
    screen.page.toggle_raw()
    yield "answers-message"
    screen.page.toggle_raw()
    screen.reading.refresh()
    settle(composition)


def _certificate(composition: Composition) -> Iterator[str]:
    settings = composition.window.findChild(SettingsScreen)
    question = settings.mail.findChild(CertificateQuestion) if settings is not None else None
    if settings is None or question is None:
        return
    composition.window.go(Do.SETTINGS)
    settings.open_part(settings.mail)
    settle(composition)
    why = Told(_UNTRUSTED, {"host": "mail.example.com", "reason": "self-signed certificate", "shown": _FINGERPRINT})
    question.ask(said(why), _FINGERPRINT, "mail.example.com, 192.0.2.7")
    settings.mail.reveal(question)
    yield "settings-mail-certificate"
    question.hide()


def _invitations(now: datetime) -> Iterator[OpenInvitation]:
    for number, (title, organizer) in enumerate(_INVITED):
        start = utc_seconds(now + timedelta(hours=5 + 20 * number))
        occurrence = Occurrence(number, str(number), "", "", title, start, start + 3600, all_day=number == 1)
        yield OpenInvitation(occurrence, organizer)


def _entries(now: datetime) -> Iterator[LedgerEntry]:
    for number, (verdict, method, of, after, reason) in enumerate(_MADE):
        yield LedgerEntry(
            id=str(number),
            at=now - timedelta(minutes=7 * number),
            source="INBOX",
            sender=_JANA,
            subject="Review with Acme, s.r.o.",
            method=method,
            uid="1@example",
            verdict=verdict,
            changes=(Change(of, "", _JANA, "", after),),
            reason=Told(reason) if reason else None,
            raw=_RAW,
            digest=str(number),
        )


def _waiting(now: datetime) -> Letter:
    since, again = now - timedelta(minutes=7), now + timedelta(minutes=5)
    return replace(_stuck(now), state=Sending.WAITING, due_at=since, next_at=again)


def _stuck(now: datetime) -> Letter:
    failure = Told("The message holds no calendar object.")
    content, subject = b"", "Review with Acme, s.r.o."
    return Letter("<1>", "1", Outgoing.REQUEST, _JANA, "1", 0, subject, content, now, Sending.STUCK, 1, failure=failure)
