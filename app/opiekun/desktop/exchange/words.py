"""What the exchange with the help desk has to tell, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.exchange.exchange import SourceState
from opiekun.desktop.queue.remaining import Moments
from opiekun.domain.instants import UtcSeconds, utc_seconds

_MINUTE, _HOUR = 60, 3600
_STEP = 10
"""Seconds: the age changes that often within the first minute, so that the line is not repainted each second."""


def age(state: SourceState, moments: Moments, now: UtcSeconds) -> str:
    """One line: under way, how long ago, or since when the server has been away; "" where none is connected."""
    if not state.known:
        return ""
    translate = QCoreApplication.translate
    if state.failure is not None and state.since is None:
        return translate("Source", "LiveAgent does not answer")
    if state.since is None:
        return translate("Source", "First pull from LiveAgent…")
    if state.failure is not None:
        moment = moments.moment(utc_seconds(state.since), now)
        return translate("Source", "LiveAgent does not answer · data of {time}").format(time=moment)
    return _ago(utc_seconds(state.since), moments, now)


def kept_theirs(text: str) -> str:
    """The words for a remark of the exchange in a timeline: which fields LiveAgent had changed before they were told.

    Any other remark is itself.
    """
    said, colon, names = text.partition(": ")
    if said != "kept theirs" or not colon:
        return text
    translate = QCoreApplication.translate
    words = {
        "status": translate("Source", "status"),
        "severity": translate("Source", "severity"),
        "assignee": translate("Source", "agent"),
        "tags": translate("Source", "tags"),
        "postponed_until": translate("Source", "postponement"),
    }
    fields = ", ".join(words.get(name, name) for name in names.split(", "))
    return translate("Source", "Changed in LiveAgent meanwhile, and kept as it is there: {fields}").format(
        fields=fields
    )


def _ago(since: UtcSeconds, moments: Moments, now: UtcSeconds) -> str:
    translate = QCoreApplication.translate
    past = max(0, now - since)
    if past < _STEP:
        return translate("Source", "LiveAgent, just now")
    if past < _MINUTE:
        return translate("Source", "LiveAgent, {seconds} s ago").format(seconds=past // _STEP * _STEP)
    if past < _HOUR:
        return translate("Source", "LiveAgent, {minutes} min ago").format(minutes=past // _MINUTE)
    return translate("Source", "LiveAgent, data of {time}").format(time=moments.moment(since, now))
