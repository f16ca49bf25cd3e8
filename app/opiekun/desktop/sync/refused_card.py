"""Edits that a server would not have: each with the server's words, to be tried again, kept elsewhere or given up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.sync.words import said
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.domain.calendar.events import Calendar
from opiekun.services.sync.refused import RefusedEdit

_LISTED = 50
When = Callable[[RefusedEdit], str]


class RefusedCard(QWidget):
    """``shown``, ``retried`` and ``given_up`` carry the RefusedEdit, ``copied`` it and the id of the calendar for the
    copy; ``all_retried`` is for all of them.

    The first one has the keys; once it is settled, the next one has.
    """

    shown = Signal(object)
    retried = Signal(object)
    all_retried = Signal()
    given_up = Signal(object)
    copied = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._listed: tuple[object, ...] = ()
        self._when: When = lambda _: ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)

    def show_edits(self, edits: tuple[RefusedEdit, ...], calendars: tuple[Calendar, ...], when: When) -> None:
        """Show these; ``calendars`` are those to which a copy can go, ``when`` tells when an event is, "" for none."""
        listed = (edits, calendars, tuple(when(each) for each in edits[:_LISTED]))
        if listed == self._listed:
            return
        self._listed, self._when = listed, when
        empty(self._column)
        if len(edits) > 1:
            every = self._button(self.tr("Try all again"), "Alt+A", self.tr("Send all of them with the next sync"))
            every.clicked.connect(self.all_retried)
            line = FlowLayout()
            line.addWidget(every)
            self._column.addLayout(line)
        for at, each in enumerate(edits[:_LISTED]):
            others = tuple(calendar for calendar in calendars if calendar.id != each.calendar.id)
            self._add(each, others, keys=at == 0)
        more = len(edits) - _LISTED
        if more > 0:
            self._column.addWidget(label(Numbers().and_more(more), self._theme, ink="second"))

    def _add(self, each: RefusedEdit, calendars: tuple[Calendar, ...], *, keys: bool) -> None:
        title = " ".join(each.title.split()) or self.tr("(no title)")
        what = self.tr("deleting “{title}”") if each.deleted else self.tr("“{title}”")
        parts = (what.format(title=title), self._when(each), calendar_named(each.calendar).name)
        name = " · ".join(part for part in parts if part)
        self._column.addWidget(label(name, self._theme, Type.SUBJECT, wrap=True))
        self._column.addWidget(label("▲ " + said(each.why), self._theme, Type.SECOND, "at_risk", wrap=True))
        if each.words:
            words = self.tr("The server said: {words}").format(words=each.words)
            self._column.addWidget(label(words, self._theme, Type.SECOND, "second", wrap=True))
        buttons = QWidget()
        line = FlowLayout()
        buttons.setLayout(line)
        buttons.setContentsMargins(0, 0, 0, Space.SMALL)
        again = self._button(
            self.tr("Try again"), "Alt+T" if keys else "", self.tr("Send it with the next sync once more")
        )
        again.clicked.connect(partial(self._ask, self.retried, each))
        line.addWidget(again)
        if not each.deleted:
            show = self._button(
                self.tr("Show in the calendar"), "Alt+V" if keys else "", self.tr("Go to it, where it can be changed")
            )
            show.clicked.connect(partial(self._ask, self.shown, each))
            show.setAccessibleName(f"{show.text()}: {title}")
            line.addWidget(show)
        if calendars and not each.deleted:
            line.addWidget(self._copying(each, calendars, "Alt+C" if keys else ""))
        tip = self.tr("Let it be as it is on the server; Ctrl+Z brings your version back")
        gone = self.tr("It is not on the server, so that it goes from here too; Ctrl+Z brings it back")
        words = self.tr("Give up and delete") if each.new else self.tr("Give up")
        leave = self._button(words, "Alt+G" if keys else "", gone if each.new else tip)
        leave.clicked.connect(partial(self._ask, self.given_up, each))
        line.addWidget(leave)
        for button in (again, leave):
            button.setAccessibleName(f"{button.text()}: {title}")
        self._column.addWidget(buttons)
        buttons.show()

    def _button(self, text: str, key: str, tip: str) -> KeyButton:
        button = KeyButton(text, key, self._theme)
        button.setShortcut(key)
        button.setToolTip(f"{tip} ({key})" if key else tip)
        return button

    def _copying(self, each: RefusedEdit, calendars: tuple[Calendar, ...], key: str) -> KeyButton:
        tip = self.tr("Keep your version in another calendar, and the server’s in this one")
        alone = self.tr("Keep it in another calendar instead of this one")
        words = self.tr("Move to…") if each.new else self.tr("Copy to…")
        button = self._button(words, key, alone if each.new else tip)
        button.setAccessibleName(f"{button.text()}: {each.title}")
        menu = QMenu(button)
        for calendar in calendars:
            entry = QAction(calendar_named(calendar).name.replace("&", "&&"), menu)
            entry.triggered.connect(partial(self._copy, each, calendar.id))
            menu.addAction(entry)
        button.setMenu(menu)
        return button

    def _ask(self, signal: SignalInstance, each: RefusedEdit, _checked: bool = False) -> None:
        signal.emit(each)

    def _copy(self, each: RefusedEdit, calendar_id: str, _checked: bool = False) -> None:
        self.copied.emit(each, calendar_id)
