"""What every part of the settings has: a scrolling page, a line for refusals and one that says what was kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.form import RefusalLine, lay_out_now, page, title
from opiekun.desktop.widgets.tab_order import tab_as_laid_out
from opiekun.domain.errors import Refused
from opiekun.services.done import Done, What
from opiekun.services.ports import Store


class Section(QWidget):
    """One part of the settings. Subclasses lay out their fields once and fill them in :meth:`refresh`."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._refusal = RefusalLine()
        self._denied: Refused | None = None
        self._kept = label("", theme, ink="met", wrap=True)
        self._kept.hide()
        session.wrote.connect(self._taken_back)

    def refresh(self) -> None:
        """Read what is configured and show it."""

    def lay_out(self, name: str, *parts: QWidget) -> None:
        """The title, the parts, and below them what was refused or kept."""
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._page = page(title(name, self._theme), *parts, self._refusal, self._kept)
        around.addWidget(self._page)

    def change(self, use_case: Callable[[Store], Done]) -> None:
        """Write, and say here what came of it."""
        self._settle()
        self._session.write(use_case, self.changed, self.refuse)

    def say(self, words: str) -> None:
        """Say what was kept."""
        self._settle()
        self._kept.setText("✓ " + words)
        self._kept.show()

    def refuse(self, refused: Refused) -> None:
        """Say what was refused, in sight, and in the status line instead of what was done before."""
        self._settle()
        self._denied = refused
        self._refusal.refuse(refused)
        self._session.refused.emit(refused)
        self.reveal(self._refusal)

    def reveal(self, part: QWidget) -> None:
        """Scroll to that part of the page, also where it was shown a moment ago, and let Tab go through it there."""
        lay_out_now()
        tab_as_laid_out(self)
        self._page.ensureWidgetVisible(part)

    def changed(self, written: Written) -> None:
        """Say that it was kept, and whether it can be taken back."""
        undo = self.tr("Saved. Ctrl+Z takes it back.")
        self.say(undo if written.done.undo is not None else self.tr("Saved."))

    @Slot(object)
    def _taken_back(self, written: Written) -> None:
        """What was said to be kept is not, once something was taken back."""
        if written.done.what is What.UNDONE:
            self._kept.hide()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What came of the last change is news no more when one comes back."""
        super().hideEvent(event)
        self._settle()

    @Slot()
    def _settle(self) -> None:
        """Nothing was refused or kept just now, nor does the status line say so."""
        self._refusal.settle()
        self._kept.hide()
        if self._denied is not None:
            refused, self._denied = self._denied, None
            self._session.disproved.emit(refused)
