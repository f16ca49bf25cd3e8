"""What the sync asks the agent: a server's password, whether to delete much, a calendar that is gone, conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.sync.words import said, server_of
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.domain.sync.accounts import CollectionStanding, DavAccount
from opiekun.domain.sync.told import Told
from opiekun.services.sync.guard import GuardAnswer
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding


class Questions(QWidget):
    """``answered`` carries a calendar's id, a GuardAnswer and of how many missing events it is, ``removed`` the id of
    one that goes here too;
    ``settings_wanted`` and ``conflicts_wanted`` lead on.

    The first question of a kind has the keys; once it is answered, the next one has.
    """

    answered = Signal(str, object, int)
    removed = Signal(str)
    settings_wanted = Signal()
    conflicts_wanted = Signal()

    def __init__(self, theme: Theme, *, conflicts_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._conflicts_key = conflicts_key
        self._shown: tuple[object, ...] = ()
        self._taken: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.SMALL)

    def show_standing(self, standing: SyncStanding, titles: Mapping[str, tuple[str, ...]]) -> None:
        """Show what is to be answered now; nothing is built anew where it is shown already.

        ``titles`` are what some of the missing events of a calendar are called, by its id.
        """
        asked = ((account, standing.asked_of(account)) for account in standing.accounts)
        asking = tuple((account, told) for account, told in asked if told is not None)
        odd = tuple(each for each in standing.collections if each.collection.standing is not CollectionStanding.ACTIVE)
        named = tuple(titles.get(each.calendar.id, ()) for each in standing.guarded)
        shown = (asking, odd, standing.conflicts, named)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._column)
        self._taken.clear()
        for account, told in asking:
            self._add_account(account, told)
        for each in odd:
            if each.collection.standing is CollectionStanding.GUARDED:
                self._add_guard(each, titles.get(each.calendar.id, ()))
            else:
                self._add_gone(each)
        if standing.conflicts:
            self._add_conflicts(standing.conflicts)
        self.setVisible(bool(asking or odd or standing.conflicts))

    def _add_account(self, account: DavAccount, asked: Told) -> None:
        tip = self.tr("Where its password is changed, and its certificate accepted")
        button = self._button(self.tr("Open the settings"), "Alt+P", tip, primary=True)
        button.clicked.connect(self.settings_wanted)
        self._add(server_of(account.url), said(asked), button)

    def _add_guard(self, each: SyncedCalendar, titles: tuple[str, ...]) -> None:
        collection, name = each.collection, calendar_named(each.calendar).name
        locale = QLocale()
        if collection.may_delete:
            going = self.tr("{missing} events are deleted here with the next sync, as you said. Ctrl+Z takes it back.")
            telling = self.tr(
                "{missing} events are deleted here with the next sync, and their guests are told that they are off, as "
                "you said. Ctrl+Z takes it back."
            )
            words = telling if collection.tells_guests else going
            self._add(name, words.format(missing=locale.toString(collection.missing)))
            return
        words = self.tr(
            "The server lacks {missing} of {known} events that it had. Nothing was deleted here, and nothing is until "
            "you say what is right."
        )
        told = words.format(missing=locale.toString(collection.missing), known=locale.toString(collection.known))
        if titles:
            quoted = (self.tr("“{title}”").format(title=each or self.tr("(no title)")) for each in titles)
            all_of_them = len(titles) == collection.missing
            names = self.tr("They are: {titles}.") if all_of_them else self.tr("Among them: {titles}.")
            told = f"{told} {names.format(titles=', '.join(quoted))}"
        tip = self.tr("They were lost there: they go back with the next sync")
        keep = self._button(self.tr("Put them back on the server"), "Alt+K", tip, primary=True)
        tip = self.tr("They were deleted on purpose: they go from here with the next sync")
        delete = self._button(self.tr("Delete them here too"), "Alt+Del", tip)
        for button, answer in ((keep, GuardAnswer.KEEP), (delete, GuardAnswer.DELETE)):
            button.setAccessibleName(f"{button.text()}: {name}")
            button.clicked.connect(partial(self._answer, each.calendar.id, answer, collection.missing))
        self._add(name, told, keep, delete)

    def _add_gone(self, each: SyncedCalendar) -> None:
        words = self.tr("The server does not have this calendar any more. It stays here, with all that waits.")
        name = calendar_named(each.calendar).name
        tip = self.tr("It goes from here as well; Ctrl+Z brings it back")
        remove = self._button(self.tr("Remove it here too"), "Alt+Del", tip)
        remove.setAccessibleName(f"{remove.text()}: {name}")
        remove.clicked.connect(partial(self._remove, each.calendar.id))
        tip = self.tr("Where its server is disconnected, or connected anew")
        button = self._button(self.tr("Open the settings"), "Alt+P", tip)
        button.clicked.connect(self.settings_wanted)
        self._add(name, words, button, remove)

    def _add_conflicts(self, number: int) -> None:
        button = KeyButton(self.tr("Compare and settle"), self._conflicts_key, self._theme, primary=True)
        button.clicked.connect(self.conflicts_wanted)
        title = self.tr("%n event(s) changed here and on the server at once", "", number)
        self._add(title, self.tr("The calendar shows the server’s version; yours is kept beside it."), button)

    def _button(self, text: str, key: str, tip: str, *, primary: bool = False) -> KeyButton:
        """With its key where it is the first one that would have it: of two that share a key none hears it."""
        key = "" if key in self._taken else key
        self._taken.add(key)
        button = KeyButton(text, key, self._theme, primary=primary)
        button.setShortcut(key)
        button.setToolTip(f"{tip} ({key})" if key else tip)
        return button

    def _add(self, title: str, words: str, *buttons: KeyButton) -> None:
        frame = QFrame()
        frame.setProperty("card", "warning")
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(label("▲ " + title, self._theme, Type.STRONG, wrap=True))
        column.addWidget(label(words, self._theme, wrap=True))
        if buttons:
            line = FlowLayout()
            for button in buttons:
                line.addWidget(button)
            column.addLayout(line)
        self._column.addWidget(frame)
        frame.show()

    def _remove(self, calendar_id: str, _checked: bool = False) -> None:
        self.removed.emit(calendar_id)

    def _answer(self, calendar_id: str, answer: GuardAnswer, missing: int, _checked: bool = False) -> None:
        self.answered.emit(calendar_id, answer, missing)
