"""How the window looks and speaks, and what it tells while nobody looks at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import Form, card, second_line
from opiekun.services.preferences import Preferences
from opiekun.services.preferences import Theme as Scheme

_BEFORE = (0, 5, 10, 15, 30, 60)
"""Minutes before a call at which its brief can open; 0: never."""


class PreferenceSection(Section):
    """Keeps preferences as soon as they are chosen. ``preferred`` carries all of them."""

    preferred = Signal(object)

    def keep(self, **chosen: Any) -> None:
        """Keep these, and say so."""
        file = self._session.program.preferences
        preferences = replace(file.load(), **chosen)
        file.save(preferences)
        self.preferred.emit(preferences)
        self.say(self.tr("Saved. It is yours alone, on this computer; choose again to change it back."))

    def preferences(self) -> Preferences:
        """What is kept."""
        return self._session.program.preferences.load()


class AppearanceSection(PreferenceSection):
    """Language, colours and the height of rows."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._language, self._scheme = Choice(theme), Choice(theme)
        for code, name in (("", self.tr("as the system")), ("en", "English"), ("pl", "Polski")):
            self._language.addItem(name, code)
        for scheme, name in (
            (Scheme.SYSTEM, self.tr("as the system")),
            (Scheme.LIGHT, self.tr("light")),
            (Scheme.DARK, self.tr("dark")),
        ):
            self._scheme.addItem(name, scheme)
        self._compact = QCheckBox(self.tr("Compact rows"))
        self._language.activated.connect(self._choose)
        self._scheme.activated.connect(self._choose)
        self._compact.clicked.connect(self._choose)
        form = Form(theme)
        form.add(self.tr("Language"), self._language)
        form.add(self.tr("Colours"), self._scheme)
        form.add(self.tr("Queue"), self._compact)
        hint = self.tr("Another language is spoken from the next start on.")
        self.lay_out(self.tr("Appearance"), card(form), second_line(hint, theme))

    def refresh(self) -> None:
        """Show what is chosen."""
        chosen = self.preferences()
        self._language.choose(chosen.language)
        self._scheme.choose(chosen.theme)
        self._compact.setChecked(chosen.compact)

    @Slot()
    def _choose(self) -> None:
        scheme = Scheme(self._scheme.currentData())
        self.keep(language=self._language.currentData(), theme=scheme, compact=self._compact.isChecked())


class NotificationsSection(PreferenceSection):
    """Whether to tell, and what closing the window means."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._tell = QCheckBox(self.tr("Tell me of clocks and calls"))
        self._stay = QCheckBox(self.tr("Stay in the tray"))
        self._before = Choice(theme)
        for minutes in _BEFORE:
            words = self.tr("%n minute(s) before", "", minutes) if minutes else self.tr("not by itself")
            self._before.addItem(words, minutes)
        self._before.setAccessibleName(self.tr("Brief of a call"))
        self._before.activated.connect(self._choose)
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self._stay.setEnabled(has_tray)
        self._tell.clicked.connect(self._choose)
        self._stay.clicked.connect(self._choose)
        when = self.tr(
            "When a clock is at risk or breached, and which calls you owe. Outside the desk’s hours only Severity 1 "
            "and 2 are told. Nothing is told twice."
        )
        close = self.tr(
            "Closing the window leaves Opiekun there. Otherwise it quits, and nothing is told until it is opened again."
        )
        if not has_tray:
            close = self.tr(
                "This system has no tray: closing the window quits, and notices appear in the window’s line."
            )
        brief = Form(theme)
        brief.add(self.tr("Brief of a call opens"), self._before, self.tr("Beside what you do, without its keyboard."))
        self.lay_out(
            self.tr("Notifications"),
            card(self._tell, second_line(when, theme)),
            card(brief),
            card(self._stay, second_line(close, theme)),
        )

    def refresh(self) -> None:
        """Show what is chosen."""
        chosen = self.preferences()
        self._tell.setChecked(chosen.notifications)
        self._stay.setChecked(chosen.stay_in_tray)
        self._before.choose(chosen.brief_minutes)

    @Slot()
    def _choose(self) -> None:
        # One that was written into the file by hand is no choice here, and stays.
        before = self._before.currentData()
        self.keep(
            notifications=self._tell.isChecked(),
            stay_in_tray=self._stay.isChecked(),
            brief_minutes=before if before is not None else self.preferences().brief_minutes,
        )
