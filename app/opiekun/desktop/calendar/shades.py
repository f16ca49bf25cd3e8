"""The colours of an event by what it is for, the same on every view of the calendar."""

from __future__ import annotations

from opiekun.desktop.theme.tokens import Shade, Tokens
from opiekun.domain.calendar.events import EventPurpose


def shade_of(purpose: EventPurpose, tokens: Tokens) -> Shade:
    """Calls are blue, work blocks green, routine and absences grey, a counter-proposal amber."""
    return {
        EventPurpose.CALL: Shade(tokens.accent, tokens.accent_soft),
        EventPurpose.HOLD: Shade(tokens.accent, tokens.surface),
        EventPurpose.WORK_BLOCK: tokens.severity_4,
        EventPurpose.PROPOSAL: Shade(tokens.severity_2.ink, tokens.surface),
    }.get(purpose, Shade(tokens.second, tokens.subtle))
