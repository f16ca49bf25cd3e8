"""Where a line stands that comes and goes by itself: over the strip, so that nothing below it moves under the hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Slot
from PySide6.QtWidgets import QApplication, QWidget

from opiekun.desktop.shell.strip import Strip
from opiekun.desktop.shell.strip_line import StripLine
from opiekun.desktop.theme.tokens import STRIP_HEIGHT


class Foot(QWidget):
    """Below the screens and above the status line; it takes room only while lines stand there."""

    def __init__(self) -> None:
        super().__init__()
        self._standing: dict[QWidget, int] = {}
        self._fit()

    def keep(self, bar: StripLine) -> None:
        """Have room for that line, and for more of them where its buttons have no room in one."""
        self._standing[bar] = max(STRIP_HEIGHT, bar.heightForWidth(self.width()))
        self._fit()

    def free(self, bar: QWidget) -> None:
        """That line stands elsewhere, or nowhere."""
        self._standing.pop(bar, None)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self._standing.values(), default=0))


class OverStrip(QObject):
    """Keeps a line over the strip between what is late and the Find box; it takes no focus and covers none.

    Where it has no room there, or while something that it would cover has the keys, it stands at the foot.
    Where one of those that go ``before`` it is shown, it lies behind that.
    """

    def __init__(
        self, bar: StripLine, host: QWidget, strip: Strip, foot: Foot, before: tuple[OverStrip, ...] = ()
    ) -> None:
        super().__init__(bar)
        self._bar, self._host, self._strip, self._foot = bar, host, strip, foot
        self._before = before
        bar.setParent(host)
        for watched in (bar, strip, foot):
            watched.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It goes with the strip, and with what it says."""
        if event.type() in _MOVING:
            self._place()
        return super().eventFilter(watched, event)

    def lift(self) -> None:
        """Let it lie before what it would share its place with."""
        self._bar.raise_()

    @Slot()
    def _place(self) -> None:
        if self._bar.isHidden():
            self._foot.free(self._bar)
            return
        place = self._in_strip()
        if place is None:
            self._foot.keep(self._bar)
            place = _place_in(self._host, self._foot)
        else:
            self._foot.free(self._bar)
        self._bar.setGeometry(place)
        self.lift()
        for other in reversed(self._before):
            other.lift()

    def _in_strip(self) -> QRect | None:
        """Its place over the strip, None where it has none there."""
        place = _place_in(self._host, self._strip)
        begin, end = self._strip.less_urgent
        place.setRight(place.left() + end - 1)
        place.setLeft(place.left() + begin)
        if not self._bar.fits(place.width()):
            return None
        focus = QApplication.focusWidget()
        covers = (
            focus is not None and self._strip.isAncestorOf(focus) and _place_in(self._host, focus).intersects(place)
        )
        return None if covers else place


_MOVING = {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest}


def _place_in(host: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(host, part.rect().topLeft()), part.size())
