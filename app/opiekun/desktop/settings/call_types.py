"""What customers can book: the types of calls, and what holds for every booking."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QSize, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.settings.call_type_form import CallTypeForm, Typed, typed_of
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import EnterSaves, Form, card, heading, row, second_line
from opiekun.domain.calls.types import BookingRules, CallType, Spoken
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.services.call_types import CallSettings, call_settings, save_booking_rules, save_call_type

_ROW, _MOST_ROWS = 30, 8
_NEW = CallType("", Spoken(), 30)


class CallTypesSection(Section):
    """The types in a list, the chosen one in a form below. What is typed and not saved stays with its type."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._types: dict[str, CallType] = {}
        self._rules: BookingRules | None = None
        self._unsaved: dict[str, Typed] = {}
        self._code: str | None = None
        self._names = QListWidget()
        self._names.setAccessibleName(self.tr("Types of calls"))
        self._names.setToolTip(self.tr("↑ and ↓ choose a type; it is changed below"))
        self._names.currentRowChanged.connect(self._choose)
        self._form = CallTypeForm(theme)
        add = KeyButton(self.tr("Another type"), "Alt+A", theme)
        add.setShortcut("Alt+A")
        add.setToolTip(self.tr("Add a type of calls of your own (Alt+A)"))
        add.clicked.connect(self._begin_new)
        save = KeyButton(self.tr("Save the type"), "Enter", theme, primary=True)
        save.setToolTip(self.tr("Save this type; calls that are booked stay as they are (Enter)"))
        save.clicked.connect(self._keep)
        edited = QWidget()
        grid = QGridLayout(edited)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._form)
        grid.addWidget(row(save))
        EnterSaves(edited, save)
        self.lay_out(
            self.tr("Types of calls"),
            second_line(self.tr("What customers can book in your calendar."), theme),
            card(self._names, row(add)),
            edited,
            heading(self.tr("All bookings"), theme),
            self._for_all(theme),
        )

    def _for_all(self, theme: Theme) -> QWidget:
        self._kept_free = QLineEdit()
        self._kept_free.setMaxLength(3)
        self._frees = QCheckBox(self.tr("take no time"))
        form = Form(theme)
        hint = self.tr("Minutes of each day that calls leave free. During the day they are released as its hours pass.")
        form.add(self.tr("Kept for Severity 1"), self._kept_free, hint)
        hint = self.tr("Calls can then be booked over what is tentative or not answered yet.")
        form.add(self.tr("Tentative events"), self._frees, hint)
        save = KeyButton(self.tr("Save for all"), "Enter", theme, primary=True)
        save.setToolTip(self.tr("Save what holds for all bookings (Enter)"))
        save.clicked.connect(self._keep_rules)
        frame = card(form, row(save))
        EnterSaves(frame, save)
        return frame

    def refresh(self) -> None:
        """Read the types."""
        self._session.read(call_settings, self._show)

    def _show(self, settings: CallSettings) -> None:
        if settings.rules != self._rules:
            # Else somebody may have typed here, gone to look something up, and come back.
            self._rules = settings.rules
            self._kept_free.setText(str(settings.rules.kept_minutes))
            self._frees.setChecked(settings.rules.frees_tentative)
        types = {each.code: each for each in settings.types}
        if types == self._types:
            return
        moved = {code for code in types | self._types if types.get(code) != self._types.get(code)}
        self._put_aside()
        for code in moved:
            self._unsaved.pop(code, None)
        if self._code == "" and moved - self._types.keys():
            # It was a new one until now.
            self._unsaved.pop("", None)
            self._code = next(iter(moved - self._types.keys()))
        self._types = types
        self._list(self._code)

    def _list(self, chosen: str | None) -> None:
        """Fill the list anew, and choose."""
        self._names.blockSignals(True)
        self._names.clear()
        codes = [*self._types, *([""] if chosen == "" else [])]
        language = QLocale().name().split("_")[0]
        for code in codes:
            call_type = self._types.get(code)
            item = QListWidgetItem(self._line(call_type, language), self._names)
            item.setSizeHint(QSize(0, _ROW))
        self._names.setFixedHeight(min(len(codes), _MOST_ROWS) * _ROW + Space.MEDIUM)
        self._names.blockSignals(False)
        self._code = None
        self._names.setCurrentRow(-1)
        self._names.setCurrentRow(codes.index(chosen) if chosen in codes else 0)

    def _line(self, call_type: CallType | None, language: str) -> str:
        if call_type is None:
            return self.tr("A new type")
        told = self.tr("{name}, {minutes} min") if call_type.offered else self.tr("{name}, {minutes} min, not offered")
        return told.format(name=call_type.name.in_language(language), minutes=call_type.minutes)

    def _put_aside(self) -> None:
        """Keep what is typed and not saved of the type that is shown."""
        if self._code is None:
            return
        typed = self._form.typed()
        if typed == typed_of(self._types.get(self._code, _NEW)):
            self._unsaved.pop(self._code, None)
        else:
            self._unsaved[self._code] = typed

    @Slot(int)
    def _choose(self, number: int) -> None:
        if number < 0:
            return
        self._put_aside()
        codes = [*self._types, ""]
        self._code = code = codes[number]
        self._form.fill(self._unsaved.get(code) or typed_of(self._types.get(code, _NEW)), new=not code)

    @Slot()
    def _begin_new(self) -> None:
        self._put_aside()
        self._list("")
        self._form.begin()
        self.reveal(self._form)

    @Slot()
    def _keep(self) -> None:
        if self._code is None:
            return
        try:
            call_type = self._form.read(self._types.get(self._code, _NEW))
            if not self._code and call_type.code in self._types:
                raise InvalidInput("There is a call type {code} already; choose another code.", code=call_type.code)
        except Refused as refused:
            self.refuse(refused)
            return
        self.change(partial(save_call_type, call_type=call_type))

    @Slot()
    def _keep_rules(self) -> None:
        typed = self._kept_free.text().strip()
        if not (typed.isascii() and typed.isdecimal()):
            self.refuse(InvalidInput("“{value}” is not a number of minutes; write one such as 30.", value=typed))
            return
        self.change(partial(save_booking_rules, rules=BookingRules(int(typed), self._frees.isChecked())))
