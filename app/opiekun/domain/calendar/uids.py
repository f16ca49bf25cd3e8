"""The UID of an event: by what it is known, whoever wrote it down (RFC 5545, 3.8.4.7)."""

from __future__ import annotations

from opiekun.domain.calendar.text import Component, Line, made, parse
from opiekun.domain.calendar.values import text_of, text_value
from opiekun.domain.errors import BadComponent


def uid_of(event: Component) -> str:
    """The UID of a VEVENT, the same whether its commas and semicolons were escaped or not; "" where there is none."""
    return uid_from(event.value("UID"))


def uid_from(value: str) -> str:
    """The UID that a value of the property stands for.

    It is a TEXT (RFC 5545, 3.3.11), but many programs write it as it is and many servers escape it. A line end is left
    as it was spelled: what is meant by ``DOMAIN\\name`` has none.
    """
    return text_of(value).replace("\n", "\\n").strip()


def uid_line(uid: str) -> Line:
    """The line of a UID."""
    return made(f"UID:{text_value(uid)}")


def with_uid(text: str, uid: str) -> str:
    """The text of an event with that UID in all its parts. Raises BadComponent for one that cannot be read."""
    calendar, line = parse(text), uid_line(uid)

    def named(part: Line | Component) -> Line | Component:
        if not isinstance(part, Component) or part.name != "VEVENT":
            return part
        return part.with_parts(
            tuple(line if isinstance(each, Line) and each.name == "UID" else each for each in part.parts)
        )

    return calendar.with_parts(tuple(named(part) for part in calendar.parts)).text


def with_uid_escaped(text: str, uid: str) -> str:
    """The text of the event of that UID as it can be given to anybody: of a bare comma, some take what is before it.

    One that cannot be read stays as it is.
    """
    if text_value(uid) == uid:
        return text
    try:
        return with_uid(text, uid)
    except BadComponent:
        return text
