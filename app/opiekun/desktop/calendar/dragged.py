"""A request on its way from the queue into a calendar, as drag and drop carries it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

REQUEST_MIME = "application/x-opiekun-request"
_LONGEST = 1000


def request_mime(request_id: str) -> QMimeData:
    """What a drag of that request carries."""
    carried = QMimeData()
    carried.setData(REQUEST_MIME, request_id.encode())
    return carried


def dragged_request(carried: QMimeData) -> str:
    """The id of the request that is dragged, "" where something else is."""
    if not carried.hasFormat(REQUEST_MIME):
        return ""
    return bytes(carried.data(REQUEST_MIME).data())[:_LONGEST].decode(errors="replace")
