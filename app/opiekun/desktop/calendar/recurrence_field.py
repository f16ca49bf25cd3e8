"""How an event recurs: a simple choice, and the rule itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.rule_words import often_words
from opiekun.desktop.calendar.rules import Often, often_of, rule_for
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice


class RecurrenceField(QWidget):
    """``changed`` tells that another rule stands in it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = date(2026, 1, 1)
        self._choice = Choice(theme)
        self._choice.setAccessibleName(self.tr("Recurs"))
        self._choice.activated.connect(self._choose)
        self._rule = QLineEdit()
        self._rule.setAccessibleName(self.tr("Rule"))
        self._rule.setPlaceholderText("FREQ=WEEKLY;BYDAY=TU;COUNT=10")
        self._rule.setToolTip(self.tr("The rule as iCalendar writes it; COUNT=10 or UNTIL=20261231 ends it"))
        self._rule.textEdited.connect(self._edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._choice)
        column.addWidget(self._rule)
        self.setFocusProxy(self._choice)

    def rule(self) -> str:
        """The rule, "" for an event that does not recur."""
        return self._rule.text().strip()

    def set_rule(self, rule: str, start: date) -> None:
        """Show that rule of an event that starts on the day."""
        self._start = start
        self._choice.clear()
        for often in Often:
            self._choice.addItem(often_words(often, start), often)
        self._rule.setText(rule)
        self._show()

    @Slot()
    def _choose(self) -> None:
        often = Often(self._choice.currentData())
        if often is not Often.OTHER:
            self._rule.setText(rule_for(often, self._start))
        self._show()
        if often is Often.OTHER:
            self._choice.choose(Often.OTHER)
            self._rule.show()
            self._rule.setFocus()
        self.changed.emit()

    @Slot()
    def _edited(self) -> None:
        self._choice.choose(often_of(self.rule().upper(), self._start))
        self.changed.emit()

    def _show(self) -> None:
        self._choice.choose(often_of(self.rule(), self._start))
        self._rule.setVisible(bool(self.rule()))
        self._rule.setCursorPosition(0)
