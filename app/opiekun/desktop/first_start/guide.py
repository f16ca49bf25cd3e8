"""Three steps in the window, each of which can be skipped; nothing typed is lost on the way back."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, QTimeZone, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.countries import named
from opiekun.desktop.widgets.fields import Choice, ZoneField
from opiekun.desktop.widgets.form import Form, RefusalLine, card, flow, page, second_line, title
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.hours import BusinessHours
from opiekun.domain.national_holidays import COUNTRIES
from opiekun.domain.people import Agent
from opiekun.services.ports import Store
from opiekun.services.queue import rules_of
from opiekun.services.setup import save_hours, save_person


class Beginning(Enum):
    """Where requests come from, or how to begin without them."""

    LIVEAGENT = auto()
    FILE = auto()
    BY_HAND = auto()
    SAMPLE = auto()


class Guide(QWidget):
    """``finished`` carries the :class:`Beginning` that was chosen, None where the guide was skipped."""

    finished = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._hours: BusinessHours | None = None
        self._step = label("", theme, ink="second")
        self._refusal = RefusalLine()
        self._name, self._email = QLineEdit(), QLineEdit()
        self._zone = ZoneField(theme, _system_zone())
        self._country, self._hours_zone = Choice(theme), ZoneField(theme)
        self._country.addItem(self.tr("none"), "")
        self._steps = QStackedWidget()
        self._firsts: list[QWidget] = []
        self._next = KeyButton(self.tr("Next"), "Enter", theme, primary=True)
        self._next.setToolTip(self.tr("Save this and go on (Enter)"))
        self._next.clicked.connect(self.go_on)
        self._back = KeyButton(self.tr("Back"), "Alt+←", theme)
        self._back.setToolTip(self.tr("Go back a step; what was typed stays (Alt+Left)"))
        self._back.clicked.connect(self.go_back)
        self._skip = KeyButton(self.tr("Skip"), "Esc", theme)
        self._skip.setToolTip(self.tr("Go to the desk; all of this is in the settings too (Esc)"))
        self._skip.clicked.connect(self.skip)
        self._lay_out()
        for keys, slot in (("Alt+Left", self.go_back), ("Alt+Right", self.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._show_step(0)
        session.read(_read_hours, self._know)

    def _lay_out(self) -> None:
        theme = self._theme
        who, when = Form(theme), Form(theme)
        who.add(self.tr("Name"), self._name)
        who.add(self.tr("E-mail"), self._email, self.tr("As in LiveAgent, so that your tickets are yours here."))
        who.add(self.tr("Time zone"), self._zone)
        when.add(self.tr("Country"), self._country, self.tr("Its national holidays close the desk."))
        when.add(
            self.tr("Desk’s time zone"),
            self._hours_zone,
            self.tr("Monday to Friday, 09:00–17:00 of this zone. Other hours are set in the settings."),
        )
        self._add_step(self.tr("Who are you?"), card(who), self._name)
        self._add_step(self.tr("When is the desk open?"), card(when), self._country)
        self._add_step(self.tr("Where do requests come from?"), *self._beginnings())
        words = second_line(self.tr("Opiekun keeps your desk on this computer. This takes a minute."), theme)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(
            page(
                title(self.tr("Welcome to Opiekun"), theme),
                words,
                self._step,
                self._steps,
                self._refusal,
                flow(self._next, self._back, self._skip),
            )
        )

    def _add_step(self, question: str, *parts: QWidget) -> None:
        """A step of its question and parts; the last part has the focus first."""
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(label(question, self._theme))
        for part in parts:
            if part.parent() is None:
                column.addWidget(part)
        column.addStretch(1)
        self._firsts.append(parts[-1])
        self._steps.addWidget(step)

    def _beginnings(self) -> tuple[QWidget, ...]:
        theme = self._theme
        offers = (
            (Beginning.LIVEAGENT, "1", self.tr("LiveAgent"), self.tr("Connect an account; its tickets are pulled.")),
            (Beginning.FILE, "2", self.tr("A file"), self.tr("JSON Lines or CSV from any other program.")),
            (Beginning.BY_HAND, "3", self.tr("By hand"), self.tr("Take requests down yourself, with Ctrl+N.")),
            (
                Beginning.SAMPLE,
                "4",
                self.tr("Look around the sample desk"),
                self.tr("A made-up desk in a window of its own; yours stays empty."),
            ),
        )
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.MEDIUM)
        grid.setColumnStretch(1, 1)
        buttons: list[KeyButton] = []
        for line, (beginning, key, words, meaning) in enumerate(offers):
            button = KeyButton(words, key, theme)
            button.setShortcut(QKeySequence(key))
            button.setToolTip(f"{meaning} ({key})")
            button.clicked.connect(partial(self._begin, beginning))
            grid.addWidget(button, line, 0)
            grid.addWidget(second_line(meaning, theme), line, 1)
            buttons.append(button)
        return card(lines), buttons[0]

    @Slot()
    def go_on(self) -> None:
        """Keep what this step asks, then show the next."""
        self._refusal.settle()
        step = self._steps.currentIndex()
        if step == 0:
            self._keep_person()
        elif step == 1 and self._hours is not None:
            self._keep_hours(self._hours)
        elif step < self._steps.count() - 1:
            self._show_step(step + 1)

    @Slot()
    def go_back(self) -> None:
        """Show the step before."""
        self._refusal.settle()
        if self._steps.currentIndex() > 0:
            self._show_step(self._steps.currentIndex() - 1)

    @Slot()
    def skip(self) -> None:
        """Leave the guide as it is; it does not come back by itself."""
        self._finish(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return goes on, Escape skips."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._next.isEnabled():
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.skip()
        else:
            super().keyPressEvent(event)

    def _keep_person(self) -> None:
        if not self._name.text().strip():
            self._refuse(InvalidInput("Type your name, or skip this guide with Esc."))
            self._name.setFocus()
            return
        desk = self._session.desk
        known = desk.agent if desk is not None and desk.agent is not None else Agent("", "")
        person = replace(
            known, name=self._name.text().strip(), email=self._email.text().strip(), timezone=self._zone.zone()
        )
        job = partial(save_person, preferences=self._session.program.preferences, person=person)
        self._session.write(job, self._kept, self._refuse)

    def _keep_hours(self, before: BusinessHours) -> None:
        try:
            hours = replace(before, country=self._country.currentData() or "", timezone=self._hours_zone.zone())
        except Refused as refused:
            self._refuse(refused)
            return
        if hours == before:
            self._show_step(self._steps.currentIndex() + 1)
            return
        self._hours = hours
        self._session.write(partial(save_hours, hours=hours, now=self._session.now()), self._kept, self._refuse)

    def _kept(self, _written: Written) -> None:
        self._session.open()
        self._show_step(self._steps.currentIndex() + 1)

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)

    def _know(self, known: tuple[BusinessHours, tuple[str, ...]]) -> None:
        self._hours, codes = known
        for name, code in named(codes):
            self._country.addItem(name, code)
        self._country.choose(self._hours.country)
        self._hours_zone.set_zone(self._hours.timezone)

    def _begin(self, beginning: Beginning) -> None:
        self._finish(beginning)

    def _finish(self, beginning: Beginning | None) -> None:
        file = self._session.program.preferences
        file.save(replace(file.load(), guided=True))
        self.finished.emit(beginning)

    def _show_step(self, number: int) -> None:
        last = self._steps.count() - 1
        self._steps.setCurrentIndex(number)
        self._step.setText(self.tr("Step {number} of {count}").format(number=number + 1, count=last + 1))
        self._next.setVisible(number < last)
        self._next.setEnabled(number < last)
        self._back.setVisible(number > 0)
        self.setFocusProxy(self._firsts[number])
        self._firsts[number].setFocus(Qt.FocusReason.OtherFocusReason)


def _read_hours(store: Store) -> tuple[BusinessHours, tuple[str, ...]]:
    return rules_of(store).openings.hours, COUNTRIES


def _system_zone() -> str:
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
