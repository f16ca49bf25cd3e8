"""The form for a request that is taken down by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from opiekun.desktop.new_request.account_field import AccountField
from opiekun.desktop.new_request.draft import save_draft
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice, SeverityField
from opiekun.desktop.widgets.form import EnterSaves, Form, PlainText, RefusalLine, flow, page, second_line, title
from opiekun.desktop.widgets.moments import read_moment
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.desktop.words import channel_word
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.timeline import Channel
from opiekun.services.accounts import AccountLine, list_accounts
from opiekun.services.drafts import Draft

_DESCRIPTION_LINES = 6


class NewRequestPanel(SidePanel):
    """``saved`` carries what was :class:`Written`.

    What was typed stays until then, or until it is discarded, whatever is closed, refused or ended.
    """

    saved = Signal(object)

    def __init__(self, host: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self._session = session
        self.setAccessibleName(self.tr("New request"))
        self._account = AccountField()
        self._account.setPlaceholderText(self.tr("Whose request is it?"))
        self._account.textChanged.connect(self._tell_account)
        self._account_hint = second_line("", theme)
        self._subject = QLineEdit()
        self._subject.setPlaceholderText(self.tr("What is it about?"))
        self._severity = SeverityField(theme)
        self._channel = Choice(theme)
        for channel in Channel:
            self._channel.addItem(channel_word(channel), channel)
        self._received = QLineEdit()
        self._received.setPlaceholderText(self.tr("now"))
        self._received.textChanged.connect(self._tell_received)
        self._received_hint = second_line("", theme)
        self._contact = QLineEdit()
        self._contact.setPlaceholderText(self.tr("E-mail of who asked"))
        self._description = PlainText(_DESCRIPTION_LINES)
        self._refusal = RefusalLine()
        self._save = KeyButton(self.tr("Save request"), "Ctrl+Enter", theme, primary=True)
        self._save.setToolTip(self.tr("Save the request (Ctrl+Enter)"))
        self._save.clicked.connect(self._submit)
        self._discard = KeyButton(self.tr("Discard"), "Alt+Del", theme)
        self._discard.setToolTip(self.tr("Throw away what was typed, and close (Alt+Delete)"))
        self._discard.clicked.connect(self.discard)
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._close.setToolTip(self.tr("Close; what was typed stays (Esc)"))
        self._close.clicked.connect(self.close_panel)
        self._lay_out(theme)
        for keys, slot in (("Ctrl+Return", self._submit), ("Ctrl+Enter", self._submit), ("Alt+Del", self.discard)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        EnterSaves(self, self._save)
        self.set_draft(session.drafts.drafts.request)
        for field in (self._account, self._subject, self._received, self._contact, self._description):
            field.textChanged.connect(self._keep)
        self._severity.chosen.connect(self._keep)
        self._channel.activated.connect(self._keep)

    def _lay_out(self, theme: Theme) -> None:
        form = Form(theme)
        form.add(self.tr("Account"), self._account)
        form.add_below(self._account_hint)
        form.add(self.tr("Subject"), self._subject)
        form.add(self.tr("Severity"), self._severity, wide=True)
        form.add(self.tr("Channel"), self._channel)
        form.add(self.tr("Received"), self._received)
        form.add_below(self._received_hint)
        form.add(self.tr("Contact"), self._contact)
        form.add(self.tr("Description"), self._description)
        self.body.setContentsMargins(0, 0, 0, 0)
        buttons = flow(self._save, self._close, self._discard)
        self.body.addWidget(page(title(self.tr("New request"), theme), form, self._refusal, buttons))

    def take_down(self, account: str = "") -> None:
        """Open the form; the account is filled in where nothing was typed yet."""
        if account and not self._account.text().strip():
            self._account.setText(account)
        self._session.read(partial(list_accounts, now=self._session.now()), self._know)
        self._tell_received()
        self.open_with(self._subject if self._account.text().strip() else self._account)

    def draft(self) -> Draft:
        """What is typed now."""
        return Draft(
            account=self._account.text(),
            subject=self._subject.text(),
            severity=self._severity.severity(),
            channel=Channel(self._channel.currentData()),
            received=self._received.text(),
            contact=self._contact.text(),
            description=self._description.toPlainText(),
        )

    def set_draft(self, draft: Draft) -> None:
        """Go on with what was typed elsewhere, or begin anew."""
        self._account.setText(draft.account)
        self._subject.setText(draft.subject)
        self._severity.set_severity(draft.severity)
        self._channel.choose(draft.channel)
        self._received.setText(draft.received)
        self._contact.setText(draft.contact)
        self._description.setPlainText(draft.description)
        self._refusal.settle()

    @Slot()
    def discard(self) -> None:
        """Throw away what was typed."""
        self.set_draft(Draft())
        self.close_panel()

    @Slot()
    def _keep(self) -> None:
        self._refusal.settle()
        self._session.drafts.keep_request(self.draft())

    @Slot()
    def _submit(self) -> None:
        if not self._save.isEnabled():
            return
        self._refusal.settle()
        self._account.take_offer()
        self._save.setEnabled(False)
        session = self._session
        job = partial(save_draft, draft=self.draft(), now=session.now(), zone=session.zone, actor=session.actor)
        session.write(job, self._taken, self._refuse)

    def _taken(self, written: Written) -> None:
        self._save.setEnabled(True)
        self.set_draft(Draft(channel=self.draft().channel))
        self.close_panel()
        self.saved.emit(written)

    def _refuse(self, refused: Refused) -> None:
        self._save.setEnabled(True)
        self._refusal.refuse(refused)
        self._field_at_fault().setFocus()

    def _field_at_fault(self) -> QWidget:
        for field in (self._account, self._subject):
            if not field.text().strip():
                return field
        return self._received if self._received.text().strip() else self._subject

    def _know(self, lines: list[AccountLine]) -> None:
        self._account.know(line.account.name for line in lines)
        self._tell_account()

    @Slot()
    def _tell_account(self) -> None:
        offered, new = self._account.offer(), self._account.is_new()
        if offered:
            words = self.tr("Tab takes {name}; Esc, then Tab, makes a new account instead.").format(name=offered)
        else:
            words = self.tr("A new account “{name}” will be made.").format(name=self._account.text().strip())
        self._account_hint.setText(words if new else "")
        self._account_hint.setVisible(new)

    @Slot()
    def _tell_received(self) -> None:
        now, zone = self._session.now(), self._session.zone
        try:
            moment = read_moment(self._received.text(), now, zone) or now
        except InvalidInput:
            self._received_hint.setText(self.tr("write 9:15, 16.6 9:15, or -20 for minutes ago"))
            return
        told = self._session.moments.moment(utc_seconds(moment), utc_seconds(now))
        self._received_hint.setText(self.tr("{time}, {zone}").format(time=told, zone=zone.key))
