"""An event's component divided into groups: what says one thing together, and so is merged and kept together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from opiekun.domain.calendar.links import CALL_PROPERTIES
from opiekun.domain.calendar.splitting import SPLIT_OFF
from opiekun.domain.calendar.text import Component, Line

Part = Line | Component

TIME = "TIME"
EXDATE = "EXDATE"
RECURRENCE_ID = "RECURRENCE-ID"
CATEGORIES = "CATEGORIES"
ATTACH = "ATTACH"
ATTENDEE = "ATTENDEE"
ORGANIZER = "ORGANIZER"
VALARM = "VALARM"

BOOKKEEPING = frozenset(
    (
        *("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "REQUEST-STATUS", "X-LIC-ERROR"),
        *("X-MOZ-GENERATION", "X-MOZ-LASTACK", "X-MOZ-SEND-INVITATIONS", "X-MOZ-RECEIVED-SEQUENCE"),
        *("X-MOZ-RECEIVED-DTSTAMP", "X-MICROSOFT-CDO-APPT-SEQUENCE", "X-MICROSOFT-CDO-OWNER-CRITICAL-CHANGE"),
        *("X-MICROSOFT-CDO-ATTENDEE-CRITICAL-CHANGE", "X-CALENDARSERVER-DTSTAMP", "X-RADICALE-NAME", SPLIT_OFF),
    )
)
"""Groups that tell about the writing, not about the event."""

_GROUPS = {
    **dict.fromkeys(("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "X-MICROSOFT-CDO-ALLDAYEVENT"), TIME),
    **dict.fromkeys(("GEO", "X-APPLE-STRUCTURED-LOCATION", "X-MICROSOFT-LOCATIONS"), "LOCATION"),
    "X-ALT-DESC": "DESCRIPTION",
    "X-MICROSOFT-CDO-BUSYSTATUS": "TRANSP",
    **dict.fromkeys(CALL_PROPERTIES, "URL"),
}


def group_of(part: Part) -> str:
    """The group of a line or an inner component: each attendee is one of its own."""
    if part.name == ATTENDEE and isinstance(part, Line):
        return f"{ATTENDEE} {address_of(part)}"
    return _GROUPS.get(part.name, part.name)


def grouped(component: Component) -> dict[str, tuple[Part, ...]]:
    """The parts of each group, in their order."""
    found: dict[str, list[Part]] = {}
    for part in component.parts:
        found.setdefault(group_of(part), []).append(part)
    return {group: tuple(parts) for group, parts in found.items()}


def address_of(line: Line) -> str:
    """The address of an attendee, in lower case and without its scheme; Apple's servers name users by paths."""
    value = line.value.strip()
    if value[:7].lower() == "mailto:":
        return value[7:].strip().lower()
    return line.param("EMAIL").lower() or value.lower()


def spelled(parts: tuple[Part, ...]) -> Hashable:
    """What parts say to the letter, whatever their folds, their order and that of their parameters."""
    return tuple(sorted(map(_spelled, parts)))


def _spelled(part: Part) -> str:
    if isinstance(part, Line):
        return repr((part.name, sorted(part.params), part.value))
    return repr((part.name, sorted(map(_spelled, part.parts))))


def with_groups(component: Component, chosen: dict[str, tuple[Part, ...]]) -> Component:
    """The component with other parts for some of its groups, each in the place of the old ones; all others stay.

    What is new stands behind the lines, or at the end if it is an inner component.
    """
    left = {group: list(parts) for group, parts in chosen.items()}
    places: list[tuple[str, list[Part]]] = []
    for part in component.parts:
        group = group_of(part)
        if group not in left:
            places.append((group, [part]))
        elif left[group]:
            places.append((group, [left[group].pop(0)]))
    for group, parts in left.items():
        _placed(places, group, parts)
    return component.with_parts(tuple(part for _, parts in places for part in parts))


def _placed(places: list[tuple[str, list[Part]]], group: str, parts: list[Part]) -> None:
    if not parts:
        return
    own = [at for at, (name, _) in enumerate(places) if name == group]
    lines = [at for at, (_, placed) in enumerate(places) if isinstance(placed[-1], Line)]
    if own:
        places[own[-1]][1].extend(parts)
    elif isinstance(parts[0], Line):
        places.insert(max(lines, default=-1) + 1, (group, parts))
    else:
        places.append((group, parts))


def in_order(*sides: dict[str, tuple[Part, ...]]) -> Iterator[str]:
    """Every group that one of them has, once."""
    yield from dict.fromkeys(group for side in sides for group in side)
