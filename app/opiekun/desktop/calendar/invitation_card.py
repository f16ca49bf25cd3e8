"""What an editor shows of somebody else's invitation: the agent's answer, and the buttons that give another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.invited import Invitation
from opiekun.desktop.calendar.words import partstat_word
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import second_line
from opiekun.domain.invitations.messages import Partstat

_LONGEST_COMMENT, _LONGEST_NAME = 500, 80


class InvitationCard(QWidget):
    """Hidden while there is nobody to answer. Its keys are those of the editor in which it stands.

    ``chosen`` carries the Partstat that is answered, or None where the time in the editor's fields is proposed.
    """

    chosen = Signal(object)
    typed = Signal()

    def __init__(self, editor: QWidget, theme: Theme) -> None:
        super().__init__(editor)
        self._words = second_line("", theme)
        self._comment = _Comment()
        self._comment.setMaxLength(_LONGEST_COMMENT)
        self._comment.setAccessibleName(self.tr("Comment to the organizer"))
        self._comment.setPlaceholderText(self.tr("Comment to the organizer, if you like"))
        self._comment.textChanged.connect(self.typed)
        self._only_this = QCheckBox(self.tr("answer for this occurrence only"))
        accept, tentative, decline, propose = self._buttons = (
            KeyButton(self.tr("Accept"), "Alt+A", theme),
            KeyButton(self.tr("Tentative"), "Alt+T", theme),
            KeyButton(self.tr("Decline"), "Alt+D", theme),
            KeyButton(self.tr("Propose another time…"), "Alt+P", theme),
        )
        accept.setToolTip(self.tr("Tell the organizer that you come (Alt+A)"))
        tentative.setToolTip(self.tr("Tell the organizer that you may come (Alt+T)"))
        decline.setToolTip(self.tr("Tell the organizer that you do not come (Alt+D)"))
        propose.setToolTip(self.tr("Propose to the organizer the time that you typed into the event’s fields (Alt+P)"))
        accept.clicked.connect(partial(self._choose, Partstat.ACCEPTED))
        tentative.clicked.connect(partial(self._choose, Partstat.TENTATIVE))
        decline.clicked.connect(partial(self._choose, Partstat.DECLINED))
        propose.clicked.connect(partial(self._choose, None))
        for button, keys in zip(self._buttons, ("Alt+A", "Alt+T", "Alt+D", "Alt+P"), strict=True):
            shortcut = QShortcut(QKeySequence(keys), editor)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self._comment.returnPressed.connect(self._to_buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        buttons = FlowLayout()
        for button in self._buttons:
            buttons.addWidget(button)
        for part in (self._words, self._comment, self._only_this):
            column.addWidget(part)
        column.addLayout(buttons)
        self.hide()

    @property
    def stops(self) -> list[QWidget]:
        """What the keys reach in it, in order."""
        return [self._comment, self._only_this, *self._buttons]

    @property
    def comment(self) -> str:
        """What is told to the organizer besides the answer."""
        return self._comment.text().strip()

    @property
    def only_this(self) -> bool:
        """Whether the answer is meant for the one occurrence."""
        return self._only_this.isChecked()

    def show_invitation(self, invitation: Invitation | None, comment: str, *, recurs: bool) -> None:
        """Show who invites and what was answered; nothing where it is no invitation."""
        self._comment.setText(comment)
        self._only_this.setChecked(False)
        self._only_this.setVisible(recurs)
        if invitation is not None:
            words = self.tr("Invitation from {who}. Your answer: {answer}.")
            who = invitation.organizer.name or invitation.organizer.email
            answer = partstat_word(invitation.answer)
            self._words.setText(words.format(who=who[:_LONGEST_NAME], answer=answer[:_LONGEST_NAME]))
        self.setVisible(invitation is not None)

    def _choose(self, answer: Partstat | None) -> None:
        if self.isVisible():
            self.chosen.emit(answer)

    @Slot()
    def _to_buttons(self) -> None:
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class _Comment(QLineEdit):
    """Return goes on to the answers; it does not save the event."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            event.accept()
