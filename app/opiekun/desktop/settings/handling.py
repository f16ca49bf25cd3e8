"""How long work on a request is expected to take: what a free stretch before its due time is measured with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.form import EnterSaves, Form, card, row, second_line
from opiekun.desktop.words import severity_meaning, severity_word
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.timeline import Severity
from opiekun.services.deadlines import MINUTE, handling_times, save_handling_times

_LONGEST = 3


class HandlingSection(Section):
    """Minutes for each severity."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._shown: Mapping[Severity, int] | None = None
        self._fields = {severity: QLineEdit() for severity in Severity}
        form = Form(theme)
        for severity, field in self._fields.items():
            name = f"{int(severity)} {severity_word(severity)}"
            field.setMaxLength(_LONGEST)
            field.setAccessibleName(self.tr("{severity}, minutes").format(severity=name))
            form.add(name, field, severity_meaning(severity))
        save = KeyButton(self.tr("Save"), "Enter", theme, primary=True)
        save.setToolTip(self.tr("Save these handling times (Enter)"))
        save.clicked.connect(self._keep)
        hint = self.tr(
            "Minutes of work. An event that leaves no free stretch as long as this before a due time collides with it."
        )
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        for part in (second_line(hint, theme), card(form), row(save)):
            grid.addWidget(part)
        EnterSaves(body, save)
        self.lay_out(self.tr("Handling times"), body)

    def refresh(self) -> None:
        """Read the times."""
        self._session.read(handling_times, self._show)

    def _show(self, times: Mapping[Severity, int]) -> None:
        if times != self._shown:
            # Else somebody may have typed here, gone to look something up, and come back.
            self._shown = times
            for severity, field in self._fields.items():
                field.setText(str(times[severity] // MINUTE))

    @Slot()
    def _keep(self) -> None:
        try:
            seconds = {severity: _minutes(field.text()) * MINUTE for severity, field in self._fields.items()}
        except Refused as refused:
            self.refuse(refused)
            return
        self.change(partial(save_handling_times, seconds=seconds))


def _minutes(typed: str) -> int:
    if not typed.strip().isdecimal():
        raise InvalidInput("“{value}” is not a number of minutes; write one such as 30.", value=typed.strip())
    return int(typed)
