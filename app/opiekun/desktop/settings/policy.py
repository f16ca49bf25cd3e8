"""What is promised: the targets per severity and clock, with the version of the policy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

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
        self._grid_frame = QWidget()
        self._grid = QGridLayout(self._grid_frame)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.LARGE)
        self._grid.setVerticalSpacing(Space.MEDIUM)
        self._grid.setColumnStretch(0, 2)
        for column in range(1, len(ClockName) + 1):
            self._grid.setColumnStretch(column, 1)
        hint = self.tr(
            "“h” runs around the clock, business time inside the desk’s hours alone. "
            "The contact is a goal, not part of the agreement."
        )
        self.lay_out(self.tr("Policy"), self._version, card(self._grid_frame), second_line(hint, theme))

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
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()  # type: ignore[union-attr]
        self._fill(policy)

    def _fill(self, policy: Policy) -> None:
        for column, clock in enumerate(ClockName, start=1):
            self._grid.addWidget(label(clock_title(clock), self._theme, Type.SECOND, "second"), 0, column)
        for line, severity in enumerate(Severity, start=1):
            name = label(f"{int(severity)} {severity_word(severity)}", self._theme, Type.STRONG)
            name.setToolTip(severity_meaning(severity))
            self._grid.addWidget(name, line, 0)
            for column, clock in enumerate(ClockName, start=1):
                text = target_text(policy.targets.get((severity, clock)))
                cell = label(text, self._theme, wrap=True)
                cell.setAccessibleName(f"{severity_word(severity)}, {clock_title(clock)}: {text}")
                self._grid.addWidget(cell, line, column)
