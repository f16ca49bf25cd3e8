"""Who is at a call besides its guests: the agent who holds it, and a specialist where the type wants one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.domain.calls.types import CallType, Presence
from opiekun.domain.people import Agent

_SPECIALIST = 2


class WhoField(QWidget):
    """``changed`` tells that somebody else was chosen, on whose time the free ones hang."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._specialist = Choice(theme), Choice(theme)
        self._holder.setAccessibleName(self.tr("Held by"))
        self._holder.setToolTip(self.tr("Whose time is looked at, and in whose name is invited"))
        self._specialist.setAccessibleName(self.tr("Specialist"))
        self._specialist.setToolTip(self.tr("Who must be there too; the time is free where both are"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        for choice in (self._holder, self._specialist):
            column.addWidget(choice)
            choice.activated.connect(self._chose)
        self.setFocusProxy(self._holder)
        self._wants_specialist = False

    def know(self, agents: Sequence[Agent], typed: Mapping[str, str]) -> None:
        """Offer those who are active; "" stands for who stands by the account, and for whoever is free."""
        active = [agent for agent in agents if agent.active]
        self._fill(self._holder, self.tr("who looks after the account"), active, typed.get("held_by", self.held_by))
        specialists = [agent for agent in active if agent.level == _SPECIALIST and agent.email]
        first = self.tr("a specialist who is free") if specialists else self.tr("no specialist is known")
        self._fill(self._specialist, first, specialists, typed.get("specialist", self._specialist.currentData()))

    def show_type(self, call_type: CallType) -> None:
        """A specialist is asked for where the type wants one."""
        self._wants_specialist = call_type.presence is Presence.AGENT_AND_SPECIALIST
        self._specialist.setVisible(self._wants_specialist)

    @property
    def held_by(self) -> str:
        """The id of the agent who was chosen."""
        return self._holder.currentData() or ""

    @property
    def specialist(self) -> str:
        """The id of the specialist who was chosen; "" where the type wants none."""
        return (self._specialist.currentData() or "") if self._wants_specialist else ""

    def fields(self) -> dict[str, str]:
        """Who was chosen."""
        chosen = {"held_by": self.held_by, "specialist": self.specialist}
        return {name: agent_id for name, agent_id in chosen.items() if agent_id}

    def forget(self) -> None:
        """Nobody is chosen."""
        for choice in (self._holder, self._specialist):
            choice.setCurrentIndex(0)

    def _fill(self, choice: Choice, first: str, agents: Sequence[Agent], chosen: str | None) -> None:
        choice.clear()
        choice.addItem(first, "")
        for agent in agents:
            choice.addItem(agent.name, agent.id)
        choice.choose(chosen or "")
        if choice.currentIndex() < 0:
            choice.setCurrentIndex(0)

    @Slot()
    def _chose(self) -> None:
        self.changed.emit()
