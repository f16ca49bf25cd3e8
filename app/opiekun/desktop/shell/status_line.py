"""The line at the bottom: what just happened, with its undo; and how old the data is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy

from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.shell.notice import Notice
from opiekun.desktop.theme.labels import ElidedLabel, Mark, label, set_ink
from opiekun.desktop.theme.shapes import Shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import STATUS_HEIGHT, Space, Type

_PROGRESS_WIDTH = 96
_BESIDE = Space.MEDIUM + Space.SMALL
"""Pixels beside each notice, which stay where it is hidden."""


class StatusLine(QFrame):
    """Says things without taking the focus. ``cancelled`` asks to stop what is under way.

    What was just done goes before what stands there all day: this says less where both have no room.
    """

    cancelled = Signal()

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._notices: list[Notice] = []
        self.setProperty("edge", "top")
        self.setFixedHeight(STATUS_HEIGHT)
        self._mark = Mark(theme, 10)
        self._mark.hide()
        self._message = ElidedLabel()
        self._message.setFont(theme.font(Type.SECOND))
        self._message.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._undo = self._link(actions.deeds[Do.UNDO].button)
        self._undo.setToolTip(actions[Do.UNDO].toolTip())
        self._undo.clicked.connect(actions[Do.UNDO].trigger)
        self._source = label("", theme, Type.SECOND, "second")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._cancel = self._link(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        row.setSpacing(Space.SMALL)
        row.addWidget(self._mark)
        row.addWidget(self._message)
        row.addWidget(self._undo)
        row.addStretch(1)
        for widget in (self._source, self._progress, self._cancel):
            row.addWidget(widget)

    @property
    def message(self) -> str:
        """What it says."""
        return self._message.whole

    @property
    def offers_undo(self) -> bool:
        """Whether what it says can be taken back by its button."""
        return not self._undo.isHidden()

    def say(self, words: str, *, undoable: bool = False) -> None:
        """Say what just happened."""
        self._tell(words, "second")
        self._mark.hide()
        self._undo.setVisible(undoable)

    def refuse(self, words: str) -> None:
        """Say what could not be done, and why."""
        self._tell(words, "breached")
        self._mark.tell(Shape.BREACHED, self._theme.tokens.severity_1.ink)
        self._mark.show()
        self._undo.hide()

    @Slot()
    def end_undo(self) -> None:
        """What it says cannot be taken back any more."""
        self._undo.hide()

    def add(self, part: Notice) -> None:
        """Add something that tells what waits, or how old data is, before the help desk's."""
        self._notices.append(part)
        self._row.insertWidget(self._row.indexOf(self._source), part)
        self._row.insertSpacing(self._row.indexOf(self._source), Space.MEDIUM)

    def tell_source(self, words: str) -> None:
        """How old the help desk's data is."""
        if words != self._source.text():
            self._source.setText(words)

    def explain_source(self, words: str) -> None:
        """Why the data is as old as it is: what the server said, "" where nothing is wrong."""
        self._source.setToolTip(plain_tip(words))
        self._source.setAccessibleDescription(words)

    def tell_progress(self, done: int, total: int | None) -> None:
        """Something is under way; ``total`` None where its end is not known."""
        self._progress.setRange(0, total or 0)
        self._progress.setValue(done)
        self._progress.show()
        self._cancel.show()

    def end_progress(self) -> None:
        """Nothing is under way any more."""
        self._progress.hide()
        self._cancel.hide()

    def event(self, event: QEvent) -> bool:
        """Whenever the width or what is told changes, the notices say more or less."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._share()
        return super().event(event)

    def _share(self) -> None:
        """The notices that save most say less, until there is room for all."""
        shown = [notice for notice in self._notices if not notice.isHidden()]
        sides = self._row.contentsMargins()
        others = (self._mark, self._message, self._undo, self._source, self._progress, self._cancel)
        needed = sum(each.sizeHint().width() + Space.SMALL for each in others if not each.isHidden())
        needed += sum(notice.whole_width + Space.SMALL for notice in shown) + len(self._notices) * _BESIDE
        missing = needed + sides.left() + sides.right() - self.width()
        for notice in sorted(shown, key=lambda each: -each.saves):
            notice.say_less(missing > 0)
            missing -= notice.saves if missing > 0 else 0

    def _tell(self, words: str, ink: str) -> None:
        self._message.tell(words)
        set_ink(self._message, ink)
        self._message.updateGeometry()

    def _link(self, words: str) -> QPushButton:
        link = QPushButton(words)
        link.setProperty("kind", "link")
        link.setFont(self._theme.font(Type.SECOND))
        link.hide()
        return link
