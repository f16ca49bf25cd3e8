"""What mail about calls is called in the window: verdicts with their marks and inks, changes, and kinds of letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.mail.runner import MailState
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.domain.calls.outbox import LedgerEntry, Outgoing
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.invitations.messages import Method, Partstat
from opiekun.domain.invitations.verdicts import Change, ChangeOf, Verdict

_LONGEST = 300


class Marked(NamedTuple):
    """A verdict as it is shown: a sign, words, and the name of their ink."""

    sign: str
    words: str
    ink: str


def plain(text: str) -> str:
    """On one line and of bounded length, whatever came from outside."""
    return " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]


def verdict_mark(verdict: Verdict) -> Marked:
    """How a verdict is shown; its sign and its words tell it also without the colour."""
    translate = QCoreApplication.translate
    return {
        Verdict.APPLIED: Marked("✓", translate("Mail", "applied"), "met"),
        Verdict.DUPLICATE: Marked("=", translate("Mail", "known already"), "second"),
        Verdict.OUTDATED: Marked("–", translate("Mail", "outdated"), "second"),
        Verdict.PROPOSAL: Marked("▲", translate("Mail", "proposes another time"), "at_risk"),
        Verdict.HELD: Marked("○", translate("Mail", "held for you"), "at_risk"),
        Verdict.REFUSED: Marked("×", translate("Mail", "refused"), "breached"),
        Verdict.UNKNOWN: Marked("?", translate("Mail", "about nothing here"), "second"),
    }[verdict]


def mark_of(entry: LedgerEntry) -> Marked:
    """The mark of a message's verdict, with what was decided on it since."""
    translate = QCoreApplication.translate
    mark = verdict_mark(entry.verdict)
    if entry.undone:
        return Marked("–", translate("Mail", "{verdict}, taken back").format(verdict=mark.words), "second")
    if entry.decided == "accept" and entry.method == Method.REQUEST:
        return Marked("✓", translate("Mail", "taken in by you; it is answered in the calendar"), "met")
    if entry.decided == "accept":
        return Marked("✓", translate("Mail", "accepted by you"), "met")
    if entry.decided == "refuse":
        return Marked("×", translate("Mail", "refused by you"), "second")
    return mark


def method_words(method: str) -> str:
    """What a message is, by its METHOD; the method itself where it is none that is known."""
    translate = QCoreApplication.translate
    known = {
        "PUBLISH": translate("Mail", "event"),
        "REQUEST": translate("Mail", "invitation"),
        "REPLY": translate("Mail", "answer"),
        "CANCEL": translate("Mail", "cancellation"),
        "COUNTER": translate("Mail", "proposal"),
        "DECLINECOUNTER": translate("Mail", "proposal declined"),
        "REFRESH": translate("Mail", "asks for the invitation again"),
        "ADD": translate("Mail", "further times"),
    }
    return known.get(method, plain(method)) or translate("Mail", "message")


def letter_words(kind: Outgoing) -> str:
    """What a letter of ours is."""
    translate = QCoreApplication.translate
    ours = {
        Outgoing.REMINDER: translate("Mail", "reminder"),
        Outgoing.OFFER: translate("Mail", "offered times"),
    }
    return ours.get(kind) or method_words(kind.value)


def needs_of(state: MailState) -> tuple[str, ...]:
    """What of the mail asks for the agent, in a few words each."""
    standing, needs = state.standing, []
    if state.failure:
        needs.append(QCoreApplication.translate("Mail", "not exchanged"))
    if standing is not None:
        waiting = len(standing.held) + len(standing.proposals)
        needs += [Numbers().answers_waiting(waiting)] if waiting else []
        invitations = len(standing.answered.waiting)
        needs += [Numbers().invitations_waiting(invitations)] if invitations else []
        needs += [Numbers().letters_waiting(standing.put_off)] if standing.put_off else []
        needs += [Numbers().letters_stuck(len(standing.stuck))] if standing.stuck else []
    return tuple(needs)


def count_of(state: MailState) -> int:
    """How many letters ask for the agent; mail that was not exchanged is one more matter."""
    standing = state.standing
    count = 1 if state.failure else 0
    if standing is not None:
        count += len(standing.held) + len(standing.proposals) + len(standing.answered.waiting)
        count += standing.put_off + len(standing.stuck)
    return count


def partstat_words(told: str) -> str:
    """An answer, in words; as it was told where it is none that is known."""
    translate = QCoreApplication.translate
    return {
        Partstat.NEEDS_ACTION.value: translate("Mail", "no answer yet"),
        Partstat.ACCEPTED.value: translate("Mail", "accepts"),
        Partstat.DECLINED.value: translate("Mail", "declines"),
        Partstat.TENTATIVE.value: translate("Mail", "accepts tentatively"),
        Partstat.DELEGATED.value: translate("Mail", "sends somebody else"),
    }.get(told.lower(), plain(told))


def change_lines(changes: Sequence[Change], moments: Moments, now: UtcSeconds) -> list[str]:
    """What a message changed, or would, a line each."""
    return [_change(change, moments, now) for change in changes]


def _change(change: Change, moments: Moments, now: UtcSeconds) -> str:
    translate = QCoreApplication.translate
    who, one = plain(change.who), bool(change.recurrence_id)
    parts = {"who": who}
    match change.of:
        case ChangeOf.PARTSTAT:
            parts |= {"before": partstat_words(change.before), "after": partstat_words(change.after)}
            words = translate("Mail", "{who}: {after} (before: {before})")
            words = words if change.before else translate("Mail", "{who}: {after}")
        case ChangeOf.PROPOSAL:
            parts["when"] = _when(change.after, moments, now)
            words = translate("Mail", "{who} proposes {when}")
            words = translate("Mail", "{who} does not take the proposed time") if change.after == "declined" else words
        case ChangeOf.TIME:
            parts |= {"before": _when(change.before, moments, now), "after": _when(change.after, moments, now)}
            words = translate("Mail", "moved from {before} to {after}")
            words = words if change.after else translate("Mail", "another time for one occurrence")
        case ChangeOf.DETAILS:
            words = translate("Mail", "details changed")
        case ChangeOf.ADDED:
            words = translate("Mail", "added to the calendar")
        case ChangeOf.CANCELLED:
            words = translate("Mail", "one occurrence called off") if one else translate("Mail", "called off")
    return words.format(**parts)


def _when(told: str, moments: Moments, now: UtcSeconds) -> str:
    """An instant that was kept as text; as it stands where it is none."""
    try:
        return moments.moment(utc_seconds(datetime.fromisoformat(told)), now)
    except ValueError:
        return plain(told)
