"""What was done, in a sentence for the line at the bottom."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject

from opiekun.desktop.calls.call_words import status_word
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments, duration
from opiekun.desktop.words import clock_word, refusal, severity_word
from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.timeline import Severity
from opiekun.services.done import Done, What
from opiekun.services.sync.conflicts import DELETED, LEFT_OUT

_LONGEST = 60


def told(done: Done, moments: Moments, now: UtcSeconds) -> str:
    """The sentence: “Answered QWE-1039, first response met with 0:22:10 left”."""
    until = moments.moment(utc_seconds(done.until), now) if done.until is not None else ""
    subject = done.subject or QCoreApplication.translate("Told", "(no title)")
    guest = done.told[0][:_LONGEST] if done.told else ""
    sentence = _what(done).format(name=done.name, subject=subject, detail=_detail(done), until=until, guest=guest)
    return ", ".join([sentence, *_verdicts(done)]) + "".join(f" · {part}" for part in _beside(done))


class _Plural(QObject):
    """Qt looks for words that have plurals in the methods of objects alone."""

    def guests(self, count: int) -> str:
        """How many are written to."""
        return self.tr("%n guest(s) will be told", "", count)


def _beside(done: Done) -> Iterator[str]:
    """Who is written to for it, and what speaks against it."""
    translate = QCoreApplication.translate
    if len(done.told) == 1 and done.what is not What.TIME_PROPOSED:
        yield translate("Told", "{guest} will be told").replace("{guest}", done.told[0][:_LONGEST])
    elif len(done.told) > 1:
        yield _Plural().guests(len(done.told))
    if done.warned is not None:
        yield translate("Told", "mind: {reason}").replace("{reason}", refusal(done.warned.refusal()))


def _detail(done: Done) -> str:
    if done.what is What.SEVERITY_CHANGED and done.detail.isdigit():
        return f"{done.detail} {severity_word(Severity(int(done.detail)))}"
    if done.what is What.CALL_CHANGED and done.detail:
        return status_word(CallStatus(done.detail))
    if done.what in {What.EVENT_ADDED, What.EVENT_COPIED, What.EVENT_MOVED}:
        return done.detail or QCoreApplication.translate("Calendar", "My calendar")
    if done.of is What.NEW_EVENTS_GO:
        return done.detail or QCoreApplication.translate("Calendar", "My calendar")
    if done.what is What.NEW_EVENTS_GO:
        return done.name or QCoreApplication.translate("Calendar", "My calendar")
    return done.detail


def _what(done: Done) -> str:
    translate = QCoreApplication.translate
    if done.what is What.ASSIGNED and not done.detail:
        return translate("Told", "{name} is nobody’s now")
    if done.what is What.TAGGED and not done.detail:
        return translate("Told", "{name} has no tags now")
    if done.what is What.POSTPONED and done.until is None:
        return translate("Told", "{name} is not postponed any more")
    if done.what is What.EVENT_MOVED and done.until is None:
        return translate("Told", "Moved “{subject}” to “{detail}”")
    if done.of is not None:
        return _turned(done.what is What.REDONE, done.of)
    return {
        What.REQUEST_ADDED: translate("Told", "Added {name} “{subject}”"),
        What.EVENT_LOGGED: translate("Told", "Logged in {name}"),
        What.CONTACT_MADE: translate("Told", "Contact made in {name}"),
        What.RESPONDED: translate("Told", "Answered {name}"),
        What.WAITING: translate("Told", "{name} waits on the customer"),
        What.RESOLVED: translate("Told", "Resolved {name}"),
        What.SEVERITY_CHANGED: translate("Told", "{name} has severity {detail} now"),
        What.NOTE_ADDED: translate("Told", "Note added to {name}"),
        What.ASSIGNED: translate("Told", "{name} is assigned to {detail}"),
        What.TAGGED: translate("Told", "{name} is tagged {detail}"),
        What.POSTPONED: translate("Told", "{name} is postponed until {until}"),
        What.CALLBACK_ATTEMPTED: translate("Told", "Called back about {name}"),
        What.ACCOUNT_SAVED: translate("Told", "Account {name} saved"),
        What.DUTY_SET: translate("Told", "{name}: {detail}"),
        What.AGENT_SAVED: translate("Told", "Agent {name} saved"),
        What.CONTACT_SAVED: translate("Told", "Contact {name} saved"),
        What.CONTACT_REMOVED: translate("Told", "Contact {name} removed"),
        What.HOURS_SAVED: translate("Told", "Business hours saved"),
        What.HANDLING_SAVED: translate("Told", "Handling times saved"),
        What.CALL_TYPE_SAVED: translate("Told", "Call type {name} saved"),
        What.BOOKING_RULES_SAVED: translate("Told", "Rules for bookings saved"),
        What.EVENT_ADDED: translate("Told", "Added “{subject}” to “{detail}”"),
        What.EVENT_CHANGED: translate("Told", "Changed “{subject}”"),
        What.EVENT_MOVED: translate("Told", "Moved “{subject}” to {until}"),
        What.EVENT_COPIED: translate("Told", "Copied “{subject}” to “{detail}”"),
        What.EVENT_DELETED: translate("Told", "Deleted “{subject}”"),
        What.TIME_PROPOSED: translate(
            "Told", "Another time is proposed for “{subject}”; it stays until {guest} agrees"
        ),
        What.INVITATION_ANSWERED: _answered(done.detail),
        What.EVENTS_IMPORTED: translate("Told", "Events of the file taken in: {detail}"),
        What.CALENDAR_SAVED: translate("Told", "Calendar saved"),
        What.NEW_EVENTS_GO: translate("Told", "New events go to “{detail}” now"),
        What.CALENDAR_REMOVED: _removed(done.detail),
        What.ACCOUNT_DISCONNECTED: translate("Told", "{name} at {detail} is not synced any more"),
        What.CONFLICT_SETTLED: _settled(done.detail),
        What.EDIT_GIVEN_UP: translate("Told", "“{subject}” is as the server has it again"),
        What.CALL_BOOKED: translate("Told", "Booked “{subject}” for {until}"),
        What.CALL_MOVED: translate("Told", "Moved the call “{subject}” to {until}"),
        What.CALL_CANCELLED: translate("Told", "Called off “{subject}”"),
        What.CALL_CHANGED: _said_of_call(done.detail),
        What.CALL_HANDED_OVER: translate("Told", "{detail} holds “{subject}”"),
        What.CALLS_REARRANGED: _rearranged(done.detail),
        What.GUESTS_CHANGED: translate("Told", "Guests of “{subject}” changed"),
        What.TIMES_OFFERED: translate("Told", "Times are kept for {subject}"),
        What.OFFER_WITHDRAWN: translate("Told", "The offered times are free again"),
        What.RECOMMENDED: translate("Told", "Recommended to {name}: “{subject}”"),
        What.RECOMMENDATION_SETTLED: _advised(done.detail),
        What.PROPOSAL_ACCEPTED: translate("Told", "Accepted the time of {detail}: “{subject}” is on {until}"),
        What.PROPOSAL_DECLINED: translate("Told", "Declined the time of {detail}; “{subject}” stays"),
        What.OFFER_MAILED: translate("Told", "The offered times go to {subject}"),
        What.OFFER_UNSENT: translate("Told", "The mail to {subject} is not sent"),
        What.GUARD_ANSWERED: _missing(done.detail),
    }[done.what]


def _answered(answer: str) -> str:
    translate = QCoreApplication.translate
    return {
        Partstat.ACCEPTED.value: translate("Told", "“{subject}”: accepted"),
        Partstat.TENTATIVE.value: translate("Told", "“{subject}”: accepted tentatively"),
    }.get(answer, translate("Told", "“{subject}”: declined"))


def _missing(answer: str) -> str:
    """What becomes of the events that a server lacks."""
    translate = QCoreApplication.translate
    return {
        "delete": translate("Told", "The missing events of {name} are deleted here with the next sync"),
        "keep": translate("Told", "The missing events of {name} go back to the server"),
    }.get(answer, "")


def _removed(stays_at: str) -> str:
    """What became of a calendar: of one on a server nothing, there."""
    translate = QCoreApplication.translate
    if stays_at:
        return translate("Told", "Calendar {name} removed here; it stays on the server")
    return translate("Told", "Calendar {name} removed")


def _settled(choice: str) -> str:
    """Which version holds."""
    translate = QCoreApplication.translate
    return {
        "mine": translate("Told", "Settled: your version of “{subject}” holds"),
        "theirs": translate("Told", "Settled: the server’s version of “{subject}” holds"),
        DELETED: translate("Told", "Settled: “{subject}” stays deleted"),
        LEFT_OUT: translate("Told", "Settled: “{subject}” stays out of the calendar"),
        "both": translate("Told", "Settled: both versions of “{subject}” are kept"),
    }.get(choice, "")


def _advised(standing: str) -> str:
    """What became of a recommendation."""
    translate = QCoreApplication.translate
    return {
        "accepted": translate("Told", "Accepted: “{subject}”"),
        "declined": translate("Told", "Declined: “{subject}”"),
        "done": translate("Told", "Done: “{subject}”"),
    }.get(standing, translate("Told", "Open again: “{subject}”"))


def _said_of_call(outcome: str) -> str:
    """What became of it, where that was told."""
    translate = QCoreApplication.translate
    return translate("Told", "Call “{subject}”: {detail}") if outcome else translate("Told", "Call “{subject}” saved")


def _rearranged(calls: str) -> str:
    """How many calls."""
    words = QCoreApplication.translate("Told", "Rearranged {calls}, and told their guests")
    return words.replace("{calls}", Numbers().calls(int(calls))) if calls.isdigit() else words


def _turned(again: bool, of: What) -> str:
    """What was taken back or done again."""
    translate = QCoreApplication.translate
    if of is What.NEW_EVENTS_GO:
        return translate("Told", "New events go to “{detail}” again")
    deed = _calendar_deed(of)
    if deed is not None:
        words = translate("Told", "Done again: {deed}") if again else translate("Told", "Taken back: {deed}")
        return words.replace("{deed}", deed)
    done_again, taken_back = (
        translate("Told", "{deed} again in {name}"),
        translate("Told", "{deed} taken back in {name}"),
    )
    return (done_again if again else taken_back).replace("{deed}", _deed(of))


def _calendar_deed(what: What) -> str | None:
    """What was done to events and calendars; None for other things."""
    translate = QCoreApplication.translate
    return {
        What.EVENT_ADDED: translate("Told", "adding “{subject}”"),
        What.EVENT_CHANGED: translate("Told", "changing “{subject}”"),
        What.EVENT_MOVED: translate("Told", "moving “{subject}”"),
        What.EVENT_COPIED: translate("Told", "copying “{subject}”"),
        What.EVENT_DELETED: translate("Told", "deleting “{subject}”"),
        What.TIME_PROPOSED: translate("Told", "proposing another time for “{subject}”"),
        What.INVITATION_ANSWERED: translate("Told", "answering “{subject}”"),
        What.EVENTS_IMPORTED: translate("Told", "taking in the events of a file"),
        What.CALENDAR_SAVED: translate("Told", "saving a calendar"),
        What.CALENDAR_REMOVED: translate("Told", "removing a calendar"),
        What.CONFLICT_SETTLED: translate("Told", "settling the conflict about “{subject}”"),
        What.EDIT_GIVEN_UP: translate("Told", "giving up the change of “{subject}”"),
        What.CALL_BOOKED: translate("Told", "booking “{subject}”"),
        What.CALL_MOVED: translate("Told", "moving the call “{subject}”"),
        What.CALL_CANCELLED: translate("Told", "calling off “{subject}”"),
        What.CALL_CHANGED: translate("Told", "changing the call “{subject}”"),
        What.CALLS_REARRANGED: translate("Told", "rearranging calls"),
        What.CALL_HANDED_OVER: translate("Told", "handing over “{subject}”"),
        What.GUESTS_CHANGED: translate("Told", "changing the guests of “{subject}”"),
        What.TIMES_OFFERED: translate("Told", "offering times"),
        What.OFFER_WITHDRAWN: translate("Told", "taking back the offered times"),
        What.RECOMMENDED: translate("Told", "recommending “{subject}”"),
        What.RECOMMENDATION_SETTLED: translate("Told", "what became of “{subject}”"),
        What.PROPOSAL_ACCEPTED: translate("Told", "accepting the time of {detail} for “{subject}”"),
        What.PROPOSAL_DECLINED: translate("Told", "declining the time of {detail} for “{subject}”"),
        What.OFFER_MAILED: translate("Told", "mailing the offered times"),
        What.GUARD_ANSWERED: translate("Told", "answering for the missing events of {name}"),
    }.get(what)


def _deed(what: What) -> str:
    """What was done before it was taken back."""
    translate = QCoreApplication.translate
    return {
        What.CONTACT_MADE: translate("Told", "Contact made"),
        What.RESPONDED: translate("Told", "Response given"),
        What.WAITING: translate("Told", "Waiting on customer"),
        What.RESOLVED: translate("Told", "Resolved"),
        What.SEVERITY_CHANGED: translate("Told", "Severity changed"),
        What.NOTE_ADDED: translate("Told", "Note added"),
        What.ASSIGNED: translate("Told", "Assigned"),
        What.TAGGED: translate("Told", "Tagged"),
        What.POSTPONED: translate("Told", "Postponed"),
        What.CALLBACK_ATTEMPTED: translate("Told", "Called back"),
    }.get(what, translate("Told", "Logged"))


def _verdicts(done: Done) -> list[str]:
    translate = QCoreApplication.translate
    verdicts = []
    for clock in done.stopped:
        if clock.stopped_at is None:
            continue
        left = clock.due_at - clock.stopped_at
        text = (
            translate("Told", "{clock} met with {time} left")
            if left >= 0
            else translate("Told", "{clock} late by {time}")
        )
        verdicts.append(text.format(clock=clock_word(clock.name), time=duration(abs(left))))
    return verdicts
