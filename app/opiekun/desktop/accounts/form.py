"""The fields of an account, edited in place. What stands there unsaved is known, so that nothing puts it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opiekun.desktop.accounts.words import plan_word
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice, DateField, LanguageField, ZoneField
from opiekun.desktop.widgets.form import Form, PlainText, row
from opiekun.desktop.widgets.moments import read_date
from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account, Plan


class AccountForm(Form):
    """``left`` tells that a field was left, which saves it; ``typed`` that something was typed into one."""

    left = Signal()
    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._plan = Choice(theme)
        for plan in Plan:
            self._plan.addItem(plan_word(plan), plan)
        zone, language = ZoneField(theme), LanguageField(theme)
        self._lines: dict[str, QLineEdit] = {
            "name": QLineEdit(),
            "addon_fee": QLineEdit(),
            "addon_start": DateField("2026-01-31"),
            "addon_end": DateField(self.tr("open end")),
            "timezone": zone.line,
            "language": language.line,
        }
        self._note = PlainText(3)
        self._shown: dict[str, str] = {}
        lines = self._lines
        lines["timezone"].setPlaceholderText("Europe/Warsaw")
        lines["language"].setPlaceholderText("pl")
        lines["addon_start"].setAccessibleName(self.tr("Term: first day"))
        lines["addon_end"].setAccessibleName(self.tr("Term: last day"))
        self.add(self.tr("Name"), lines["name"])
        self.add(self.tr("Plan"), self._plan)
        self.add(self.tr("Add-on, EUR a month"), lines["addon_fee"])
        self.add(self.tr("Term"), row(lines["addon_start"], label("–", theme), lines["addon_end"]))
        self.add(self.tr("Time zone"), zone)
        self.add(self.tr("Language"), language)
        self.add(self.tr("Note"), self._note)
        for line in lines.values():
            line.editingFinished.connect(self.left)
            line.textEdited.connect(self.typed)
        for choice in (self._plan, zone, language):
            choice.activated.connect(self.left)
        self._note.left.connect(self.left)
        self._note.textChanged.connect(self.typed)

    @property
    def first(self) -> QWidget:
        """The field in which the keyboard comes in."""
        return self._lines["name"]

    def show_account(self, account: Account, draft: Mapping[str, str], *, other: bool) -> None:
        """Show that account, except where something stands unsaved; of another account that is its draft."""
        unsaved = draft if other else self.unsaved()
        self._shown = _texts(account)
        for name, text in {**self._shown, **unsaved}.items():
            if name in self._shown and self.texts()[name] != text:
                self._set(name, text)

    def texts(self) -> dict[str, str]:
        """What stands in each field."""
        lines = {name: line.text() for name, line in self._lines.items()}
        return {**lines, "plan": str(self._plan.currentData()), "note": self._note.toPlainText()}

    def unsaved(self) -> dict[str, str]:
        """What stands in the fields that were changed and not saved."""
        return {name: text for name, text in self.texts().items() if text != self._shown.get(name, text)}

    def settle(self, saved: Mapping[str, str]) -> None:
        """These texts are saved; what was typed since is not."""
        self._shown = dict(saved)

    def read(self, account: Account) -> Account:
        """The account as typed. Raises InvalidInput."""
        texts = self.texts()
        return replace(
            account,
            name=texts["name"].strip(),
            plan=Plan(texts["plan"]),
            addon_fee=_amount(texts["addon_fee"]),
            addon_start=read_date(texts["addon_start"]),
            addon_end=read_date(texts["addon_end"]),
            timezone=texts["timezone"].strip(),
            language=texts["language"].strip(),
            note=texts["note"].strip(),
        )

    def _set(self, name: str, text: str) -> None:
        if name == "plan":
            self._plan.choose(next((plan for plan in Plan if plan.value == text), None))
        elif name == "note":
            self._note.setPlainText(text)
        else:
            self._lines[name].setText(text)


def _texts(account: Account) -> dict[str, str]:
    return {
        "name": account.name,
        "plan": str(account.plan),
        "addon_fee": f"{account.addon_fee:f}",
        "addon_start": account.addon_start.isoformat() if account.addon_start else "",
        "addon_end": account.addon_end.isoformat() if account.addon_end else "",
        "timezone": account.timezone,
        "language": account.language,
        "note": account.note,
    }


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip().replace(",", ".") or 0)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise InvalidInput("“{text}” is not an amount; write it like 1000.", text=text)
    return amount
