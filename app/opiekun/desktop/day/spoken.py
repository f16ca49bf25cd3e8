"""What stands in the day, in the words of its tooltips."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.calendar.grid.answer_words import answer_line
from opiekun.desktop.calendar.grid.words import mark_text
from opiekun.desktop.day.plan import Box, Chip
from opiekun.desktop.day.reasons import event_title, reason, span
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.words import clock_word, severity_word
from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.instants import UtcSeconds


def item_words(item: Box | Chip, moments: Moments, now: UtcSeconds) -> str:
    """An event with its time, place and collisions, or deadlines that are close to one another; a line for each."""
    if isinstance(item, Chip):
        return "\n".join(deadline_words(each, moments, now) for each in item.deadlines)
    event = item.occurrence
    parts = [event_title(event), span(event, moments, now), purpose_word(event), event.location]
    lines = [", ".join(part for part in parts if part)]
    if item.mark is not None:
        lines.append(f"{item.mark} {mark_text(item.mark)}")
    if item.answer is not None:
        lines.append(answer_line(item.answer))
    if event.done:
        lines.append(QCoreApplication.translate("Day", "done"))
    if event.link:
        lines.append(QCoreApplication.translate("Day", "Ctrl+Enter joins the call"))
    return "\n".join([*lines, *(reason(each, moments, now) for each in item.collisions)])


def deadline_words(deadline: Deadline, moments: Moments, now: UtcSeconds) -> str:
    """“Severity 1 Critical, update due 11:29: Acme, Mailboxes unreachable”."""
    words = QCoreApplication.translate("Day", "Severity {number} {word}, {clock} due {due}: {account}, {subject}")
    return words.format(
        number=int(deadline.severity),
        word=severity_word(deadline.severity),
        clock=clock_word(deadline.clock),
        due=moments.moment(deadline.due_at, now),
        account=deadline.account,
        subject=deadline.subject,
    )


def purpose_word(occurrence: Occurrence) -> str:
    """What it is for, "" for what needs no word."""
    translate = QCoreApplication.translate
    return {
        EventPurpose.CALL: translate("Day", "call"),
        EventPurpose.WORK_BLOCK: translate("Day", "work block"),
        EventPurpose.HOLD: translate("Day", "hold"),
        EventPurpose.PROPOSAL: translate("Day", "proposal"),
        EventPurpose.ABSENCE: translate("Day", "absence"),
    }.get(occurrence.purpose, "")
