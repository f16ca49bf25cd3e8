"""Who works at this desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice, ZoneField
from opiekun.desktop.widgets.form import EnterSaves, Form, card, row, second_line
from opiekun.domain.people import Agent
from opiekun.services.setup import Setup, current_setup, save_person


class PersonSection(Section):
    """Name, e-mail, level and zone of the agent of this desk."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._agent: Agent | None = None
        self._name, self._email = QLineEdit(), QLineEdit()
        self._level = Choice(theme)
        self._level.addItem(self.tr("1, dedicated agent"), 1)
        self._level.addItem(self.tr("2, specialist"), 2)
        self._zone = ZoneField(theme)
        save = KeyButton(self.tr("Save"), "Enter", theme, primary=True)
        save.setToolTip(self.tr("Save these (Enter)"))
        save.clicked.connect(self._keep)
        form = Form(theme)
        form.add(self.tr("Name"), self._name)
        form.add(self.tr("E-mail"), self._email, self.tr("As in LiveAgent, so that your tickets are yours here."))
        form.add(self.tr("Level"), self._level)
        form.add(self.tr("Time zone"), self._zone, self.tr("The window tells times in it; the hours have their own."))
        frame = card(form, row(save))
        EnterSaves(frame, save)
        self.lay_out(self.tr("You"), second_line(self.tr("Who works at this desk, on this computer."), theme), frame)

    def refresh(self) -> None:
        """Read who works here."""
        job = partial(current_setup, preferences=self._session.program.preferences)
        self._session.read(job, self._show)

    def _show(self, setup: Setup) -> None:
        agent = setup.agent or Agent("", "", timezone=setup.hours.timezone)
        if agent == self._agent:
            # As it was: what somebody typed over it and did not keep yet stays.
            return
        self._agent = agent
        self._name.setText(agent.name)
        self._email.setText(agent.email)
        self._level.choose(agent.level)
        self._zone.set_zone(agent.timezone)

    @Slot()
    def _keep(self) -> None:
        if self._agent is None:
            return
        typed = replace(
            self._agent,
            name=self._name.text(),
            email=self._email.text().strip(),
            level=self._level.currentData(),
            timezone=self._zone.zone(),
        )
        self.change(partial(save_person, preferences=self._session.program.preferences, person=typed))
