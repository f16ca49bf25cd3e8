"""The colours of an event by what it is for, the same on every view of the calendar."""

from __future__ import annotations

from opiekun.desktop.theme.tokens import Shade, Tokens
from opiekun.domain.calendar.events import EventPurpose


def shade_of(purpose: EventPurpose, tokens: Tokens) -> Shade:
    """Calls are blue, work blocks green, routine and absences grey, a counter-proposal amber."""
    if purpose is EventPurpose.ROUTINE or purpose is EventPurpose.ABSENCE:
        return Shade(tokens.second, tokens.subtle)
    if purpose is EventPurpose.WORK_BLOCK:
        return tokens.severity_4
    if purpose is EventPurpose.PROPOSAL:
        return Shade(tokens.severity_2.ink, tokens.surface)
    return Shade(tokens.accent, tokens.accent_soft if purpose is EventPurpose.CALL else tokens.surface)
