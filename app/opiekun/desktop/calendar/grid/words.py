"""What the grid says: times, what an event is about, and why it collides."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.calendar.grid.answer_words import answer_line, answer_sign, answer_text
from opiekun.desktop.calendar.grid.content import Colleague, GridContent, NamedZone, ServerMark
from opiekun.desktop.calendar.grid.placing import Chip
from opiekun.desktop.calendar.grid.proposal_words import person, proposal_text, proposal_tip, proposed_words
from opiekun.desktop.calendar.grid.times import day_text, span_text, time_text
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.words import clock_word, severity_word
from opiekun.domain.calendar.collisions import Collision, Deadline
from opiekun.domain.calendar.events import EventPurpose, EventStatus, Occurrence
from opiekun.domain.calendar.wall_days import WallDay
from opiekun.domain.instants import UtcSeconds

_NOON = time(12)
_LONGEST = 300
_MOST_DETAILS = 5000
_MOST_BUSY = 12
_TIMES_FROM, _BOTH_FROM = 36, 68
"""Pixels of height: for a title and its times, and for two lines more than the title."""


def zone_letters(named: NamedZone, day: date) -> str:
    """What heads the hours of a zone that day: “CET”, and its city's first letters where its hours have no name."""
    short = datetime.combine(day, _NOON, named.zone).tzname() or ""
    return named.label or (short if short.isalpha() else named.zone.key.rpartition("/")[2][:3].upper())


def zone_city(named: NamedZone) -> str:
    """What a zone is called in a sentence: “New York”."""
    return named.label or named.zone.key.rpartition("/")[2].replace("_", " ")


def title_of(occurrence: Occurrence) -> str:
    """What it is called, on one line."""
    return " ".join(occurrence.summary[:_LONGEST].split()) or QCoreApplication.translate("Grid", "(no title)")


def shown_title(occurrence: Occurrence, content: GridContent) -> str:
    """What it is called, marked where its server has it otherwise, and for what was answered."""
    mark, answer = content.mark(occurrence), content.answer(occurrence)
    signs = [str(mark)] if mark is not None else []
    signs += [answer_sign(answer)] if answer is not None else []
    return " ".join([*signs, title_of(occurrence)])


def mark_text(mark: ServerMark) -> str:
    """What a mark means."""
    return {
        ServerMark.CONFLICT: QCoreApplication.translate("Grid", "in conflict with the server’s version"),
        ServerMark.REFUSED: QCoreApplication.translate("Grid", "the server did not take the change; Shift+F9 says why"),
    }[mark]


class Details:
    """The second lines of events: who and where, "" where nothing is known of it. Each is made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, str, bool], str] = {}
        self._guests: dict[int, str] = {}
        self._numbers = Numbers()
        self._join = QCoreApplication.translate("Grid", "Join")

    def of(self, occurrence: Occurrence) -> str:
        """That of an occurrence."""
        wanted = (occurrence.people, occurrence.location, bool(occurrence.link))
        found = self._made.get(wanted)
        if found is None:
            if len(self._made) > _MOST_DETAILS:
                self._made.clear()
            found = self._made[wanted] = " · ".join(part for part in self._parts(*wanted) if part)
        return found

    def _parts(self, people: int, location: str, joins: bool) -> tuple[str, str, str]:
        if people and people not in self._guests:
            self._guests[people] = self._numbers.guests(people)
        place = " ".join(location[:_LONGEST].split())
        return self._guests[people] if people else "", place, self._join if joins else ""


def below_title(occurrence: Occurrence, known: str, height: int, zone: ZoneInfo) -> str:
    """What stands below an event's title, in a box of that height: what is ``known`` of it, and where there is nothing
    else or room for both, first its times.
    """
    if occurrence.all_day or height < (_BOTH_FROM if known else _TIMES_FROM):
        return known
    times = span_text(occurrence.start, occurrence.end, occurrence.all_day, zone)
    return f"{times} · {known}" if known else times


def reason_text(collisions: tuple[Collision, ...], zone: ZoneInfo) -> str:
    """What an event does to a deadline, with how many more it does it to: “swallows Acme’s update, due 11:29”."""
    deadline = min(collisions, key=lambda collision: collision.deadline.due_at).deadline
    said = QCoreApplication.translate("Grid", "swallows {account}’s {clock}, due {time}").format(
        account=deadline.account, clock=clock_word(deadline.clock), time=time_text(deadline.due_at, zone)
    )
    if len(collisions) > 1:
        said = f"{said} {Numbers().and_more(len(collisions) - 1)}"
    return said


def short_reason(collisions: tuple[Collision, ...], zone: ZoneInfo) -> str:
    """The same where there is little room, what matters most first: “11:02 Globex +5”."""
    deadline = min(collisions, key=lambda collision: collision.deadline.due_at).deadline
    said = f"{time_text(deadline.due_at, zone)} {deadline.account}"
    if len(collisions) > 1:
        more = QCoreApplication.translate("Grid", "+{count}").format(count=len(collisions) - 1)
        said = f"{said} {more}"
    return said


def after_due_text(time: str) -> str:
    """That time set aside for a request comes too late."""
    return QCoreApplication.translate("Grid", "after {time}, when it is due").format(time=time)


def deadline_text(deadline: Deadline, zone: ZoneInfo) -> str:
    """A deadline in full: severity, clock, when, whose, and what about."""
    return QCoreApplication.translate(
        "Grid", "Severity {number} {word}: {clock} due {time} · {account} · {subject}"
    ).format(
        number=int(deadline.severity),
        word=severity_word(deadline.severity),
        clock=clock_word(deadline.clock),
        time=time_text(deadline.due_at, zone),
        account=deadline.account,
        subject=" ".join(deadline.subject.split()),
    )


def chip_text(chip: Chip, zone: ZoneInfo) -> str:
    """All deadlines of a chip, one a line."""
    return "\n".join(deadline_text(deadline, zone) for deadline in chip.deadlines)


def spoken(occurrence: Occurrence, content: GridContent) -> str:
    """An event as a screen reader says it: name, day, times, calendar, state, and what it collides with."""
    proposed = content.proposals.get(occurrence.key)
    if proposed is not None:
        return proposal_text(proposed, content.zone)
    translate = QCoreApplication.translate
    zone = content.zone
    first, last = day_text(occurrence.start, zone), day_text(max(occurrence.start, occurrence.end - 1), zone)
    if occurrence.all_day:
        times = translate("Grid", "all day") if first == last else translate("Grid", "to {day}").format(day=last)
        when = f"{first}, {times}" if first == last else f"{first} {times}"
    else:
        until = time_text(occurrence.end, zone)
        until = until if first == last else f"{day_text(occurrence.end, zone)} {until}"
        when = translate("Grid", "{day} {start} to {end}").format(
            day=first, start=time_text(occurrence.start, zone), end=until
        )
    parts = [title_of(occurrence), when]
    calendar = content.calendars.get(occurrence.calendar_id)
    if calendar is not None:
        parts.append(translate("Grid", "calendar {name}").format(name=calendar.name))
    parts += _state_words(occurrence)
    mark = content.mark(occurrence)
    parts += [mark_text(mark)] if mark is not None else []
    answer = content.answer(occurrence)
    parts += [answer_text(answer)] if answer is not None else []
    said = ", ".join(parts)
    collisions = content.collisions.get(occurrence, ())
    if collisions:
        listed = "; ".join(deadline_text(collision.deadline, zone) for collision in collisions)
        said += translate("Grid", "; collides with: {deadlines}").format(deadlines=listed)
    return "; ".join([said, *_proposals(occurrence, content)])


def _proposals(occurrence: Occurrence, content: GridContent) -> list[str]:
    """What is proposed for it, also where that lies on days that are not shown."""
    mine = (each for each in content.proposals.values() if each.moves(occurrence, content.zone))
    words = QCoreApplication.translate("Grid", "{who} proposes {time}")
    return [words.format(who=person(each), time=proposed_words(each, content.zone)) for each in mine]


def _state_words(occurrence: Occurrence) -> list[str]:
    translate = QCoreApplication.translate
    words = []
    if occurrence.purpose is EventPurpose.HOLD:
        words.append(translate("Grid", "held"))
    elif occurrence.purpose is EventPurpose.PROPOSAL:
        words.append(translate("Grid", "proposed"))
    elif occurrence.purpose is EventPurpose.ABSENCE:
        words.append(translate("Grid", "absence"))
    if occurrence.status is EventStatus.TENTATIVE:
        words.append(translate("Grid", "tentative"))
    elif occurrence.status is EventStatus.CANCELLED:
        words.append(translate("Grid", "cancelled"))
    if occurrence.recurs:
        words.append(translate("Grid", "repeats"))
    return words


def event_tip(occurrence: Occurrence, content: GridContent, changeable: bool) -> str:
    """The tooltip of an event."""
    proposed = content.proposals.get(occurrence.key)
    if proposed is not None:
        return proposal_tip(proposed, content.zone)
    translate = QCoreApplication.translate
    zone = content.zone
    lines = [
        title_of(occurrence),
        f"{day_text(occurrence.start, zone)}, {span_text(occurrence.start, occurrence.end, occurrence.all_day, zone)}",
    ]
    if occurrence.location:
        lines.append(occurrence.location)
    calendar = content.calendars.get(occurrence.calendar_id)
    lines.append(" · ".join([*([calendar.name] if calendar else []), *_state_words(occurrence)]))
    collisions = content.collisions.get(occurrence, ())
    if collisions:
        lines.append("▲ " + reason_text(collisions, zone))
    mark = content.mark(occurrence)
    if mark is not None:
        lines.append(f"{mark} {mark_text(mark)}")
    answer = content.answer(occurrence)
    lines += [answer_line(answer)] if answer is not None else []
    lines += [f"▲ {words}" for words in _proposals(occurrence, content)]
    lines.append(
        translate("Grid", "Drag to move by 15 minutes, by 5 with Shift; Ctrl copies.")
        if changeable
        else translate("Grid", "The calendar is read-only.")
    )
    return "\n".join(line for line in lines if line)


def busy_words(start: UtcSeconds, end: UtcSeconds, tentative: bool, zone: ZoneInfo) -> str:
    """“09:00–10:30”, “14:00–15:00, tentative”."""
    times = span_text(start, end, False, zone)
    return QCoreApplication.translate("Grid", "{times}, tentative").format(times=times) if tentative else times


def busy_text(colleague: Colleague, wall: WallDay, zone: ZoneInfo) -> str:
    """When a colleague is busy on a day, as its tooltip says it."""
    lines = [
        busy_words(each.start, each.end, each.tentative, zone)
        for each in colleague.busy
        if wall.touched(each.start, each.end) is not None
    ]
    free = QCoreApplication.translate("Grid", "free all day")
    more = len(lines) - _MOST_BUSY
    shown = [*lines[:_MOST_BUSY], Numbers().and_more(more)] if more > 0 else lines
    return "\n".join([colleague.who, *(shown or [free])])
