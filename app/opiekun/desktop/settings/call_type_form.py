"""The fields of a call type, as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import Form, PlainText, card, heading
from opiekun.domain.calls.types import CallType, Presence, Spoken
from opiekun.domain.errors import InvalidInput
from opiekun.services.call_types import LIMITS, MOST_BEFOREHAND

Typed = Mapping[str, str]
"""What stands in each field, by its name: what somebody has not saved yet is kept so."""

_LONGEST_NUMBER = 6
_LINES = 3


class CallTypeForm(QWidget):
    """Shows a type, and reads what became of it. A number that may be missing is an empty field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = {name: QLineEdit() for name in ("code", "name_en", "name_pl", "place", "reminders")}
        self._numbers = {name: QLineEdit() for name in self._number_labels()}
        self._texts = {name: PlainText(_LINES) for name in ("questions_en", "questions_pl", "agenda_en", "agenda_pl")}
        self._presence = Choice(theme)
        self._presence.addItem(self.tr("the agent"), Presence.AGENT.value)
        self._presence.addItem(self.tr("the agent and a specialist"), Presence.AGENT_AND_SPECIALIST.value)
        self._offered = QCheckBox(self.tr("can be booked"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for part in (
            card(self._who(theme)),
            heading(self.tr("Time"), theme),
            card(self._time(theme)),
            heading(self.tr("What it is about"), theme),
            card(self._matter(theme)),
        ):
            grid.addWidget(part)

    def _who(self, theme: Theme) -> Form:
        form = Form(theme)
        form.add(self.tr("Name in English"), self._lines["name_en"])
        form.add(self.tr("Name in Polish"), self._lines["name_pl"])
        form.add(self.tr("Code"), self._lines["code"], self.tr("What commands and links call it. It never changes."))
        hint = self.tr(
            "A link such as https://meet.example.com/{part}, tel:+48221234567 or sip:anna@example.com. "
            "Empty: at the guest’s."
        )
        form.add(self.tr("Place"), self._lines["place"], hint.format(part="{uid}"))
        form.add(self.tr("Who must be there"), self._presence)
        form.add(self.tr("Offered"), self._offered)
        return form

    def _number_labels(self) -> dict[str, tuple[str, str]]:
        return {
            "minutes": (self.tr("Length"), self.tr("In minutes.")),
            "increment": (self.tr("Starts every"), self.tr("Minutes from one possible start to the next.")),
            "before": (self.tr("Free before"), self.tr("Minutes kept free before the call.")),
            "after": (self.tr("Free after"), self.tr("Minutes kept free after the call.")),
            "notice": (self.tr("Notice"), self.tr("Minutes that lie at least between the booking and the call.")),
            "horizon_days": (self.tr("Days ahead"), self.tr("So many days ahead it can be booked.")),
            "per_day": (self.tr("Most a day"), self.tr("Empty: any number.")),
            "per_week": (self.tr("Most a week"), self.tr("Empty: any number.")),
        }

    def _time(self, theme: Theme) -> Form:
        form = Form(theme)
        for name, (label, hint) in self._number_labels().items():
            self._numbers[name].setMaxLength(_LONGEST_NUMBER)
            form.add(label, self._numbers[name], hint)
        hint = self.tr("Minutes before the call, several with commas: 1440, 60. Empty: none.")
        form.add(self.tr("Reminders"), self._lines["reminders"], hint)
        return form

    def _matter(self, theme: Theme) -> Form:
        form = Form(theme)
        hint = self.tr("One a line, in the same order in both languages.")
        form.add(self.tr("Questions in English"), self._texts["questions_en"], hint, wide=True)
        form.add(self.tr("Questions in Polish"), self._texts["questions_pl"], wide=True)
        form.add(self.tr("Agenda in English"), self._texts["agenda_en"], wide=True)
        form.add(self.tr("Agenda in Polish"), self._texts["agenda_pl"], wide=True)
        return form

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        self._lines["name_en"].setFocus()

    def fill(self, typed: Typed, *, new: bool) -> None:
        """Show what was typed; the code can be typed of a new type alone."""
        for name, field in (self._lines | self._numbers).items():
            field.setText(typed[name])
        for name, text in self._texts.items():
            text.setPlainText(typed[name])
        self._presence.choose(typed["presence"])
        self._offered.setChecked(bool(typed["offered"]))
        self._lines["code"].setReadOnly(not new)

    def typed(self) -> Typed:
        """What stands in the fields."""
        found = {name: field.text().strip() for name, field in (self._lines | self._numbers).items()}
        found |= {name: text.toPlainText() for name, text in self._texts.items()}
        return found | {
            "presence": self._presence.currentData(),
            "offered": "1" if self._offered.isChecked() else "",
        }

    def read(self, known: CallType) -> CallType:
        """The type as it is typed. Raises InvalidInput for what is no number."""
        typed = self.typed()
        labels = self._number_labels()
        needed = {
            name: _number(typed[name], labels[name][0], LIMITS[name])
            for name in ("minutes", "increment", "before", "after", "notice", "horizon_days")
        }
        reminders = [each.strip() for each in typed["reminders"].split(",") if each.strip()]
        questions = zip_longest(_each(typed["questions_en"]), _each(typed["questions_pl"]), fillvalue="")
        return replace(
            known,
            **needed,
            per_day=_number(typed["per_day"], labels["per_day"][0], LIMITS["per_day"]) if typed["per_day"] else None,
            per_week=_number(typed["per_week"], labels["per_week"][0], LIMITS["per_week"])
            if typed["per_week"]
            else None,
            code=typed["code"],
            name=Spoken(typed["name_en"], typed["name_pl"]),
            place=typed["place"],
            presence=Presence(typed["presence"]),
            offered=bool(typed["offered"]),
            reminders=tuple(_number(each, self.tr("Reminders"), (1, MOST_BEFOREHAND)) for each in reminders),
            questions=tuple(Spoken(*both) for both in questions if any(both)),
            agenda=Spoken(typed["agenda_en"].strip(), typed["agenda_pl"].strip()),
        )


def typed_of(call_type: CallType) -> Typed:
    """What stands in the fields of a type that nobody has touched."""
    numbers = ("minutes", "increment", "before", "after", "notice", "horizon_days", "per_day", "per_week")
    found = {name: "" if (value := getattr(call_type, name)) is None else str(value) for name in numbers}
    return found | {
        "code": call_type.code,
        "name_en": call_type.name.en,
        "name_pl": call_type.name.pl,
        "place": call_type.place,
        "reminders": ", ".join(map(str, call_type.reminders)),
        "questions_en": "\n".join(each.en for each in call_type.questions),
        "questions_pl": "\n".join(each.pl for each in call_type.questions),
        "agenda_en": call_type.agenda.en,
        "agenda_pl": call_type.agenda.pl,
        "presence": call_type.presence.value,
        "offered": "1" if call_type.offered else "",
    }


def _each(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def _number(typed: str, field: str, limits: tuple[int, int]) -> int:
    """The number that was typed. Raises InvalidInput, which names the field as the form does."""
    least, most = limits
    if not (typed.isascii() and typed.isdecimal()) or not least <= int(typed) <= most:
        raise InvalidInput(
            "{field}: “{value}” is not a whole number from {least} to {most}.",
            field=field,
            value=typed,
            least=least,
            most=most,
        )
    return int(typed)
