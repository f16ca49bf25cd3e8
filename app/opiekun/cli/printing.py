"""Plain text for a terminal: what came from outside without its control characters, times as people read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime, tzinfo

from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.words import N_

MINUTE, HOUR, DAY = 60, 3600, 86_400

_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
# Bidirectional overrides and isolates can make a line read as what it is not.
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")


def plain(text: str) -> str:
    """The text on one line, without control characters: nothing in it can move the cursor or colour the screen."""
    return "".join(
        " " if character in "\t\r\n\v\f\u2028\u2029" else character
        for character in text
        if character in "\t\r\n\v\f\u2028\u2029"
        or (character not in _HIDDEN and unicodedata.category(character) not in ("Cc", "Cs"))
    )


def instant(at: UtcSeconds | datetime | None) -> str | None:
    """An instant for JSON: ISO 8601 in UTC with Z, to the second."""
    if at is None:
        return None
    moment = utc_datetime(at) if isinstance(at, int) else at
    return moment.astimezone(utc_datetime(0).tzinfo).isoformat(timespec="seconds").replace("+00:00", "Z")


def moment_text(at: UtcSeconds | datetime, now: datetime, zone: tzinfo, say: Callable[[str], str]) -> str:
    """An instant on the wall clock of the zone: 11:29 today, Tue 11:29 within six days, else 2026-06-16 11:29."""
    moment = (utc_datetime(at) if isinstance(at, int) else at).astimezone(zone)
    days = (moment.date() - now.astimezone(zone).date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if abs(days) < len(_DAYS):
        return f"{say(_DAYS[moment.weekday()])} {moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}"


def time_left(seconds: int) -> str:
    """Time until a deadline, below zero when it is past: seconds in the last hour, minutes within a day."""
    sign = "−" if seconds < 0 else ""
    seconds = abs(seconds)
    if seconds < HOUR:
        return f"{sign}0:{seconds // MINUTE:02}:{seconds % MINUTE:02}"
    if seconds < DAY:
        return f"{sign}{seconds // HOUR} h {seconds % HOUR // MINUTE:02}"
    return f"{sign}{seconds // DAY} d {seconds % DAY // HOUR} h"
