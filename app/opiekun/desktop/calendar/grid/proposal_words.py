"""What is said of a time that a guest proposes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.calendar.grid.times import day_text, span_text, time_text
from opiekun.domain.calls.proposed import ProposedTime, seconds_of

_LONGEST = 80
_LONGEST_COMMENT = 300
_SHORT_DAY = "ddd d MMM"


def person(proposed: ProposedTime) -> str:
    """Who proposes: the name, or the address where none is known."""
    return " ".join((proposed.name or proposed.who)[:_LONGEST].split())


def event_title(proposed: ProposedTime) -> str:
    """What the event is called, on one line."""
    return " ".join(proposed.title[:_LONGEST].split()) or QCoreApplication.translate("Grid", "(no title)")


def proposed_words(proposed: ProposedTime, zone: ZoneInfo) -> str:
    """The time that is proposed: “Tue 16 Jun 10:00–10:30”; the days of an all-day one."""
    start, end = proposed.span(zone)
    times = span_text(start, end, proposed.all_day, zone)
    one_day = day_text(start, zone) == day_text(max(start, end - 1), zone)
    return f"{day_text(start, zone, _SHORT_DAY)} {times}" if one_day and not proposed.all_day else times


def stands_words(proposed: ProposedTime, zone: ZoneInfo) -> str:
    """When the event begins now: “Mon 15 Jun 09:00”."""
    at = seconds_of(proposed.stands_start, zone)
    day = day_text(at, zone, _SHORT_DAY)
    return f"{day} {time_text(at, zone)}" if isinstance(proposed.stands_start, datetime) else day


def ghost_title(proposed: ProposedTime, zone: ZoneInfo) -> str:
    """What stands in the ghost: “Ann Lee proposes 10:00”."""
    start, _ = proposed.span(zone)
    time = day_text(start, zone, _SHORT_DAY) if proposed.all_day else time_text(start, zone)
    return QCoreApplication.translate("Grid", "{who} proposes {time}").format(who=person(proposed), time=time)


def instead_words(proposed: ProposedTime, zone: ZoneInfo) -> str:
    """Of which event, and when that is now."""
    words = QCoreApplication.translate("Grid", "instead of {when} · {event}")
    return words.format(when=stands_words(proposed, zone), event=event_title(proposed))


def proposal_text(proposed: ProposedTime, zone: ZoneInfo) -> str:
    """In full, as a screen reader says it."""
    words = QCoreApplication.translate("Grid", "Proposal of {who}: {proposed} instead of {stands}, {event}")
    return words.format(
        who=person(proposed),
        proposed=proposed_words(proposed, zone),
        stands=stands_words(proposed, zone),
        event=event_title(proposed),
    )


def proposal_tip(proposed: ProposedTime, zone: ZoneInfo) -> str:
    """The tooltip: what is proposed, the guest's comment, and what can be done."""
    comment = " ".join(proposed.comment[:_LONGEST_COMMENT].split())
    how = QCoreApplication.translate("Grid", "Drop the event here to accept; Enter accepts or declines.")
    return "\n".join(line for line in (proposal_text(proposed, zone), f"“{comment}”" if comment else "", how) if line)


def accepts_words(proposed: ProposedTime) -> str:
    """What a drop would do."""
    return QCoreApplication.translate("Grid", "accepts the time of {who}").format(who=person(proposed))
