"""The texts of a call: the agenda, which its guests are told, and the agent's own notes, which they are not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.drafts import DraftKeeper
from opiekun.desktop.widgets.form import PlainText, heading, row, second_line
from opiekun.domain.calls.calls import Call, CallStatus

_AGENDA_LINES, _NOTES_LINES = 5, 6


class TextsPart(QWidget):
    """``agreed`` carries another agenda, ``noted`` the UID of a call and its notes, saved when they are left."""

    agreed = Signal(str)
    noted = Signal(str, str)

    def __init__(self, drafts: DraftKeeper, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._drafts = drafts
        self._call: Call | None = None
        self._filling = False
        self.agenda = PlainText(_AGENDA_LINES)
        self.agenda.setAccessibleName(self.tr("Agenda"))
        self.agenda.textChanged.connect(self._typed)
        self.notes = PlainText(_NOTES_LINES)
        self.notes.setAccessibleName(self.tr("Your notes"))
        self.notes.textChanged.connect(self._typed)
        self.notes.left.connect(self.leave)
        self._agree = KeyButton(self.tr("Save the agenda, and tell the guests"), "Alt+A", theme)
        self._agree.setToolTip(self.tr("Save the agenda, and tell the guests (Alt+A)"))
        self._agree.clicked.connect(self.agree)
        self._agreeing = row(self._agree)
        shortcut = QShortcut(QKeySequence("Alt+A"), panel)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for part in (
            heading(self.tr("Agenda"), theme),
            self.agenda,
            self._agreeing,
            heading(self.tr("Your notes"), theme),
            self.notes,
            second_line(self.tr("Only you see them. Saved when you leave them."), theme),
        ):
            column.addWidget(part)

    def show_call(self, call: Call) -> None:
        """Show its texts; what was typed and is not saved yet stays."""
        same = self._call is not None and self._call.uid == call.uid
        before, self._call = self._call, call
        drafts = self._drafts.drafts.notes
        self._filling = True
        for field, name, text, was in (
            (self.agenda, _agenda_name(call.uid), call.agenda, before.agenda if same and before is not None else None),
            (self.notes, _notes_name(call.uid), call.notes, before.notes if same and before is not None else None),
        ):
            shown = field.toPlainText()
            if was is None or shown in {was, text}:
                wanted = drafts.get(name, text)
                if shown != wanted:
                    field.setPlainText(wanted)
            if field.toPlainText().strip() == text.strip():
                self._drafts.keep_note(name, "")
        self.agenda.setReadOnly(call.status is not CallStatus.BOOKED)
        self._filling = False
        self._tell()

    @Slot()
    def leave(self) -> None:
        """Save notes that are not saved yet."""
        call = self._call
        if call is not None and self.notes.toPlainText().strip() != call.notes:
            self.noted.emit(call.uid, self.notes.toPlainText())

    @Slot()
    def agree(self) -> None:
        """Save another agenda."""
        if self._agreeing.isVisible():
            self.agreed.emit(self.agenda.toPlainText())

    def settle(self, uid: str) -> None:
        """The notes of that call are saved, and no draft any more."""
        self._drafts.keep_note(_notes_name(uid), "")

    @Slot()
    def _typed(self) -> None:
        call = self._call
        if self._filling or call is None:
            return
        for field, name, text in (
            (self.agenda, _agenda_name(call.uid), call.agenda),
            (self.notes, _notes_name(call.uid), call.notes),
        ):
            typed = field.toPlainText()
            self._drafts.keep_note(name, typed if typed.strip() != text else "")
        self._tell()

    def _tell(self) -> None:
        call = self._call
        other = call is not None and self.agenda.toPlainText().strip() != call.agenda.strip()
        self._agreeing.setVisible(other and not self.agenda.isReadOnly())


def _agenda_name(uid: str) -> str:
    return f"agenda of {uid}"


def _notes_name(uid: str) -> str:
    return f"notes of {uid}"
