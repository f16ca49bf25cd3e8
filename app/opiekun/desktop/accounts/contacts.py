"""The people at a customer, edited in place: a line each, and an empty one to add another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.folding import FoldingLayout
from opiekun.domain.people import Contact

_FIELDS = ("name", "email", "phone")
_LEAST_FIELD = 80
"""Pixels; where they would have fewer, the fields of a contact stand below one another."""


class ContactLine(QWidget):
    """One contact. ``edited`` carries it as typed, once the line is left (or Return is pressed) and it differs.

    ``removed`` asks to take it away.
    """

    edited = Signal(object)
    removed = Signal(object)

    def __init__(self, contact: Contact, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = self._told = contact
        self._fields = {name: QLineEdit() for name in _FIELDS}
        words = {"name": self.tr("Name"), "email": self.tr("E-mail"), "phone": self.tr("Phone")}
        line = FoldingLayout(self)
        for name, field in self._fields.items():
            field.setPlaceholderText(words[name])
            field.setAccessibleName(self.tr("Contact: {field}").format(field=words[name]))
            field.editingFinished.connect(self._finished)
            field.returnPressed.connect(self.tell)
            field.setMinimumWidth(_LEAST_FIELD)
            line.addWidget(field, 3 if name == "email" else 2)
        self._remove = KeyButton(self.tr("Remove"), "Alt+Del", theme)
        self._remove.setToolTip(self.tr("Remove this contact (Alt+Delete); Ctrl+Z brings it back"))
        self._remove.clicked.connect(self._ask_to_remove)
        keep_room = self._remove.sizePolicy()
        keep_room.setRetainSizeWhenHidden(True)
        self._remove.setSizePolicy(keep_room)
        line.addWidget(self._remove)
        self._remove.setVisible(bool(contact.id))
        shortcut = QShortcut(QKeySequence("Alt+Del"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_to_remove)
        self._show(contact)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops, from left to right."""
        return (*self._fields.values(), self._remove)

    def show_contact(self, contact: Contact) -> None:
        """Show that contact as it is stored; what was typed and not saved yet stays."""
        if contact.account_id != self._stored.account_id or self._typed() == self._stored:
            self._show(contact)
        self._stored = contact

    def settle(self, saved: Contact) -> None:
        """What was typed is saved: a new contact gets a line of its own, and this one is empty again."""
        if not saved.id and self._typed() == saved:
            self._show(self._stored)
        elif saved.id:
            self._stored = saved

    @Slot()
    def tell(self) -> None:
        """Ask to save what was typed, if it differs and was not asked for before."""
        typed = self._typed()
        if typed not in (self._stored, self._told):
            self._told = typed
            self.edited.emit(typed)

    def _typed(self) -> Contact:
        return replace(self._stored, **{name: field.text().strip() for name, field in self._fields.items()})

    def _show(self, contact: Contact) -> None:
        self._told = contact
        for name, field in self._fields.items():
            field.setText(getattr(contact, name))

    @Slot()
    def _finished(self) -> None:
        # Told field by field, or when the window loses the focus, a new contact would be added twice.
        if QApplication.focusWidget() not in (None, *self.stops):
            self.tell()

    @Slot()
    def _ask_to_remove(self) -> None:
        if self._stored.id:
            self.removed.emit(self._stored)


class ContactLines(QWidget):
    """All contacts of an account. ``edited`` carries the one that was changed or added (empty ``id``)."""

    edited = Signal(object)
    removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QGridLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setVerticalSpacing(Space.SMALL)
        self._lines: dict[str, ContactLine] = {}
        self.stops: tuple[QWidget, ...] = ()

    def show_contacts(self, account_id: str, contacts: tuple[Contact, ...]) -> None:
        """Show these, and an empty line below."""
        wanted = {contact.id: contact for contact in (*contacts, Contact("", account_id))}
        for gone in self._lines.keys() - wanted.keys():
            line = self._lines.pop(gone)
            line.hide()
            line.deleteLater()
        for row, (key, contact) in enumerate(wanted.items()):
            if key not in self._lines:
                self._lines[key] = ContactLine(contact, self._theme)
                self._lines[key].edited.connect(self.edited)
                self._lines[key].removed.connect(self.removed)
            self._lines[key].show_contact(contact)
            self._column.addWidget(self._lines[key], row, 0)
        self.stops = tuple(stop for key in wanted for stop in self._lines[key].stops)
        for before, after in pairwise(self.stops):
            QWidget.setTabOrder(before, after)

    def settle(self, saved: Contact) -> None:
        """That contact, as it was told, is saved."""
        if saved.id in self._lines:
            self._lines[saved.id].settle(saved)

    def leave(self) -> None:
        """Ask to save whatever stands unsaved: nobody will be there to leave the line."""
        for line in self._lines.values():
            line.tell()
