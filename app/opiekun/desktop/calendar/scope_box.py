"""The question which occurrences of an event are meant, or whether: a small place in the window, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from opiekun.desktop.calendar.placing import beside
from opiekun.desktop.theme.labels import ElidedLabel, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.own_keys import OwnKeyFrame
from opiekun.domain.calendar.events import Scope

_WIDTH = 280
_ONE_KEY = {Qt.Key.Key_1: Scope.ALL}
_KEYS = {Qt.Key.Key_1: Scope.THIS, Qt.Key.Key_2: Scope.FUTURE, Qt.Key.Key_3: Scope.ALL}


class ScopeBox(OwnKeyFrame):
    """``chosen`` carries a Scope, ``left`` tells that nothing is to be done. Keys 1, 2, 3 and Escape.

    ``passed_by`` tells that the keys went elsewhere in the window: whoever goes on to something else answers nothing,
    and a question that nobody looks at any more must not be answered later.

    It stands over the whole window, above its panels. No answer has the keys at first: whoever types on, with spaces,
    chooses nothing, and letters do nothing at all.
    """

    chosen = Signal(object)
    left = Signal()
    passed_by = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._question = label("", theme, Type.STRONG, wrap=True)
        self._title = ElidedLabel()
        self._title.setProperty("ink", "second")
        self._this = KeyButton(self.tr("This one alone"), "1", theme)
        self._future = KeyButton(self.tr("This and all that follow"), "2", theme)
        self._all = KeyButton(self.tr("All of them"), "3", theme)
        self._only = KeyButton("", "1", theme)
        self._leave = KeyButton(self.tr("Leave it as it is"), "Esc", theme)
        self._this.clicked.connect(self._choose_this)
        self._future.clicked.connect(self._choose_future)
        self._all.clicked.connect(self._choose_all)
        self._only.clicked.connect(self._choose_all)
        self._leave.clicked.connect(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        for part in (self._question, self._title, self._only, self._this, self._future, self._all, self._leave):
            column.addWidget(part)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def ask(self, question: str, title: str, near: QRect, only: str = "") -> None:
        """Ask it beside that place of the host; or with ``only``, whether that is to be done, which is Scope.ALL."""
        self._question.setText(question)
        self._only.rename(only)
        self._only.setVisible(bool(only))
        for button in (self._this, self._future, self._all):
            button.setVisible(not only)
        self._title.tell(title)
        self.setAccessibleName(f"{question} {title}")
        window = self._host.window()
        if self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        self.adjustSize()
        place = QRect(self._host.mapTo(window, near.topLeft()), near.size())
        self.setGeometry(beside(place, self.sizeHint().expandedTo(self.size()), window.rect()))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def leave(self) -> None:
        """Nothing is to be done."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self.hide()
            self.passed_by.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A number answers; what answers nothing goes nowhere else."""
        key, here = Qt.Key(event.key()), QApplication.focusWidget()
        scope = (_ONE_KEY if self._only.isVisible() else _KEYS).get(key)
        if scope is not None:
            self._answer(scope)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(here, KeyButton):
            here.click()
        elif event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab stays among the answers."""
        if not self.isVisible():
            return super().focusNextPrevChild(forward)
        known = (self._only, self._this, self._future, self._all, self._leave)
        answers = [each for each in known if each.isVisibleTo(self)]
        at = next((at for at, each in enumerate(answers) if each.hasFocus()), -1)
        answers[(at + (1 if forward else -1)) % len(answers)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Where the window changes its size, it stays inside."""
        if watched is self.parent() and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(beside(self.geometry(), self.size(), self._host.window().rect()))
        return super().eventFilter(watched, event)

    def _answer(self, scope: Scope) -> None:
        self.hide()
        self.chosen.emit(scope)

    @Slot()
    def _choose_this(self) -> None:
        self._answer(Scope.THIS)

    @Slot()
    def _choose_future(self) -> None:
        self._answer(Scope.FUTURE)

    @Slot()
    def _choose_all(self) -> None:
        self._answer(Scope.ALL)
