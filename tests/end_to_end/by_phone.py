"""A phone that edits the texts on a server line by line."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.servers.fixtures import CalendarSite

DAMAGE = 70 * "BEGIN:X-DAMAGE\r\n" + 70 * "END:X-DAMAGE\r\n"
"""Lines that servers take, and that make a text one which cannot be read here."""

Change = Callable[[str], str]
"""Of a text, or of the lines of a VEVENT; "" for none of it."""

_BEGIN, _END = "BEGIN:VEVENT\r\n", "END:VCALENDAR\r\n"
_RECURRING = ("RRULE", "EXDATE", "RDATE")


class ByPhone:
    """The phone as one of the replicas: it sees what the server has at once."""

    def __init__(self, site: CalendarSite) -> None:
        self._phone = site.phone

    def texts(self, path: str) -> dict[str, str]:
        """What the server holds: texts by UID."""
        return {uid_of(text): text for text in self._phone.held(path).values()}

    def path_of(self, path: str, uid: str) -> str:
        """Where an event is."""
        return next(href for href, text in self._phone.held(path).items() if uid_of(text) == uid)

    def add(self, path: str, uid: str, text: str) -> None:
        """A new event."""
        self._phone.put(f"{path}{uid}.ics", text)

    def rewrite(self, path: str, uid: str, change: Change) -> None:
        """Write an event over with what the change makes of it."""
        href = self.path_of(path, uid)
        self._phone.put(href, change(self._phone.get(href) or ""))

    def damage(self, path: str, uid: str) -> None:
        """Have the text of an event damaged on the server."""
        self.rewrite(path, uid, lambda text: text.replace("END:VEVENT", f"{DAMAGE}END:VEVENT", 1))

    def mend(self, path: str) -> None:
        """Have all texts of a calendar as they were before they were damaged."""
        for href, text in self._phone.held(path).items():
            if DAMAGE in text:
                self._phone.put(href, text.replace(DAMAGE, ""))

    def delete(self, path: str, uid: str) -> None:
        """Delete an event."""
        self._phone.delete(self.path_of(path, uid))

    def move(self, path: str, uid: str, to: str) -> None:
        """Move an event to another calendar."""
        href = self.path_of(path, uid)
        self._phone.move(href, to + href.rsplit("/", 1)[1])


def uid_of(text: str) -> str:
    """The UID of an object."""
    return re.search(r"^UID:(.*?)\r?$", text, re.MULTILINE)[1]  # type: ignore[index]


def on_all(change: Change) -> Change:
    """Each VEVENT of a text changed."""

    def changed(text: str) -> str:
        head, *events = text.removesuffix(_END).split(_BEGIN)
        return head + "".join(change(_BEGIN + each) for each in events) + _END

    return changed


def on_series(change: Change) -> Change:
    """A single event changed, or what holds for all of a series that are not told apart."""
    return on_all(lambda event: change(event) if _is_master(event) else event)


def on_occurrence(recurrence_id: str, change: Change) -> Change:
    """An occurrence changed for itself: one that is as its series says is told apart first."""

    def changed(text: str) -> str:
        if not _is_told_apart(recurrence_id)(text):
            (master,) = (_BEGIN + each for each in text.removesuffix(_END).split(_BEGIN)[1:] if _is_master(each))
            for name in _RECURRING:
                master = with_line(name)(master)
            own = with_line("RECURRENCE-ID", f"RECURRENCE-ID:{recurrence_id}Z")(at(recurrence_id)(master))
            text = text.removesuffix(_END) + own + _END
        return on_all(lambda event: change(event) if _is_told_apart(recurrence_id)(event) else event)(text)

    return changed


def as_series_says(recurrence_id: str) -> Change:
    """An occurrence of a text as its series says again."""
    return on_all(lambda event: "" if _is_told_apart(recurrence_id)(event) else event)


def without_occurrence(recurrence_id: str) -> Change:
    """A text without an occurrence that it has."""
    leave_out = on_series(lambda event: event.replace("RRULE:", f"EXDATE:{recurrence_id}Z\r\nRRULE:", 1))
    return lambda text: leave_out(as_series_says(recurrence_id)(text))


def with_line(name: str, line: str = "") -> Change:
    """A VEVENT with a line in place of those of that name, or without them."""

    def changed(event: str) -> str:
        event = re.sub(rf"^{name}[;:].*\r\n(?:[ \t].*\r\n)*", "", event, flags=re.MULTILINE)
        return event.replace("END:VEVENT", f"{line}\r\nEND:VEVENT" if line else "END:VEVENT")

    return changed


def at(start: str) -> Change:
    """A VEVENT that is for half an hour from then on, in UTC."""

    def changed(event: str) -> str:
        for name, line in (("DTEND", ""), ("DURATION", "DURATION:PT30M"), ("DTSTART", f"DTSTART:{start}Z")):
            event = with_line(name, line)(event)
        return event

    return changed


def series_at(time: str) -> Change:
    """A series at that time of its days, but for the occurrences that were moved for themselves."""

    def changed(text: str) -> str:
        (old,) = (_start(each)[1] for each in text.split(_BEGIN)[1:] if _is_master(each))

        def moved(event: str) -> str:
            day, own = _start(event)
            names = re.compile(r"^(?:RECURRENCE-ID|EXDATE):.*(?:\r\n[ \t].*)*", re.MULTILINE)
            event = names.sub(lambda found: found[0].replace(f"T{old}", f"T{time}"), event)
            event = re.sub(r"UNTIL=(\d{8})T(\d{6})Z", ended, event)
            return at(f"{day}T{time}")(event) if own == old else event

        def ended(found: re.Match[str]) -> str:
            return f"UNTIL={found[1]}T{time if found[2] >= old else '000000'}Z"

        return on_all(moved)(text)

    return changed


def _start(event: str) -> tuple[str, str]:
    day, time = re.search(r"^DTSTART:(\d{8})T(\d{6})Z", event, re.MULTILINE).groups()  # type: ignore[union-attr]
    return day, time


def _is_master(event: str) -> bool:
    return "RECURRENCE-ID" not in event


def _is_told_apart(recurrence_id: str) -> Callable[[str], bool]:
    return lambda text: f"RECURRENCE-ID:{recurrence_id}Z" in text
