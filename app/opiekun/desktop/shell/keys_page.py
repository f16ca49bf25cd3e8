"""Every action with its key, in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.shell.actions import Actions, Place
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.folding import FoldingLayout

_COLUMNS = ((Place.REQUEST, Place.QUEUE), (Place.CALENDAR,), (Place.WINDOW,))


class KeysPage(QScrollArea):
    """Reads the list of actions, so that it cannot be wrong; after them stand the keys of single screens."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Keys"))
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        outer.setSpacing(Space.LARGE)
        outer.addWidget(label(self.tr("Keys"), theme, Type.TITLE))
        columns = FoldingLayout(spacing=Space.WIDE)
        for places in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(Space.LARGE)
            for place in places:
                lines = [(deed.text, deed.keys) for deed in actions.deeds.values() if deed.place is place]
                lines += _on_screens(place) if lines else []
                if lines:
                    column.addWidget(self._card(_title(place), lines))
            if column.count():
                column.addStretch(1)
                columns.addLayout(column, 1)
        outer.addLayout(columns)
        outer.addStretch(1)
        self.setWidget(page)

    def _card(self, title: str, lines: list[tuple[str, tuple[str, ...]]]) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(label(title.upper(), self._theme, Type.HEADING, "second"))
        for text, its_keys in lines:
            # A row of its own each: many keys in one of them take no room from the words of the others.
            row = QHBoxLayout()
            row.setSpacing(Space.TIGHT)
            row.addWidget(label(text, self._theme, wrap=True), 1)
            for key in its_keys:
                chip = QLabel(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
                chip.setProperty("kind", "key")
                chip.setFont(self._theme.font(Type.KEY))
                row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            rows.addLayout(row)
        return card


def _on_screens(place: Place) -> list[tuple[str, tuple[str, ...]]]:
    translate = QCoreApplication.translate
    if place is Place.CALENDAR:
        return [
            (translate("Keys", "Show two to nine days"), ("2", "9")),
            (translate("Keys", "Next or previous event"), ("Tab", "Shift+Tab")),
            (translate("Keys", "Open the event, or begin one where the keys are"), ("Return",)),
            (translate("Keys", "Go to another time or day"), ("Up", "Down", "Left", "Right")),
            (translate("Keys", "Move the event"), ("Alt+Up", "Alt+Down", "Alt+Left", "Alt+Right")),
            (translate("Keys", "Make the event longer or shorter"), ("Alt+Shift+Down", "Alt+Shift+Up")),
            (translate("Keys", "Hold: read the time under the pointer in the other zone"), ("Z",)),
            (translate("Keys", "Larger or smaller hours, also with Ctrl and the wheel"), ("Ctrl++", "Ctrl+-")),
            (translate("Keys", "Leave what is under way"), ("Esc",)),
            (translate("Keys", "Dragging with Ctrl held puts a copy there"), ()),
            (translate("Keys", "Invitation: accept, tentative, decline"), ("Alt+A", "Alt+T", "Alt+D")),
            (translate("Keys", "Invitation: propose the typed time"), ("Alt+P",)),
        ]
    if place is not Place.WINDOW:
        return []
    return [
        (translate("Keys", "Accounts: add an account"), ("Ctrl+Shift+N",)),
        (translate("Keys", "Accounts: filter"), ("Ctrl+F",)),
        (translate("Keys", "Import: choose a file"), ("Ctrl+L",)),
        (translate("Keys", "Settings, hours: another day"), ("Alt+D",)),
        (translate("Keys", "Settings, calendar server: change the password, disconnect"), ("Alt+W", "Alt+D")),
    ]


def _title(place: Place) -> str:
    return {
        Place.REQUEST: QCoreApplication.translate("Keys", "The selected request"),
        Place.QUEUE: QCoreApplication.translate("Keys", "The queue"),
        Place.CALENDAR: QCoreApplication.translate("Keys", "The calendar"),
        Place.WINDOW: QCoreApplication.translate("Keys", "The window"),
    }[place]
