"""Fields for what Qt has none for: a severity, a time zone, a date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from opiekun.desktop.theme.labels import ElidedLabel
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.moments import read_date
from opiekun.desktop.widgets.zone_names import zone_called, zone_names
from opiekun.desktop.words import severity_meaning, severity_word
from opiekun.domain.timeline import Severity

# The languages of Europe and the largest ones beyond it; any other can be typed.
_LANGUAGES = (
    *("ar", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fi", "fr"),
    *("ga", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mk", "mt", "nl"),
    *("no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "vi", "zh"),
)


class SeverityField(QWidget):
    """Five chips; the keys 1 to 5 and the arrows choose while one of them has the focus."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.TIGHT)
        for severity in Severity:
            button = QPushButton(str(int(severity)))
            button.setCheckable(True)
            button.setFont(theme.font(Type.CHIP))
            button.setAccessibleName(f"{int(severity)} {severity_word(severity)}")
            button.setToolTip(
                self.tr("{word}: {meaning} (key {number})").format(
                    word=severity_word(severity), meaning=severity_meaning(severity), number=int(severity)
                )
            )
            self._group.addButton(button, int(severity))
            line.addWidget(button)
        self._word = ElidedLabel()
        line.addSpacing(Space.TIGHT)
        line.addWidget(self._word, 1)
        self._group.idToggled.connect(self._toggled)
        theme.changed.connect(self._colour)
        self._colour()
        self.set_severity(Severity.STANDARD)
        self.setFocusProxy(self._group.button(int(Severity.STANDARD)))

    def severity(self) -> Severity:
        """The one that is chosen."""
        return Severity(self._group.checkedId())

    def set_severity(self, severity: Severity) -> None:
        """Choose one."""
        self._group.button(int(severity)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A number chooses that severity."""
        number = event.key() - Qt.Key.Key_0
        if number in list(Severity) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._group.button(number).setChecked(True)
            self._group.button(number).setFocus()
        else:
            super().keyPressEvent(event)

    @Slot(int, bool)
    def _toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.setFocusProxy(self._group.button(number))
            self._word.tell(severity_word(Severity(number)))
            self.chosen.emit(Severity(number))

    @Slot()
    def _colour(self) -> None:
        tokens = self._theme.tokens
        for severity in Severity:
            shade = tokens.severity(severity)
            self._group.button(int(severity)).setStyleSheet(
                f"QPushButton {{ padding: 5px {Space.MEDIUM}px; font-weight: 600; }}"
                f"QPushButton:checked {{ background: {shade.soft}; color: {shade.ink}; border-color: {shade.ink}; }}"
                f"QPushButton:focus {{ border: 2px solid {tokens.accent}; padding: 4px {Space.MEDIUM - 1}px; }}"
            )


class Choice(QComboBox):
    """A list to choose from that the wheel does not change by chance, and that does not widen its form."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: object) -> None:  # noqa: N802
        """Scrolling a page must not change what is set on it."""
        event.ignore()  # type: ignore[attr-defined]

    def choose(self, value: object) -> None:
        """Choose the entry of that value."""
        self.setCurrentIndex(self.findData(value))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A chevron, which the style sheet has no picture for; none where nothing can be chosen (reading.py)."""
        super().paintEvent(event)
        if self.property("reading"):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.second), 1.5))
        x, y = self.width() - Space.LARGE, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()


class ZoneField(Choice):
    """A time zone by its IANA name; any part of the name finds it."""

    def __init__(self, theme: Theme, zone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(zone_names())
        _complete(self, Qt.MatchFlag.MatchContains, _ZoneCompleter(self.model(), self))
        self.set_zone(zone)

    def zone(self) -> str:
        """The name, as typed; that of a zone or of its city in any case, with spaces, is the zone's."""
        typed = self.currentText().strip()
        return zone_called(typed) or typed

    def set_zone(self, zone: str) -> None:
        """Show that zone."""
        self.setCurrentText(zone)


class LanguageField(Choice):
    """A language by its ISO 639 code; its name in itself is the tooltip in the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code in _LANGUAGES:
            self.addItem(code)
            self.setItemData(self.count() - 1, QLocale(code).nativeLanguageName(), Qt.ItemDataRole.ToolTipRole)
        _complete(self, Qt.MatchFlag.MatchStartsWith)
        self.setCurrentText("")


class _ZoneCompleter(QCompleter):
    """Zones are written with underscores and typed with spaces."""

    def splitPath(self, path: str) -> list[str]:  # noqa: N802
        """What is looked for."""
        return [path.strip().replace(" ", "_")]


def _complete(choice: Choice, how: Qt.MatchFlag, completer: QCompleter | None = None) -> None:
    """Offer the entries that hold what is typed."""
    completer = completer or QCompleter(choice.model(), choice)
    completer.setFilterMode(how)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    choice.setCompleter(completer)


class DateField(QLineEdit):
    """A date as 2026-12-24, or nothing."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(12)

    def date_typed(self) -> date | None:
        """The date, None for nothing. Raises InvalidInput."""
        return read_date(self.text())
