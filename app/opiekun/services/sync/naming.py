"""What calendars of a server are called and coloured here: their own names, made unique, plain and of some length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

from opiekun.domain.calendar.events import Calendar

_LONGEST = 200
_SUFFIX = 10
_UNSHOWN = ("Cc", "Cs", "Zl", "Zp")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)


def plain_name(name: str) -> str:
    """The server's name without what cannot be shown."""
    plain = "".join(" " if unicodedata.category(sign) in _UNSHOWN else sign for sign in name)
    return " ".join(plain.split())[: _LONGEST - _SUFFIX].strip() or "CalDAV"


def is_named_after(calendar: Calendar, name: str) -> bool:
    """Whether a calendar is called as the server calls it, and not by a name that the agent chose."""
    return re.fullmatch(re.escape(plain_name(name)) + r"( \d+)?", calendar.name, re.ASCII) is not None


def free_name(known: Iterable[Calendar], name: str, *, of: str = "") -> str:
    """The server's name as a calendar may be called, with a number where another one is called so.

    ``of`` is the id of the calendar that is named, whose own name is no obstacle.
    """
    plain = plain_name(name)
    taken = {each.name.casefold() for each in known if each.id != of}
    if plain.casefold() not in taken:
        return plain
    return next(named for number in count(2) if (named := f"{plain} {number}").casefold() not in taken)


def known_colour(colour: str) -> str:
    """A colour as #RRGGBB, "" for what is none."""
    return colour.upper() if _COLOUR.fullmatch(colour) else ""
