"""ORGANIZER and ATTENDEE lines: whose they are, and what they answer (RFC 5545, 3.8.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opiekun.domain.calendar.surgery import with_lines
from opiekun.domain.calendar.text import Component, Line, made
from opiekun.domain.invitations.messages import Partstat

_PLAIN_ADDRESS = re.compile(r"[^\s\"<>;:,@]+@[^\s\"<>;:,@]+")
_PARTSTATS = frozenset(map(str, Partstat))
PEOPLE = ("ORGANIZER", "ATTENDEE")


def address(value: str) -> str:
    """A calendar address in lower case, without mailto:."""
    return value.strip().strip('"').lower().removeprefix("mailto:").strip()


def mailbox(who: str) -> str:
    """The address that mail to this one comes to: without what stands behind a plus (RFC 5233)."""
    local, at, domain = who.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


def address_of(line: Line) -> str:
    """Whose line it is. A server that names people by addresses of its own gives the e-mail beside it (EMAIL)."""
    named = address(line.value)
    return address(line.param("EMAIL")) or named if "@" not in named else named


def name_of(line: Line) -> str:
    """What he is called; "" where the line only repeats his address, as ours and Google's do for want of a name."""
    name = line.param("CN")
    return "" if name.strip().lower() == address_of(line) else name


def sent_by(line: Line) -> str:
    """Who may speak for him (RFC 5545, 3.2.18); "" for nobody."""
    return address(line.param("SENT-BY"))


def left_to_server(line: Line) -> bool:
    """Whether a server that schedules is to write to an attendee, or answer an organizer (RFC 6638, 7.1)."""
    return (line.param("SCHEDULE-AGENT") or "SERVER").upper() == "SERVER"


def organizer_of(event: Component) -> Line | None:
    """The line of the organizer."""
    return event.line("ORGANIZER")


def attendee(event: Component, who: str) -> Line | None:
    """The line of that attendee, by his address in any case."""
    return next((line for line in event.lines("ATTENDEE") if address_of(line) == who.lower()), None)


def partstat_of(line: Line) -> Partstat:
    """His answer; one that is not known counts as none (RFC 5545, 3.2.12)."""
    word = line.param("PARTSTAT").lower()
    return Partstat(word) if word in _PARTSTATS else Partstat.NEEDS_ACTION


def is_off(event: Component) -> bool:
    """Whether it is called off."""
    return event.value("STATUS").strip().upper() == "CANCELLED"


def with_parameters(line: Line, **changed: str | None) -> Line:
    """The line with those parameters (“_” stands for “-”) set, or taken out for None; the others as they stand."""
    wanted = {name.replace("_", "-"): value for name, value in changed.items()}
    parts = [
        f";{key}={wanted.pop(key) if key in wanted else value}"
        for key, value in line.raw_params
        if wanted.get(key, "") is not None
    ]
    parts += [f";{key}={value}" for key, value in wanted.items() if value is not None]
    return made(f"{line.name}{''.join(parts)}:{line.value}")


def with_answer(event: Component, who: str, answer: Partstat, *, delegate: str = "") -> Component:
    """The event with his answer, and without asking him any more; as it is where he is not invited.

    ``delegate`` is the address of whoever comes for him, where he answers that (RFC 5545, 3.2.5).
    """
    delegates = answer is Partstat.DELEGATED and _PLAIN_ADDRESS.fullmatch(delegate) is not None
    to = f'"mailto:{delegate}"' if delegates else None

    def answered(line: Line) -> Line:
        return with_parameters(line, PARTSTAT=answer.value.upper(), RSVP=None, DELEGATED_TO=to)

    return _with_attendees(
        event, [answered(line) if address_of(line) == who.lower() else line for line in event.lines("ATTENDEE")]
    )


def asked_anew(event: Component, *, but: Iterable[str] = ()) -> Component:
    """The event with every answer taken back but those of the organizer and of these addresses."""
    organizer = organizer_of(event)
    spared = {who.lower() for who in but} | ({address_of(organizer)} if organizer else set())

    def anew(line: Line) -> Line:
        return with_parameters(line, PARTSTAT=Partstat.NEEDS_ACTION.value.upper(), RSVP="TRUE")

    return _with_attendees(
        event, [line if address_of(line) in spared else anew(line) for line in event.lines("ATTENDEE")]
    )


def attendee_line(email: str, name: str = "", answer: Partstat = Partstat.NEEDS_ACTION, *, ours: bool = True) -> Line:
    """A new ATTENDEE line; who has no name is called by his address, since some clients show CN alone.

    ``ours`` keeps a server that schedules from mailing too (RFC 6638, 7.1).
    """
    asks = ";RSVP=TRUE" if answer is Partstat.NEEDS_ACTION else ""
    agent = ";SCHEDULE-AGENT=CLIENT" if ours else ""
    who = email.strip()
    return made(
        f"ATTENDEE{_cn(name or who)};ROLE=REQ-PARTICIPANT;PARTSTAT={answer.value.upper()}{asks}{agent}:mailto:{who}"
    )


def organizer_line(email: str, name: str = "") -> Line:
    """A new ORGANIZER line."""
    return made(f"ORGANIZER{_cn(name)};SCHEDULE-AGENT=CLIENT:mailto:{email.strip()}")


def with_attendee(event: Component, line: Line) -> Component:
    """The event with one more attendee, behind the others."""
    return with_lines(event, "ATTENDEE", [*event.lines("ATTENDEE"), line], after=("ORGANIZER",))


def _cn(name: str) -> str:
    """A name as a parameter (RFC 6868 for what a quoted value must not hold)."""
    plain = " ".join(name.split())
    if not plain:
        return ""
    escaped = plain.replace("^", "^^").replace('"', "^'")
    return f';CN="{escaped}"' if re.search("[;:,]", escaped) else f";CN={escaped}"


def _with_attendees(event: Component, lines: list[Line]) -> Component:
    return with_lines(event, "ATTENDEE", lines) if lines != list(event.lines("ATTENDEE")) else event
