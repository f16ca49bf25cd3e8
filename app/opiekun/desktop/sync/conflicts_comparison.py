"""Two versions of an event side by side, a row for each field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.sync.conflicts_text import VersionText
from opiekun.desktop.sync.conflicts_words import FieldWords, changed_word, field_word, nothing_word
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.sync.comparing import Compared, Field, Row, Version
from opiekun.domain.sync.text_differences import Run, text_differences

_NAME_WIDTH = 132
_LONGEST_BEFORE = 300
_LONGEST_SPOKEN = 1_000
_UNSHOWN = str.maketrans({"\r": "\n", "\0": " ", "\u2028": "\n", "\u2029": "\n", "\ufdd0": " ", "\ufdd1": " "})


def one_line(text: str) -> str:
    """On one line, whatever came from outside."""
    return " ".join(text.split())


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
            head.addWidget(label(words, theme, Type.STRONG), 1)
        self._area = _Area()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always, so that the columns stay under their headings.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._head)
        column.addWidget(self._area, 1)

    def show_compared(self, compared: Sequence[Compared], words: FieldWords) -> None:
        """Show these, what differs first."""
        self.rows, self._current = [], 0
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in sorted(compared, key=lambda each: not each.differs):
            if part.recurrence_id:
                column.addWidget(self._heading(part, words))
            for row in self._rows_of(part, words):
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

    def _heading(self, part: Compared, words: FieldWords) -> QLabel:
        version = part.mine or part.theirs
        when = words.when(version.details) if version is not None else part.recurrence_id
        told = label(self.tr("This one: {when}").format(when=one_line(when)), self._theme, Type.STRONG, wrap=True)
        told.setContentsMargins(Space.SMALL, Space.MEDIUM, 0, Space.TIGHT)
        return told

    def _rows_of(self, part: Compared, words: FieldWords) -> Iterator[ComparedRow]:
        if part.mine is None or part.theirs is None:
            gone = self.tr("(not there: deleted, or at no such time)")
            sides = [words.when(side.details) if side is not None else gone for side in (part.mine, part.theirs)]
            told = Told(field_word(Field.WHEN), "", (sides[0], sides[1]), differs=True)
            yield ComparedRow(told, self._theme)
            return
        for row in part.rows:
            yield ComparedRow(_told(row, part.mine, part.theirs, part.base, words), self._theme)


class _Area(QScrollArea):
    """Leaves the keys to the rows."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """They go on to what it stands in."""
        event.ignore()


class Told:
    """A row in words: the field, who changed it, both sides, and what it was before."""

    def __init__(self, name: str, changed: str, sides: tuple[str, str], *, differs: bool, before: str = "") -> None:
        self.name, self.changed, self.differs, self.before = name, changed, differs, before
        self.sides = tuple(side.replace("\r\n", "\n").translate(_UNSHOWN) for side in sides)


def _told(row: Row, mine: Version, theirs: Version, base: Version | None, words: FieldWords) -> Told:
    before = ""
    if base is not None and row.mine and row.theirs:
        before = one_line(words.of(row.field, base)) or nothing_word()
    sides = words.of(row.field, mine), words.of(row.field, theirs)
    changed = changed_word(row) if row.differs else ""
    return Told(field_word(row.field), changed, sides, differs=row.differs, before=before if row.differs else "")


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
        self.texts = tuple(self._text(side, runs, theme) for side, runs in zip(told.sides, self._runs(), strict=True))
        for column, text in enumerate(self.texts, start=1):
            grid.addWidget(text, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        if told.before:
            words = self.tr("before: {value}").format(value=_cut(told.before))
            grid.addWidget(label(words, theme, Type.SECOND, "second", wrap=True), 1, 1, 1, 2)

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

    def _runs(self) -> Sequence[Sequence[Run]]:
        mine, theirs = self.told.sides
        if not self.told.differs:
            return (Run(mine, differs=False),), (Run(theirs, differs=False),)
        return text_differences(mine, theirs)

    def _text(self, side: str, runs: Sequence[Run], theme: Theme) -> VersionText:
        text = VersionText(theme, self)
        told = runs if side else (Run(nothing_word(), differs=False),)
        text.tell(told, differs=self.told.differs, faint=not side)
        text.setAccessibleName(self.told.name)
        return text

    def _spoken(self) -> str:
        told = self.told
        mine, theirs = (_cut(one_line(side), _LONGEST_SPOKEN) or nothing_word() for side in told.sides)
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
