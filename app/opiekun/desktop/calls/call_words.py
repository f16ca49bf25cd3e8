"""What is said of a call that is booked: what became of it, and what its guests answered."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.domain.calls.calls import Call, CallStatus, Guest
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.services.calls.brief import Brief

_LONGEST_NOTES = 120


def status_word(status: CallStatus) -> str:
    """“booked”, “called off”, “held”, “no-show”, “moved”."""
    translate = QCoreApplication.translate
    return {
        CallStatus.BOOKED: translate("Calls", "booked"),
        CallStatus.CANCELLED: translate("Calls", "called off"),
        CallStatus.HELD: translate("Calls", "held"),
        CallStatus.NO_SHOW: translate("Calls", "no-show"),
        CallStatus.MOVED: translate("Calls", "moved"),
    }[status]


def answer_word(answer: Partstat) -> str:
    """With its shape: “✓ accepted”, “○ has not answered”."""
    translate = QCoreApplication.translate
    return {
        Partstat.ACCEPTED: translate("Calls", "✓ accepted"),
        Partstat.DECLINED: translate("Calls", "✕ declined"),
        Partstat.TENTATIVE: translate("Calls", "? tentative"),
    }.get(answer, translate("Calls", "○ has not answered"))


def guest_words(guest: Guest, *, unsent: bool = False) -> str:
    """“Cara Hill · ✓ accepted”; with the address where no name is known.

    Whose invitation is ``unsent`` is not said not to have answered it.
    """
    waits = unsent and guest.partstat is Partstat.NEEDS_ACTION
    missing = QCoreApplication.translate("Calls", "○ invitation not sent yet")
    return f"{guest.name or guest.email} · {missing if waits else answer_word(guest.partstat)}"


def around_words(shown: Brief) -> str:
    """“3 open requests · 2 recommendations pending”, "" where there is neither."""
    numbers = Numbers()
    pending = sum(each.is_pending for each in shown.recommendations)
    counts = (
        numbers.open_requests(len(shown.open_requests)) if shown.open_requests else "",
        numbers.recommendations(pending) if pending else "",
    )
    return " · ".join(part for part in counts if part)


def last_call_words(call: Call, moments: Moments) -> str:
    """“Tue 2 Jun · Check-in · Acme · held”, with the beginning of its notes."""
    notes = " ".join(call.notes.split())
    if len(notes) > _LONGEST_NOTES:
        notes = notes[: _LONGEST_NOTES - 1] + "…"
    parts = [moments.day(utc_seconds(call.start)), call.title, status_word(call.status), notes]
    return " · ".join(part for part in parts if part)
