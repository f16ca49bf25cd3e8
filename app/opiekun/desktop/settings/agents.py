"""The agents of this desk, edited in place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.folding import FoldingLayout
from opiekun.desktop.widgets.form import card, second_line
from opiekun.domain.people import Agent
from opiekun.services.accounts import list_agents, save_agent

_LEVELS = (1, 2)
_LEAST_FIELD = 96
"""Pixels; where names would have fewer, the fields of an agent stand below one another."""


class AgentLine(QWidget):
    """One agent. ``edited`` carries the record as typed, once the line is left or Return pressed."""

    edited = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agent = self._told = Agent("", "")
        self._name, self._email, self._active = QLineEdit(), QLineEdit(), QCheckBox(self.tr("active"))
        self._name.setPlaceholderText(self.tr("Name of another agent"))
        self._email.setPlaceholderText(self.tr("E-mail"))
        self._name.setAccessibleName(self.tr("Agent: name"))
        self._email.setAccessibleName(self.tr("Agent: e-mail"))
        self._level = Choice(theme)
        self._level.setMinimumContentsLength(7)
        self._level.setAccessibleName(self.tr("Agent: level"))
        for level in _LEVELS:
            self._level.addItem(self.tr("level {number}").format(number=level), level)
        line, rank = FoldingLayout(self), QHBoxLayout()
        rank.setSpacing(Space.SMALL)
        rank.addWidget(self._level)
        rank.addWidget(self._active)
        for field, share in ((self._name, 2), (self._email, 3)):
            field.setMinimumWidth(_LEAST_FIELD)
            line.addWidget(field, share)
        line.addLayout(rank)
        for field in (self._name, self._email):
            field.editingFinished.connect(self._finished)
            field.returnPressed.connect(self.tell)
        self._level.activated.connect(self.tell)
        self._active.clicked.connect(self.tell)

    def show_agent(self, agent: Agent) -> None:
        """Show that agent, except in the field that is being typed in."""
        self._agent = self._told = agent
        for field, text in ((self._name, agent.name), (self._email, agent.email)):
            if not (field.hasFocus() and field.isModified()):
                field.setText(text)
        self._level.choose(agent.level)
        self._active.setChecked(agent.active)

    @Slot()
    def _finished(self) -> None:
        # Told field by field, or when the window loses the focus, a new agent would be added twice.
        if QApplication.focusWidget() not in (None, self._name, self._email, self._level, self._active):
            self.tell()

    @Slot()
    def tell(self) -> None:
        """Ask to save what was typed, if it differs and was not asked for before."""
        typed = replace(
            self._agent,
            name=self._name.text().strip(),
            email=self._email.text().strip(),
            level=self._level.currentData(),
            active=self._active.isChecked(),
        )
        if typed not in (self._agent, self._told) and (typed.name or self._agent.id):
            self._told = typed
            self.edited.emit(typed)


class AgentsSection(Section):
    """Everyone who works at this desk, on whatever computer, and an empty line to add another."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._lines: list[AgentLine] = []
        frame = QWidget()
        self._column = QGridLayout(frame)
        self._column.setContentsMargins(0, 0, 0, 0)
        hint = self.tr("LiveAgent’s agents come in with a pull. Someone who has left is not active: the history stays.")
        self.lay_out(self.tr("Agents"), second_line(hint, theme), card(frame))

    def refresh(self) -> None:
        """Read the agents."""
        self._session.read(list_agents, self._show)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another part comes, or the window goes: nobody will be there to leave the line."""
        for line in self._lines:
            line.tell()
        super().hideEvent(event)

    def _show(self, agents: list[Agent]) -> None:
        zone = self._session.zone.key
        wanted = [*agents, Agent("", "", timezone=zone)]
        while len(self._lines) < len(wanted):
            line = AgentLine(self._theme)
            line.edited.connect(self._keep)
            self._column.addWidget(line, len(self._lines), 0)
            self._lines.append(line)
        while len(self._lines) > len(wanted):
            self._lines.pop().deleteLater()
        for line, agent in zip(self._lines, wanted, strict=True):
            line.show_agent(agent)

    @Slot(object)
    def _keep(self, agent: Agent) -> None:
        self.change(partial(save_agent, agent=agent))
