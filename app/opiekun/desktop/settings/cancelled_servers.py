"""Calendar servers that are looked at while somebody waits, who may have enough of it."""

from __future__ import annotations

from typing import Any, cast

from opiekun.desktop.widgets.task import Task
from opiekun.domain.sync.accounts import Auth, DavAccount
from opiekun.domain.sync.remote import Discovery
from opiekun.services.sync_ports import CalendarServer, CalendarServers


def until_cancelled(open_server: CalendarServers, task: Task) -> CalendarServers:
    """Opens the same servers. One that hangs when the task is cancelled is closed, and not waited for."""

    def opened(account: DavAccount, password: str, auth: Auth | None) -> CalendarServer:
        return cast("CalendarServer", _Left(open_server(account, password, auth), task))

    return opened


class _Left:
    """A server whose calendars are looked for only as long as a task is not cancelled."""

    def __init__(self, server: CalendarServer, task: Task) -> None:
        self._server = server
        self._task = task

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)

    def discover(self) -> Discovery:
        return self._task.unless_cancelled(self._server.discover)
