"""How an event looks: colours and outline by what it is for, whether it is sure, and whose calendar it is in."""

from __future__ import annotations

from typing import NamedTuple

from opiekun.desktop.calendar.grid.pens import mixed
from opiekun.desktop.theme.tokens import Tokens
from opiekun.domain.calendar.events import EventPurpose, EventStatus, Occurrence


class Look(NamedTuple):
    """Colours are #RRGGBB. ``outline`` is "" for none; without an ``edge`` the outline is all around."""

    fill: str
    edge: str
    ink: str
    outline: str = ""
    dashed: bool = False
    hatched: str = ""
    struck: bool = False


class Looks:
    """The looks in one palette; each is made once."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._made: dict[tuple[EventPurpose, EventStatus, bool, str], Look] = {}

    def of(self, occurrence: Occurrence, calendar_colour: str) -> Look:
        """The look of an occurrence. A ``calendar_colour`` of "" takes the colour of what it is for."""
        wanted = (occurrence.purpose, occurrence.status, occurrence.transparent, calendar_colour)
        found = self._made.get(wanted)
        if found is None:
            found = self._made[wanted] = self._make(*wanted)
        return found

    def _make(self, purpose: EventPurpose, status: EventStatus, transparent: bool, calendar_colour: str) -> Look:
        tokens = self._tokens
        ink, fill = _shade(purpose, tokens)
        edge = _readable(calendar_colour, tokens) if calendar_colour else ink
        if status is EventStatus.CANCELLED:
            return Look(tokens.window, edge, tokens.second, outline=tokens.line, struck=True)
        if purpose in {EventPurpose.HOLD, EventPurpose.PROPOSAL}:
            words = ink if purpose is EventPurpose.PROPOSAL else tokens.text
            return Look(tokens.surface, "", words, outline=ink, dashed=True)
        if purpose is EventPurpose.ABSENCE:
            unsure = mixed(ink, fill, 0.4) if status is EventStatus.TENTATIVE else ""
            return Look(tokens.surface, edge, tokens.text, outline=unsure, hatched=tokens.subtle)
        if status is EventStatus.TENTATIVE:
            return Look(tokens.surface, edge, tokens.text, outline=mixed(ink, fill, 0.4), hatched=fill)
        if transparent:
            return Look(mixed(fill, tokens.surface, 0.6), edge, tokens.text, outline=mixed(ink, fill, 0.6))
        return Look(fill, edge, tokens.text)


def _shade(purpose: EventPurpose, tokens: Tokens) -> tuple[str, str]:
    if purpose is EventPurpose.WORK_BLOCK:
        return tokens.severity_4.ink, tokens.severity_4.soft
    if purpose is EventPurpose.PROPOSAL:
        return tokens.severity_2.ink, tokens.severity_2.soft
    if purpose in {EventPurpose.ROUTINE, EventPurpose.ABSENCE}:
        return tokens.second, tokens.subtle
    return tokens.accent, tokens.accent_soft


def _readable(colour: str, tokens: Tokens) -> str:
    """A calendar's colour, lighter on a dark ground, as the other inks are."""
    return mixed(colour, "#FFFFFF", 0.35) if tokens.dark else colour
