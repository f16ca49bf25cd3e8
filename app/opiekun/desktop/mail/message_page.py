"""One message that came: what it is, what became of it and why, and on demand the message itself as plain text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from opiekun.desktop.mail.words import change_lines, mark_of, method_words, plain
from opiekun.desktop.session import Session
from opiekun.desktop.sync.words import said
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label, set_ink
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import RefusalLine, scrolled, second_line, title
from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.messages import Method
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.services.mail.answers import Message
from opiekun.services.mail.decide import Decision

MOST_SHOWN = 100_000
"""Octets of a raw message that are shown; the ledger keeps the whole."""
_LONGEST_LINE = 2_000
_LOWEST_RAW = 120


class MessagePage(QWidget):
    """Shows an entry of the ledger at once, and its event and raw message when they are read.

    ``decided`` carries the entry and the Decision, ``taken_back`` the entry, ``proposal_wanted`` the id of one whose
    proposed time is to be shown on the calendar.
    """

    decided = Signal(object, object)
    taken_back = Signal(object)
    proposal_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entry: LedgerEntry | None = None
        self._title = title("", theme)
        self._verdict = label("", theme, Type.STRONG, wrap=True)
        self._reason = label("", theme, wrap=True)
        self._facts = second_line("", theme)
        self._changes = label("", theme, wrap=True)
        self._refusal = RefusalLine()
        self._raw = QPlainTextEdit()
        self._raw.setReadOnly(True)
        self._raw.setTabChangesFocus(True)
        self._raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._raw.setAccessibleName(self.tr("The message as it came"))
        self._raw.setPlaceholderText(self.tr("It came long ago and is not kept any more; what became of it is."))
        self._raw.hide()
        self._show_raw = KeyButton(self.tr("Show the message"), "M", theme)
        self._show_raw.setToolTip(self.tr("Show the message as it came, as plain text; nothing in it is run (M)"))
        self._show_raw.clicked.connect(self.toggle_raw)
        self._accept = KeyButton(self.tr("Accept"), "A", theme, primary=True)
        self._accept.clicked.connect(partial(self.decide, Decision.ACCEPT))
        self._refuse = KeyButton(self.tr("Refuse"), "R", theme)
        self._refuse.clicked.connect(partial(self.decide, Decision.REFUSE))
        self._undo = KeyButton(self.tr("Take back"), "U", theme)
        self._undo.clicked.connect(self.take_back)
        self._on_calendar = KeyButton(self.tr("Show on the calendar"), "C", theme)
        self._on_calendar.setToolTip(self.tr("Show the proposed time beside the event that it would move (C)"))
        self._on_calendar.clicked.connect(self.show_on_calendar)
        buttons = FlowLayout()
        for button in (self._accept, self._refuse, self._on_calendar, self._undo, self._show_raw):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        for part in (self._title, self._verdict, self._reason, self._changes, self._facts, self._refusal):
            column.addWidget(part)
        column.addLayout(buttons)
        self._raw.setMinimumHeight(_LOWEST_RAW)
        column.addWidget(self._raw, 1)
        column.addStretch(0)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(column))

    def show_entry(self, entry: LedgerEntry, *, waits: bool) -> None:
        """Show that one, which may wait to be decided; the rest of it comes with :meth:`show_message`."""
        if self.entry is None or entry.id != self.entry.id:
            self._raw.clear()
            self._refusal.settle()
        self.entry = entry
        moments, now = self._session.moments, utc_seconds(self._session.now())
        mark = mark_of(entry)
        self._title.setText(plain(entry.subject) or method_words(entry.method))
        self._verdict.setText(f"{mark.sign} {mark.words}")
        set_ink(self._verdict, mark.ink)
        self._reason.setText(said(entry.reason) if entry.reason is not None else "")
        self._reason.setVisible(entry.reason is not None)
        lines = change_lines(entry.changes, moments, now)
        if entry.verdict is Verdict.HELD:
            lines.insert(0, self.tr("Not in the calendar:"))
        self._changes.setText("\n".join(lines))
        self._changes.setVisible(bool(entry.changes))
        self._tell_facts("")
        self._offer(entry, waits)

    def show_message(self, message: Message) -> None:
        """The event that it is about, and its text, if it is still the one that is looked at."""
        if self.entry is not None and message.entry.id == self.entry.id:
            self._refusal.settle()
            self._tell_facts(message.title, message.comment)
            self._raw.setPlainText(as_text(message.entry.raw))

    def refuse(self, refused: Refused) -> None:
        """Say why it was not done."""
        self._refusal.refuse(refused)

    @Slot()
    def decide(self, decision: Decision, _checked: bool = False) -> None:
        """Let the message count, or refuse it, where it waits for that."""
        if self.entry is not None and self._accept.isVisible():
            self._refusal.settle()
            self.decided.emit(self.entry, decision)

    @Slot()
    def take_back(self, _checked: bool = False) -> None:
        """Take back what the message changed, where it changed anything."""
        if self.entry is not None and self._undo.isVisible():
            self._refusal.settle()
            self.taken_back.emit(self.entry)

    @Slot()
    def show_on_calendar(self, _checked: bool = False) -> None:
        """Ask for the ghost of the time that the message proposes, where it waits for the agent."""
        if self.entry is not None and self._on_calendar.isVisible():
            self.proposal_wanted.emit(self.entry.id)

    def _offer(self, entry: LedgerEntry, waits: bool) -> None:
        proposal = entry.verdict is Verdict.PROPOSAL
        invites = entry.method == Method.REQUEST
        self._accept.setVisible(waits)
        self._refuse.setVisible(waits)
        self._on_calendar.setVisible(waits and proposal)
        self._accept.rename(self.tr("Take in") if invites else self.tr("Accept"))
        self._refuse.rename(self.tr("Decline") if proposal else self.tr("Refuse"))
        if proposal:
            self._accept.setToolTip(self.tr("Move the event to the proposed time, and tell all guests (A)"))
            self._refuse.setToolTip(self.tr("Stay with the time, and offer three free ones near it instead (R)"))
        else:
            counts = self.tr("Let this message count (A)")
            self._accept.setToolTip(
                self.tr("Let it stand in the calendar, where you answer it (A)") if invites else counts
            )
            self._refuse.setToolTip(self.tr("Change nothing in the calendar (R)"))
        self._undo.setToolTip(
            self.tr("Let it wait for you again (U)")
            if entry.decided
            else self.tr("Make the event as it was before this message (U)")
        )
        self._undo.setVisible((entry.edited is not None or bool(entry.decided)) and not entry.undone)

    @Slot()
    def toggle_raw(self) -> None:
        """Show the message itself, or hide it again."""
        shown = not self._raw.isVisibleTo(self)
        self._raw.setVisible(shown)
        self._show_raw.rename(self.tr("Hide the message") if shown else self.tr("Show the message"))

    def _tell_facts(self, event: str, comment: str = "") -> None:
        entry = self.entry
        if entry is None:
            return
        moments, now = self._session.moments, utc_seconds(self._session.now())
        facts = [
            (self.tr("Comment"), plain(comment)),
            (self.tr("Event"), plain(event)),
            (self.tr("From"), plain(entry.sender)),
            (self.tr("Kind"), method_words(entry.method)),
            (self.tr("Received"), moments.moment(utc_seconds(entry.at), now)),
            (self.tr("Read from"), plain(entry.source)),
        ]
        self._facts.setText("\n".join(f"{name}: {fact}" for name, fact in facts if fact))


def as_text(raw: bytes) -> str:
    """The beginning of a message as plain text: what is no text is replaced, and no line is endless."""
    lines = raw[:MOST_SHOWN].decode("utf-8", "replace").splitlines()
    text = "\n".join(line[:_LONGEST_LINE] + ("…" if len(line) > _LONGEST_LINE else "") for line in lines)
    shown = "".join(sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown + ("\n…" if len(raw) > MOST_SHOWN else "")
