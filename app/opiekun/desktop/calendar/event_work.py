"""What is done to events: each is one use case that can be undone; of a recurring one it asks which are meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.edited import NEW, Edited, Typed
from opiekun.desktop.calendar.grid.content import Moved, Retitled
from opiekun.desktop.calendar.grid.words import title_of
from opiekun.desktop.calendar.scope_box import ScopeBox
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Details, Occurrence, Scope
from opiekun.domain.errors import Refused
from opiekun.services.done import Done
from opiekun.services.events import (
    add_event,
    change_event,
    copy_event,
    delete_event,
    move_event,
    put_into_calendar,
)
from opiekun.services.occurrences import EventView, details
from opiekun.services.ports import Store

Deed = Callable[[Scope], Callable[[Store], Done]]


class EventWork(QObject):
    """``ended`` tells that nothing is under way any more: what was dragged lies where the calendar has it.

    ``saved`` carries the Edited that was saved, ``refused`` why one was not. ``place`` is asked where an event is.
    """

    ended = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._host = session, host
        self.box = ScopeBox(host, theme)
        self.box.chosen.connect(self._chosen)
        self.box.left.connect(self._left)
        self._deed: Deed | None = None
        self._edited: Edited | None = None
        self._retitled: Retitled | None = None
        self._into = ""
        self._near = QRect()

    def add(self, details: Details, calendar_id: str | None = None, edited: Edited | None = None) -> None:
        """Add an event."""
        self._edited = edited
        self._write(partial(add_event, details=details, now=self._session.now(), calendar_id=calendar_id))

    def save(self, typed: Typed, near: QRect) -> None:
        """Store what was typed into an editor."""
        edited = typed.edited
        if edited.key == NEW:
            self.add(typed.details, typed.calendar_id or None, edited)
            return
        self._edited = edited
        self._into = typed.calendar_id if typed.calendar_id not in {"", edited.calendar_id} else ""
        if typed.details == edited.details:
            self._put()
            return
        deed = partial(self._change, edited.key, edited.recurrence_id, typed.details)
        self._do(deed, self.tr("Change which of them?"), edited.details.summary, near, recurs=edited.recurs)

    @Slot(object)
    def move(self, moved: Moved, near: QRect) -> None:
        """Move an event to where it was dropped, or put a copy there."""
        each = moved.occurrence
        if moved.copy:
            job = partial(
                copy_event,
                key=each.key,
                recurrence_id=each.recurrence_id,
                start=moved.start,
                end=moved.end,
                now=self._session.now(),
            )
            self._write(job)
            return
        deed = partial(self._move, moved)
        self._do(deed, self.tr("Move which of them?"), title_of(each), near, recurs=each.recurs)

    def delete(self, occurrence: Occurrence, near: QRect) -> None:
        """Delete an event."""
        deed = partial(self._delete, occurrence.key, occurrence.recurrence_id)
        words = title_of(occurrence)
        self._do(deed, self.tr("Delete which of them?"), words, near, recurs=occurrence.recurs)

    def delete_edited(self, edited: Edited, near: QRect) -> None:
        """Delete the event that an editor shows."""
        deed = partial(self._delete, edited.key, edited.recurrence_id)
        self._do(deed, self.tr("Delete which of them?"), edited.details.summary, near, recurs=edited.recurs)

    def retitle(self, retitled: Retitled, near: QRect) -> None:
        """Call an event something else."""
        self._retitled, self._near = retitled, near
        each = retitled.occurrence
        self._session.read(
            partial(details, key=each.key, recurrence_id=each.recurrence_id), self._known, self._not_done
        )

    def _known(self, view: EventView) -> None:
        if self._retitled is None:
            return
        changed = replace(view.details, summary=self._retitled.title.strip())
        deed = partial(self._change, view.key, view.recurrence_id, changed)
        self._do(deed, self.tr("Change which of them?"), changed.summary, self._near, recurs=view.recurs)

    def _change(self, key: int, recurrence_id: str, details: Details, scope: Scope) -> Callable[[Store], Done]:
        return partial(
            change_event,
            key=key,
            recurrence_id=recurrence_id,
            scope=scope,
            details=details,
            now=self._session.now(),
        )

    def _move(self, moved: Moved, scope: Scope) -> Callable[[Store], Done]:
        return partial(
            move_event,
            key=moved.occurrence.key,
            recurrence_id=moved.occurrence.recurrence_id,
            scope=scope,
            start=moved.start,
            end=moved.end,
            now=self._session.now(),
        )

    def _delete(self, key: int, recurrence_id: str, scope: Scope) -> Callable[[Store], Done]:
        return partial(delete_event, key=key, recurrence_id=recurrence_id, scope=scope, now=self._session.now())

    def _do(self, deed: Deed, question: str, title: str, near: QRect, *, recurs: bool) -> None:
        if not recurs:
            self._write(deed(Scope.ALL))
            return
        self._deed = deed
        self.box.ask(question, title, near)

    @Slot(object)
    def _chosen(self, scope: Scope) -> None:
        if self._deed is not None:
            self._write(self._deed(scope))

    @Slot()
    def _left(self) -> None:
        self._deed = self._edited = self._retitled = None
        self._into = ""
        self.ended.emit()

    def _write(self, job: Callable[[Store], Done]) -> None:
        self._deed = None
        self._session.write(job, self._done, self._not_done)

    def _put(self) -> None:
        """Put the event into the calendar that was chosen for it, a series as a whole; that may be all that is done."""
        edited, into = self._edited, self._into
        self._into = ""
        if edited is not None and into:
            job = partial(put_into_calendar, key=edited.key, calendar_id=into, now=self._session.now())
            self._session.write(job, self._done, self._not_done)
        elif edited is not None:
            self._edited = None
            self.saved.emit(edited)

    def _done(self, _written: Written) -> None:
        if self._into:
            self._put()
            return
        if self._edited is not None:
            self.saved.emit(self._edited)
        self._edited = self._retitled = None
        self.ended.emit()

    def _not_done(self, refused: Refused) -> None:
        if self._edited is not None:
            self.refused.emit(refused)
        else:
            self._session.refused.emit(refused)
        self._into = ""
        self._edited = self._retitled = None
        self.ended.emit()
