"""Why a clock is due when it is, in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import HOUR, MINUTE, Moments
from opiekun.desktop.words import channel_word
from opiekun.domain.explain import Explanation
from opiekun.domain.hours import ClosedReason
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.timeline import Channel, EventKind

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the explanation."""

    name: str
    text: str


def length(seconds: int) -> str:
    """A length of time in words: “4 hours”, “30 minutes”, “1 hour 30 minutes”."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    parts = []
    if hours:
        parts.append(Numbers().hours(hours))
    if minutes or not hours:
        parts.append(Numbers().minutes(minutes))
    return " ".join(parts)


def target_words(explanation: Explanation) -> str:
    """The target: “4 hours”, “2 business days”, “2 business hours”."""
    target = explanation.clock.target
    if target.business_days is not None:
        return Numbers().business_days(target.business_days)
    if target.business_minutes is not None:
        if target.business_minutes % 60:
            return Numbers().business_minutes(target.business_minutes)
        return Numbers().business_hours(target.business_minutes // 60)
    return length(explanation.counted_seconds)


def cause_words(explanation: Explanation) -> str:
    """What the clock is counted from: “from your last answer”."""
    translate = QCoreApplication.translate
    return {
        EventKind.RECEIVED: translate("Reasons", "from receipt"),
        EventKind.AGENT_RESPONSE: translate("Reasons", "from the last answer"),
        EventKind.AGENT_CONTACT: translate("Reasons", "from the last contact"),
        EventKind.CUSTOMER_REPLY: translate("Reasons", "from the customer’s message"),
        EventKind.SEVERITY_CHANGED: translate("Reasons", "from the change of severity"),
    }.get(explanation.cause, translate("Reasons", "from the message"))


def in_short(explanation: Explanation) -> str:
    """One line: “4 hours from the last answer”."""
    return f"{target_words(explanation)} {cause_words(explanation)}"


def reasons(explanation: Explanation, channel: Channel, moments: Moments) -> tuple[Reason, ...]:
    """Every step from the message to the due time, in order. ``channel`` is the request's own."""
    translate = QCoreApplication.translate
    clock = explanation.clock
    lines = [Reason(translate("Reasons", "Counted"), cause_words(explanation))]
    if explanation.held:
        came = translate(
            "Reasons", "the {channel} came {when}, out of hours; the clock started at the next opening, {start}"
        )
        lines.append(
            Reason(
                translate("Reasons", "Held"),
                came.format(
                    channel=channel_word(explanation.channel or channel),
                    when=_full(clock.cause_at, moments),
                    start=_full(clock.started_at, moments),
                ),
            )
        )
    lines += [
        Reason(translate("Reasons", "Started"), _full(clock.started_at, moments)),
        Reason(translate("Reasons", "Target"), _target(explanation)),
    ]
    lines += _stretches(explanation, moments)
    lines += _closed(explanation, moments)
    if explanation.rolled_from is not None:
        moved = translate("Reasons", "the time ended {when}, out of hours; it moved on to the next opening")
        lines.append(Reason(translate("Reasons", "Moved"), moved.format(when=_full(explanation.rolled_from, moments))))
    lines.append(Reason(translate("Reasons", "Due"), _full(clock.due_at, moments)))
    policy = translate("Reasons", "version {version}").format(version=clock.policy)
    lines.append(Reason(translate("Reasons", "Policy"), policy))
    return tuple(lines)


def _target(explanation: Explanation) -> str:
    translate = QCoreApplication.translate
    if not explanation.in_business_time:
        return translate("Reasons", "{target}, around the clock").format(target=target_words(explanation))
    if explanation.clock.target.business_days is None:
        return target_words(explanation)
    return translate("Reasons", "{target}: {length} inside hours").format(
        target=target_words(explanation), length=length(explanation.counted_seconds)
    )


def _stretches(explanation: Explanation, moments: Moments) -> list[Reason]:
    translate = QCoreApplication.translate
    lines = [
        Reason(
            translate("Reasons", "Open") if at == 0 else "",
            f"{moments.day(start)} {moments.time(start)}–{moments.time(end)} · {length(end - start)}",
        )
        for at, (start, end) in enumerate(explanation.stretches[:_SHOWN])
    ]
    more = len(explanation.stretches) - _SHOWN
    if more > 0:
        lines.append(Reason("", Numbers().more_days(more)))
    return lines


def _closed(explanation: Explanation, moments: Moments) -> list[Reason]:
    translate = QCoreApplication.translate
    words = {
        ClosedReason.DAY_OFF: translate("Reasons", "no hours on this weekday"),
        ClosedReason.HOLIDAY: translate("Reasons", "national holiday"),
        ClosedReason.TEAM: translate("Reasons", "the team’s closed day"),
    }
    lines = [
        Reason(
            translate("Reasons", "Closed") if at == 0 else "",
            f"{moments.day_of(closed.day)} · {closed.holiday or words[closed.reason]}",
        )
        for at, closed in enumerate(explanation.closed[:_SHOWN])
    ]
    more = len(explanation.closed) - _SHOWN
    if more > 0:
        lines.append(Reason("", Numbers().more_days(more)))
    return lines


def _full(at: UtcSeconds, moments: Moments) -> str:
    return f"{moments.day(at)} {moments.time(at)}"
