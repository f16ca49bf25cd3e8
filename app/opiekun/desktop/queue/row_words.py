"""What a row of the queue says, painted and spoken."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.queue.sections import Heading
from opiekun.desktop.words import channel_word, clock_word, group_title, severity_word
from opiekun.domain.queue import QueueRow


def second_line(request: QueueRow) -> str:
    """Below the subject: “Acme · e-mail · update”."""
    parts = [request.account, channel_word(request.channel)]
    if request.clock is not None and request.callback_since is None:
        parts.append(clock_word(request.clock))
    return " · ".join(part for part in parts if part)


def spoken_request(request: QueueRow, clock: str) -> str:
    """A whole request for a screen reader; ``clock`` is what its clock says."""
    severity = QCoreApplication.translate("QueueModel", "severity {number}, {word}").format(
        number=int(request.severity), word=severity_word(request.severity)
    )
    return f"{severity}, {request.subject}, {second_line(request)}, {clock}"


def spoken_heading(heading: Heading, *, titled: bool) -> str:
    """A heading for a screen reader: its number, behind its title where that stands in the same cell."""
    told = group_title(heading.group) if titled else ""
    return ", ".join(part for part in (told, heading.number) if part)
