"""How long it is until something starts, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.queue.remaining import MINUTE
from opiekun.domain.instants import UtcSeconds


def until_start(start: UtcSeconds, now: UtcSeconds) -> str:
    """“in 10 min”, “now” in the minute around the start, “since 3 min”."""
    translate = QCoreApplication.translate
    left = start - now
    if left >= MINUTE:
        return translate("Starting", "in {minutes} min").format(minutes=-(-left // MINUTE))
    if left > -MINUTE:
        return translate("Starting", "now")
    return translate("Starting", "since {minutes} min").format(minutes=-left // MINUTE)
