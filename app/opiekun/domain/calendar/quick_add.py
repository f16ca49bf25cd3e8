"""An event in one line, as one types it: “Acme training tue 14:00 60m”, “Acme szkolenie wt 14:00”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import EventPurpose, When
from opiekun.domain.calendar.quick_add_forms import Day, Length, Repeats, Times, TokenKind
from opiekun.domain.calendar.quick_add_tokens import Found, recognised

STANDARD_MINUTES = 60
_WEEK = 7
_EDGES = " ,;·-–—"


class Token(NamedTuple):
    """A part [start, end) of the typed line that means something."""

    kind: TokenKind
    start: int
    end: int


class Missing(StrEnum):
    """What a line does not tell yet."""

    SUMMARY = "summary"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """A line as it was understood.

    ``start`` and exclusive ``end`` are dates for an all-day event, else aware times in the zone; None while
    something is ``missing`` for them. ``rule`` is an RRULE's value, "" for none; ``account`` a name from those given.
    """

    summary: str
    start: When | None
    end: When | None
    rule: str
    purpose: EventPurpose
    account: str
    location: str
    tokens: tuple[Token, ...]
    missing: tuple[Missing, ...]


def parse(text: str, *, now: datetime, zone: ZoneInfo, language: str = "en", accounts: Sequence[str] = ()) -> QuickAdd:
    """Read one line, English and Polish at once; ``language`` decides where they differ (6/16). Never raises.

    A weekday is the next one that is not past, with “next” the one of next week. A time that is past today means
    tomorrow. A day alone is all-day, except for a call or a work block, which want a time. An hour from 1 to 6 of
    one digit is in the afternoon. Without a length an event takes an hour. A place follows “@”.
    """
    local = now.astimezone(zone)
    found = recognised(text, today=local.date(), language=language, accounts=accounts)
    summary, location, tokens = _spelled(text, found)
    meanings = {each.kind: each.meaning for each in found}
    purpose = meanings.get(TokenKind.PURPOSE)
    repeats = meanings.get(TokenKind.RECURRENCE)
    purpose = purpose if isinstance(purpose, EventPurpose) else EventPurpose.ROUTINE
    lacks, span = _span(found, purpose, local.replace(second=0, microsecond=0, fold=0), zone)
    missing = () if summary else (Missing.SUMMARY,)
    return QuickAdd(
        summary,
        span[0] if span is not None else None,
        span[1] if span is not None else None,
        repeats.rule if isinstance(repeats, Repeats) else "",
        purpose,
        str(meanings.get(TokenKind.ACCOUNT, "")),
        location,
        tokens,
        (*missing, lacks) if lacks is not None else missing,
    )


def parse_day(text: str, *, today: date, language: str = "en") -> date | None:
    """The first day that the text means, written as :func:`parse` takes it; None where it says anything else."""
    found = recognised(text, today=today, language=language)
    if (
        len(found) == 1
        and isinstance(found[0].meaning, Day)
        and not _tidy(text[: found[0].start] + text[found[0].end :])
    ):
        return found[0].meaning.first
    return None


def _spelled(text: str, found: Sequence[Found]) -> tuple[str, str, tuple[Token, ...]]:
    """The summary, the place, and the tokens: accounts and purposes stay in the summary, the rest is taken out."""
    kept: list[str] = []
    tokens: list[Token] = []
    location, at = "", 0
    for place, each in enumerate(found):
        kept.append(text[at : each.start])
        end = each.end
        if each.kind is TokenKind.PLACE:
            end = next((later.start for later in found[place + 1 :] if later.kind in _WHEN), len(text))
            location = _tidy(text[each.end : end])
            end = each.start + len(text[each.start : end].rstrip())
        elif each.start < at:
            continue
        elif each.kind in {TokenKind.ACCOUNT, TokenKind.PURPOSE}:
            kept.append(text[each.start : each.end])
        tokens.append(Token(each.kind, each.start, end))
        at = end
    kept.append(text[at:])
    return _tidy(" ".join("".join(kept).split())), location, tuple(tokens)


_WHEN = frozenset({TokenKind.DAY, TokenKind.TIME, TokenKind.DURATION, TokenKind.ALL_DAY, TokenKind.RECURRENCE})


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(_EDGES)


def _span(
    found: Sequence[Found], purpose: EventPurpose, now: datetime, zone: ZoneInfo
) -> tuple[Missing | None, tuple[When, When] | None]:
    """From when to when, else what is missing for that."""
    day: Day | None = None
    times: Times | None = None
    length = Length()
    repeats: Repeats | None = None
    for each in found:
        match each.meaning:
            case Day() as day:
                pass
            case Times() as times:
                pass
            case Length() as length:
                pass
            case Repeats() as repeats:
                pass
    if day is None and repeats is not None:
        day = repeats.day or (Day(now.date()) if times is None else None)
    whole = any(each.kind is TokenKind.ALL_DAY for each in found) or length.days > 0
    if times is not None and not whole:
        return None, _timed(day, times, length, now, zone)
    if day is None:
        return Missing.DAY, None
    if whole or day.count > 1 or not (length.minutes or purpose in {EventPurpose.CALL, EventPurpose.WORK_BLOCK}):
        return None, (day.first, day.first + timedelta(length.days or day.count))
    return Missing.TIME, None


def _timed(day: Day | None, times: Times, length: Length, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if day is None:
        start = _ahead(now.date(), 1, times, now, zone)
    elif day.weekdays:
        dates = (now.date() + timedelta((weekday - now.weekday()) % _WEEK) for weekday in day.weekdays)
        start = min(_ahead(each, _WEEK, times, now, zone) for each in dates)
    else:
        start = _on(day.first, times.start, zone)
    if times.end is None:
        minutes = length.minutes or STANDARD_MINUTES
        return start, (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    end = _on(start.date(), times.end, zone)
    return start, end if times.end > times.start else _on(start.date() + timedelta(1), times.end, zone)


def _ahead(day: date, days: int, times: Times, now: datetime, zone: ZoneInfo) -> datetime:
    """That time on the day, so many days later where it is past."""
    start = _on(day, times.start, zone)
    return start if start.astimezone(UTC) >= now.astimezone(UTC) else _on(day + timedelta(days), times.start, zone)


def _on(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), zone)
