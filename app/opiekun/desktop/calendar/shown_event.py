"""The event that an editor shows: what both editors read of it, say about it and hand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from opiekun.desktop.calendar.edited import NEW, Edited, Typed
from opiekun.desktop.calendar.event_times import EventTimes
from opiekun.desktop.calendar.fault import go_to_fault
from opiekun.desktop.calendar.invitation_card import InvitationCard
from opiekun.desktop.calendar.replying import Reply
from opiekun.desktop.calendar.typed import COMMENT, Fields, details_of, fields_of
from opiekun.desktop.calendar.words import reasons_of
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine, second_line
from opiekun.desktop.widgets.reading import Reading
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.invitations.messages import Partstat


class ShownEvent(QObject):
    """The editor lays out the parts that are made here and has fields of its own, which ``own_fields`` reads; those of
    ``lines`` can be told wrong, ``others`` not. All of them are only read where the calendar is.

    ``saved`` carries a Typed, ``deleted`` and ``compared`` an Edited, ``answered`` a Reply; ``typed`` tells what
    stands in the fields unsaved, ``left`` that the editor is to close, ``refused`` that more is said in it now.
    """

    saved = Signal(object)
    deleted = Signal(object)
    compared = Signal(object)
    answered = Signal(object)
    typed = Signal(object, object)
    left = Signal()
    refused = Signal()

    def __init__(
        self,
        editor: QWidget,
        theme: Theme,
        times: EventTimes,
        lines: Sequence[QLineEdit],
        own_fields: Callable[[], Fields],
        *,
        others: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(editor)
        self._times, self._lines, self._own_fields = times, (*times.lines.values(), *lines), own_fields
        self.edited: Edited | None = None
        self._zone = ZoneInfo("UTC")
        self._filling = False
        self._told: Fields = {}
        self.calendar = Choice(theme)
        self._reading = Reading(self, (*self._lines, times.all_day, self.calendar, *others))
        self.note = second_line("", theme)
        self.reason = label("", theme, Type.SECOND, "at_risk", wrap=True)
        self.refusal = RefusalLine()
        self.invitation = InvitationCard(editor, theme)
        self.conflict = KeyButton(self.tr("⇄ In conflict with the server: compare"), "Ctrl+G", theme)
        self.conflict.setToolTip(self.tr("Show your version and the server’s side by side (Ctrl+G)"))
        self.conflict.clicked.connect(self.compare)
        self.invitation.chosen.connect(self._answer)
        for typing in (self.invitation.typed, times.typed, self.calendar.activated):
            typing.connect(self.keep)

    def fill(self, edited: Edited, draft: Fields, calendars: Iterable[Calendar], zone: ZoneInfo) -> Fields:
        """Show that event, over which ``draft`` was typed. The answer is for the editor's own fields.

        Until :meth:`tell` is called, nothing that is filled in counts as typed.
        """
        self._filling = True
        self.edited, self._zone = edited, zone
        self._told = fields = {**fields_of(edited.details, edited.calendar_id, zone), **draft}
        self.calendar.clear()
        for calendar in calendars:
            if not calendar.read_only or calendar.id == edited.calendar_id:
                self.calendar.addItem(calendar.name, calendar.id)
        self.calendar.choose(fields["calendar"])
        self._times.fill(fields)
        self.invitation.show_invitation(edited.invitation, fields.get(COMMENT, ""), recurs=edited.recurs)
        return fields

    def tell(self, edited: Edited, draft: Fields, moments: Moments, notes: Sequence[str] = ()) -> None:
        """Say about the event what is to be known, the editor's own notes too. What is typed from now on is told."""
        self._filling = False
        said = []
        only_read = self.tr("This calendar can only be read, and so can its events.") if edited.read_only else ""
        self._reading.keep(only_read)
        if only_read:
            said.append(only_read)
        elif edited.recurs:
            said.append(self.tr("It recurs: which of them is meant is asked when it is saved."))
        said += notes
        if draft:
            said.append(self.tr("Not saved yet: this is what you typed before."))
        self.note.setText(" ".join(said))
        self.note.setVisible(bool(said))
        self.reason.setText(reasons_of(edited.collisions, moments.zone))
        self.reason.setVisible(bool(edited.collisions))
        self.conflict.setVisible(edited.conflict)
        self.refusal.settle()

    def fields(self) -> Fields:
        """What stands in the fields now."""
        return {
            **self._told,
            **self._times.fields(),
            COMMENT: self.invitation.comment,
            "calendar": str(self.calendar.currentData() or ""),
            **self._own_fields(),
        }

    @Slot()
    def save(self) -> None:
        """Read the fields and hand them over; say what cannot be read, where it stands."""
        if self.edited is None or self.edited.read_only:
            return
        self._times.keep_length()
        fields = self.fields()
        try:
            details = details_of(fields, self.edited.details, self._zone)
        except InvalidInput as refused:
            self.refuse(refused)
            return
        self.saved.emit(Typed(self.edited, fields, details))

    def refuse(self, refused: Refused) -> None:
        """Say why it was not saved; what was typed stays."""
        self.refusal.refuse(refused)
        self.refused.emit()
        go_to_fault(refused, self._lines)

    @Slot()
    def keep(self) -> None:
        """Something was typed."""
        if not self._filling and self.edited is not None:
            self.refusal.settle()
            self.typed.emit(self.edited, self.fields())

    @Slot()
    def compare(self) -> None:
        """Ask to see its conflict, if it has one."""
        if self.edited is not None and self.edited.conflict:
            self.compared.emit(self.edited)

    @Slot()
    def delete(self) -> None:
        """Leave the editor, and have the event deleted, if it can be."""
        if self.edited is not None and self.edited.key != NEW and not self.edited.read_only:
            edited = self.edited
            self.left.emit()
            self.deleted.emit(edited)

    @Slot(object)
    def _answer(self, answer: Partstat | None) -> None:
        if self.edited is not None:
            self._times.keep_length()
            card = self.invitation
            self.answered.emit(Reply(self.edited, self.fields(), answer, card.comment, only_this=card.only_this))
