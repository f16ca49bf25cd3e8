"""What opens inside the request instead of a dialog: why this time, another severity, a note, another agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.request.reasons import reasons
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.words import clock_title, severity_meaning, severity_word
from opiekun.domain.clocks import Clock
from opiekun.domain.explain import Explanation
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Agent
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Channel, Severity

_NOTE_LINES = 4


class Panel(QFrame):
    """A card with a title. Escape closes it: ``closed``."""

    closed = Signal()

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("card", "true")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.MEDIUM + 2, Space.MEDIUM, Space.MEDIUM + 2, Space.MEDIUM)
        self.column.setSpacing(Space.SMALL)
        self.column.addWidget(label(title, theme, Type.STRONG, wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def add_buttons(self, *buttons: KeyButton) -> None:
        """The line of buttons at the bottom, with the one that closes at its end."""
        line = FlowLayout()
        for button in buttons:
            line.addWidget(button)
        close = KeyButton(self.tr("Close"), "Esc", self.theme)
        close.clicked.connect(self.closed)
        line.addWidget(close)
        self.column.addLayout(line)


class WhyPanel(Panel):
    """Every step from the message to the due time."""

    def __init__(self, explanation: Explanation, channel: Channel, moments: Moments, theme: Theme) -> None:
        title = clock_title(explanation.clock.name)
        super().__init__(self.tr("Why this time? {clock}").format(clock=title), theme)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.TIGHT)
        grid.setColumnStretch(1, 1)
        for at, reason in enumerate(reasons(explanation, channel, moments)):
            grid.addWidget(label(reason.name, theme, Type.SECOND, "second"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(reason.text, theme, wrap=True), at, 1)
        self.column.addLayout(grid)
        self.add_buttons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class SeverityPanel(Panel):
    """Shows each due time before and after a change of severity, before it is done.

    ``previewed`` asks for the due times under a severity, ``changed`` asks for the change.
    """

    previewed = Signal(object)
    changed = Signal(object)

    def __init__(self, current: Severity, moments: Moments, theme: Theme) -> None:
        super().__init__(self.tr("Change severity"), theme)
        self._current = self._chosen = current
        self._moments = moments
        self._buttons: dict[Severity, KeyButton] = {}
        flow = FlowLayout()
        for severity in Severity:
            button = KeyButton(severity_word(severity), str(int(severity)), theme)
            button.setToolTip(severity_meaning(severity))
            button.setProperty("severity", int(severity))
            button.setEnabled(severity is not current)
            button.setCheckable(True)
            button.clicked.connect(self._clicked)
            self._buttons[severity] = button
            flow.addWidget(button)
        self.column.addLayout(flow)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(Space.SMALL)
        self._table.setVerticalSpacing(Space.TIGHT)
        for column in range(3):
            self._table.setColumnStretch(column, 1)
        self._hint = label(
            self.tr("Choose 1 to 5 to see what becomes of each due time."), theme, ink="second", wrap=True
        )
        self.column.addWidget(self._hint)
        self.column.addLayout(self._table)
        self._apply = KeyButton(self.tr("Change"), self.tr("Enter"), theme, primary=True)
        self._apply.setEnabled(False)
        self._apply.clicked.connect(self._change)
        self.add_buttons(self._apply)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """1 to 5 choose, Return changes."""
        number = event.key() - Qt.Key.Key_0
        if number in list(Severity):
            self.choose(Severity(number))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._change()
        else:
            super().keyPressEvent(event)

    def show_preview(self, before: Sequence[Clock], after: Sequence[Clock], now: UtcSeconds) -> None:
        """The due times of the clocks that run, now and after the change."""
        while (item := self._table.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        rows = _compared(before, after)
        self._hint.setVisible(not rows)
        if not rows:
            self._hint.setText(self.tr("No clock runs, before or after."))
        for at, name in enumerate((self.tr("Clock"), self.tr("Due now"), self.tr("Due then"))):
            if rows:
                self._table.addWidget(label(name, self.theme, Type.SECOND, "second", wrap=True), 0, at)
        for at, row in enumerate(rows, 1):
            self._table.addWidget(label(clock_title(row.clock), self.theme, wrap=True), at, 0)
            self._table.addWidget(self._due(row.before, now), at, 1)
            then = self._due(row.after, now)
            then.setFont(self.theme.font(Type.STRONG))
            self._table.addWidget(then, at, 2)
        self._apply.setText(
            self.tr("Change to {number} {word}").format(number=int(self._chosen), word=severity_word(self._chosen))
        )
        self._apply.updateGeometry()
        self._apply.setEnabled(self._chosen is not self._current)

    def _due(self, due_at: UtcSeconds | None, now: UtcSeconds) -> QLabel:
        if due_at is None:
            return label(self.tr("none"), self.theme, ink="second", wrap=True)
        late = due_at < now
        text = self._moments.moment(due_at, now)
        words = self.tr("{when}, breached").format(when=text) if late else text
        return label(words, self.theme, ink="breached" * late, wrap=True)

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.choose(Severity(sender.property("severity")))

    @Slot()
    def _change(self) -> None:
        if self._apply.isEnabled():
            self.changed.emit(self._chosen)

    def choose(self, severity: Severity) -> None:
        """Ask what that severity would bring."""
        if severity is not self._current:
            self._chosen = severity
            self._apply.setEnabled(False)
            for each, button in self._buttons.items():
                button.setChecked(each is severity)
            self.previewed.emit(severity)


class NotePanel(Panel):
    """A note to keep in the timeline: ``written``. ``typed`` carries what stands there so far."""

    written = Signal(str)
    typed = Signal(str)

    def __init__(self, draft: str, theme: Theme) -> None:
        super().__init__(self.tr("Add a note"), theme)
        self._text = QPlainTextEdit(draft)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._text.textChanged.connect(self._tell)
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(self.tr("Seen by agents only"))
        self._text.setFixedHeight(_NOTE_LINES * self._text.fontMetrics().lineSpacing() + 2 * Space.MEDIUM)
        self._text.installEventFilter(self)
        self.column.addWidget(self._text)
        keep = KeyButton(self.tr("Save"), "Ctrl+Enter", theme, primary=True)
        keep.clicked.connect(self._keep)
        self.add_buttons(keep)
        self.setFocusProxy(self._text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ctrl+Return keeps the note, Escape closes the panel."""
        if watched is self._text and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & _CONTROL:
                self._keep()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _tell(self) -> None:
        self.typed.emit(self._text.toPlainText())

    @Slot()
    def _keep(self) -> None:
        if self._text.toPlainText().strip():
            self.written.emit(self._text.toPlainText())


_CONTROL = Qt.KeyboardModifier.ControlModifier
_NUMBERED = 9


class AssignPanel(Panel):
    """Whose the request is: ``assigned`` tells the agent's id, None for nobody."""

    assigned = Signal(object)

    def __init__(self, agents: Sequence[Agent], current: str | None, theme: Theme) -> None:
        super().__init__(self.tr("Assign to"), theme)
        self._choices: list[str | None] = [None, *(agent.id for agent in agents)]
        flow = FlowLayout()
        for at, name in enumerate((self.tr("Nobody"), *(agent.name for agent in agents))):
            button = KeyButton(name, str(at) if at <= _NUMBERED else "", theme)
            button.setProperty("choice", at)
            button.setEnabled(self._choices[at] != current)
            button.clicked.connect(self._clicked)
            flow.addWidget(button)
        self.column.addLayout(flow)
        self.add_buttons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A number chooses that agent."""
        number = event.key() - Qt.Key.Key_0
        if 0 <= number < min(len(self._choices), _NUMBERED + 1):
            self.assigned.emit(self._choices[number])
        else:
            super().keyPressEvent(event)

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.assigned.emit(self._choices[sender.property("choice")])


@dataclass(frozen=True, slots=True)
class _Compared:
    clock: ClockName
    before: UtcSeconds | None
    after: UtcSeconds | None


def _compared(before: Sequence[Clock], after: Sequence[Clock]) -> list[_Compared]:
    old = {clock.name: clock.due_at for clock in before}
    new = {clock.name: clock.due_at for clock in after}
    return [_Compared(name, old.get(name), new.get(name)) for name in ClockName if name in old or name in new]
