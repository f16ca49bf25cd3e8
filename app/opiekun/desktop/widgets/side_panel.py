"""A panel that slides in over the right edge of the window: part of the window, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from opiekun.desktop.theme.tokens import STATUS_HEIGHT, Space
from opiekun.desktop.widgets.own_keys import OwnKeyFrame

PANEL_WIDTH = 480


class SidePanel(OwnKeyFrame):
    """Lies over the right part of ``host`` while it is open. Escape closes it and gives the focus back.

    The status line below it stays in sight: it tells what is done here, and has its undo.
    """

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._before: QWidget | None = None
        self.setProperty("ground", "surface")
        self.setProperty("edge", "left")
        self.setAutoFillBackground(True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        self.body.setSpacing(Space.MEDIUM)
        host.installEventFilter(self)
        self.hide()

    def open_with(self, first: QWidget) -> None:
        """Show it, with the focus in that field."""
        focus = QApplication.focusWidget()
        if not self.isVisible() or (focus is not None and not self.isAncestorOf(focus)):
            self._before = focus
        self._lie_there()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_beside(self) -> None:
        """Show it, and leave the focus where it is."""
        self._before = QApplication.focusWidget()
        self._lie_there()

    def _lie_there(self) -> None:
        self._fit()
        self.show()
        self.raise_()

    @Slot()
    def close_panel(self) -> None:
        """Hide it; the focus goes back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape, where no field had use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  Qt's signature
        """Tab stays among the fields of the panel while it is open."""
        stops = [
            child
            for child in _in_tab_order(self)
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        current = QApplication.focusWidget()
        if not stops:
            return False
        at = stops.index(current) if current in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep to the window's edge."""
        if watched is self._host and event.type() is QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def room_in(self, width: int) -> int:
        """How many pixels of a host that is so wide it takes."""
        return min(PANEL_WIDTH, width)

    def _fit(self) -> None:
        width = self.room_in(self._host.width())
        self.setGeometry(self._host.width() - width, 0, width, self._host.height() - STATUS_HEIGHT)


def _in_tab_order(panel: QWidget) -> list[QWidget]:
    """As they stand, from top to bottom.

    Qt's own chain must not be asked: PySide takes what ``nextInFocusChain`` answers for a child of the widget before,
    so that Python finds a ring of widgets that nobody holds, and deletes a panel that is in use.
    """
    fields = [child for child in panel.findChildren(QWidget) if child.focusProxy() is None]
    return sorted(fields, key=lambda field: _row_and_column(field, panel))


def _row_and_column(field: QWidget, panel: QWidget) -> tuple[int, int]:
    """Fields of one row are of different heights: their middles are compared, a few pixels aside."""
    middle = field.mapTo(panel, field.rect().center())
    return round(middle.y() / Space.LARGE), middle.x()
