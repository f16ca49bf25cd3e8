"""The calendar servers that are connected: what each asks, a new password for it, and letting go of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.words import of_certificate, said, server_of
from opiekun.desktop.theme.labels import ElidedLabel, FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import FIELD_WIDTH, EnterSaves, card, flow, second_line
from opiekun.desktop.widgets.tab_order import keys_kept
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.accounts import DavAccount
from opiekun.domain.sync.told import Told
from opiekun.services.sync.accounts import NO_PASSWORD
from opiekun.services.sync.cautions import caution_of
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding


class ServerAccounts(QWidget):
    """``tried`` carries an account's id and a password ("" for the one that is kept), ``let_go`` the id and whether
    its calendars stay here, ``appeared`` the line of the account that was awaited.
    """

    tried = Signal(str, str)
    let_go = Signal(str, bool)
    appeared = Signal(QWidget)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: dict[str, ServerAccount] = {}
        self._awaited = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.SMALL)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def show_standing(self, standing: SyncStanding, moments: Moments, now: UtcSeconds) -> None:
        """Show how they are now; what is being typed stays."""
        known = {account.id: account for account in standing.accounts}
        for gone in set(self._lines) - set(known):
            line = self._lines.pop(gone)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for account in standing.accounts:
            mine = tuple(each for each in standing.collections if each.collection.account_id == account.id)
            line = self._line_of(account)
            line.tell(account, standing.asked_of(account), mine, moments, now)
            line.tell_unsent(standing.unsent(account.id))
        self.setVisible(bool(known))
        self._give_keys(QApplication.focusWidget())
        if self._awaited in self._lines:
            line, self._awaited = self._lines[self._awaited], ""
            self.appeared.emit(line)

    def ask_first(self) -> None:
        """Let what the first server that asks wants be given at once."""
        asking = next((line for line in self._lines.values() if line.asks), None)
        if asking is not None:
            asking.take_keys()

    def take_keys(self, account_id: str) -> None:
        """Let what that server wants be given at once."""
        if account_id in self._lines:
            self._lines[account_id].take_keys()

    def hand_over(self) -> None:
        """Where the button had the keys that gives way to what is asked, that has them, and not the one that
        disconnects."""
        for line in self._lines.values():
            if line.gave_way:
                line.gave_way = False
                line.take_keys()

    def name_of(self, account_id: str) -> str:
        """How an account is called here; "" for none."""
        line = self._lines.get(account_id)
        return line.name if line is not None else ""

    def await_line(self, account_id: str) -> None:
        """Tell by ``appeared`` once that account is shown."""
        self._awaited = account_id

    def forget_password(self, account_id: str) -> None:
        """It is kept by the keyring now."""
        if account_id in self._lines:
            self._lines[account_id].forget_password()

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._give_keys(new)

    def _give_keys(self, focused: QWidget | None) -> None:
        """All have the same keys: they are of the one in which the focus is, else of the first."""
        within = (line for line in self._lines.values() if focused is not None and line.isAncestorOf(focused))
        holder = next(within, next(iter(self._lines.values()), None))
        for line in self._lines.values():
            line.answer_keys(line is holder)

    def _line_of(self, account: DavAccount) -> ServerAccount:
        line = self._lines.get(account.id)
        if line is None:
            line = self._lines[account.id] = ServerAccount(account.id, self._theme)
            line.tried.connect(partial(self._try, account.id))
            line.let_go.connect(partial(self._let_go, account.id))
            self._column.addWidget(line)
        return line

    def _try(self, account_id: str, password: str) -> None:
        self.tried.emit(account_id, password)

    def _let_go(self, account_id: str, keep: bool) -> None:
        self.let_go.emit(account_id, keep)


class ServerAccount(QWidget):
    """One of them. Its question before it is let go stands in its place, not in a window of its own."""

    tried = Signal(str)
    let_go = Signal(bool)

    def __init__(self, account_id: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account_id = account_id
        self._theme = theme
        self.asks = self.gave_way = False
        self._name = ElidedLabel()
        self._name.setFont(theme.font(Type.STRONG))
        self._state = label("", theme, Type.SECOND, "second", wrap=True)
        self._asked = label("", theme, ink="at_risk", wrap=True)
        self._caution = label("", theme, Type.SECOND, "at_risk", wrap=True)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setMaximumWidth(FIELD_WIDTH)
        self._keep = self._button(self.tr("Try and keep"), self._try, "", "Enter")
        self._as_it_was = self._button(self.tr("Leave it as it was"), self._close_password, "", "Esc")
        self._change = self._button(self.tr("Change the password"), self._open_password, "", "Alt+W")
        self._leave = self._button(self.tr("Disconnect…"), self._ask, "", "Alt+D")
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.addWidget(self._password)
        fields.addWidget(flow(self._keep, self._as_it_was))
        EnterSaves(self._fields, self._keep, self._as_it_was)
        self._unsent = label("", theme, ink="at_risk", wrap=True)
        self._question = self._made_question()
        buttons = self._buttons = QWidget()
        line = FlowLayout()
        buttons.setLayout(line)
        for button in (self._change, self._leave):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            card(self._name, self._state, self._caution, self._asked, self._fields, buttons, self._question)
        )
        self._fields.hide()
        self._question.hide()

    def tell(
        self,
        account: DavAccount,
        asked: Told | None,
        calendars: tuple[SyncedCalendar, ...],
        moments: Moments,
        now: UtcSeconds,
    ) -> None:
        """Show how it is, and what is to be given."""
        asks = asked is not None
        self._name.tell(f"{account.user} · {server_of(account.url)}" if account.user else server_of(account.url))
        self._name.setToolTip(plain_tip(account.url))
        self._password.setAccessibleName(self.tr("Password of {account}").format(account=self._name.whole))
        for button in (self._change, self._leave):
            button.setAccessibleName(f"{button.text()}: {self._name.whole}")
        self._state.setText(" ".join(self._told(calendars, moments, now)))
        caution = caution_of(account)
        self._caution.setText("▲ " + said(caution) if caution is not None else "")
        self._caution.setVisible(caution is not None)
        why = asked or next(
            (each.collection.failure for each in calendars if each.collection.failure is not None), None
        )
        self._asked.setText("▲ " + said(why) if why is not None else "")
        self._asked.setVisible(why is not None)
        self.gave_way = self.gave_way or (asks and not self.asks and self._change.hasFocus())
        with keys_kept(self._fields, self._buttons):
            if asks != self.asks:
                self.asks = asks
                self._fields.setVisible(asks)
            self._as_it_was.setVisible(not asks)
            self._tell_deed(asked)
            self._change.setVisible(not self._fields.isVisibleTo(self))

    def _tell_deed(self, asks: Told | None) -> None:
        """Another certificate is looked at and accepted; a password has nothing to do with that."""
        certificate = asks is not None and of_certificate(asks)
        self._password.setVisible(not certificate)
        none = asks is not None and asks.sentence == NO_PASSWORD
        another = self.tr("another password; empty tries the one that is kept")
        self._password.setPlaceholderText(self.tr("its password") if none else another)
        self._keep.rename(self.tr("Look at its certificate") if certificate else self.tr("Try and keep"))
        asking = self.tr("Ask the server for it, and say whether it is the right one (Enter)")
        self._keep.setToolTip(asking if certificate else self.tr("Ask the server with it (Enter)"))

    def answer_keys(self, answers: bool) -> None:
        """Have the keys of its buttons, or leave them to another server's."""
        for button in (self._change, self._leave):
            button.answer(answers)

    def tell_unsent(self, number: int) -> None:
        """Say in the question how much the server would not get for now."""
        words = self.tr(
            "%n change(s) made here have not reached the server. A sync before (F9) sends them. Else they wait until "
            "the server is connected again: for thirty days, if their calendars go from here.",
            "",
            number,
        )
        self._unsent.setText(f"▲ {words}" if number else "")
        self._unsent.setVisible(bool(number))

    @property
    def name(self) -> str:
        """Whose account it is, and where."""
        return self._name.whole

    def take_keys(self) -> None:
        """What it asks for can be given at once."""
        typed = self._password.isVisibleTo(self._fields)
        (self._password if typed else self._keep).setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_password(self) -> None:
        """The field is empty again."""
        self._password.clear()
        with keys_kept(self._fields, self._buttons):
            self._fields.setVisible(self.asks)
            self._change.setVisible(not self.asks)

    def _told(self, calendars: tuple[SyncedCalendar, ...], moments: Moments, now: UtcSeconds) -> list[str]:
        if not calendars:
            return [self.tr("No calendar of this server is connected.")]
        names = ", ".join(self._called(each) for each in calendars)
        told = [self.tr("Calendars: {names}.").format(names=names)]
        successes = [each.collection.synced_at for each in calendars]
        known = [each for each in successes if each is not None]
        if len(known) == len(successes):
            told.append(self.tr("Last synced {when}.").format(when=moments.moment(utc_seconds(min(known)), now)))
        else:
            told.append(self.tr("Not synced yet."))
        waiting = sum(each.waiting for each in calendars)
        if waiting:
            told.append(self.tr("%n change(s) wait to go there.", "", waiting))
        return told

    def _called(self, each: SyncedCalendar) -> str:
        name = calendar_named(each.calendar).name
        return self.tr("{name} (can only be read)").format(name=name) if each.calendar.read_only else name

    def _made_question(self) -> QWidget:
        question = QWidget()
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("Let go of this server?"), self._theme, Type.STRONG))
        words = self.tr(
            "Nothing is deleted on the server, and the password is forgotten here. The events can stay, in calendars "
            "of this computer alone: connect the server again, and they are taken up where they stand. Or they go "
            "from here."
        )
        column.addWidget(second_line(words, self._theme))
        column.addWidget(self._unsent)
        line = FlowLayout()
        self._stay = self._button(self.tr("Disconnect, events stay here"), self._let_go_and_keep, "", "Enter")
        removing = self.tr("They can be brought back for thirty days: Ctrl+Z")
        go = self._button(self.tr("Disconnect, events go from here"), self._let_go_and_remove, removing)
        no = self._button(self.tr("Stay connected"), self._close_question, "", "Esc")
        for button in (self._stay, go, no):
            line.addWidget(button)
        column.addLayout(line)
        EnterSaves(question, self._stay, no)
        return question

    def _button(self, text: str, deed: Callable[[], None], tip: str = "", key: str = "") -> KeyButton:
        button = KeyButton(text, key, self._theme)
        button.setToolTip(tip)
        button.clicked.connect(deed)
        return button

    @Slot()
    def _open_password(self) -> None:
        self._fields.show()
        self._change.hide()
        self.take_keys()

    @Slot()
    def _close_password(self) -> None:
        """The server goes on with the one that is kept; one that asks for another is left waiting for it."""
        if not self.asks:
            self.forget_password()
            self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _try(self) -> None:
        self.tried.emit(self._password.text())

    @Slot()
    def _ask(self) -> None:
        self._buttons.hide()
        self._question.show()
        self._stay.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close_question(self) -> None:
        self._question.hide()
        self._buttons.show()
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _let_go_and_keep(self) -> None:
        self.let_go.emit(True)

    @Slot()
    def _let_go_and_remove(self) -> None:
        self.let_go.emit(False)
