"""Why an event collides with a deadline, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.words import clock_word
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds


def event_title(occurrence: Occurrence) -> str:
    """What it is called."""
    return occurrence.summary or QCoreApplication.translate("Collisions", "Event without a title")


def span(occurrence: Occurrence, moments: Moments, now: UtcSeconds) -> str:
    """14:00–15:00, with the day where it is another; the day alone for an all-day one."""
    if occurrence.all_day:
        return moments.day(occurrence.start)
    end = moments.time(occurrence.end)
    if occurrence.end - occurrence.start >= 24 * 3600:
        end = moments.moment(occurrence.end, now)
    return f"{moments.moment(occurrence.start, now)}–{end}"


def reason(collision: Collision, moments: Moments, now: UtcSeconds) -> str:
    """“Training with Acme” 14:00–15:00 swallows the Severity 1 update due 14:40 for Globex."""
    deadline = collision.deadline
    if len(collision.occurrences) > 1:
        words = QCoreApplication.translate(
            "Collisions", "“{event}” {span} and others swallow the Severity {severity} {clock} due {due} for {account}"
        )
    else:
        words = QCoreApplication.translate(
            "Collisions", "“{event}” {span} swallows the Severity {severity} {clock} due {due} for {account}"
        )
    first = collision.occurrences[0]
    return words.format(
        event=event_title(first),
        span=span(first, moments, now),
        severity=int(deadline.severity),
        clock=clock_word(deadline.clock),
        due=moments.moment(deadline.due_at, now),
        account=deadline.account,
    )


def in_short(collision: Collision, moments: Moments, now: UtcSeconds) -> str:
    """For the strip: “Training with Acme” swallows Globex’s update, due 14:40."""
    words = QCoreApplication.translate("Collisions", "“{event}” swallows {account}’s {clock}, due {due}")
    return words.format(
        event=event_title(collision.occurrences[0]),
        account=collision.deadline.account,
        clock=clock_word(collision.deadline.clock),
        due=moments.moment(collision.deadline.due_at, now),
    )


def of_request(collision: Collision, moments: Moments, now: UtcSeconds) -> str:
    """For the request itself: “Training with Globex” 11:00–12:00 swallows this update."""
    first = collision.occurrences[0]
    if len(collision.occurrences) > 1:
        words = QCoreApplication.translate("Collisions", "“{event}” {span} and others swallow this {clock}.")
    else:
        words = QCoreApplication.translate("Collisions", "“{event}” {span} swallows this {clock}.")
    clock = clock_word(collision.deadline.clock)
    return words.format(event=event_title(first), span=span(first, moments, now), clock=clock)


def advice(collision: Collision, cover: str, moments: Moments, now: UtcSeconds) -> str:
    """What can be done: answer before it, move it, or hand the request to the cover ("" for nobody)."""
    first = collision.occurrences[0]
    parts = {
        "when": moments.moment(first.start, now),
        "clock": clock_word(collision.deadline.clock),
        "name": cover,
    }
    if first.start > now and cover:
        words = QCoreApplication.translate(
            "Collisions", "Answer before {when}, move the event, or hand the {clock} to {name}."
        )
    elif first.start > now:
        words = QCoreApplication.translate("Collisions", "Answer before {when}, or move the event.")
    elif cover:
        words = QCoreApplication.translate("Collisions", "Answer now, move the event, or hand the {clock} to {name}.")
    else:
        words = QCoreApplication.translate("Collisions", "Answer now, or move the event.")
    return words.format(**parts)
