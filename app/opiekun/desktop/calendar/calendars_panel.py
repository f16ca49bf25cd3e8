"""The list of calendars: their colours and names, which are shown, and to which new events go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from opiekun.desktop.session import Session, Written
from opiekun.desktop.sync.words import server_of
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import RefusalLine, scrolled, second_line, title
from opiekun.desktop.widgets.guests_question import GuestsQuestion
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import Refused
from opiekun.services.calendars import COLOURS, save_calendar
from opiekun.services.calendars_removed import at_stake, remove_calendar
from opiekun.services.mail.hosting import Host
from opiekun.services.sync.standing import SyncStanding, sync_standing

_SWATCH = 22


class CalendarsPanel(SidePanel):
    """Every change is stored at once, and can be undone."""

    def __init__(self, host: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._theme = session, theme
        self._lines: dict[str, CalendarLine] = {}
        self._servers: dict[str, str] = {}
        self._going = ""
        self._refusal = RefusalLine()
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.TIGHT)
        self._new = QLineEdit()
        self._new.setAccessibleName(self.tr("Name of a new calendar"))
        self._new.setPlaceholderText(self.tr("Name of a new calendar; Enter adds it"))
        self._new.returnPressed.connect(self._add)
        self.guests = GuestsQuestion(session, theme)
        self.guests.left.connect(self._stay)
        close = KeyButton(self.tr("Close"), "Esc", theme)
        close.clicked.connect(self.close_panel)
        buttons = FlowLayout()
        buttons.addWidget(close)
        self.setAccessibleName(self.tr("Calendars"))
        hint = self.tr(
            "↑ and ↓ choose a calendar, Space shows or hides it, F2 names it, C gives it the next colour, D makes it "
            "the one to which new events go, Alt+Delete removes it."
        )
        column = QVBoxLayout()
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(title(self.tr("Calendars"), theme))
        lines = QWidget()
        lines.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        column.addWidget(lines)
        column.addWidget(self._new)
        column.addWidget(self.guests)
        column.addWidget(self._refusal)
        column.addWidget(second_line(hint, theme))
        column.addLayout(buttons)
        column.addStretch(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._scrolled = scrolled(column)
        self.body.addWidget(self._scrolled)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def open(self, calendars: tuple[Calendar, ...]) -> None:
        """Show them."""
        self.show_calendars(calendars)
        first = next(iter(self._lines.values()), None)
        self.open_with(first.shown if first is not None else self._new)
        self._session.read(sync_standing, self._take_standing)

    def show_calendars(self, calendars: tuple[Calendar, ...]) -> None:
        """Show how they are now; the keyboard stays where it is."""
        known = {calendar.id: calendar for calendar in calendars}
        for gone in set(self._lines) - set(known):
            line = self._lines.pop(gone)
            self._list.removeWidget(line)
            line.deleteLater()
        for calendar in calendars:
            line = self._lines.get(calendar.id) or self._made(calendar)
            line.tell(calendar, self._servers.get(calendar.id, ""))

    def _take_standing(self, standing: SyncStanding) -> None:
        self._servers = {each.calendar.id: server_of(each.collection.url) for each in standing.collections}
        for line in self._lines.values():
            line.tell(line.calendar, self._servers.get(line.calendar.id, ""))

    @property
    def lines(self) -> tuple[CalendarLine, ...]:
        """One for each calendar."""
        return tuple(self._lines.values())

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._scrolled.isAncestorOf(new):
            self._scrolled.ensureWidgetVisible(new)

    @Slot(int)
    def _go(self, by: int) -> None:
        lines = self.lines
        at = next((row for row, line in enumerate(lines) if line.shown.hasFocus()), 0) + by
        if 0 <= at < len(lines):
            lines[at].shown.setFocus(Qt.FocusReason.TabFocusReason)
        elif at > 0:
            self._new.setFocus(Qt.FocusReason.TabFocusReason)

    def _made(self, calendar: Calendar) -> CalendarLine:
        line = CalendarLine(calendar, self._theme)
        line.shown.left.connect(self._go)
        line.changed.connect(self._save)
        line.removed.connect(self._remove)
        self._lines[calendar.id] = line
        self._list.addWidget(line)
        return line

    @Slot()
    def _add(self) -> None:
        name = self._new.text().strip()
        if name:
            self._write(partial(save_calendar, calendar=Calendar("", name, "")), self._added)

    def _added(self, _written: Written) -> None:
        self._new.clear()

    @Slot(object)
    def _save(self, calendar: Calendar) -> None:
        self._write(partial(save_calendar, calendar=calendar))

    @Slot(object)
    def _remove(self, calendar: Calendar) -> None:
        self._going = calendar.id
        stake = partial(at_stake, calendar_ids=[calendar.id], host=self._session.host, now=self._session.now())
        self.guests.weigh(calendar.id, calendar.name, stake, partial(self._removed, calendar.id))

    def _removed(self, calendar_id: str, host: Host | None) -> None:
        self._leave(calendar_id)
        self._write(partial(remove_calendar, calendar_id=calendar_id, now=self._session.now(), host=host))

    @Slot()
    def _stay(self) -> None:
        """It was not removed after all."""
        line = self._lines.get(self._going)
        (line.shown if line is not None else self._new).setFocus()

    def _leave(self, calendar_id: str) -> None:
        """Go to the next line, or the one before, so that the keys go on where one was: also Ctrl+Z, which the field of
        a new name keeps to itself."""
        ids = list(self._lines)
        at = ids.index(calendar_id) if calendar_id in ids else 0
        near = [*ids[at + 1 :], *reversed(ids[:at])]
        (self._lines[near[0]].shown if near else self._new).setFocus()

    def _write(self, job: Callable[..., object], done: Callable[[Written], None] | None = None) -> None:
        self._refusal.settle()
        self._session.write(job, done, self._refuse)  # type: ignore[arg-type]

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)
        for line in self._lines.values():
            line.tell(line.calendar, self._servers.get(line.calendar.id, ""))


class _Shown(QCheckBox):
    """Whether a calendar is shown. ``left`` tells by how many lines one goes down."""

    left = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The arrows go to another calendar: Qt would go on to the name of this one, where letters write over it."""
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if down is not None:
            self.left.emit(down)
        else:
            super().keyPressEvent(event)


class CalendarLine(QFrame):
    """A calendar. ``changed`` carries it as it is to be, ``removed`` as it is."""

    changed = Signal(object)
    removed = Signal(object)

    def __init__(self, calendar: Calendar, theme: Theme) -> None:
        super().__init__()
        self.calendar = calendar
        self._telling = False
        self.swatch = QPushButton()
        self.swatch.setFixedSize(_SWATCH, _SWATCH)
        self.swatch.setToolTip(self.tr("The next colour (C)"))
        self.swatch.setAccessibleName(self.tr("The next colour"))
        self.swatch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.swatch.clicked.connect(self.recolour)
        self.shown = _Shown()
        self.shown.setToolTip(self.tr("Shown (Space)"))
        self.shown.toggled.connect(self._toggle)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the calendar"))
        self.name.editingFinished.connect(self._rename)
        self._default = label(self.tr("default"), theme, Type.SECOND, "second")
        self.remove = KeyButton(self.tr("Remove"), "Alt+Del", theme)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self._remove)
        self._where = label("", theme, Type.SECOND, "second")
        self._where.setContentsMargins(_SWATCH + 3 * Space.MEDIUM, 0, 0, Space.TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        column.addLayout(row)
        column.addWidget(self._where)
        row.setSpacing(Space.SMALL)
        row.addWidget(self.shown)
        row.addWidget(self.swatch)
        row.addWidget(self.name, 1)
        row.addWidget(self._default)
        row.addWidget(self.remove)
        removing = QShortcut(QKeySequence("Alt+Del"), self)
        removing.setAutoRepeat(False)  # the next one has the keys then
        removing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        removing.activated.connect(self._remove)

    def tell(self, calendar: Calendar, server: str) -> None:
        """Show how it is. ``server`` is the one on which it is, "" for none."""
        self._telling = True
        self.calendar = calendar
        self.shown.setChecked(calendar.shown)
        where = [self.tr("on {server}").format(server=server)] if server else []
        where += [self.tr("can only be read")] if calendar.read_only else []
        self._where.setText(" · ".join(where))
        self._where.setVisible(bool(where))
        stays = self.tr("Removes it here alone; it stays on the server (Alt+Del)")
        self.remove.setToolTip(stays if server else self.tr("Ctrl+Z brings it back (Alt+Del)"))
        name = self.tr("{name}, the default one").format(name=calendar.name) if calendar.default else calendar.name
        self.shown.setAccessibleName(", ".join([name, *where]))
        if not self.name.hasFocus() or not self.name.isModified():
            self.name.setText(calendar.name)
        self.swatch.setStyleSheet(
            f"QPushButton {{ background: {calendar.colour}; border: none; border-radius: 5px; padding: 0; }}"
        )
        self._default.setVisible(calendar.default)
        self.remove.setVisible(not calendar.default)
        self._telling = False

    @Slot()
    def rename(self) -> None:
        """Go to the name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    @Slot()
    def recolour(self) -> None:
        """Give it the next colour."""
        known = [colour.upper() for colour in COLOURS]
        here = known.index(self.calendar.colour.upper()) if self.calendar.colour.upper() in known else -1
        self._change(colour=COLOURS[(here + 1) % len(COLOURS)])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Letters do things where the name is not being typed; Escape leaves it as it was.

        F2 is no shortcut: in a panel keys without Control or Alt are none.
        """
        if event.key() == Qt.Key.Key_F2:
            self.rename()
        elif event.key() == Qt.Key.Key_Escape and self.name.hasFocus():
            self.name.setText(self.calendar.name)
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self.recolour()
        elif event.key() == Qt.Key.Key_D and not event.modifiers():
            self._change(default=True)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _toggle(self) -> None:
        if not self._telling:
            self._change(shown=self.shown.isChecked())

    @Slot()
    def _rename(self) -> None:
        if self.name.isModified() and self.name.text().strip() != self.calendar.name:
            self.name.setModified(False)
            self._change(name=self.name.text().strip())

    @Slot()
    def _remove(self) -> None:
        if not self.calendar.default:
            self.removed.emit(self.calendar)

    def _change(self, **how: object) -> None:
        changed = replace(self.calendar, **how)  # type: ignore[arg-type]
        if changed != self.calendar:
            self.changed.emit(changed)
