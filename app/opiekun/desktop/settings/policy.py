"""What is promised: the targets per severity and clock, with the version of the policy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import card, second_line
from opiekun.desktop.words import clock_title, severity_meaning, severity_word
from opiekun.domain.policy import ClockName, Policy, Target, policy_for
from opiekun.domain.timeline import Severity
from opiekun.services.queue import rules_of
from opiekun.services.rulebook import Rulebook

_HOUR = 60
_TABLE_WIDTH, _NARROWEST = 440, 192
"""Pixels; in fewer than that the clocks of a severity have no room side by side."""


def target_text(target: Target | None) -> str:
    """“1 h”, “2 business hours”, “2 business days”, “24 h, moved on to the next opening”, or a dash."""
    translate = QCoreApplication.translate
    if target is None:
        return "–"
    if target.business_days is not None:
        return Numbers().business_days(target.business_days)
    if target.business_minutes is not None:
        return translate("Targets", "{time} of business hours").format(time=_minutes(target.business_minutes))
    time = _minutes(target.elapsed_minutes or 0)
    return translate("Targets", "{time}, moved on to opening").format(time=time) if target.roll_to_open else time


def _minutes(minutes: int) -> str:
    translate = QCoreApplication.translate
    if minutes % _HOUR:
        return translate("Targets", "{minutes} min").format(minutes=minutes)
    return translate("Targets", "{hours} h").format(hours=minutes // _HOUR)


class PolicySection(Section):
    """The policy in force as a table. Requests keep the version under which they arrived."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._version = second_line("", theme)
        self._table = _Table(theme)
        hint = self.tr(
            "“h” runs around the clock, business time inside the desk’s hours alone. "
            "The contact is a goal, not part of the agreement."
        )
        self.lay_out(self.tr("Policy"), self._version, card(self._table), second_line(hint, theme))

    def refresh(self) -> None:
        """Read the policy in force."""
        self._session.read(rules_of, self._show)

    def _show(self, rules: Rulebook) -> None:
        policy = policy_for(rules.policies, self._session.now())
        text = self.tr("Version {version}, in force since {date}. One business day is {hours} h of business time.")
        self._version.setText(
            text.format(
                version=policy.version, date=policy.valid_from.date(), hours=f"{policy.business_day_minutes / _HOUR:g}"
            )
        )
        self._table.show_policy(policy)


class _Table(QWidget):
    """Severities from top to bottom, their clocks from left to right; below each severity where it is narrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self._titles: list[QLabel] = []
        self._lines: list[tuple[QLabel, list[QLabel]]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.LARGE)
        self._grid.setVerticalSpacing(Space.MEDIUM)

    def show_policy(self, policy: Policy) -> None:
        """Show the targets of that policy."""
        for part in (*self._titles, *(each for name, cells in self._lines for each in (name, *cells))):
            part.deleteLater()
        self._titles = []
        self._lines = [(self._name(severity), self._cells(policy, severity)) for severity in Severity]
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The clocks can stand below their severity."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay it out for its width."""
        super().resizeEvent(event)
        narrow = self.width() < _TABLE_WIDTH
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def _name(self, severity: Severity) -> QLabel:
        name = label(f"{int(severity)} {severity_word(severity)}", self._theme, Type.STRONG)
        name.setToolTip(severity_meaning(severity))
        return name

    def _cells(self, policy: Policy, severity: Severity) -> list[QLabel]:
        cells = []
        for clock in ClockName:
            text = target_text(policy.targets.get((severity, clock)))
            cell = label(text, self._theme, wrap=True)
            cell.setAccessibleName(f"{severity_word(severity)}, {clock_title(clock)}: {text}")
            cells.append(cell)
        return cells

    def _arrange(self) -> None:
        grid, clocks = self._grid, len(ClockName)
        while grid.takeAt(0) is not None:
            pass
        for title in self._titles:
            title.deleteLater()
        times = len(self._lines) if self._narrow else 1
        self._titles = [
            label(clock_title(clock), self._theme, Type.SECOND, "second", wrap=True)
            for _time in range(times)
            for clock in ClockName
        ]
        for column in range(clocks + 1):
            unused = self._narrow and column > 1
            grid.setColumnStretch(column, 0 if unused else 2 if column == 0 else 1)
        for line, (name, cells) in enumerate(self._lines):
            first = line * (clocks + 1)
            grid.addWidget(name, first if self._narrow else line + 1, 0, 1, 2 if self._narrow else 1)
            for number, cell in enumerate(cells):
                if self._narrow:
                    grid.addWidget(self._titles[line * clocks + number], first + number + 1, 0)
                    grid.addWidget(cell, first + number + 1, 1)
                else:
                    grid.addWidget(cell, line + 1, number + 1)
        for number, title in enumerate([] if self._narrow else self._titles):
            grid.addWidget(title, 0, number + 1)
