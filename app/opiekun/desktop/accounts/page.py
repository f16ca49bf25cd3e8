"""The page of one account: what it may have, who stands by it, its people and its requests. Edited in place."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.accounts.contacts import ContactLines
from opiekun.desktop.accounts.form import AccountForm
from opiekun.desktop.accounts.words import entitlement_reason, entitlement_shape, entitlement_word
from opiekun.desktop.queue.model import QueueModel
from opiekun.desktop.queue.sections import Sorted
from opiekun.desktop.queue.view import QueueView
from opiekun.desktop.recommendations.part import RecommendationsPart
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton, Mark, label, set_ink
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import HEADER_HEIGHT, ROW_HEIGHT, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import Form, RefusalLine, card, heading, lay_out_now, page, row, second_line, title
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Agent, Assignment, Contact, Duty, Entitlement
from opiekun.domain.queue import Order
from opiekun.domain.standing import Status
from opiekun.services.accounts import AccountPage, remove_contact, save_account, save_contact, set_duty, show_account
from opiekun.services.recommendations import ordered

_MARK = 14
_MOST_ROWS = 12


class AccountPane(QWidget):
    """``opened`` carries the key of a request that is to be shown on the desk; ``call_wanted`` asks for a call."""

    opened = Signal(object)
    call_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._page: AccountPage | None = None
        self._filling = False
        self._title = title("", theme)
        self._mark = Mark(theme, _MARK)
        self._entitled = label("", theme, Type.STRONG)
        self._reason = second_line("", theme)
        self._call = KeyButton(self.tr("Book a call…"), "Ctrl+B", theme)
        self._call.setToolTip(self.tr("Book a call with this account (Ctrl+B)"))
        self._call.clicked.connect(self.call_wanted)
        self._refusal = RefusalLine()
        self._form = AccountForm(theme)
        self._duties = {duty: Choice(theme) for duty in Duty}
        self._history = second_line("", theme)
        self._contacts = ContactLines(theme)
        self._contacts.edited.connect(self._save_contact)
        self._contacts.removed.connect(self._remove_contact)
        self._model = QueueModel(0, session.moments, self)
        self._requests = QueueView(self._model, theme)
        self._requests.setAccessibleName(self.tr("Requests of this account"))
        self._requests.opened.connect(self.opened)
        self._no_requests = second_line(
            self.tr("Nothing is open. Take down a request with Ctrl+N; resolved ones are found with Ctrl+K."), theme
        )
        self._advice = RecommendationsPart(session, theme, self)
        self._form.left.connect(self._save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.leave)
        self._form.typed.connect(self._keep_draft)
        for duty, choice in self._duties.items():
            choice.activated.connect(partial(self._set_duty, duty))
        theme.changed.connect(self._tint)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._theme
        duties = Form(theme)
        duties.add(self.tr("Dedicated agent"), self._duties[Duty.DEDICATED])
        duties.add(self.tr("Cover"), self._duties[Duty.COVER], self.tr("Stands in while the dedicated agent is away."))
        duties.add_below(self._history)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(
            page(
                self._title,
                row(self._mark, self._entitled),
                self._reason,
                row(self._call),
                self._refusal,
                heading(self.tr("Requests"), theme),
                self._no_requests,
                self._requests,
                self._advice,
                heading(self.tr("Who stands by it"), theme),
                card(duties),
                heading(self.tr("Contacts"), theme),
                card(self._contacts),
                heading(self.tr("Account"), theme),
                card(self._form),
                second_line(self.tr("Saved when you leave a field, or with Ctrl+Enter."), theme),
            )
        )

    @property
    def account_id(self) -> str:
        """The account that is shown, "" for none."""
        return self._page.account.id if self._page is not None else ""

    @property
    def account_name(self) -> str:
        """What that account is called, "" for none."""
        return self._page.account.name if self._page is not None else ""

    def open_account(self, account_id: str) -> None:
        """Read that account and show it."""
        job = partial(show_account, name_or_id=account_id, now=self._session.now())
        self._session.read(job, self._show)

    def focus_first(self) -> None:
        """The keyboard begins with the requests, where there are any, else with the people."""
        (self._requests if self._requests.isVisibleTo(self) else self._duties[Duty.DEDICATED]).setFocus()

    def tick(self, now: int) -> None:
        """Bring the timers up to date."""
        self._requests.tick(now)

    def _show(self, shown: AccountPage) -> None:
        other = self._page is None or self._page.account.id != shown.account.id
        self._page = shown
        self._filling = True
        if other:
            self._refusal.settle()
        account = shown.account
        self._title.setText(account.name)
        self._tell_entitlement(shown)
        draft = self._session.drafts.drafts.accounts.get(account.id, {})
        self._form.show_account(account, draft, other=other)
        self._advice.show_recommendations(ordered(shown.recommendations), account.id)
        self._tell_people(shown)
        self._contacts.show_contacts(account.id, shown.contacts)
        # Lines that are made later than what stands below them would come last.
        for before, after in pairwise((self._duties[Duty.COVER], *self._contacts.stops, self._form.first)):
            self.setTabOrder(before, after)
        self._tell_requests(shown)
        lay_out_now()
        self._filling = False
        if other and draft:
            self._save()

    def _tell_entitlement(self, shown: AccountPage) -> None:
        entitled = shown.entitlement is Entitlement.ENTITLED
        tokens = self._theme.tokens
        self._mark.tell(entitlement_shape(shown.entitlement), tokens.severity_4.ink if entitled else tokens.second)
        self._entitled.setText(entitlement_word(shown.entitlement))
        set_ink(self._entitled, "met" if entitled else "second")
        self._reason.setText(entitlement_reason(shown.entitlement, shown.account))

    @Slot()
    def _tint(self) -> None:
        if self._page is not None:
            self._tell_entitlement(self._page)

    def _tell_people(self, shown: AccountPage) -> None:
        desk = self._session.desk
        agents = {agent.id: agent for agent in (desk.agents if desk is not None else ())}
        standing = {Duty.DEDICATED: shown.dedicated, Duty.COVER: shown.cover}
        for duty, choice in self._duties.items():
            choice.clear()
            choice.addItem(self.tr("nobody"), None)
            for agent in _choosable(agents, standing[duty]):
                choice.addItem(agent.name, agent.id)
            current = standing[duty]
            choice.choose(current.id if current is not None else None)
        lines = [self._told(line, agents) for line in reversed(shown.history)]
        self._history.setText("\n".join(lines) or self.tr("Nobody has stood by it so far."))

    def _told(self, line: Assignment, agents: dict[str, Agent]) -> str:
        moments = self._session.moments
        duty = self.tr("dedicated") if line.duty is Duty.DEDICATED else self.tr("cover")
        name = agents[line.agent_id].name if line.agent_id in agents else line.agent_id
        since = moments.local(utc_seconds(line.since)).date().isoformat()
        if line.until is None:
            return self.tr("{name}, {duty} since {since}").format(name=name, duty=duty, since=since)
        until = moments.local(utc_seconds(line.until)).date().isoformat()
        return self.tr("{name}, {duty} from {since} to {until}").format(name=name, duty=duty, since=since, until=until)

    def _tell_requests(self, shown: AccountPage) -> None:
        now = utc_seconds(self._session.now())
        rows = [one for one in shown.requests if one.status is not Status.RESOLVED or one.callback_since is not None]
        self._model.retell(self._session.moments)
        self._model.load(Sorted.of(rows, Order.URGENCY, now))
        self._requests.setVisible(bool(rows))
        self._no_requests.setVisible(not rows)
        self._requests.setFixedHeight(min(len(rows), _MOST_ROWS) * ROW_HEIGHT + (HEADER_HEIGHT if not rows else 2))

    def leave(self) -> None:
        """Save what stands unsaved, because the page goes out of sight."""
        self._contacts.leave()
        if self._form.unsaved():
            self._save()

    @Slot()
    def _save(self) -> None:
        if self._page is None or self._filling:
            return
        texts = self._form.texts()
        try:
            typed = self._form.read(self._page.account)
        except InvalidInput as refused:
            self._refusal.refuse(refused)
            return
        if typed != self._page.account:
            self._session.write(partial(save_account, account=typed), partial(self._saved, texts), self._refuse)
        elif self._form.unsaved():
            self._settle(self.account_id, texts)

    def _saved(self, texts: dict[str, str], written: Written) -> None:
        self._refusal.settle()
        self._settle(next(iter(written.done.changed.accounts)), texts)

    def _settle(self, account_id: str, texts: dict[str, str]) -> None:
        """What was typed since then, if anything, is what stays a draft."""
        drafts = self._session.drafts
        if account_id == self.account_id:
            self._form.settle(texts)
            drafts.keep_account(account_id, self._form.unsaved())
        else:
            drafts.keep_account(account_id, {})

    @Slot()
    def _keep_draft(self) -> None:
        if self._page is not None and not self._filling:
            self._session.drafts.keep_account(self.account_id, self._form.unsaved())

    def _set_duty(self, duty: Duty, _index: int) -> None:
        if self._page is None:
            return
        agent = self._duties[duty].currentData()
        job = partial(set_duty, account=self.account_id, duty=duty, agent=agent, now=self._session.now())
        self._session.write(job, self._done, self._refuse)

    @Slot(object)
    def _save_contact(self, contact: Contact) -> None:
        job = partial(save_contact, contact=contact)
        self._session.write(job, partial(self._contact_saved, contact), self._refuse)

    @Slot(object)
    def _remove_contact(self, contact: Contact) -> None:
        self._session.write(partial(remove_contact, contact=contact), self._done, self._refuse)

    def _contact_saved(self, contact: Contact, written: Written) -> None:
        self._contacts.settle(contact)
        self._done(written)

    def _done(self, written: Written) -> None:  # noqa: ARG002  the session tells every view what changed
        self._refusal.settle()

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)
        if self._page is not None:
            self._tell_people(self._page)


def _choosable(agents: dict[str, Agent], current: Agent | None) -> list[Agent]:
    """Active agents by name, and the one who stands there even if no longer active."""
    return sorted(
        (agent for agent in agents.values() if agent.active or agent == current),
        key=lambda agent: agent.name.casefold(),
    )
