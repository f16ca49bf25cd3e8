"""Two versions of an event side by side, a row for each field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.sync.conflicts_text import INSET, VersionText
from opiekun.desktop.sync.conflicts_told import Told, ToldPart, one_line
from opiekun.desktop.sync.conflicts_words import nothing_word
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.sync.text_differences import Run

_NAME_WIDTH = 132
_LONGEST_BEFORE = 300
_LEAST_TEXT = 48
_LONGEST_SPOKEN = 1_000


class Comparison(QWidget):
    """The keys go from row to row; what is longer than its row is scrolled there by the keys that go by pages."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[ComparedRow] = []
        self._current = 0
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(Space.SMALL, 0, Space.SMALL + 10, 0)
        head.setSpacing(Space.SMALL)
        head.addSpacing(_NAME_WIDTH + Space.SMALL)
        for words in (self.tr("Mine"), self.tr("On the server")):
            head.addWidget(label(words, theme, Type.STRONG, wrap=True), 1)
        self._area = _Area()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always, so that the columns stay under their headings.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_range)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._head)
        column.addWidget(self._area, 1)

    @Slot(int, int)
    def _show_range(self, _least: int, most: int) -> None:
        """Where all is in sight the bar has no handle."""
        self._area.verticalScrollBar().setEnabled(most > 0)

    def show_told(self, parts: Sequence[ToldPart]) -> None:
        """Show these."""
        self.rows, self._current = [], 0
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in parts:
            if part.heading:
                heading = label(part.heading, self._theme, Type.STRONG, wrap=True)
                heading.setContentsMargins(Space.SMALL, Space.MEDIUM, 0, Space.TIGHT)
                column.addWidget(heading)
            for told in part.rows:
                row = ComparedRow(told, self._theme)
                row.reached.connect(self._reached)
                self.rows.append(row)
                column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(inner)
        self._let_in()

    def focus_row(self) -> None:
        """Give the keys to the row on which they were."""
        if self.rows:
            self.rows[self._current].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """From row to row; a page scrolls a long text, or goes on by a few rows."""
        key = event.key()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if not self.rows:
            super().keyPressEvent(event)
        elif key in steps:
            self._go(self._current + steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(0 if key == Qt.Key.Key_Home else len(self.rows) - 1)
        elif key in pages:
            by = pages[Qt.Key(key)]
            if not self.rows[self._current].scroll_page(by):
                bar = self._area.verticalScrollBar()
                bar.setValue(bar.value() + by * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _go(self, row: int) -> None:
        self._current = min(max(0, row), len(self.rows) - 1)
        self.focus_row()

    def _reached(self, row: ComparedRow) -> None:
        self._current = self.rows.index(row)
        self._area.ensureWidgetVisible(row, 0, Space.LARGE)
        self._let_in()

    def _let_in(self) -> None:
        """Tab reaches one row; from there the arrows go on."""
        for at, row in enumerate(self.rows):
            here = at == self._current
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)


class _Area(QScrollArea):
    """Leaves the keys to the rows."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """They go on to what it stands in."""
        event.ignore()


class ComparedRow(QFrame):
    """One field. ``reached`` tells that the keys are here."""

    reached = Signal(object)

    def __init__(self, told: Told, theme: Theme) -> None:
        super().__init__()
        self.told = told
        self.setProperty("row", "true")
        self.setAccessibleName(self._spoken())
        mark = "≠ " if told.differs else ""
        name = label(mark + told.name, theme, Type.STRONG if told.differs else Type.BODY, wrap=True)
        name.setProperty("ink", "at_risk" if told.differs else "second")
        name.setFixedWidth(_NAME_WIDTH)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.setContentsMargins(0, Space.TIGHT, 0, 0)
        names.addWidget(name)
        if told.changed:
            changed = label(told.changed, theme, Type.KEY, "second", wrap=True)
            changed.setFixedWidth(_NAME_WIDTH)
            names.addWidget(changed)
        names.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.SMALL, 2, Space.SMALL, 2)
        grid.setHorizontalSpacing(Space.SMALL)
        grid.setVerticalSpacing(2)
        grid.addLayout(names, 0, 0)
        self.texts = tuple(self._text(side, theme) for side in told.sides)
        for column, text in enumerate(self.texts, start=1):
            grid.addWidget(text, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        if told.before:
            words = self.tr("before: {value}").format(value=_cut(told.before))
            before = label(words, theme, Type.SECOND, "second", wrap=True)
            before.setContentsMargins(INSET, 0, 0, 0)
            grid.addWidget(before, 1, 1, 1, 2)

    def scroll_page(self, pages: int) -> bool:
        """Scroll both sides of a long text; False where nothing is out of sight."""
        long = [text for text in self.texts if text.overflows]
        for text in long:
            text.scroll_page(pages)
        return bool(long)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Come into sight."""
        super().focusInEvent(event)
        self.reached.emit(self)

    def _text(self, side: Sequence[Run], theme: Theme) -> VersionText:
        text = VersionText(theme, self)
        text.setMinimumWidth(_LEAST_TEXT)
        text.tell(side or (Run(nothing_word(), differs=False),), differs=self.told.differs, faint=not side)
        text.setAccessibleName(self.told.name)
        return text

    def _spoken(self) -> str:
        told = self.told
        mine, theirs = (_cut(one_line(side), _LONGEST_SPOKEN) or nothing_word() for side in told.texts)
        if not told.differs:
            return self.tr("{field}, the same on both sides: {value}").format(field=told.name, value=mine)
        words = self.tr("{field} differs. Mine: {mine}. On the server: {theirs}.")
        parts = [words.format(field=told.name, mine=mine, theirs=theirs)]
        parts += [f"{told.changed}."] if told.changed else []
        if told.before:
            parts.append(self.tr("before: {value}").format(value=_cut(told.before)))
        return " ".join(parts)


def _cut(text: str, longest: int = _LONGEST_BEFORE) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
