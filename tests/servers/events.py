"""iCalendar texts as a phone and a server write them."""

from __future__ import annotations

CRLF = "\r\n"


def wrapped(*components: str) -> str:
    """A VCALENDAR of those components, each given as lines."""
    inner = "\n".join(component.strip() for component in components)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Phone//EN\n{inner}\nEND:VCALENDAR\n"
    return text.replace("\r\n", "\n").replace("\n", CRLF)


def vevent(uid: str, summary: str = "Call", *lines: str, start: str = "20260622T090000Z", minutes: int = 30) -> str:
    """A VEVENT's lines."""
    return "\n".join(
        (
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260601T080000Z",
            f"DTSTART:{start}",
            f"DURATION:PT{minutes}M",
            f"SUMMARY:{summary}",
            *lines,
            "END:VEVENT",
        )
    )


def event(uid: str, summary: str = "Call", *lines: str, start: str = "20260622T090000Z") -> str:
    """An object with one event."""
    return wrapped(vevent(uid, summary, *lines, start=start))


def series(uid: str, summary: str = "Weekly", *lines: str, overrides: tuple[str, ...] = ()) -> str:
    """A weekly series of ten on Mondays at 09:00 UTC from 2026-06-22, with overrides as components."""
    return wrapped(vevent(uid, summary, "RRULE:FREQ=WEEKLY;COUNT=10", *lines), *overrides)


def override(uid: str, recurrence_id: str, summary: str, *lines: str) -> str:
    """One occurrence of a series that is otherwise; it stays where it was in time unless lines say so."""
    return vevent(uid, summary, f"RECURRENCE-ID:{recurrence_id}", *lines, start=recurrence_id)


def todo(uid: str, summary: str = "Buy milk") -> str:
    """An object with a task."""
    return wrapped(f"BEGIN:VTODO\nUID:{uid}\nDTSTAMP:20260601T080000Z\nSUMMARY:{summary}\nEND:VTODO")


def said(text: str | None) -> list[str]:
    """What an object says, whatever order and folding a server gives its lines; [] for none."""
    return sorted((text or "").replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n"))
