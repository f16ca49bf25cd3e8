"""The settings' place: the parts on the left, the chosen one on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from opiekun.desktop.exchange.exchange import Exchange
from opiekun.desktop.session import Session, Written
from opiekun.desktop.settings.agents import AgentsSection
from opiekun.desktop.settings.appearance import AppearanceSection, NotificationsSection
from opiekun.desktop.settings.calendar_server import CalendarServerSection
from opiekun.desktop.settings.call_types import CallTypesSection
from opiekun.desktop.settings.handling import HandlingSection
from opiekun.desktop.settings.hours import HoursSection
from opiekun.desktop.settings.liveagent import LiveAgentSection
from opiekun.desktop.settings.mail import MailSection
from opiekun.desktop.settings.names import part_names
from opiekun.desktop.settings.person import PersonSection
from opiekun.desktop.settings.policy import PolicySection
from opiekun.desktop.settings.section import Section
from opiekun.desktop.sync.sync import CalendarSync
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.services.done import What

_SIDE_WIDTH = 208
_ROW = 36


class SettingsScreen(QWidget):
    """``preferred`` carries the preferences when they change."""

    preferred = Signal(object)

    def __init__(
        self, session: Session, exchange: Exchange, sync: CalendarSync, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.liveagent = LiveAgentSection(session, exchange, theme)
        self.calendar_server = CalendarServerSection(session, sync, exchange.worker, theme)
        self.mail = MailSection(session, exchange.worker, theme)
        appearance, notifications = AppearanceSection(session, theme), NotificationsSection(session, theme)
        for part in (appearance, notifications):
            part.preferred.connect(self.preferred)
        sections = (
            PersonSection(session, theme),
            HoursSection(session, theme),
            PolicySection(session, theme),
            HandlingSection(session, theme),
            CallTypesSection(session, theme),
            AgentsSection(session, theme),
            self.liveagent,
            self.calendar_server,
            self.mail,
            appearance,
            notifications,
        )
        self._parts: tuple[tuple[str, Section], ...] = tuple(zip(part_names(), sections, strict=True))
        self._names, self._stack = QListWidget(), QStackedWidget()
        self._names.setAccessibleName(self.tr("Parts of the settings"))
        self._names.setToolTip(self.tr("↑ and ↓ choose, Tab goes into the part, Esc comes back"))
        for name, section in self._parts:
            item = QListWidgetItem(name, self._names)
            item.setSizeHint(QSize(_SIDE_WIDTH - Space.LARGE, _ROW))
            self._stack.addWidget(section)
        self._names.currentRowChanged.connect(self._choose)
        side = QFrame()
        side.setProperty("edge", "right")
        side.setFixedWidth(_SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.SMALL, Space.MEDIUM, Space.SMALL, Space.MEDIUM)
        column.addWidget(self._names)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addWidget(self._stack, 1)
        self.setFocusProxy(self._names)
        self._names.setCurrentRow(0)
        session.wrote.connect(self._wrote)

    @property
    def parts(self) -> tuple[Section, ...]:
        """The parts, from top to bottom."""
        return tuple(section for _name, section in self._parts)

    def open_part(self, section: Section) -> None:
        """Choose that part."""
        self._names.setCurrentRow(self._stack.indexOf(section))

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Read what is configured now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._choose(self._names.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape goes back to the list of parts."""
        if event.key() == Qt.Key.Key_Escape:
            self._names.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _choose(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        if self.isVisible():
            self._parts[number][1].refresh()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        """Hours and people are known to the whole window."""
        if written.done.changed.rules or written.done.what is What.AGENT_SAVED:
            self._session.open()
            self._choose(self._names.currentRow())
        elif written.done.changed.bookings:
            self._choose(self._names.currentRow())
