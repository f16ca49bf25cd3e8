"""What stands in the Desk's place while the desk cannot be opened: why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, Mark, label
from opiekun.desktop.theme.shapes import Shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.words import refusal
from opiekun.domain.errors import DamagedDesk, Refused
from opiekun.domain.instants import utc_seconds

_WIDEST = 640
_MARK = 20


class TroublePage(QWidget):
    """Numbers are the keys of its buttons. ``mended`` has words for the status line; the desk is opened again then."""

    mended = Signal(str)

    def __init__(self, session: Session, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._session, self._actions, self._theme = session, actions, theme
        self._damage: DamagedDesk | None = None
        self._mark = Mark(theme, _MARK)
        title = label(self.tr("The desk cannot be opened"), theme, Type.TITLE)
        self._sentence = label("", theme, wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint = label(
            self.tr("Nothing is deleted: the damaged file stays under a new name, and the backups as they are."),
            theme,
            Type.SECOND,
            "second",
            wrap=True,
        )
        self._restore = self._button("1", self._go_back, primary=True)
        self._anew = self._button("2", self._begin_anew)
        self._anew.rename(self.tr("Set the file aside and start anew"))
        self._again = self._button("3", self._try_again)
        self._again.rename(self.tr("Try again"))
        self._quit = self._button("4", actions[Do.QUIT].trigger)
        self._quit.rename(self.tr("Quit"))
        self._lay_out(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._tint)
        self._tint()

    def tell(self, refused: Refused) -> None:
        """Say why the desk cannot be opened, and offer what helps."""
        self._damage = refused if isinstance(refused, DamagedDesk) else None
        self._sentence.setText(refusal(refused))
        self.setAccessibleName(refusal(refused))
        backup_of = self._damage.backup_of if self._damage is not None else None
        if backup_of is not None:
            now = utc_seconds(self._session.now())
            when = self._session.moments.moment(utc_seconds(backup_of), now)
            self._restore.rename(self.tr("Restore the backup of {when}").format(when=when))
        self._restore.setVisible(backup_of is not None)
        for part in (self._anew, self._hint):
            part.setVisible(self._damage is not None)
        self._allow(allowed=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A number does what its button does."""
        buttons = (self._restore, self._anew, self._again, self._quit)
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(buttons) and buttons[number].isVisible():
            buttons[number].click()
        else:
            super().keyPressEvent(event)

    def _button(self, key: str, deed: Callable[[], None], *, primary: bool = False) -> KeyButton:
        button = KeyButton("", key, self._theme, primary=primary)
        button.clicked.connect(deed)
        return button

    def _lay_out(self, title: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.SMALL)
        head.addWidget(self._mark)
        head.addWidget(title, 1)
        buttons = FlowLayout()
        for button in (self._restore, self._anew, self._again, self._quit):
            buttons.addWidget(button)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(inner)
        column.setSpacing(Space.MEDIUM)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addLayout(buttons)
        column.addWidget(self._hint)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        # Stretches, for an alignment would take wrapped lines their height.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)

    def _allow(self, *, allowed: bool) -> None:
        for button in (self._restore, self._anew, self._again):
            button.setEnabled(allowed)

    @Slot()
    def _go_back(self) -> None:
        self._mend(self._session.program.go_back_to_backup)

    @Slot()
    def _begin_anew(self) -> None:
        self._mend(self._session.program.set_aside)

    @Slot()
    def _try_again(self) -> None:
        self._allow(allowed=False)
        self._session.open()

    def _mend(self, mend: Callable[[DamagedDesk], Path]) -> None:
        if self._damage is not None:
            self._allow(allowed=False)
            self._session.worker.submit(partial(mend, self._damage), self._set_aside, self.tell)

    def _set_aside(self, aside: Path) -> None:
        self.mended.emit(self.tr("The damaged file is kept as {file}").format(file=aside))
        self._session.open()

    @Slot()
    def _tint(self) -> None:
        self._mark.tell(Shape.BREACHED, self._theme.tokens.severity_1.ink)
