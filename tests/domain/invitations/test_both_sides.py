"""An organizer and guests whose mail is lost, doubled, late and out of order: both sides agree in the end.

The messages are those that are mailed (opiekun.mail.itip), and both sides judge by the same rules.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.domain.invitations.calls import CALL

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.messages import CalendarMessage, Partstat
from opiekun.domain.invitations.organizing import (
    answered,
    called_off,
    guests_of,
    invited,
    rescheduled,
    sequences,
    with_guests,
    with_proposal,
)
from opiekun.domain.invitations.verdicts import Edition, Judgement, Known, Verdict
from opiekun.mail import itip

ORGANIZER = "agata@desk.example"
GUESTS = ("ann@acme.example", "bob@acme.example", "eve@other.example")
START = datetime(2026, 6, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Mail(NamedTuple):
    """A message under way, to one of the sides."""

    to: str
    message: CalendarMessage


class Correspondence(RuleBasedStateMachine):
    """One call, its organizer, and three people who may be invited."""

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2026, 6, 9, 12, tzinfo=UTC)
        bare = "".join(
            line for line in CALL.splitlines(keepends=True) if not line.startswith(("ORGANIZER", "ATTENDEE"))
        )
        text = invited(bare, (ORGANIZER, "Agata"), [(GUESTS[0], "Ann"), (GUESTS[1], "Bob")])
        self.ours = Known(text, ours=True, reset_at=sequences(text))
        self.theirs = {guest: Known(None, ours=False) for guest in GUESTS}
        self.said: dict[str, tuple[Edition, Partstat]] = {}
        self.highest: dict[str, Edition] = {}
        self.under_way: list[Mail] = []
        self.invite()

    def tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def send(self, to: str, text: str, sender: str) -> None:
        method = text.partition("METHOD:")[2].partition("\r\n")[0]
        self.under_way.append(Mail(to, CalendarMessage(text, sender, method)))

    def text(self) -> str:
        assert self.ours.text is not None
        return self.ours.text

    def invite(self) -> None:
        """Send the call as it is now to all who are invited."""
        now = self.tick()
        for guest in guests_of(self.text()):
            off = details_of(self.text(), "").status is EventStatus.CANCELLED
            told = itip.cancellation(self.text(), to=[guest], now=now) if off else itip.request(self.text(), now=now)
            self.send(guest, told, ORGANIZER)

    def keep(self, text: str) -> None:
        """The organizer's call is so now; answers were asked anew where the sequence rose."""
        self.ours = Known(text, True, self.ours.answers, {**self.ours.reset_at, **sequences(text)})

    @rule(hours=st.integers(-3, 3))
    def move(self, hours: int) -> None:
        start = START + hours * HOUR
        self.keep(rescheduled(self.text(), "", start, start + HOUR, now=self.tick()))
        self.invite()

    @rule(title=st.sampled_from(["Review", "Training", "Brainstorming"]))
    def rename(self, title: str) -> None:
        old = details_of(self.text(), "").summary
        self.ours = Known(
            self.text().replace(f"SUMMARY:{old}", f"SUMMARY:{title}"), True, self.ours.answers, self.ours.reset_at
        )
        self.invite()

    @rule(guest=st.sampled_from(GUESTS))
    def add_or_remove(self, guest: str) -> None:
        there, now = guest in guests_of(self.text()), self.tick()
        if there:
            self.send(guest, itip.cancellation(self.text(), to=[guest], now=now), ORGANIZER)
            self.said.pop(guest, None)
        self.ours = Known(
            with_guests(self.text(), [] if there else [(guest, "")], [guest] if there else [], now=now),
            True,
            {key: edition for key, edition in self.ours.answers.items() if key.attendee != guest},
            self.ours.reset_at,
        )
        self.invite()

    @rule()
    def call_off(self) -> None:
        self.keep(called_off(self.text(), "", now=self.tick()))
        self.invite()

    @rule(
        guest=st.sampled_from(GUESTS),
        partstat=st.sampled_from([Partstat.ACCEPTED, Partstat.DECLINED, Partstat.TENTATIVE]),
    )
    def answer(self, guest: str, partstat: Partstat) -> None:
        known = self.theirs[guest]
        if known.text is None or details_of(known.text, "").status is EventStatus.CANCELLED:
            return
        now = self.tick()
        mine = answered(known.text, guest, partstat, "", now=now)
        self.theirs[guest] = Known(mine, False, seen=known.seen)
        self.send(ORGANIZER, itip.reply(mine, guest, partstat, now=now), guest)

    @rule(guest=st.sampled_from(GUESTS), hours=st.integers(4, 6))
    def propose(self, guest: str, hours: int) -> None:
        known = self.theirs[guest]
        if known.text is not None:
            start = START + hours * HOUR
            self.send(ORGANIZER, itip.counter(known.text, guest, start, start + HOUR, now=self.tick()), guest)

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), doubled=st.booleans())
    def deliver(self, data: st.DataObject, doubled: bool) -> None:
        """Any message, in any order; it may come once more later."""
        at = data.draw(st.integers(0, len(self.under_way) - 1))
        mail = self.under_way[at] if doubled else self.under_way.pop(at)
        self.arrive(mail)

    @precondition(lambda self: self.under_way)
    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        self.under_way.pop(data.draw(st.integers(0, len(self.under_way) - 1)))

    def arrive(self, mail: Mail) -> Judgement:
        now = self.tick()
        if mail.to != ORGANIZER:
            return self.told(mail, now)
        result = judge(mail.message, self.ours, me=[ORGANIZER], now=now)
        if result.verdict is Verdict.PROPOSAL and result.proposal is not None:
            self.keep(with_proposal(self.text(), result.proposal, now=now))
            self.said[result.proposal.who] = (Edition(max(sequences(self.text()).values()), ""), Partstat.ACCEPTED)
            self.invite()
        elif result.verdict is Verdict.APPLIED:
            for key, edition in result.answers.items():
                last = self.ours.answers.get(key)
                assert last is None or edition > last, "a late answer won"
                assert edition.sequence >= self.ours.reset_at[""], "an answer to an older time counted"
            self.ours = Known(
                result.text or self.ours.text, True, {**self.ours.answers, **result.answers}, self.ours.reset_at
            )
        return result

    def told(self, mail: Mail, now: datetime) -> Judgement:
        known = self.theirs[mail.to]
        result = judge(mail.message, known, me=[mail.to], now=now)
        for recurrence_id, edition in result.seen.items():
            assert edition > known.seen.get(recurrence_id, Edition(-1, "")), "a late message won"
        self.theirs[mail.to] = Known(result.text or known.text, False, seen={**known.seen, **result.seen})
        return result

    @invariant()
    def what_is_known_can_be_read(self) -> None:
        if hasattr(self, "ours"):
            details_of(self.text(), "")
            for known in self.theirs.values():
                assert known.text is None or details_of(known.text, "")

    def teardown(self) -> None:
        """Everything is sent once more and comes: both sides agree."""
        if not hasattr(self, "ours"):
            return
        while self.under_way:
            self.arrive(self.under_way.pop())
        self.invite()
        while self.under_way:
            self.arrive(self.under_way.pop(0))
        here = details_of(self.text(), "")
        for guest in guests_of(self.text()):
            text = self.theirs[guest].text
            off = here.status is EventStatus.CANCELLED
            assert text is not None or off
            if text is None:
                continue
            there = details_of(text, "")
            assert there.status == here.status
            assert off or (there.start, there.end, there.summary) == (here.start, here.end, here.summary)
            if not off:
                self.answer_again(guest)

    def answer_again(self, guest: str) -> None:
        """His answer as he has it, sent anew, is what the organizer has then."""
        text = self.theirs[guest].text
        assert text is not None
        mine = next(person.partstat for person in details_of(text, "").people if person.email == guest)
        self.send(ORGANIZER, itip.reply(text, guest, Partstat(mine), now=self.tick()), guest)
        self.arrive(self.under_way.pop())
        ours = next(person.partstat for person in details_of(self.text(), "").people if person.email == guest)
        assert ours == mine


Correspondence.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
test_both_sides_agree = Correspondence.TestCase
