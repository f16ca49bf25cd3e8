"""What the pictures show of calls: the panel with much in it and with no free time, and the free times on the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtWidgets import QCheckBox, QScrollArea

from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.calls.panel import BookingPanel
from opiekun.desktop.calls.wish import Begun
from opiekun.desktop.compose import Composition
from opiekun.desktop.notifications.brief_bar import BriefBar
from opiekun.desktop.run import settle
from opiekun.desktop.shell.actions import Do
from opiekun.domain.calls.calls import Call, CallStatus, Guest, Hold
from opiekun.domain.calls.outbox import Wording
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.recommendations import Advice, Recommendation
from opiekun.domain.standing import Status
from opiekun.services.accounts import show_account
from opiekun.services.calls.brief import Brief
from opiekun.services.calls.changes import Remedy, WaysOut
from opiekun.services.calls.coming import ComingCall
from opiekun.services.ports import Store

_CHOSEN = 5
"""Which of the free times is chosen."""
_MANY = tuple(Guest(f"somebody.with.a.long.name.{number}@customer.example.com") for number in range(12))
_FAR = 364
"""Days ahead, beyond what can be booked."""


def call_scenes(composition: Composition) -> Iterator[str]:
    """Those of a call that is being booked; nothing is."""
    composition.window.go(Do.CALENDAR)
    screen = composition.window.findChild(CalendarScreen)
    desk = composition.session.desk
    if screen is None or desk is None or not desk.accounts:
        return
    screen.show_view(View.WEEK)
    settle(composition)
    panel = composition.calls.panel
    composition.calls.begin(Begun())
    settle(composition)
    yield "book-call-empty"
    panel.fields.account.setText(desk.accounts[0].name)
    settle(composition)
    starts = panel.when.list.starts
    for start in starts[1:4]:
        panel.offers.toggle(start)
    if starts:
        panel.choose(starts[min(_CHOSEN, len(starts) - 1)])
    for tick in panel.fields.guests.findChildren(QCheckBox):
        tick.setChecked(True)
    settle(composition)
    yield "book-call"
    panel.show_preview()
    settle(composition)
    yield "book-call-preview"
    _offered(panel)
    settle(composition)
    yield "book-call-offered"
    if starts:
        composition.calls.why(starts[0] - 3600)
        settle(composition)
        yield "book-call-why"
    screen.show_view(View.MONTH)
    settle(composition)
    composition.calls.why_day(screen.month.content.days[-1])
    settle(composition)
    yield "book-call-month"
    screen.show_view(View.WEEK)
    settle(composition)
    panel.discard()
    composition.calls.begin(Begun(desk.accounts[0].name))
    settle(composition)
    if panel.slots.answer is not None:
        panel.when.days_wanted.emit(panel.slots.answer.question.first + timedelta(_FAR))
        settle(composition)
    yield "book-call-no-slots"
    panel.discard()
    settle(composition)
    yield from _call(composition, desk.accounts[0].id)


def _offered(panel: BookingPanel) -> None:
    """Times that are on offer, and what is told of them; they are made up, and kept nowhere."""
    answer = panel.slots.answer
    if answer is None or not answer.starts:
        return
    times = [utc_datetime(start) for start in answer.starts[1:4]]
    half, week = timedelta(minutes=30), timedelta(days=7)
    holds = tuple(Hold("", "", "", "", start, start + half, start + week) for start in times)
    panel.offers.forget()
    panel.when.show_slots(replace(answer, found=replace(answer.found, offered=holds)), "")
    told = "\n".join(f"- {start:%A, %d %B %Y, %H:%M}" for start in times)
    panel.offers.show_words("picture", Wording("Times for Assistance", f"Hello Cara,\n\nthese are free:\n\n{told}"))
    panel.findChildren(QScrollArea)[0].ensureWidgetVisible(panel.offers)


def _call(composition: Composition, account_id: str) -> Iterator[str]:
    """A call that is booked, with much around it; it is made up, and written nowhere."""
    panel, session = composition.calls.call, composition.session
    shown = _brief(session.program.store, account_id, session.now())
    panel.show_brief(shown)
    settle(composition)
    yield "call"
    panel.ask_move()
    settle(composition)
    yield "call-move"
    panel.close_panel()
    settle(composition)
    yield from _crowded(composition, shown)
    yield from _change(composition, shown)


def _crowded(composition: Composition, shown: Brief) -> Iterator[str]:
    """A line that tells of a call, whose brief has more of everything than there is room for; then nothing at all."""
    panel, now = composition.calls.call, utc_seconds(composition.session.now())
    words = "Answer the night shift’s questions in its own language, and let rules send the rest to the day"
    many = replace(
        shown,
        call=replace(shown.call, title=f"Check-in · {'Donaudampfschifffahrtsgesellschaft ' * 3}", guests=_MANY),
        open_requests=shown.open_requests * 8,
        last_calls=tuple(replace(each, notes=f"{words}. {words}.") for each in shown.last_calls),
        recommendations=tuple(
            replace(shown.recommendations[0], id=f"many {number}", text=f"{number}. {words}") for number in range(20)
        ),
    )
    bar = composition.window.findChild(BriefBar)
    if bar is not None:
        bar.add(ComingCall(now + 600, now + 2400, many.call.uid), many, now)
        settle(composition)
        yield "brief-line"
        bar.dismiss()
    for name, brief in (("crowded", many), ("bare", replace(shown, open_requests=(), last_calls=(), contacts=(),
                                                            recommendations=()))):  # fmt: skip
        panel.show_brief(brief)
        settle(composition)
        yield f"call-{name}"
        panel.advice.ask()
        settle(composition)
        yield f"call-{name}-recommendations"
        panel.close_panel()
        settle(composition)


def _change(composition: Composition, shown: Brief) -> Iterator[str]:
    """A stretch without calls, and one with a few that are made up."""
    panel, desk = composition.calls.change, composition.session.desk
    panel.open_panel()
    settle(composition)
    panel.show_calls(())
    settle(composition)
    yield "rearrange-empty"
    cover = desk.agents[-1] if desk is not None and desk.agents else None
    calls = [
        shown.call,
        *(replace(each, status=CallStatus.BOOKED, start=shown.call.start) for each in shown.last_calls),
    ]
    starts = tuple(shown.call.start + timedelta(days=1, hours=hour) for hour in range(3))
    (first, *others) = (WaysOut(each, starts, cover) for each in calls)
    panel.show_calls((replace(first, proposals=_proposals(shown.call)), *others))
    for line, remedy in zip(panel.lines, Remedy, strict=False):
        line.decide(remedy)
    settle(composition)
    yield "rearrange"
    panel.close_panel()
    settle(composition)


def _proposals(call: Call) -> tuple[ProposedTime, ...]:
    """The first guest would rather have it a day later."""
    start, end = call.start + timedelta(days=1), call.end + timedelta(days=1)
    times = (start, end, call.start, call.end)
    return tuple(
        ProposedTime("picture", 0, call.uid, "", "", call.title, guest.email, guest.name, *times)
        for guest in call.guests[:1]
    )


def _advice(account_id: str, uid: str, now: datetime) -> tuple[Recommendation, ...]:
    texts = ("Split the departments by language, so that the night shift answers in its own", "Use rules for refunds")
    return (
        Recommendation("picture 1", account_id, texts[0], now - timedelta(weeks=2), Advice.ACCEPTED, now, "other"),
        Recommendation("picture 2", account_id, texts[1], now, call_uid=uid),
    )


def _brief(store: Store, account_id: str, now: datetime) -> Brief:
    known = show_account(store, account_id, now=now)
    agent = known.dedicated.id if known.dedicated is not None else ""
    start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    answers = (Partstat.ACCEPTED, Partstat.TENTATIVE, Partstat.NEEDS_ACTION)
    guests = tuple(
        Guest(contact.email, contact.name, answer) for contact, answer in zip(known.contacts, answers, strict=False)
    )
    title = f"Check-in · {known.account.name}"
    call = Call(
        "picture", account_id, agent, "check-in", title, start, start + timedelta(minutes=30), 1, CallStatus.BOOKED,
        guests, agenda="1. How it goes\n2. Open requests\n3. Recommendations", notes="Ask about the new shops.",
    )  # fmt: skip
    outcomes = (CallStatus.HELD, CallStatus.NO_SHOW, CallStatus.HELD)
    before = tuple(
        replace(call, uid=f"picture {number}", status=outcome, start=start - timedelta(weeks=2 * number))
        for number, outcome in enumerate(outcomes, start=1)
    )
    still_open = tuple(each for each in known.requests if each.status is not Status.RESOLVED)
    return Brief(
        call,
        known.account,
        known.contacts,
        still_open,
        before,
        _advice(account_id, call.uid, start),
        "https://meet.example.com/call",
    )
