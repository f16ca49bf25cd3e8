"""What a calendar server is asked for from the settings, each with what it was asked with. Run on the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from opiekun.desktop.session import Session
from opiekun.desktop.settings.found_calendars import Chosen
from opiekun.desktop.widgets.task import Task
from opiekun.domain.sync.accounts import DavAccount, SignIn
from opiekun.domain.sync.remote import Discovery
from opiekun.services.done import Done
from opiekun.services.sync.accounts import SECRET
from opiekun.services.sync.connecting import (
    Connected,
    accept_certificate,
    change_password,
    connect,
    look,
)
from opiekun.services.sync.new_events import NewEvents, let_new_events_go_there, where_new_events_go
from opiekun.services.sync_ports import CalendarServers


@dataclass(frozen=True, slots=True)
class Asked:
    """With what a server was asked. ``account_id`` is "" for one that is to be connected; of another one the address
    and the user are known.
    """

    sign_in: SignIn
    account_id: str = ""

    def accepting(self, fingerprint: str) -> Asked:
        """The same, with that certificate accepted."""
        return replace(self, sign_in=replace(self.sign_in, fingerprint=fingerprint))


NOTHING_ASKED = Asked(SignIn("", "", ""))


class Found(NamedTuple):
    """The calendars that a server has, and where new events go now."""

    discovery: Discovery
    new_events: NewEvents


class Answer(NamedTuple):
    """What was connected, and which of it new events go to now; None where they go where they went, which is
    ``new_events``."""

    connected: Connected
    preferred: Done | None
    new_events: NewEvents


def look_there(session: Session, open_server: CalendarServers, asked: Asked) -> Found:
    """Look for calendars; nothing is kept."""
    discovery = look(session.program.secrets, open_server, asked.sign_in)
    return Found(discovery, where_new_events_go(session.program.store))


def connect_those(session: Session, open_server: CalendarServers, asked: Asked, chosen: Chosen) -> Answer:
    """Connect the calendars that were chosen, and let new events go where that was chosen."""
    program = session.program
    connected = connect(
        program.store,
        program.secrets,
        open_server,
        asked.sign_in,
        chosen=chosen.urls,
        now=session.now(),
    )
    preferred = let_new_events_go_there(program.store, connected, chosen.new_events)
    return Answer(connected, preferred, where_new_events_go(program.store))


def change(session: Session, open_server: CalendarServers, asked: Asked) -> DavAccount:
    """Try another password, or the one that is kept, with a certificate that was accepted just now."""
    program = session.program
    if asked.sign_in.fingerprint:
        accept_certificate(program.store, asked.account_id, asked.sign_in.fingerprint)
    password = asked.sign_in.password or program.secrets.get(SECRET, asked.account_id) or ""
    return change_password(program.store, program.secrets, open_server, asked.account_id, password)


def without_task(job: Callable[[], object], _task: Task) -> object:
    """The job, for which it does not matter who waits for it."""
    return job()
