"""The fields of a call that is to be booked, but for its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calls.guests import GuestsField
from opiekun.desktop.calls.known import Known, language_of
from opiekun.desktop.calls.who_field import WhoField
from opiekun.desktop.calls.wish import Wish
from opiekun.desktop.calls.words import type_name
from opiekun.desktop.new_request.account_field import AccountField
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import PlainText, empty, second_line
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.types import CallType, Place
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Contact
from opiekun.domain.queue import QueueRow
from opiekun.domain.standing import Status
from opiekun.services.accounts import AccountPage

_AGENDA_LINES = 5
_LONGEST_ANSWER, _LONGEST_PLACE = 1_000, 500
_LONGEST_SUBJECT = 70


class CallFields(QWidget):
    """Parts that the panel lays out. ``typed`` tells that something else stands in one of them, ``asks_anew`` that
    it was the type, or who is there, which the free times hang on.
    """

    typed = Signal()
    asks_anew = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._types: tuple[CallType, ...] = ()
        self._language = "en"
        self._filling = False
        self._template = ("", "")
        self.account = AccountField()
        self.account.setPlaceholderText(self.tr("With whom?"))
        self.type = Choice(theme)
        self.who = WhoField(theme)
        self.guests = GuestsField(theme)
        self.request = Choice(theme)
        self.questions = QWidget()
        self._question_lines = QVBoxLayout(self.questions)
        self._question_lines.setContentsMargins(0, 0, 0, 0)
        self._question_lines.setSpacing(Space.TIGHT)
        self._answers: list[QLineEdit] = []
        self.agenda = PlainText(_AGENDA_LINES)
        self.place = QLineEdit()
        self.place.setMaxLength(_LONGEST_PLACE)
        self.account.textChanged.connect(self._typed)
        self.who.changed.connect(self._chose_who)
        self.guests.changed.connect(self._typed)
        self.request.activated.connect(self._typed)
        self.agenda.textChanged.connect(self._typed)
        self.place.textChanged.connect(self._typed)
        self.type.activated.connect(self._chose_type)

    # What is known.

    def know(self, known: Known, typed: Mapping[str, str]) -> None:
        """Offer those accounts, types and agents."""
        self.account.know(known.accounts)
        self._know_types(known.settings.types)
        if "type" in typed:
            self.choose_type(typed["type"])
        self.who.know(known.agents, typed)
        self.show_type(typed)

    def _know_types(self, types: Sequence[CallType]) -> None:
        """Offer those types; the one that was chosen stays so."""
        before = self.type.currentData()
        self._types = tuple(each for each in types if each.offered)
        self.type.clear()
        for each in self._types:
            self.type.addItem(type_name(each), each.code)
        self.choose_type(before)

    def choose_type(self, code: str | None) -> None:
        """Choose that type; the first one where it is not offered."""
        self.type.choose(code)
        if self.type.currentIndex() < 0 and self.type.count():
            self.type.setCurrentIndex(0)

    @property
    def call_type(self) -> CallType | None:
        """The type that is chosen."""
        return next((each for each in self._types if each.code == self.type.currentData()), None)

    def know_account(self, shown: AccountPage, typed: Mapping[str, str], language: str) -> None:
        """Offer its contacts and its open requests. ``language`` is that in which its guests are written to."""
        self._filling = True
        self._language = language
        before = self.request.currentData() or ""
        ticked = typed["ticked"].split() if "ticked" in typed else _who_asked(shown.contacts)
        by_address = {each.email.casefold(): each.email for each in shown.contacts}
        self.guests.know(shown.contacts, [by_address.get(each.casefold(), each) for each in ticked])
        strangers = [each for each in ticked if each.casefold() not in by_address]
        if strangers and not self.guests.typed.text():
            self.guests.typed.setText(", ".join(strangers))
        self.request.clear()
        self.request.addItem(self.tr("none"), "")
        for row in shown.requests:
            if row.status is not Status.RESOLVED:
                self.request.addItem(_request_words(row), row.id)
        self.request.choose(typed.get("request", before))
        if self.request.currentIndex() < 0:
            self.request.setCurrentIndex(0)
        self._filling = False

    def show_type(self, typed: Mapping[str, str]) -> None:
        """Ask the questions of the type; agenda and place begin as it says, where nothing else was typed."""
        call_type = self.call_type
        if call_type is None:
            return
        self._filling = True
        self.who.show_type(call_type)
        told = self._told_answers()
        empty(self._question_lines)
        self._answers = []
        for number, question in enumerate(call_type.questions):
            words = question.in_language(self._language)
            field = QLineEdit(typed.get(f"answer{number}", told.get(words, "")))
            field.setMaxLength(_LONGEST_ANSWER)
            field.setAccessibleName(words)
            field.setProperty("question", words)
            field.textChanged.connect(self._typed)
            self._answers.append(field)
            self._question_lines.addWidget(second_line(words, self._theme))
            self._question_lines.addWidget(field)
        agenda, place = call_type.agenda.in_language(self._language), call_type.place
        if "agenda" in typed or self.agenda.toPlainText() in {"", self._template[0]}:
            self.agenda.setPlainText(typed.get("agenda", agenda))
        if "place" in typed or self.place.text() in {"", self._template[1]}:
            self.place.setText(typed.get("place", place))
        self._template = agenda, place
        self.place.setPlaceholderText(_place_words(call_type.place_kind))
        self._filling = False

    # What was typed.

    def fields(self) -> dict[str, str]:
        """What was typed, without what stands there by itself."""
        agenda, place = self._template
        fields = {
            "account": self.account.text(),
            "type": self.type.currentData() or "",
            "guests": self.guests.typed.text(),
            "request": self.request.currentData() or "",
        }
        fields |= self.who.fields()
        fields |= {f"answer{number}": field.text() for number, field in enumerate(self._answers)}
        if self.guests.known:
            fields["ticked"] = " ".join(self.guests.ticked)
        found = {name: text for name, text in fields.items() if text or name == "ticked"}
        if self.agenda.toPlainText() != agenda:
            found["agenda"] = self.agenda.toPlainText()
        if self.place.text() != place:
            found["place"] = self.place.text()
        return found

    def fill(self, typed: Mapping[str, str]) -> None:
        """Begin with what was typed before."""
        self._filling = True
        self.account.setText(typed.get("account", ""))
        self.choose_type(typed.get("type"))
        self.who.forget()
        self.guests.know((), ())
        self.guests.typed.setText(typed.get("guests", ""))
        self.request.clear()
        for field in self._answers:
            field.clear()
        self.agenda.setPlainText(typed.get("agenda", ""))
        self.place.setText(typed.get("place", ""))
        self._template = "", ""
        self._filling = False

    @property
    def answers(self) -> tuple[str, ...]:
        """To the questions of the type, in their order."""
        return tuple(field.text().strip() for field in self._answers)

    def wish(self, shown: AccountPage, call_type: CallType, start: UtcSeconds, agent: str, *, offered: bool) -> Wish:
        """What is to be booked, with that account, of that type, then, by the agent of that id.

        For a time that was ``offered``, those who were written to about it are invited where nobody is named. Raises
        InvalidInput.
        """
        nobody = not self.guests.ticked and not self.guests.typed.text().strip()
        return Wish(
            shown.account.id,
            call_type.code,
            start,
            () if offered and nobody else self.invited(),
            self.request.currentData() or "",
            self.answers,
            self.agenda.toPlainText().strip(),
            self.place.text().strip(),
            agent,
            language_of(shown),
            self.who.held_by,
            self.who.specialist,
        )

    def invited(self) -> tuple[Guest, ...]:
        """All guests. Raises InvalidInput."""
        return self.guests.guests(self._language)

    def _told_answers(self) -> dict[str, str]:
        return {str(field.property("question")): field.text() for field in self._answers}

    @Slot()
    def _typed(self) -> None:
        if not self._filling:
            self.typed.emit()

    @Slot()
    def _chose_who(self) -> None:
        self.typed.emit()
        self.asks_anew.emit()

    @Slot()
    def _chose_type(self) -> None:
        self.show_type({})
        self.typed.emit()
        self.asks_anew.emit()


def _who_asked(contacts: Sequence[Contact]) -> tuple[str, ...]:
    """The only contact is invited; of several nobody can know which ones are meant."""
    reachable = [each.email for each in contacts if each.email]
    return tuple(reachable) if len(reachable) == 1 else ()


def _request_words(row: QueueRow) -> str:
    return f"{row.id} · {' '.join(row.subject.split())[:_LONGEST_SUBJECT]}"


def _place_words(kind: Place) -> str:
    translate = QCoreApplication.translate
    if kind is Place.GUEST:
        return translate("CallFields", "at the guest’s; or a link, tel: or sip:")
    return translate("CallFields", "a link, tel: or sip:")
