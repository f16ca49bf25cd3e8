"""The panel in which a call is booked: with whom, what about, when, and what the guests are told."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.calls.fields import CallFields
from opiekun.desktop.calls.known import Known, language_of, what_is_known
from opiekun.desktop.calls.not_then import NotThen
from opiekun.desktop.calls.offer_part import OfferPart
from opiekun.desktop.calls.preview_part import PreviewPart
from opiekun.desktop.calls.saving import book_wish, preview_wish
from opiekun.desktop.calls.slots import Question, SlotSearch
from opiekun.desktop.calls.when_field import WhenField
from opiekun.desktop.calls.wish import Begun, Wish, kept_start
from opiekun.desktop.calls.words import holder_words, other_moments
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import Form, lay_out_now, page, title
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.desktop.words import language
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.accounts import AccountPage, show_account
from opiekun.services.calls.placing import NotBookable
from opiekun.services.calls.preview import Preview


class BookingPanel(SidePanel):
    """``booked`` carries what was Written. What was typed stays until then, or until it is discarded.

    ``looked`` tells that other free times are looked at, or that another one is chosen;
    ``said`` has words for the status line.
    """

    booked = Signal(object)
    looked = Signal()
    said = Signal(str)

    def __init__(self, host: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._theme = session, theme
        self._account: AccountPage | None = None
        self._typed: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._wanted: UtcSeconds | None = None
        self.slots = SlotSearch(session, self)
        self.slots.changed.connect(self._show_slots)
        self.slots.refused.connect(self._refuse)
        self.fields = CallFields(theme, self)
        self.fields.hide()
        self.fields.typed.connect(self._keep)
        self.fields.asks_anew.connect(self._ask_slots)
        self.fields.account.textChanged.connect(self._look_account)
        self.when = WhenField(theme, self)
        self.when.chosen.connect(self._chose)
        self.when.days_wanted.connect(self._go_to)
        self.not_then = NotThen(session, theme, self)
        self.not_then.chosen.connect(self.choose)
        self.not_then.days_wanted.connect(self._go_to)
        self.not_then.refused.connect(self._refuse)
        self.offers = OfferPart(session, theme, self, self.fields.invited)
        self.offers.marked.connect(self._mark)
        self.offers.withdrawn.connect(self.when.list.setFocus)
        self.offers.refused.connect(self._refuse)
        self.offers.said.connect(self.said)
        self.when.toggled.connect(self.offers.toggle)
        self.when.taken.connect(self._book_offered)
        self.fields.guests.changed.connect(self.offers.look_again)
        self.preview = PreviewPart(theme, self)
        self._show = KeyButton(self.tr("Preview"), "Alt+P", theme)
        self._show.setToolTip(self.tr("Show the invitation as the first guest gets it (Alt+P)"))
        self._save = KeyButton(self.tr("Book the call"), "Ctrl+Enter", theme, primary=True)
        self._save.setToolTip(self.tr("Book the call, and invite the guests (Ctrl+Enter)"))
        self._discard = KeyButton(self.tr("Discard"), "Alt+Del", theme)
        self._discard.setToolTip(self.tr("Throw away what was typed, and close (Alt+Delete)"))
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._close.setToolTip(self.tr("Close; what was typed stays (Esc)"))
        for button, every, slot in (
            (self._save, ("Ctrl+Return", "Ctrl+Enter"), self.book),
            (self._show, ("Alt+P",), self.show_preview),
            (self._discard, ("Alt+Del",), self.discard),
            (self._close, (), self.close_panel),
        ):
            button.clicked.connect(slot)
            for keys in every:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(slot)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, fields = self._theme, self.fields
        words = self.tr("Book a call")
        self.setAccessibleName(words)
        form = Form(theme)
        form.add(self.tr("Account"), fields.account)
        form.add(self.tr("Type"), fields.type)
        form.add(self.tr("Held by"), fields.who)
        form.add(self.tr("Time"), self.when, wide=True)
        form.add(self.tr("Offer"), self.offers, wide=True)
        form.add(self.tr("Guests"), fields.guests, wide=True)
        form.add(self.tr("Request"), fields.request)
        form.add(self.tr("Questions"), fields.questions, wide=True)
        form.add(self.tr("Agenda"), fields.agenda)
        form.add(self.tr("Place"), fields.place)
        self.body.setContentsMargins(0, 0, 0, Space.LARGE)
        self._page = page(title(words, theme), form, self.preview)
        self.body.addWidget(self._page, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.WIDE, 0, Space.WIDE, 0)
        foot.setSpacing(Space.SMALL)
        foot.addWidget(self.not_then.refusal)
        foot.addWidget(self.not_then.nearest)
        buttons = FlowLayout()
        for button in (self._save, self._show, self._close, self._discard):
            buttons.addWidget(button)
        foot.addLayout(buttons)
        self.body.addLayout(foot)

    # Opening and leaving.

    def begin(self, begun: Begun) -> None:
        """Open it with what was typed before, unless that is about another account."""
        self._wanted = utc_seconds(begun.at) if begun.at is not None else None
        moments = self._session.moments
        self.when.expect(
            f"{moments.day(self._wanted)}, {moments.time(self._wanted)}" if self._wanted is not None else ""
        )
        self._begin_with(begun.added_to(self._session.drafts.drafts.call))
        job = partial(what_is_known, now=self._session.now())
        self._session.read(job, self._know)
        self.open_with(self.fields.type if self.fields.account.text() else self.fields.account)

    @Slot()
    def discard(self) -> None:
        """Throw away what was typed."""
        self._begin_with({})
        self._session.drafts.keep_call({})
        self.close_panel()

    @Slot()
    def close_panel(self) -> None:
        """Close; what was typed is kept, and nothing is looked for any more."""
        super().close_panel()
        self.slots.forget()
        self.looked.emit()

    def _begin_with(self, typed: dict[str, str]) -> None:
        self._typed, self._account = typed, None
        self._settle()
        self.slots.forget()
        self.fields.fill(typed)
        self.when.take(kept_start(typed))
        self.when.show_slots(None, "")
        self.offers.offer_to(None)

    @property
    def looked_for(self) -> Question | None:
        """Whose free times are looked at while it is open, from today on."""
        return self._question(self._day(utc_seconds(self._session.now()))) if self.isVisible() else None

    def _question(self, day: date) -> Question | None:
        account, call_type, who = self._account, self.fields.call_type, self.fields.who
        if account is None or call_type is None:
            return None
        return Question(account.account.id, call_type.code, day, held_by=who.held_by, specialist=who.specialist)

    # What is known.

    def _know(self, known: Known) -> None:
        self._names = {name.casefold(): account_id for name, account_id in known.accounts.items()}
        self.fields.know(known, self._typed)
        self._look_account()

    @Slot()
    def _look_account(self) -> None:
        """The account whose name stands in the field, as soon as it is one."""
        account_id = self._names.get(self.fields.account.text().strip().casefold())
        if account_id is None:
            self._account = None
            self.slots.forget()
        elif self._account is None or self._account.account.id != account_id:
            job = partial(show_account, name_or_id=account_id, now=self._session.now())
            self._session.read(job, self._take_account, self._refuse)

    def _take_account(self, shown: AccountPage) -> None:
        if self._names.get(self.fields.account.text().strip().casefold()) != shown.account.id:
            return
        self._account = shown
        self.fields.know_account(shown, self._typed, language_of(shown))
        self.fields.show_type(self._typed)
        self._typed = {}
        self._ask_slots()

    # The time.

    @Slot()
    def _ask_slots(self) -> None:
        """From the day of the time that is chosen or wanted on, else from today on to the first free one."""
        call_type, today = self.fields.call_type, self._day(utc_seconds(self._session.now()))
        question = self._question(today)
        if self._account is None or call_type is None or question is None:
            return
        self.offers.offer_to(question.asked(self._desk_agent, language()))
        there = other_moments(self._account.account, self._session.moments)
        self.when.tell_clocks(self._session.moments, there, call_type.minutes)
        at = self._wanted if self._wanted is not None else self.when.start
        self._ask(self._day(at) if at is not None else today, go_on=at is None)

    @Slot(object)
    def _go_to(self, day: date) -> None:
        self._ask(day, go_on=False)

    def _ask(self, day: date, *, go_on: bool) -> None:
        question = self._question(day)
        if question is not None:
            self.slots.ask(question, go_on=go_on)

    @property
    def _desk_agent(self) -> str:
        """The id of this desk's own agent, "" while none is known."""
        return self._session.agent.id if self._session.agent is not None else ""

    def _day(self, at: UtcSeconds) -> date:
        return utc_datetime(at).astimezone(self._session.zone).date()

    @Slot()
    def _show_slots(self) -> None:
        answer = self.slots.answer
        holder = holder_words(answer.found.holder, self._session.agent) if answer is not None else ""
        self.when.show_slots(answer, holder)
        if answer is not None:
            wanted, self._wanted = self._wanted, None
            if wanted is not None and wanted in answer.starts:
                self.choose(wanted)
            elif wanted is not None:
                self.ask_why(wanted)
            self.not_then.nearest.show_near(answer.starts, self._session.moments)
        self.looked.emit()

    def ask_why(self, at: UtcSeconds) -> None:
        """Say why a call cannot begin then; the nearest times at which it can are offered."""
        question = self._question(self._day(at))
        if question is not None:
            self.not_then.ask_why(question, self._desk_agent, at)

    @Slot(object)
    def choose(self, start: UtcSeconds) -> None:
        """Choose that start, which is free, whichever days are listed."""
        self.when.take(start)
        self._chose()
        if start not in self.when.list.starts:
            self._ask(self._day(start), go_on=False)

    @Slot()
    def _chose(self) -> None:
        self._keep()
        if offer_id := self.slots.offer_of(self.when.start):
            self.offers.show_offer(offer_id)
            self.when.list.setFocus()
        self.looked.emit()

    @Slot()
    def _mark(self) -> None:
        """Those are ticked now; where they were offered, they are free no more."""
        self.when.mark(self.offers.starts)
        if not self.offers.starts and self.slots.answer is not None:
            self._ask(self.slots.answer.question.first, go_on=False)
        self.looked.emit()

    # Saving.

    @Slot()
    def show_preview(self) -> None:
        """Show the invitation; say what is missing where something is."""
        self._settle()
        try:
            wish = self._wish()
        except InvalidInput as refused:
            self._refuse(refused)
            return
        session = self._session
        job = partial(preview_wish, program=session.program, wish=wish, now=session.now())
        session.read(job, self._show_preview, self._refuse)

    def _show_preview(self, shown: Preview) -> None:
        self.preview.show_preview(shown, len(self.fields.invited()) - 1)
        lay_out_now()
        self._page.ensureWidgetVisible(self.preview)
        self.preview.text.setFocus()

    @Slot()
    def book(self) -> None:
        """Book the call; say what is missing where something is."""
        if not self._save.isEnabled():
            return
        self._settle()
        self.fields.account.take_offer()
        try:
            wish = self._wish()
        except InvalidInput as refused:
            self._refuse(refused)
            return
        self._save.setEnabled(False)
        session = self._session
        job = partial(book_wish, program=session.program, wish=wish, now=session.now())
        session.write(job, self._saved, self._not_booked)

    @Slot(object)
    def _book_offered(self, start: UtcSeconds) -> None:
        """The customer takes that one of the times that were offered."""
        self.when.take(start)
        self.book()

    def _wish(self) -> Wish:
        """Raises InvalidInput for what is missing."""
        call_type, account = self.fields.call_type, self._account
        if account is None or call_type is None:
            raise InvalidInput("Choose the account with which the call is.")
        if self.when.start is None:
            raise InvalidInput("Choose a time for the call.")
        offered = bool(self.slots.offer_of(self.when.start))
        return self.fields.wish(account, call_type, self.when.start, self._desk_agent, offered=offered)

    def _saved(self, written: Written) -> None:
        self._save.setEnabled(True)
        self.discard()
        self.booked.emit(written)

    def _not_booked(self, refused: Refused) -> None:
        """Where the time was taken meanwhile, the nearest ones that are free are offered."""
        self._save.setEnabled(True)
        start = self.when.start
        if not isinstance(refused, NotBookable) or start is None:
            self._refuse(refused)
        else:
            self.not_then.taken(start, refused)

    def _refuse(self, refused: Refused) -> None:
        self.not_then.refusal.refuse(refused)
        if self._account is None:
            self.fields.account.setFocus()
        elif self.when.start is None:
            self.when.list.setFocus()

    @Slot()
    def _keep(self) -> None:
        self._settle()
        kept = {**self._typed, **self.fields.fields()}
        if self.when.start is not None:
            kept["start"] = str(self.when.start)
        begun = any(text for name, text in kept.items() if name != "type")
        self._session.drafts.keep_call(kept if begun else {})

    def _settle(self) -> None:
        self.not_then.settle()
        self.preview.forget()
