"""The window, the program beside it and a real Radicale: what is changed on one side is there on the other soon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
from tests.desktop.bench import BRATISLAVA, TUESDAY_10
from tests.desktop.sync.conftest import part_of
from tests.servers.events import event
from tests.servers.fixtures import CalendarSite

from opiekun.bootstrap import Program, build
from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.compose import Composition
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.sync.part import SyncPart
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Details
from opiekun.domain.sync.accounts import SignIn
from opiekun.services.calendars import list_calendars
from opiekun.services.events import add_event
from opiekun.services.setup import set_up
from opiekun.services.sync.connecting import connect

Until = Callable[..., None]
LONG = 60
"""Seconds: a program is started for each run, on a machine that does other things as well."""


@pytest.fixture
def program(
    tmp_path: Path, new_desk: Path, calendar_site: CalendarSite, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """A desk that is connected. The password is in the environment, which the program beside the window inherits."""
    monkeypatch.setenv("OPIEKUN_SECRET_CALDAV", calendar_site.password)
    copyfile(new_desk, tmp_path / "desk.sqlite3")
    made = build(tmp_path, TUESDAY_10)
    set_up(made.store, made.preferences, now=TUESDAY_10, name="Anna Nowak", email="anna@example.com")
    calendar_site.filled({"1.ics": event("1@phone", "From the phone", start="20260617T090000Z")})
    sign_in = SignIn(calendar_site.url, calendar_site.user, calendar_site.password)
    connect(made.store, made.secrets, made.open_calendar_server, sign_in, chosen=None, now=TUESDAY_10)
    yield made
    made.store.close()


@pytest.fixture
def desk(program: Program, theme: Theme, until: Until) -> Iterator[Composition]:
    made = Composition(program, theme)
    made.window.show()
    made.start()
    until(lambda: made.window.findChild(SyncPart) is not None and made.worker.idle)
    yield made
    made.close()


def test_both_sides_are_the_same_without_being_asked(
    desk: Composition, calendar_site: CalendarSite, until: Until
) -> None:
    desk.window.go(Do.CALENDAR)
    screen = desk.window.findChild(CalendarScreen)
    assert screen is not None
    until(lambda: [each.summary for each in screen.in_sight] == ["From the phone"], LONG)
    sync = part_of(desk).sync
    until(lambda: not sync.state.running and desk.worker.idle, LONG)
    store = desk.session.program.store
    (calendar,) = [each for each in list_calendars(store) if not each.default]
    start = datetime(2026, 6, 17, 14, 0, tzinfo=BRATISLAVA)
    details = Details("From the window", start, start + timedelta(hours=1))
    desk.session.write(partial(add_event, details=details, now=desk.session.now(), calendar_id=calendar.id))
    until(lambda: sync.state.standing is not None and sync.state.standing.waiting == 1, LONG)
    held = partial(calendar_site.phone.held, f"{calendar_site.server.home(calendar_site.user)}calls/")
    until(lambda: any("From the window" in text for text in held().values()), LONG)
    until(lambda: sync.state.standing is not None and not sync.state.standing.waiting, LONG)
    until(lambda: not sync.state.running and desk.worker.idle, LONG)
    assert not sync.state.failure
