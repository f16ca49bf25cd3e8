"""The card of a time that a guest proposes, beside its ghost: accept it, or decline it with free times."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from opiekun.desktop.calendar.grid.proposal_words import event_title, person, proposed_words, stands_words
from opiekun.desktop.calendar.placing import beside
from opiekun.desktop.calls.words import not_bookable
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import PlainText, RefusalLine, second_line
from opiekun.desktop.widgets.own_keys import OwnKeyFrame
from opiekun.desktop.words import refusal
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.services.calls.placing import NotBookable
from opiekun.services.mail.proposals import LONGEST_COMMENT, Draft

_WIDTH = 440
_LINES, _LOWEST_WORDS = 7, 48
_LONGEST = 400
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ProposalCard(OwnKeyFrame):
    """``accepted`` carries the ProposedTime and whether events of the calendar are overruled, ``drafted`` one of which
    is to be told what would be said, ``declined`` one with what is said, ``message_wanted`` the entry of the ledger.
    """

    accepted = Signal(object, bool)
    drafted = Signal(object)
    declined = Signal(object, str)
    message_wanted = Signal(str)
    closed = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self.proposed: ProposedTime | None = None
        self._anyway = False
        self._moments: Moments | None = None
        self._near = QRect()
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label("", theme, Type.STRONG, wrap=True)
        self._times = label("", theme, wrap=True)
        self._event = second_line("", theme)
        self._comment = label("", theme, Type.SECOND, wrap=True)
        self._reason = label("", theme, Type.SECOND, "at_risk", wrap=True)
        self._refusal = RefusalLine()
        self._to = second_line("", theme)
        self.words = PlainText(_LINES)
        # Where the window is low, the words scroll rather than push the buttons out of it.
        self.words.setMinimumHeight(_LOWEST_WORDS)
        self.words.setAccessibleName(self.tr("What the guest is told"))
        self._accept = KeyButton(self.tr("Accept"), "A", theme, primary=True)
        self._accept.setToolTip(self.tr("Move the event to the proposed time, and tell all guests (A)"))
        self._decline = KeyButton(self.tr("Decline and offer three times…"), "D", theme)
        self._decline.setToolTip(self.tr("Stay with the time; what the guest is told is shown first (D)"))
        self._message = KeyButton(self.tr("Show the message"), "M", theme)
        self._message.setToolTip(self.tr("Show the guest’s message among the answers (M)"))
        self._send = KeyButton(self.tr("Decline and send"), "Ctrl+Enter", theme, primary=True)
        self._send.setToolTip(self.tr("Decline the time, and send the guest these words (Ctrl+Enter)"))
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        for button, slot in (
            (self._accept, self.accept),
            (self._decline, self.draft),
            (self._message, self._ask_message),
            (self._send, self.send),
            (self._close, self.leave),
        ):
            button.clicked.connect(slot)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        parts = (self._title, self._times, self._event, self._comment, self._reason, self._refusal, self._to)
        for part in (*parts, self.words):
            column.addWidget(part)
        buttons = FlowLayout()
        for button in self._buttons:
            buttons.addWidget(button)
        column.addLayout(buttons)

    @property
    def _buttons(self) -> tuple[KeyButton, ...]:
        return self._accept, self._decline, self._send, self._message, self._close

    @property
    def drafting(self) -> bool:
        """Whether it shows what the guest would be told."""
        return self.words.isVisibleTo(self)

    def open(self, proposed: ProposedTime, reason: str, moments: Moments, near: QRect) -> None:
        """Show that one beside its place; ``reason`` says what it would collide with, "" for nothing."""
        zone = moments.zone
        self.proposed, self._moments, self._near = proposed, moments, near
        self._anyway = False
        self._title.setText(self.tr("{who} proposes another time").format(who=person(proposed)))
        words = self.tr("{proposed} instead of {stands}")
        times = words.format(proposed=proposed_words(proposed, zone), stands=stands_words(proposed, zone))
        self._times.setText(times)
        self._event.setText(event_title(proposed))
        comment = " ".join(proposed.comment[:_LONGEST].split())
        self._comment.setText(f"“{comment}”")
        self._comment.setVisible(bool(comment))
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._refusal.settle()
        self._accept.rename(self.tr("Accept"))
        self.setAccessibleName(f"{self._title.text()}. {times}. {self._event.text()}")
        self._turn(drafting=False)
        self._fit()
        self.show()
        self.raise_()
        self._accept.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_draft(self, draft: Draft) -> None:
        """That would be told; it can be written otherwise."""
        self._refusal.settle()
        words = self.tr("To {who}; times are those of {zone}.")
        who = " ".join((draft.guest.name or draft.guest.email)[:_LONGEST].split())
        self._to.setText(words.format(who=who, zone=draft.zone.replace("_", " ")) if draft.zone else who)
        self.words.setPlainText(draft.comment)
        self._turn(drafting=True)
        self._fit()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refused: Refused) -> None:
        """Say why it was not done; where only the calendar is in the way, it can be accepted all the same."""
        self._refusal.say(self._not_free(refused) or refusal(refused))
        if isinstance(refused, NotBookable) and refused.may_be_overruled:
            self._anyway = True
            self._accept.rename(self.tr("Accept anyway"))
        self._fit()

    def _not_free(self, refused: Refused) -> str:
        """Why the time is not free and which ones near it are, as the window tells the time; "" for another refusal."""
        proposed, moments = self.proposed, self._moments
        if not isinstance(refused, NotBookable) or not refused.reasons or proposed is None or moments is None:
            return ""
        words = not_bookable(proposed.span(moments.zone)[0], refused.reasons, moments)
        near = ", ".join(f"{moments.day(each)} {moments.time(each)}" for each in map(utc_seconds, refused.nearest))
        return " ".join((words, self.tr("Free near it: {times}.").format(times=near))) if near else words

    @Slot()
    def accept(self, _checked: bool = False) -> None:
        """Accept the time."""
        if self.proposed is not None and not self.drafting:
            self._refusal.settle()
            self.accepted.emit(self.proposed, self._anyway)

    @Slot()
    def draft(self, _checked: bool = False) -> None:
        """See what the guest would be told."""
        if self.proposed is not None and not self.drafting:
            self._refusal.settle()
            self.drafted.emit(self.proposed)

    @Slot()
    def send(self, _checked: bool = False) -> None:
        """Decline the time."""
        if self.proposed is not None and self.drafting:
            self._refusal.settle()
            self.declined.emit(self.proposed, self.words.toPlainText()[: LONGEST_COMMENT + 1])

    @Slot()
    def leave(self, _checked: bool = False) -> None:
        """Back from what would be told, or close."""
        if self.drafting:
            self._turn(drafting=False)
            self._fit()
            self._decline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close_card()

    @Slot()
    def close_card(self) -> None:
        """Close; nothing is decided."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Letters press the buttons that show them, but where words are written."""
        key, here = Qt.Key(event.key()), QApplication.focusWidget()
        deeds = {Qt.Key.Key_A: self.accept, Qt.Key.Key_D: self.draft, Qt.Key.Key_M: self._ask_message}
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send()
        elif key in _ENTER and isinstance(here, KeyButton):
            here.click()
        elif key in deeds and not self.drafting and not event.modifiers():
            deeds[key]()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab stays in the card."""
        stops = [each for each in (self.words, *self._buttons) if each.isVisible()]
        if not stops:
            return super().focusNextPrevChild(forward)
        at = next((at for at, each in enumerate(stops) if each.hasFocus()), -1)
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @Slot()
    def _ask_message(self, _checked: bool = False) -> None:
        if self.proposed is not None:
            self.message_wanted.emit(self.proposed.entry_id)

    def _turn(self, *, drafting: bool) -> None:
        for part in (self._to, self.words, self._send):
            part.setVisible(drafting)
        for part in (self._accept, self._decline, self._message):
            part.setVisible(not drafting)
        self._close.rename(self.tr("Back") if drafting else self.tr("Close"))

    def _fit(self) -> None:
        self._column.activate()
        height = max(self._column.totalHeightForWidth(_WIDTH), self._column.totalMinimumSize().height())
        self.setGeometry(beside(self._near, QSize(_WIDTH, height), self._host.rect()))
