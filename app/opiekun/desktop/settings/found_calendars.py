"""The calendars that a server has for a user, each to be connected or left alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.theme.labels import ElidedLabel, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import EnterSaves, Form, card, empty, flow, second_line
from opiekun.domain.sync.addresses import same_address
from opiekun.domain.sync.remote import Discovery, FoundCollection
from opiekun.services.sync.new_events import NewEvents

_SWATCH = 14


class Chosen(NamedTuple):
    """The addresses of the calendars that are to be connected, and of the one to which new events go from now on: ""
    leaves them where they go."""

    urls: frozenset[str]
    new_events: str


class FoundCalendars(QWidget):
    """``chosen`` carries what is :class:`Chosen`, ``left`` tells that no calendar is connected, ``asks`` whether they
    are in sight: connecting them comes next then.

    Where new events go is asked before, because it is the one thing that changes for calendars that are here already.
    """

    chosen = Signal(object)
    left = Signal()
    asks = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._boxes: dict[str, QCheckBox] = {}
        self._found: tuple[FoundCollection, ...] = ()
        self._new_events: NewEvents | None = None
        self._by_hand = False
        self._title = label("", theme, Type.STRONG, wrap=True)
        self._partial = label(
            self.tr("▲ The server did not show all of its calendars; those that are missing can be connected later."),
            theme,
            ink="at_risk",
            wrap=True,
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.TIGHT)
        lines = QWidget()
        lines.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._there = Choice(theme)
        self._there.setToolTip(self.tr("Where an event goes for which no calendar is chosen"))
        self._there.activated.connect(self._chose_there)
        self._where = Form(theme)
        self._where.add(self.tr("New events go to"), self._there)
        self._connect = KeyButton("", "Alt+C", theme, primary=True)
        self._connect.setShortcut("Alt+C")
        self._connect.clicked.connect(self._choose)
        leave = KeyButton(self.tr("Do not connect"), "Esc", theme)
        leave.clicked.connect(self.left)
        hint = self.tr("What stands in them comes here at once; what you change here goes there.")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        frame = card(
            self._title, self._partial, lines, self._where, second_line(hint, theme), flow(self._connect, leave)
        )
        EnterSaves(frame, self._connect, leave)
        around.addWidget(frame)
        self.hide()

    def offer(self, found: Discovery, known: Collection[str], new_events: NewEvents) -> None:
        """Show what was found; where one was named by its own address, that alone is ticked.

        ``known`` are the addresses of those that are connected already, ``new_events`` tells where new events go.
        """
        empty(self._lines)
        self._found, self._new_events, self._by_hand = tuple(found.collections), new_events, False
        self._boxes = {}
        for each in self._found:
            connected = any(same_address(each.url, url) for url in known)
            self._boxes[each.url] = self._add(each, connected=connected)
        for url, box in self._boxes.items():
            box.setChecked(not found.named or same_address(found.named, url))
        self._title.setText(self.tr("%n calendar(s) found", "", len(self._boxes)))
        self._partial.setVisible(found.partial)
        self._count()
        self.show()
        first = next((box for box in self._boxes.values() if box.isEnabled()), self._connect)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, each: FoundCollection, *, connected: bool) -> QCheckBox:
        name = _name(each) or self.tr("(no name)")
        line = QWidget()
        box = QCheckBox(line)
        box.setVisible(not connected)
        box.setEnabled(not connected)
        box.toggled.connect(self._count)
        notes = [self.tr("can only be read")] if each.read_only else []
        notes += [self.tr("connected already")] if connected else []
        box.setAccessibleName(", ".join([name, *notes]))
        box.setAccessibleDescription(each.url)
        swatch = QWidget()
        swatch.setFixedSize(_SWATCH, _SWATCH)
        if each.colour:  # an empty one would look like a second box to be ticked
            swatch.setStyleSheet(f"background: {each.colour}; border-radius: {Radius.CHIP - 1}px;")
        words = ElidedLabel(name)
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.SMALL)
        # What is connected cannot be chosen, and looks so.
        done = label("✓", self._theme, ink="second")
        done.setFixedWidth(box.sizeHint().width())
        for part in (done if connected else box, swatch):
            inside.addWidget(part)
        inside.addWidget(words, 1)
        inside.addWidget(label(" · ".join(notes), self._theme, Type.SECOND, "second"))
        line.setToolTip(plain_tip(each.url))
        self._lines.addWidget(line)
        return box

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """They are in sight."""
        super().showEvent(event)
        self.asks.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """They are not."""
        super().hideEvent(event)
        self.asks.emit(False)

    @property
    def _wanted(self) -> frozenset[str]:
        return frozenset(url for url, box in self._boxes.items() if box.isEnabled() and box.isChecked())

    @Slot()
    def _count(self) -> None:
        number = len(self._wanted)
        self._connect.rename(self.tr("Connect %n calendar(s)", "", number))
        self._connect.setEnabled(number > 0)
        self._offer_places()

    def _offer_places(self) -> None:
        """Those that are ticked and can be written; what was chosen stays where it still can be."""
        if self._new_events is None:
            return
        wanted, before = self._wanted, self._there.currentData()
        free = [each for each in self._found if each.url in wanted and not each.read_only]
        now = calendar_named(self._new_events.calendar).name
        self._there.clear()
        here = self.tr("“{name}”, as now: only on this computer")
        self._there.addItem((here if self._new_events.alone else self.tr("“{name}”, as now")).format(name=now), "")
        for each in free:
            self._there.addItem(_name(each) or self.tr("(no name)"), each.url)
        if not self._by_hand:
            # Nobody has anything in the one with which a desk begins.
            before = free[0].url if free and self._new_events.unused else ""
        self._there.setCurrentIndex(max(0, self._there.findData(before)))
        self._where.setVisible(bool(free))

    @Slot()
    def _chose_there(self) -> None:
        self._by_hand = True

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(Chosen(self._wanted, self._there.currentData() or ""))


def _name(each: FoundCollection) -> str:
    """On one line, whatever came from outside."""
    return " ".join(each.name.split())
