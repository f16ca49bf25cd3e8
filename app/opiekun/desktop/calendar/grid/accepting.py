"""Dropping an event on the time that a guest proposes for it, or that time on the event."""

from __future__ import annotations

from opiekun.desktop.calendar.grid.content import GridContent, is_ghost
from opiekun.desktop.calendar.grid.gestures import STEP, Span
from opiekun.desktop.calendar.grid.proposal_words import accepts_words
from opiekun.domain.calendar.events import Occurrence

_NEAR = STEP * 60 // 2


def drawn_to_proposal(content: GridContent, occurrence: Occurrence, span: Span, *, fine: bool) -> Span:
    """Where it lies that is held at ``span``: near a time that is proposed for it, at that time.

    Who moves it in ``fine`` steps means the time at which it is held.
    """
    if is_ghost(occurrence) or span.start == occurrence.start:
        return span
    near = 0 if fine else _NEAR
    for ghost in content.linked(occurrence):
        if ghost.all_day == span.all_day and abs(ghost.start - span.start) <= near:
            return Span.of(ghost)
    return span


def accepting(content: GridContent, occurrence: Occurrence, span: Span) -> str:
    """That a drop there accepts what is proposed; "" where it does not."""
    for other in content.linked(occurrence):
        ghost = occurrence if is_ghost(occurrence) else other
        over = span.start < other.end and span.end > other.start
        if (over and span != Span.of(occurrence)) if is_ghost(occurrence) else span == Span.of(other):
            return accepts_words(content.proposals[ghost.key])
    return ""
