"""Every action with its key, in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.shell.actions import Actions, Do, Place
from opiekun.desktop.shell.screen_keys import KeyLine, screen_keys
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.folding import FoldingLayout

_COLUMNS: tuple[tuple[Place | Do, ...], ...] = (
    (Place.REQUEST, Place.QUEUE, Do.ANSWERS, Do.SYNC_PAGE, Do.CONFLICTS),
    (Place.CALENDAR,),
    (Place.WINDOW, Do.ACCOUNTS, Do.IMPORT, Do.SETTINGS),
)
"""Those of the calendar's screen stand with its actions."""


class KeysPage(QScrollArea):
    """Reads the list of actions, so that it cannot be wrong; beside them stand the keys of single screens."""

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
        for parts in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(Space.LARGE)
            for part in parts:
                lines = _of_place(actions, part) if isinstance(part, Place) else _of_screen(actions, part)
                if lines:
                    name = _title(part) if isinstance(part, Place) else actions.deeds[part].button
                    column.addWidget(self._card(name, lines))
            if column.count():
                column.addStretch(1)
                columns.addLayout(column, 1)
        outer.addLayout(columns)
        outer.addStretch(1)
        self.setWidget(page)

    def _card(self, title: str, lines: list[KeyLine]) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        card.setAccessibleName(title)
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


def _of_place(actions: Actions, place: Place) -> list[KeyLine]:
    lines = [KeyLine(deed.text, deed.keys) for deed in actions.deeds.values() if deed.place is place]
    return lines + screen_keys(Do.CALENDAR) if lines and place is Place.CALENDAR else lines


def _of_screen(actions: Actions, do: Do) -> list[KeyLine]:
    return screen_keys(do) if do in actions else []


def _title(place: Place) -> str:
    return {
        Place.REQUEST: QCoreApplication.translate("Keys", "The selected request"),
        Place.QUEUE: QCoreApplication.translate("Keys", "The queue"),
        Place.CALENDAR: QCoreApplication.translate("Keys", "The calendar"),
        Place.WINDOW: QCoreApplication.translate("Keys", "The window"),
    }[place]
