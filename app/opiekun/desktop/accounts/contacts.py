"""The people at a customer, edited in place: a line each, and an empty one to add another."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from opiekun.desktop.theme.tokens import Space
from opiekun.domain.people import Contact

_FIELDS = ("name", "email", "phone")


class ContactLine(QWidget):
    """One contact. ``edited`` carries it as typed, once the line is left (or Return is pressed) and it differs."""

    edited = Signal(object)

    def __init__(self, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contact = contact
        self._fields = {name: QLineEdit() for name in _FIELDS}
        words = {"name": self.tr("Name"), "email": self.tr("E-mail"), "phone": self.tr("Phone")}
        line = QGridLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.SMALL)
        for column, (name, field) in enumerate(self._fields.items()):
            field.setPlaceholderText(words[name])
            field.setAccessibleName(self.tr("Contact: {field}").format(field=words[name]))
            field.editingFinished.connect(self._finished)
            field.returnPressed.connect(self._tell)
            line.addWidget(field, 0, column)
            line.setColumnStretch(column, 2 if name == "email" else 1)
        self.show_contact(contact)

    def show_contact(self, contact: Contact) -> None:
        """Show that contact, except in the field that is being typed in."""
        self._contact = contact
        for name, field in self._fields.items():
            if not (field.hasFocus() and field.isModified()):
                field.setText(getattr(contact, name))

    @Slot()
    def _finished(self) -> None:
        # Told field by field, or when the window loses the focus, a new contact would be added twice.
        if QApplication.focusWidget() not in (None, *self._fields.values()):
            self._tell()

    @Slot()
    def _tell(self) -> None:
        typed = replace(self._contact, **{name: field.text().strip() for name, field in self._fields.items()})
        if typed != self._contact and (typed.name or typed.email):
            self._contact = typed
            self.edited.emit(typed)


class ContactLines(QWidget):
    """All contacts of an account. ``edited`` carries the one that was changed or added (empty ``id``)."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QGridLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setVerticalSpacing(Space.SMALL)
        self._lines: list[ContactLine] = []

    def show_contacts(self, account_id: str, contacts: tuple[Contact, ...]) -> None:
        """Show these, and an empty line below."""
        wanted = (*contacts, Contact("", account_id))
        while len(self._lines) < len(wanted):
            line = ContactLine(wanted[len(self._lines)])
            line.edited.connect(self.edited)
            self._column.addWidget(line, len(self._lines), 0)
            self._lines.append(line)
        while len(self._lines) > len(wanted):
            self._lines.pop().deleteLater()
        for line, contact in zip(self._lines, wanted, strict=True):
            line.show_contact(contact)
