"""The words for the domain's codes, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from opiekun.domain.clocks import ClockState
from opiekun.domain.errors import Refused
from opiekun.domain.policy import ClockName
from opiekun.domain.queue import Group
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Severity
from opiekun.words import LANGUAGES, sentence


def severity_word(severity: Severity) -> str:
    """“Critical” … “Request”."""
    translate = QCoreApplication.translate
    return {
        Severity.CRITICAL: translate("Words", "Critical"),
        Severity.HIGH: translate("Words", "High"),
        Severity.STANDARD: translate("Words", "Standard"),
        Severity.BUG_FIX: translate("Words", "Bug fix"),
        Severity.REQUEST: translate("Words", "Request"),
    }[severity]


def severity_meaning(severity: Severity) -> str:
    """What makes a request one of that severity."""
    translate = QCoreApplication.translate
    return {
        Severity.CRITICAL: translate("Words", "service down, business stands still, no workaround"),
        Severity.HIGH: translate("Words", "service up but badly degraded"),
        Severity.STANDARD: translate("Words", "part of the service lost"),
        Severity.BUG_FIX: translate("Words", "question about a non-critical fault"),
        Severity.REQUEST: translate("Words", "advice, feature request, any other question"),
    }[severity]


def channel_word(channel: Channel) -> str:
    """“chat”, “phone”, “e-mail”."""
    translate = QCoreApplication.translate
    return {
        Channel.CHAT: translate("Words", "chat"),
        Channel.PHONE: translate("Words", "phone"),
        Channel.EMAIL: translate("Words", "e-mail"),
    }[channel]


def clock_word(clock: ClockName) -> str:
    """The clock's name in a sentence: “first response”."""
    translate = QCoreApplication.translate
    return {
        ClockName.CONTACT: translate("Words", "contact"),
        ClockName.FIRST_RESPONSE: translate("Words", "first response"),
        ClockName.NEXT_RESPONSE: translate("Words", "next response"),
        ClockName.UPDATE: translate("Words", "update"),
    }[clock]


def clock_title(clock: ClockName) -> str:
    """The clock's name as a title: “First response”."""
    word = clock_word(clock)
    return word[:1].upper() + word[1:]


def state_word(state: ClockState) -> str:
    """“held”, “running”, “at risk”, “breached”, “met”."""
    translate = QCoreApplication.translate
    return {
        ClockState.HELD: translate("Words", "held"),
        ClockState.RUNNING: translate("Words", "running"),
        ClockState.AT_RISK: translate("Words", "at risk"),
        ClockState.BREACHED: translate("Words", "breached"),
        ClockState.MET: translate("Words", "met"),
    }[state]


def status_word(status: Status) -> str:
    """Who is to act: “new”, “open”, “answered”, “waiting”, “resolved”."""
    translate = QCoreApplication.translate
    return {
        Status.NEW: translate("Words", "new"),
        Status.OPEN: translate("Words", "open"),
        Status.ANSWERED: translate("Words", "answered"),
        Status.WAITING: translate("Words", "waiting"),
        Status.RESOLVED: translate("Words", "resolved"),
    }[status]


def group_title(group: Group) -> str:
    """The heading of a group of the queue."""
    translate = QCoreApplication.translate
    if group is Group.CALLBACK:
        return translate("Words", "Callbacks owed")
    if group is Group.WAITING:
        return translate("Words", "Waiting on customer")
    if group is Group.HELD:
        return translate("Words", "Held until opening")
    severity = Severity(group.value)
    return translate("Words", "Severity {number} · {word}").format(number=int(severity), word=severity_word(severity))


def language() -> str:
    """The language of the window: that of Qt's default locale, where the program speaks it."""
    spoken = QLocale().name().partition("_")[0]
    return spoken if spoken in LANGUAGES else "en"


def refusal(refused: Refused) -> str:
    """The sentence of a refusal, in the language of the window."""
    return sentence(refused, language())
