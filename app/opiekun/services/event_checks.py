"""What an event must be like to be written: times that can be, a rule that can be read, words of some length."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from opiekun.domain.calendar.events import Details, When
from opiekun.domain.calendar.rule import parse_rule
from opiekun.domain.errors import InvalidInput

_FIRST_YEAR, _LAST_YEAR = 1971, 2199
_LONGEST = timedelta(days=3_653)
_MOST_LETTERS = {"summary": 1_000, "location": 2_000, "link": 4_000, "description": 100_000}


def check_details(details: Details, was: Details | None = None) -> None:
    """Raise InvalidInput for what cannot be an event. A title may be empty; what the event ``was`` may stay."""
    if was is None or (details.start, details.end) != (was.start, was.end):
        check_times(details.start, details.end)
    for name, most in _MOST_LETTERS.items():
        text = getattr(details, name)
        if len(text) > most and (was is None or text != getattr(was, name)):
            raise InvalidInput(
                "“{beginning}…” is longer than the {most} letters that an event keeps there; shorten it.",
                beginning=text[:40],
                most=most,
            )
    if details.rule:
        parse_rule(details.rule)


def check_times(start: When, end: When) -> None:
    """Raise InvalidInput for times that no event can have: of two sorts, in disorder, too far apart or away."""
    for moment in (start, end):
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise InvalidInput("{value} lies outside the years 1971 to 2199.", value=moment.isoformat())
    if _sort(start) != _sort(end):
        raise InvalidInput("The event begins and ends in different manners; give two dates or two times.")
    lasts = _comparable(end) - _comparable(start)
    if not lasts and not isinstance(start, datetime):
        raise InvalidInput(
            "The end of an all-day event is the day after its last one: for {start} alone write {end}.",
            start=start.isoformat(),
            end=(start + timedelta(1)).isoformat(),
        )
    if lasts < timedelta():
        raise InvalidInput(
            "The event ends {end}, before it begins {start}.", end=end.isoformat(), start=start.isoformat()
        )
    if lasts > _LONGEST:
        raise InvalidInput("The event lasts longer than ten years; correct its end.")


def _sort(moment: When) -> str:
    if not isinstance(moment, datetime):
        return "date"
    return "floating" if moment.tzinfo is None else "zoned"


def _comparable(moment: When) -> datetime:
    if isinstance(moment, datetime):
        # In UTC, because two times of one zone would be compared by their wall clocks.
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return datetime.combine(moment, time(), UTC)


def length_of(start: When, end: When) -> timedelta:
    """The time that passes between a start and an end of one sort."""
    return _comparable(end) - _comparable(start)


def ended(start: When, length: timedelta) -> When:
    """The end of what begins then and lasts so long; of the start's sort and in its zone."""
    if isinstance(start, datetime) and start.tzinfo is not None:
        return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    moved: datetime | date = start + length
    return moved
