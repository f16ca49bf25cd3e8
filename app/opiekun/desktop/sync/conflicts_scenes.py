"""What the pictures show of conflicts: two versions of a call, of a series, and of what a server rewrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from opiekun.desktop.compose import Composition
from opiekun.desktop.run import settle
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.sync.conflicts import ConflictsScreen
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.sync.local import Conflict, ConflictKind
from opiekun.services.sync.conflicts import ConflictView

_NOTES = (
    "Agenda:\\n1. What was done about the slow reports\\n2. Departments by language: who answers in Slovak\\n"
    "3. Anything that is open\\n\\nBring the figures of {month}."
)


def conflict_scenes(composition: Composition) -> Iterator[str]:
    """Those of a desk on which several events are in conflict."""
    screen = _opened(composition)
    if screen is not None:
        screen.show_conflicts(_views(composition.session.now()))
        settle(composition)
        yield "conflicts"
        screen.page.comparison.focus_row()
        screen.step(1)
        settle(composition)
        yield "conflicts-series"
        screen.step(1)
        settle(composition)
        yield "conflicts-rewritten"
        screen.step(1)
        settle(composition)
        yield "conflicts-split-off"
        screen.show_conflicts([])


def empty_conflict_scenes(composition: Composition) -> Iterator[str]:
    """That of a desk without any."""
    if _opened(composition) is not None:
        yield "conflicts-empty"


def _opened(composition: Composition) -> ConflictsScreen | None:
    composition.window.go(Do.CONFLICTS)
    settle(composition)
    return composition.window.findChild(ConflictsScreen)


def _views(now: datetime) -> list[ConflictView]:
    day = now.date()
    call = {"SUMMARY": "Review call with Acme", "LOCATION": "https://meet.example.com/acme"}
    guest = "ATTENDEE;CN=Jana Kráľová;PARTSTAT={}:mailto:jana@acme.example"
    base = _event("call", day, 14, call, f"DESCRIPTION:{_NOTES.format(month='May')}", guest.format("NEEDS-ACTION"))
    mine = {**call, "SUMMARY": "Review call with Acme: SLA report"}
    here = _event("call", day, 15, mine, f"DESCRIPTION:{_NOTES.format(month='June')}", guest.format("NEEDS-ACTION"))
    theirs = {**call, "SUMMARY": "Acme: review call", "LOCATION": "Room 2"}
    there = _event("call", day, 16, theirs, f"DESCRIPTION:{_NOTES.format(month='May')}", guest.format("ACCEPTED"))
    weekly = "RRULE:FREQ=WEEKLY;BYDAY={}"
    team = {"SUMMARY": "Team stand-up"}
    before, mondays, thursdays = (
        _event("team", day, 9, team, weekly.format(days)) for days in ("MO,TU,WE,TH,FR", "MO,WE,FR", "MO,TH")
    )
    check = _event("check", day + timedelta(1), 11, {"SUMMARY": "Check-in · Globex"}, *_ALARM)
    lost = _event("check", day + timedelta(1), 11, {"SUMMARY": "Check-in · Globex"}, "CLASS:PRIVATE")
    later = _event(
        "later", day + timedelta(7), 9, {"SUMMARY": "Globex weekly, with their new lead"}, weekly.format("TU")
    )
    series = _event("weekly", day, 9, {"SUMMARY": "Globex weekly"}, weekly.format("FR"))
    both, rewritten, split_off = ConflictKind.BOTH_CHANGED, ConflictKind.REWRITTEN, ConflictKind.SPLIT_OFF
    return [
        _view(Conflict("1", both, "calls", "call", base, here, there, (), now)),
        _view(Conflict("2", both, "calls", "team", before, mondays, thursdays, (), now)),
        _view(Conflict("3", rewritten, "calls", "check", None, check, lost, (), now)),
        _view(Conflict("4", split_off, "calls", "later", None, later, series, (), now)),
    ]


_ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM")


def _event(uid: str, day: object, hour: int, lines: dict[str, str], *more: str) -> str:
    zone = "TZID=Europe/Bratislava"
    date = f"{day}".replace("-", "")
    times = (f"DTSTART;{zone}:{date}T{hour:02}0000", f"DTEND;{zone}:{date}T{hour + 1:02}0000")
    body = (f"UID:{uid}", "DTSTAMP:20260601T000000Z", *times, *(f"{name}:{value}" for name, value in lines.items()))
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *body, *more, "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join(whole)


def _view(conflict: Conflict) -> ConflictView:
    split_off = conflict.kind is ConflictKind.SPLIT_OFF
    mine, standing = details_of(conflict.mine, ""), None if split_off else conflict.theirs
    series = details_of(conflict.theirs, "").summary if split_off else ""
    theirs = details_of(standing, "") if standing is not None else None
    calendar = Calendar("calls", "Calls", "#2F5BD7")
    return ConflictView(conflict, calendar, (theirs or mine).summary, standing, mine, theirs, series)
