"""The place of answers: the ledger of messages and the chosen one; above them what waits and letters that are stuck."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from opiekun.desktop.mail.deciding import decided, taken_back
from opiekun.desktop.mail.invited_card import InvitedCard
from opiekun.desktop.mail.ledger_list import LedgerDelegate, LedgerModel
from opiekun.desktop.mail.message_page import MessagePage
from opiekun.desktop.mail.stuck_card import StuckCard
from opiekun.desktop.mail.waiting_card import WaitingCard
from opiekun.desktop.mail.words import mark_of, method_words, plain, verdict_mark
from opiekun.desktop.read_in_sight import ReadInSight
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine, scrolled
from opiekun.desktop.widgets.list_and_page import keys_within, lay_beside, listing, page_or, side_with, step_in
from opiekun.domain.calls.outbox import LedgerEntry, Letter
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.services.mail.answers import Answers, answers, message
from opiekun.services.mail.decide import Decided, Decision
from opiekun.services.mail.invitations import open_invitations
from opiekun.services.mail.outbox import drop_letter, retry_letter

_LIST_WIDTH, _LEAST_PAGE, _LOWEST_SPLIT = 380, 272, 200
_WAITS = "waits"


class AnswersScreen(QWidget):
    """``said`` has words for the status line, ``changed`` tells that something was decided or a letter was settled,
    ``proposal_wanted`` carries the entry whose proposed time is to be shown on the calendar, ``event_wanted`` the
    occurrence of an invitation that is to be.
    """

    said = Signal(str)
    changed = Signal()
    proposal_wanted = Signal(str)
    event_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = ""
        self._answers = Answers()
        self._model = LedgerModel(self)
        self.list = listing(self._model, self.tr("Messages about calls"))
        self.list.setItemDelegate(LedgerDelegate(self._model, theme, self.list))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.filter = Choice(theme)
        self.filter.setAccessibleName(self.tr("Which messages"))
        self.filter.setToolTip(self.tr("Show messages of one kind only (F)"))
        self.filter.addItem(self.tr("All messages"), None)
        self.filter.addItem(self.tr("Those that wait for you"), _WAITS)
        for verdict in Verdict:
            mark = verdict_mark(verdict)
            self.filter.addItem(f"{mark.sign} {mark.words}", verdict.value)
        self.filter.currentIndexChanged.connect(self._show)
        self._empty = label("", theme, ink="second", wrap=True)
        self._empty.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page = MessagePage(session, theme)
        self.page.decided.connect(self._decide)
        self.page.taken_back.connect(self._take_back)
        self.page.proposal_wanted.connect(self.proposal_wanted)
        self.invited = InvitedCard(session, theme)
        self.invited.event_wanted.connect(self.event_wanted)
        self.invited.hide()
        self.stuck = StuckCard(theme)
        self.stuck.again.connect(self._again)
        self.stuck.dropped.connect(self._drop)
        self.waiting = WaitingCard(session, theme)
        self.waiting.hide()
        self._failure = label("", theme, ink="at_risk", wrap=True)
        self._failure.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        self._failure.hide()
        self._refusal = RefusalLine()
        self._lay_out(theme)
        keys: dict[str, Callable[[], None]] = {
            "J": partial(self.step, 1),
            "K": partial(self.step, -1),
            "A": partial(self.page.decide, Decision.ACCEPT),
            "R": partial(self.page.decide, Decision.REFUSE),
            "U": self.page.take_back,
            "M": self.page.toggle_raw,
            "C": self.page.show_on_calendar,
            "F": self._to_filter,
            "I": self.invited.take_keys,
        }
        keys_within(self, keys)
        session.wrote.connect(self._wrote)
        self.reading = ReadInSight(self, session, self._read)

    def _lay_out(self, theme: Theme) -> None:
        name = label(self.tr("Answers"), theme, Type.TITLE)
        head = QWidget()
        heading = QVBoxLayout(head)
        heading.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, 0)
        heading.addWidget(name)
        heading.addWidget(self.filter)
        side = side_with(self.list, head, spacing=Space.SMALL)
        self._right = page_or(self._empty, self.page)
        self._right.setMinimumWidth(_LEAST_PAGE)
        split = QSplitter(Qt.Orientation.Horizontal)
        lay_beside(split, side, self._right, width=_LIST_WIDTH, share=2, side_grows=False)
        split.setMinimumHeight(_LOWEST_SPLIT)
        around = QVBoxLayout()
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self._failure)
        around.addWidget(self._refusal)
        around.addWidget(self.invited)
        around.addWidget(self.stuck)
        around.addWidget(self.waiting)
        around.addWidget(split, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(around))
        self.setFocusProxy(self.list)

    def tell_failure(self, words: str) -> None:
        """Say why mail was not exchanged, "" where it was."""
        self._failure.setText("▲ " + self.tr("Mail was not exchanged: {words}").format(words=words))
        self._failure.setVisible(bool(words))

    def show_entry(self, entry_id: str) -> None:
        """Show that message, once it is read."""
        self._wanted = entry_id
        self.filter.setCurrentIndex(0)
        self.reading.refresh()

    def step(self, by: int) -> None:
        """Go to the next message, or to the one before."""
        if not step_in(self.list, by):
            self.said.emit(self.tr("That was the last message.") if by > 0 else self.tr("That is the first message."))

    def _read(self) -> None:
        self._session.read(answers, self.show_answers)
        session, agent = self._session, self._session.agent
        agent_id = agent.id if agent is not None else ""
        look = partial(open_invitations, agent_id=agent_id, zone=session.zone, now=session.now())
        session.read(look, self.invited.show_invitations)

    def show_answers(self, read: Answers) -> None:
        """Show these; the message that is looked at stays."""
        self._answers = read
        self.stuck.show_letters(read.stuck)
        self.stuck.setVisible(bool(read.stuck))
        self.waiting.show_letters(read.waiting)
        self.waiting.setVisible(bool(read.waiting))
        self._show()

    @Slot()
    def _show(self) -> None:
        entries = [each for each in self._answers.entries if self._is_wanted(each)]
        row = max(0, self.list.currentIndex().row())
        self._model.take(entries, self._session.moments, utc_seconds(self._session.now()))
        none = self.tr("No such messages.") if self._answers.entries else self._nothing_yet()
        self._empty.setText(none)
        self._right.setCurrentWidget(self.page if entries else self._empty)
        if entries:
            at = self._model.row_of(self._wanted)
            self.list.setCurrentIndex(self._model.index(at if at >= 0 else min(row, len(entries) - 1)))

    def _nothing_yet(self) -> str:
        return self.tr(
            "No messages about calls came yet. Drop an e-mail (.eml) or an invitation (.ics) on the window: what "
            "guests answer is noted in the call, and everything that came stands here with what became of it."
        )

    def _is_wanted(self, entry: LedgerEntry) -> bool:
        wanted = self.filter.currentData()
        if wanted == _WAITS:
            return entry.id in self._answers.undecided
        return wanted is None or entry.verdict.value == wanted

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            entry = self._model.entry_at(index.row())
            self._wanted = entry.id
            self.page.show_entry(entry, waits=entry.id in self._answers.undecided)
            read = partial(message, read=self._session.program.read_messages, entry_id=entry.id)
            self._session.read(read, self.page.show_message, self.page.refuse)

    @Slot()
    def _to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.showPopup()

    @Slot(object, object)
    def _decide(self, entry: LedgerEntry, decision: Decision) -> None:
        agent = self._session.agent
        by = agent.id if agent is not None else ""
        job = partial(decided, self._session.program, entry.id, decision, by, self._session.now())
        self._session.worker.submit(job, self._decided, self.page.refuse, lasting=True)

    def _decided(self, decided: Decided) -> None:
        if decided.done is not None:
            self._session.take(decided.done)
        self._changed(decided.entry)

    @Slot(object)
    def _take_back(self, entry: LedgerEntry) -> None:
        agent = self._session.agent
        by = agent.id if agent is not None else ""
        job = partial(taken_back, self._session.program, entry.id, by, self._session.now())
        self._session.worker.submit(job, self._changed, self.page.refuse, lasting=True)

    def _changed(self, entry: LedgerEntry) -> None:
        self.said.emit(f"{plain(entry.subject) or method_words(entry.method)}: {mark_of(entry).words}")
        self._session.look()
        self.changed.emit()
        self.reading.refresh()

    @Slot(str)
    def _again(self, message_id: str) -> None:
        job = partial(retry_letter, self._session.program.store, message_id, now=self._session.now())
        self._refusal.settle()
        self._session.worker.submit(job, self._waits_again, self._refusal.refuse, lasting=True)

    def _waits_again(self, _letter: Letter) -> None:
        self.said.emit(self.tr("The letter goes out with the next run."))
        self.changed.emit()
        self.reading.refresh()

    @Slot(str)
    def _drop(self, message_id: str) -> None:
        self._refusal.settle()
        job = partial(drop_letter, self._session.program.store, message_id)
        self._session.worker.submit(job, self._dropped, self._refusal.refuse, lasting=True)

    def _dropped(self, _letter: Letter) -> None:
        self.said.emit(self.tr("The letter is dropped."))
        self.changed.emit()
        self.reading.refresh()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.changed.events or written.done.changed.letters:
            self.reading.refresh()
