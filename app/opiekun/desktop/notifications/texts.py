"""The words of a notification. Plain text: some desktops read markup, so nothing that looks like it is passed on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.queue.tally import Counts
from opiekun.desktop.words import clock_word
from opiekun.domain.instants import UtcSeconds
from opiekun.services.notices import Notice, NoticeKind, Telling

_LONGEST = 160
_UNLIKE_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "＆"})


@dataclass(frozen=True, slots=True)
class Message:
    """What is shown. ``key`` is the request that *Open* selects."""

    title: str
    body: str
    key: int


def message(telling: Telling, moments: Moments, now: UtcSeconds) -> Message:
    """One message for all that is told: of the request itself where it is one, else counts and the worst."""
    first = telling.notices[0]
    line = plain(f"{first.row.id} · {first.row.account} · {first.row.subject}")
    if len(telling.notices) == 1:
        return Message(_title(first, moments, now), line, first.row.key)
    counts = _counts(*(telling.count(kind) for kind in NoticeKind))
    worst = QCoreApplication.translate("Notices", "First: {request}").format(request=line)
    # Not all that there is, which the strip counts: outside hours only the most severe are told, and each only once.
    new = QCoreApplication.translate("Notices", "New: {counts}").format(counts=counts)
    return Message(new, worst, first.row.key)


def plain(text: str) -> str:
    """One bounded line without control characters, and without what could be read as markup."""
    kept = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    kept = "".join(letter for letter in kept if unicodedata.category(letter) != "Cf")
    line = " ".join(kept.split()).translate(_UNLIKE_MARKUP)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def tray_words(counts: Counts) -> str:
    """The tooltip of the tray's icon."""
    words = _counts(counts.breached, counts.callbacks, counts.at_risk)
    return (
        f"Opiekun\n{words}" if words else QCoreApplication.translate("Notices", "Opiekun\nnothing is late or at risk")
    )


def _title(notice: Notice, moments: Moments, now: UtcSeconds) -> str:
    translate = QCoreApplication.translate
    row = notice.row
    if notice.kind is NoticeKind.CALLBACK:
        return translate("Notices", "A call is owed")
    clock = clock_word(row.clock) if row.clock is not None else ""
    when = moments.moment(row.due_at or now, now)
    if notice.kind is NoticeKind.BREACHED:
        return translate("Notices", "Breached: {clock}, due {when}").format(clock=clock, when=when)
    return translate("Notices", "At risk: {clock}, due {when}").format(clock=clock, when=when)


def _counts(breached: int, callbacks: int, at_risk: int) -> str:
    numbers = Numbers()
    parts = (
        (breached, numbers.breached(breached)),
        (callbacks, numbers.calls_owed(callbacks)),
        (at_risk, numbers.at_risk(at_risk)),
    )
    return ", ".join(words for count, words in parts if count)
