"""What the pictures show of calendars on a server: connecting one, and a sync that has much to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from opiekun.desktop.compose import Composition
from opiekun.desktop.run import settle
from opiekun.desktop.settings.certificate_question import CertificateQuestion
from opiekun.desktop.settings.found_calendars import FoundCalendars
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.sync.needs_bar import NeedsBar
from opiekun.desktop.sync.page import SyncPage
from opiekun.desktop.sync.part import SyncPart
from opiekun.desktop.sync.questions import Questions
from opiekun.desktop.sync.run_log import RunLog
from opiekun.desktop.sync.sync import SyncState
from opiekun.desktop.sync.words import said
from opiekun.desktop.widgets.guests_question import Going, GuestsQuestion
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount, DavCollection
from opiekun.domain.sync.local import Resource
from opiekun.domain.sync.remote import Discovery, FoundCollection
from opiekun.domain.sync.report import CollectionReport, LogLine, RunReport, SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.calendars_removed import AtStake
from opiekun.services.sync.new_events import NewEvents
from opiekun.services.sync.refused import RefusedEdit
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding, UnshownEvent

_SERVER = "https://cloud.example.com/dav/calendars/anna/"
_ACCOUNT = DavAccount("account", _SERVER, "anna", Auth.BASIC)
_SOGO = DavAccount("sogo", "https://groupware.example.com/SOGo/dav/anna/", "anna", Auth.BASIC)
_WORK = Calendar("work", "Work", "#24694A")
_TEAM = Calendar("team", "Team", "#7A3E9D", read_only=True)
# Sentences of the gateway, which the window does not import.
_UNAUTHORIZED = "{server} does not accept the user or password (HTTP {number}). Type the password again."
_NOT_ALLOWED = "{server} does not allow this (HTTP {number}). Ask the calendar's owner for the right to change it."
_CERTIFICATE = (
    "The certificate of {server} cannot be verified. Accept it only if its fingerprint {shown} is the one "
    "that those who run the server tell you."
)
_LONG_UID = "The event's UID has more than {most} letters."
_ASKS = Told(_UNAUTHORIZED, {"server": "cloud.example.com", "number": "401"})
_TAKEN = Told(_NOT_ALLOWED, {"server": "cloud.example.com", "number": "403"})
_BAD = Told(_LONG_UID, {"most": "250"})
_SPOILT = Told("{component} has no end.", {"component": "VEVENT"})
_FINGERPRINT = "3fa1" * 16


def sync_scenes(composition: Composition) -> Iterator[str]:
    """Those of a desk whose calendars are on a server; nothing of it is stored."""
    yield from _connecting(composition)
    window, session = composition.window, composition.session
    part, bar = window.findChild(SyncPart), window.findChild(NeedsBar)
    window.go(Do.SYNC_PAGE)
    settle(composition)
    page = window.findChild(SyncPage)
    if part is None or page is None or bar is None:
        return
    before, now = part.sync.state, session.now()
    standing = _standing(now - timedelta(minutes=4))
    _tell(part, SyncState(standing))
    settle(composition)
    log = page.findChild(RunLog)
    if log is not None:
        log.show_runs(_runs(now), session.moments, utc_seconds(now))
    questions = page.findChild(Questions)
    if questions is not None:
        questions.show_standing(standing, {"work": ("Acme review call", "Team stand-up", "Globex: rollout")})
        settle(composition)
    yield "sync-page-troubles"
    question = page.findChild(GuestsQuestion)
    if question is not None:
        question.weigh("work", _WORK.name, lambda _store: AtStake(3, 4), lambda _host: None, Going.MISSING)
        settle(composition)
        yield "sync-page-guests"
        question.hide()
    bar.put_off()
    _tell(part, SyncState(SyncStanding((_ACCOUNT,)), running=True, progress=SyncProgress("Work", 120, 5200)))
    window.go(Do.CALENDAR)
    yield "sync-running"
    _tell(part, SyncState(SyncStanding((_ACCOUNT,)), running=True, progress=SyncProgress("Work")))
    yield "sync-listing"
    settings = window.findChild(SettingsScreen)
    if settings is not None:
        window.go(Do.SETTINGS)
        settings.open_part(settings.calendar_server)
        settle(composition)
        _tell(part, SyncState(replace(standing, accounts=(*standing.accounts, _SOGO))))
        yield "settings-server-accounts"
    _tell(part, before)


def _tell(part: SyncPart, state: SyncState) -> None:
    part.sync.state = state
    part.sync.told.emit(state)


def _connecting(composition: Composition) -> Iterator[str]:
    window = composition.window
    settings = window.findChild(SettingsScreen)
    if settings is None:
        return
    window.go(Do.SETTINGS)
    settings.open_part(settings.calendar_server)
    settle(composition)
    question = settings.calendar_server.findChild(CertificateQuestion)
    found = settings.findChild(FoundCalendars)
    if question is None or found is None:
        return
    why = Told(_CERTIFICATE, {"server": "cloud.example.com", "shown": _FINGERPRINT})
    question.ask(said(why), _FINGERPRINT, "cloud.example.com, 192.0.2.7")
    yield "settings-server-certificate"
    question.hide()
    offered = [
        FoundCollection(f"{_SERVER}work/", "Work", "#24694A"),
        FoundCollection(f"{_SERVER}team/", "Team", "#7A3E9D", read_only=True),
        FoundCollection(f"{_SERVER}home/", "Home", "#B54708"),
    ]
    there = Discovery(_SERVER, Auth.BASIC, "", "", (), tuple(offered), partial=True)
    found.offer(there, {f"{_SERVER}home/"}, NewEvents(Calendar("", "", "", default=True), unused=False, alone=True))
    yield "settings-server-calendars"
    found.hide()


def _standing(synced: datetime) -> SyncStanding:
    account = replace(_ACCOUNT, asks=_ASKS)
    work = DavCollection("work", "account", f"{_SERVER}work/", synced_at=synced)
    team = replace(work, calendar_id="team", url=f"{_SERVER}team/")
    guarded = replace(work, standing=CollectionStanding.GUARDED, missing=5080, known=5200)
    refused = RefusedEdit(
        _WORK, "1@example", "Acme review call", False, _TAKEN, "Too many guests", synced, new=True, start=synced
    )
    odd = Resource("/dav/team/3.ics", "/dav/team/3.ics", "1", "", "", _BAD, "")
    spoilt = Resource("/dav/team/4.ics", "/dav/team/4.ics", "1", "", "4@example", _SPOILT, "", "Weekly planning")
    unshown = (UnshownEvent(_TEAM, odd, ""), UnshownEvent(_TEAM, spoilt, "Weekly planning"))
    calendars = (SyncedCalendar(_WORK, guarded, 2), SyncedCalendar(_TEAM, team, 0))
    return SyncStanding((account,), calendars, 2, (refused,), 2, unshown, synced, _ASKS)


def _runs(now: datetime) -> tuple[RunReport, ...]:
    """The latest failed, the one before did much, the first was cut off."""
    failed = CollectionReport("work", "Work", f"{_SERVER}work/", requests=1, waits=2, failure=_ASKS)
    well = CollectionReport("work", "Work", f"{_SERVER}work/", downloaded=3, uploaded=1, refused=1, requests=4)
    minutes = (timedelta(minutes=each) for each in (4, 19, 34))
    began = [now - each for each in minutes]
    return (
        RunReport(began[0], began[0] + timedelta(seconds=1), (failed,), (LogLine(began[0], _ASKS, "work"),)),
        RunReport(began[1], began[1] + timedelta(seconds=2), (well,), (LogLine(began[1], _TAKEN, "work", "1"),)),
        RunReport(began[2], None, (), ()),
    )
