"""What one side of a conflict says: plain text in which the parts that the other side does not have stand out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.sync.text_differences import Run

_MOST_LINES = 14
_PAD = Space.SMALL - 2
INSET = _PAD + 3
"""Pixels from the edge of a text to its letters: the margin, and the border that the style sheet draws."""


class VersionText(QPlainTextEdit):
    """As high as its text, up to some lines; beyond, it scrolls. Differences are bold and underlined, not coloured."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font(Type.BODY))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_PAD)

    def tell(self, runs: Sequence[Run], *, differs: bool, faint: bool = False) -> None:
        """Show these runs. ``differs`` tells that the other side says something else, ``faint`` that this is no text
        of the event."""
        self.setProperty("version", "differs" if differs else "faint" if faint else "same")
        self.setPlainText("".join(run.text for run in runs))
        if differs and not faint and any(not run.differs for run in runs):
            self._mark(runs)
        self._fit()

    @property
    def overflows(self) -> bool:
        """Whether not all of it is in sight."""
        return self.verticalScrollBar().maximum() > 0

    def scroll_page(self, pages: int) -> None:
        """Go on by as much as is shown."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrapped anew it may be higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another font or style needs another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _mark(self, runs: Sequence[Run]) -> None:
        weighty = QTextCharFormat()
        weighty.setFontWeight(QFont.Weight.DemiBold)
        weighty.setFontUnderline(True)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        at = 0
        for run in runs:
            # A character beyond the first 65,536 is two of Qt's.
            length = len(run.text.encode("utf-16-le")) // 2
            if run.differs:
                cursor.setPosition(at)
                cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(weighty)
            at += length
        cursor.endEditBlock()

    @Slot()
    def _fit(self) -> None:
        document, most = self.document(), _MOST_LINES * self.fontMetrics().lineSpacing()
        height, block = 0.0, document.begin()
        while block.isValid() and height <= most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        # The first and the last block have the document's margins within.
        overflows = height > most or block.isValid()
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if overflows else bars.ScrollBarAlwaysOff)
        self.setFixedHeight(round(min(height, most)) + 2)
