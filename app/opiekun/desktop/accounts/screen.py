"""The accounts' place in the window: the list on the left, the chosen account on the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from opiekun.desktop.accounts.listing import AccountsDelegate, AccountsModel
from opiekun.desktop.accounts.page import AccountPane
from opiekun.desktop.read_in_sight import ReadInSight
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.desktop.widgets.list_and_page import keys_within, lay_beside, listing, side_with
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.people import Account
from opiekun.services.account_lines import AccountLoad, account_loads
from opiekun.services.accounts import add_account

_LIST_WIDTH = 480


class AccountsScreen(QSplitter):
    """``opened`` carries the key of a request that is to be shown on the desk; ``call_wanted`` asks for a call."""

    opened = Signal(object)
    call_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._chosen = self._wanted = ""
        self._model = AccountsModel(self)
        self._list = listing(self._model, self.tr("Accounts"))
        self._list.setItemDelegate(AccountsDelegate(self._model, theme, self._list))
        self._list.selectionModel().currentChanged.connect(self._choose)
        self._list.activated.connect(self._enter)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter accounts…  Ctrl+F"))
        self._filter.setAccessibleName(self.tr("Filter accounts"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._sift)
        self._add = KeyButton(self.tr("Add account"), "Ctrl+Shift+N", theme)
        self._add.setToolTip(self.tr("Add an account (Ctrl+Shift+N)"))
        self._add.clicked.connect(self.add_account)
        self._new = QLineEdit()
        self._new.setPlaceholderText(self.tr("Name of the new account; Enter adds it, Esc leaves"))
        self._new.setAccessibleName(self.tr("Name of the new account"))
        self._new.returnPressed.connect(self._make)
        self._new.hide()
        self._refusal = RefusalLine()
        self._empty = label("", theme, ink="second", wrap=True)
        self._empty.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, 0)
        self._pane = AccountPane(session, theme)
        self._pane.opened.connect(self.opened)
        self._pane.call_wanted.connect(self.call_wanted)
        self._lay_out()
        keys_within(self, {"Ctrl+F": self.focus_filter, "Ctrl+Shift+N": self.add_account})
        session.wrote.connect(self._wrote)
        self.reading = ReadInSight(self, session, self._read)

    def _lay_out(self) -> None:
        top = QWidget()
        head = QVBoxLayout(top)
        head.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.SMALL)
        head.setSpacing(Space.SMALL)
        for part in (self._filter, self._add, self._new, self._refusal):
            head.addWidget(part)
        head.setAlignment(self._add, Qt.AlignmentFlag.AlignLeft)
        side = side_with(self._list, top, self._empty, spacing=0)
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._right = QStackedWidget()
        self._right.addWidget(QWidget())
        self._right.addWidget(self._pane)
        # Both give way where the window is narrow, as it is at twice the size of everything.
        lay_beside(self, side, self._right, width=_LIST_WIDTH, share=2, side_grows=True)
        self.setFocusProxy(self._list)

    @property
    def account_name(self) -> str:
        """The account that is shown, "" for none."""
        return self._pane.account_name

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another screen comes, or the window goes: nothing that was typed here waits for somebody to come back."""
        self._pane.leave()
        super().hideEvent(event)

    def show_account(self, account_id: str) -> None:
        """Choose that account."""
        self._filter.clear()
        self._wanted = account_id
        self._select()
        self.reading.refresh()

    def tick(self, now: UtcSeconds) -> None:
        """Bring the timers up to date."""
        if self.isVisible():
            self._model.tick(now)
            self._pane.tick(now)

    @Slot()
    def focus_filter(self) -> None:
        """Go to the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    @Slot()
    def add_account(self) -> None:
        """Ask for the name of a new account."""
        self._new.show()
        self._new.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape leaves the new name, then the page, for the list; Down goes from the filter to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._new.hide()
            self._refusal.settle()
            self._list.setFocus()
        elif event.key() == Qt.Key.Key_Down and self._filter.hasFocus():
            self._list.setFocus()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        self._session.read(partial(account_loads, now=self._session.now()), self._take)
        if self._chosen:
            self._pane.open_account(self._chosen)

    def _take(self, loads: list[AccountLoad]) -> None:
        self._wanted = self._wanted or self._chosen
        self._model.take(loads, utc_seconds(self._session.now()), self._session.moments)
        self._tell_empty()
        self._select()

    def _select(self) -> None:
        row = self._model.row_of(self._wanted)
        if row is None and self._model.rowCount() and not self._wanted:
            row = 0
        if row is not None:
            self._wanted = ""
            self._list.setCurrentIndex(self._model.index(row))

    def _tell_empty(self) -> None:
        empty = self._model.rowCount() == 0
        if not self._model.total:
            words = self.tr(
                "There are no accounts yet. Add one with Ctrl+Shift+N, or connect LiveAgent in the settings (Ctrl+,): "
                "its companies become accounts."
            )
        else:
            words = self.tr("No account holds these words. Clear the filter to see all.")
        self._empty.setText(words)
        self._empty.setVisible(empty)
        # A list that is hidden hands the keyboard on to anything in the window: it stays here, where the keys are.
        self.setFocusProxy(self._filter if empty else self._list)
        if empty and self._list.hasFocus():
            self._filter.setFocus()
        self._list.setVisible(not empty)

    @Slot(str)
    def _sift(self, text: str) -> None:
        self._wanted = self._wanted or self._chosen
        self._model.set_filter(text)
        self._tell_empty()
        self._select()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        chosen = self._model.load_at(current.row()).line.account.id
        self._right.setCurrentWidget(self._pane)
        # Not the account that the page shows: it is still being read while the list is filled anew.
        if chosen != self._chosen:
            self._chosen = chosen
            self._pane.leave()
            self._pane.open_account(chosen)

    @Slot()
    def _enter(self) -> None:
        self._pane.focus_first()

    @Slot()
    def _make(self) -> None:
        self._session.write(partial(add_account, account=Account("", self._new.text())), self._made, self._refuse)

    def _made(self, written: Written) -> None:
        self._new.clear()
        self._new.hide()
        self._refusal.settle()
        self.show_account(next(iter(written.done.changed.accounts)))
        self._list.setFocus()

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)
        self._new.setFocus()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        changed = written.done.changed
        if changed.accounts or changed.requests or changed.rules:
            self.reading.refresh()
