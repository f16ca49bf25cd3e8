"""The calendars, each with its server, when it was last exchanged well, and what waits; or that it is on none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.words import of_certificate, said, server_of
from opiekun.desktop.theme.labels import ElidedLabel, FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.told import Told
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding

_SWATCH = 14
_LONGEST = 40
"""Letters of a name on a button, at most."""


class CalendarsCard(QWidget):
    """Built anew only where something is another.

    ``preferred`` carries the id of the calendar on a server to which new events are to go.
    """

    preferred = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.SMALL)
        self._grid.setVerticalSpacing(Space.TIGHT)
        self._grid.setColumnStretch(1, 1)

    def show_standing(
        self, standing: SyncStanding, calendars: tuple[Calendar, ...], moments: Moments, now: UtcSeconds
    ) -> None:
        """Show those that are connected, and below them which of all ``calendars`` are on no server."""
        asked = map(standing.asked_of, standing.accounts)
        asking = frozenset(told for told in asked if told is not None)
        failures = set[Told]()
        told = tuple((each, self._state(each, asking, failures, moments, now)) for each in standing.collections)
        synced = {each.calendar.id for each in standing.collections}
        alone = tuple(each for each in calendars if each.id not in synced)
        if (told, alone) == self._shown:
            return
        self._shown = (told, alone)
        empty(self._grid)
        for at, (each, state) in enumerate(told):
            where = [server_of(each.collection.url)]
            where += [self.tr("can only be read")] if each.calendar.read_only else []
            where += [self.tr("new events go here")] if each.calendar.default else []
            where += [Numbers().changes_waiting(each.waiting)] if each.waiting else []
            self._add(2 * at, each.calendar, " · ".join(where), each.collection.url, state)
        for at, calendar in enumerate(alone, len(told)):
            place = _place_for_new_events(standing) if calendar.default else None
            self._add(2 * at, calendar, self.tr("only on this computer"), "", self._said_alone(calendar, place))
            if place is not None:
                self._offer(2 * len(told) + 2 * len(alone), place)

    def _said_alone(self, calendar: Calendar, place: Calendar | None) -> str:
        if not calendar.default:
            return self.tr("It goes to no server.")
        only_read = self.tr("New events go here, and to no server: those on the server can only be read.")
        there = self.tr("New events go here, and to no server: nobody sees them there, nor on your phone.")
        return "▲ " + (there if place is not None else only_read)

    def _offer(self, at: int, place: Calendar) -> None:
        """Below all of them: that new events go to one on a server from now on."""
        name = calendar_named(place).name
        button = KeyButton(self.tr("New events to “{name}”").format(name=_cut(name)), "Alt+N", self._theme)
        button.setShortcut("Alt+N")
        tip = self.tr("From now on they go to “{name}” and to its server; Ctrl+Z takes it back (Alt+N)")
        button.setToolTip(plain_tip(tip.format(name=name)))
        button.clicked.connect(partial(self._prefer, place.id))
        line = QWidget()
        flow = FlowLayout()
        line.setLayout(flow)
        flow.addWidget(button)
        self._grid.addWidget(line, at, 1, 1, 2)
        line.show()

    def _prefer(self, calendar_id: str, _checked: bool = False) -> None:
        self.preferred.emit(calendar_id)

    def _add(self, at: int, calendar: Calendar, where: str, url: str, state: str) -> None:
        calendar = calendar_named(calendar)
        swatch = QFrame()
        swatch.setFixedSize(_SWATCH, _SWATCH)
        swatch.setStyleSheet(f"background: {calendar.colour}; border: none; border-radius: 4px;")
        name = ElidedLabel(calendar.name)
        name.setFont(self._theme.font(Type.SUBJECT))
        tells = label(state, self._theme, Type.SECOND, "at_risk" if state.startswith("▲") else "second", wrap=True)
        server = label(where, self._theme, Type.SECOND, "second")
        server.setToolTip(plain_tip(url))
        self._grid.addWidget(swatch, at, 0)
        self._grid.addWidget(name, at, 1)
        self._grid.addWidget(server, at, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(tells, at + 1, 1, 1, 2)

    def _state(
        self, each: SyncedCalendar, asking: frozenset[Told], told: set[Told], moments: Moments, now: UtcSeconds
    ) -> str:
        collection = each.collection
        parts = []
        if collection.standing is CollectionStanding.GONE:
            parts.append("▲ " + self.tr("The server does not have it any more; it stays here as it was."))
        elif collection.standing is CollectionStanding.GUARDED:
            missing = self.tr("Many of its events are missing on the server; nothing is deleted here.")
            going = self.tr("Many of its events are missing on the server; with the next sync they go from here.")
            parts.append("▲ " + (going if collection.may_delete else missing))
        elif collection.failure is not None and collection.failure in asking:
            # What it asks stands above, once for all of its calendars.
            certificate = self.tr("Waits until its server’s certificate is accepted, above.")
            password = self.tr("Waits for its server’s password, above.")
            parts.append("▲ " + (certificate if of_certificate(collection.failure) else password))
        elif collection.failure is not None and collection.failure in told:
            parts.append("▲ " + self.tr("Not synced, for the same reason."))
        elif collection.failure is not None:
            told.add(collection.failure)
            parts.append("▲ " + said(collection.failure))
        if collection.synced_at is None:
            parts.append(self.tr("Not synced yet."))
        else:
            when = moments.moment(utc_seconds(collection.synced_at), now)
            parts.append(self.tr("Last synced {when}.").format(when=when))
        return " ".join(parts if parts[0].startswith("▲") else ["✓ " + parts[0]] if collection.synced_at else parts)


def _place_for_new_events(standing: SyncStanding) -> Calendar | None:
    """The first calendar on a server that can be written."""
    active = (each for each in standing.collections if each.collection.standing is CollectionStanding.ACTIVE)
    return next((each.calendar for each in active if not each.calendar.read_only), None)


def _cut(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
