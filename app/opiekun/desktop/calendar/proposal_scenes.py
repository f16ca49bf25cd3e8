"""What the pictures show of times that guests propose: ghosts in each view, and the card of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import settle
from opiekun.desktop.shell.actions import Do
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.instants import utc_datetime
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BusyTime
from opiekun.domain.slots.why import Reason
from opiekun.services.calls.placing import NotBookable
from opiekun.services.mail.proposals import Draft


def proposal_scenes(composition: Composition) -> Iterator[str]:
    """Those of two proposals for a call of the week; nothing of it is stored."""
    composition.window.go(Do.CALENDAR)
    screen = composition.window.findChild(CalendarScreen)
    if screen is None:
        return
    screen.show_view(View.WORK_WEEK)
    settle(composition)
    calls = [each for each in screen.in_sight if each.purpose is EventPurpose.CALL]
    if not calls:
        return
    zone = composition.session.zone
    composition.ghosts.take((_proposed(1, calls[0], later=1), _proposed(2, calls[0], later=2)), {})
    ghost = composition.ghosts.all[0]
    screen.view.choose(ghost)
    yield "calendar-proposals"
    for view in (View.MONTH, View.AGENDA):
        screen.show_view(view)
        settle(composition)
        screen.view.choose(ghost)
        yield f"calendar-proposals-{view}"
    screen.show_view(View.WORK_WEEK)
    settle(composition)
    screen.editors.open(ghost)
    card = screen.editors.proposing.card
    yield "proposal-card"
    nearest = [utc_datetime(ghost.start + hour * 3600) for hour in (1, 2)]
    refused = NotBookable(
        "The proposed time, {start}, is not free ({reason}); the nearest free slots are {slots}.",
        reasons=[Reason(WhyNot.BUSY, BusyTime(ghost.start, ghost.end, summary="Team meeting"))],
        nearest=nearest,
        start=f"{utc_datetime(ghost.start).astimezone(zone):%Y-%m-%d %H:%M}",
        reason="Team meeting",
        slots=", ".join(f"{each.astimezone(zone):%Y-%m-%d %H:%M}" for each in nearest),
    )
    card.refuse(refused)
    yield "proposal-refused"
    times = "\n".join(f"- {each.astimezone(zone):%A, %d %B %Y, %H:%M} ({zone.key})" for each in (*nearest, nearest[0]))
    words = "These times are free; propose one of them in your calendar, or just answer:"
    card.show_draft(Draft(Guest("ann.lee@acme.example", "Ann Lee"), zone.key, f"{words}\n\n{times}"))
    yield "proposal-decline"
    screen.editors.leave()
    composition.ghosts.take((), {})
    screen.view.choose(None)


def _proposed(number: int, call: Occurrence, later: int) -> ProposedTime:
    """A day and an hour later than the call."""

    def when(at: int, *, by: int = 0) -> datetime:
        return utc_datetime(at) + timedelta(days=by, hours=by)

    return ProposedTime(
        str(number),
        call.key,
        call.uid,
        call.recurrence_id,
        call.calendar_id,
        call.summary,
        "ann.lee@acme.example",
        "Ann Lee" if number == 1 else "Bartłomiej Brzęczyszczykiewicz",
        when(call.start, by=later),
        when(call.end, by=later),
        when(call.start),
        when(call.end),
        "Could we do it a day later? Half of us are away." if number == 1 else "",
    )
