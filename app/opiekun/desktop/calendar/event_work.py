"""What is done to events: each is one use case that can be undone; of a recurring one it asks which are meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.edited import NEW, Edited, Typed
from opiekun.desktop.calendar.grid.content import Moved, Retitled
from opiekun.desktop.calendar.grid.words import title_of
from opiekun.desktop.calendar.invited import proposed
from opiekun.desktop.calendar.scope_box import ScopeBox
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.changed_since import same
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
    rename_event,
)
from opiekun.services.mail.hosting import OthersEvent, ToTell, guests_to_tell
from opiekun.services.ports import Store

_LONGEST = 60
_MOST_NAMED = 4

Deed = Callable[[Scope], Callable[[Store], Done]]


class _Saving(NamedTuple):
    """An editor's event that is being saved; ``into`` is the calendar into which it goes after that, "" for none."""

    edited: Edited
    into: str = ""


class _Moving(NamedTuple):
    """An event that is being moved, where in the host it is, and whose turn it was."""

    moved: Moved
    near: QRect
    turn: int


_About: TypeAlias = _Saving | _Moving | None


class _Question(NamedTuple):
    """What is done once it is told which occurrences are meant."""

    deed: Deed
    about: _About


class _Deletion(NamedTuple):
    """An event that is to be deleted, as it is asked about."""

    deed: Deed
    title: str
    near: QRect
    recurs: bool


class EventWork(QObject):
    """``ended`` tells that nothing is under way any more, and whether the keys are where nobody put them: what was
    dragged lies where the calendar has it.

    One question stands at a time: another one, or anything else that is done, takes its place, and what it asked about
    is not done. ``saved`` carries the Edited that was saved, ``refused`` one that was not, and why. Several events may
    be under way at once: what belongs to one travels with its job.
    """

    ended = Signal(bool)
    saved = Signal(object)
    refused = Signal(object, object)

    def __init__(self, session: Session, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._host = session, host
        self.box = ScopeBox(host, theme)
        self.box.chosen.connect(self._chosen)
        self.box.left.connect(self._left)
        self.box.passed_by.connect(self._passed_by)
        self._asked: _Question | None = None
        self._turn = 0
        self._under_way = 0

    def leave(self) -> None:
        """Whoever goes elsewhere decides nothing: what was asked is not done."""
        if self._let_go():
            self._tell_end()

    def _let_go(self) -> bool:
        """Forget what is asked, and what is read so that it can be asked; answers whether something was."""
        self._turn += 1
        asked, self._asked = self._asked, None
        self.box.hide()
        return asked is not None

    def add(self, details: Details, calendar_id: str | None = None, edited: Edited | None = None) -> None:
        """Add an event."""
        self._let_go()
        job = partial(add_event, details=details, now=self._session.now(), calendar_id=calendar_id)
        self._write(job, _Saving(edited) if edited is not None else None)

    def save(self, typed: Typed, near: QRect) -> None:
        """Store what was typed into an editor."""
        self._let_go()
        edited = typed.edited
        if edited.key == NEW:
            self.add(typed.details, typed.calendar_id or None, edited)
            return
        saving = _Saving(edited, typed.calendar_id if typed.calendar_id != edited.calendar_id else "")
        if same(typed.details, edited.details):
            self._put(saving)
            return
        question = self.tr("Change which of them?")
        deed = partial(self._change, typed)
        self._do(deed, question, edited.details.summary, near, recurs=edited.recurs, about=saving)

    @Slot(object)
    def move(self, moved: Moved, near: QRect) -> None:
        """Move an event to where it was dropped, or put a copy there."""
        self._let_go()
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
        about = _Moving(moved, near, self._turn)
        self._do(deed, self.tr("Move which of them?"), title_of(each), near, recurs=each.recurs, about=about)

    def delete(self, occurrence: Occurrence, near: QRect) -> None:
        """Delete an event, after asking where guests are told of it."""
        deed = partial(self._delete, occurrence.key, occurrence.recurrence_id)
        self._look(
            occurrence.key, occurrence.recurrence_id, _Deletion(deed, title_of(occurrence), near, occurrence.recurs)
        )

    def delete_edited(self, edited: Edited, near: QRect) -> None:
        """Delete the event that an editor shows, after asking where guests are told of it."""
        deed = partial(self._delete, edited.key, edited.recurrence_id)
        self._look(edited.key, edited.recurrence_id, _Deletion(deed, edited.details.summary, near, edited.recurs))

    def _look(self, key: int, recurrence_id: str, deletion: _Deletion) -> None:
        """See whom a deletion would be told to."""
        self._let_go()
        self._under_way += 1
        host, now = self._session.host, self._session.now()
        look = partial(guests_to_tell, key=key, recurrence_id=recurrence_id, host=host, now=now)
        self._session.read(look, partial(self._looked, deletion, self._turn), partial(self._not_done, None))

    def _looked(self, deletion: _Deletion, turn: int, to_tell: ToTell) -> None:
        self._under_way -= 1
        guests = to_tell.guests
        if turn != self._turn and (deletion.recurs or guests):
            # Whoever does something else by now would answer with what was meant for that.
            self._tell_end()
            return
        told = self.tr("%n guest(s) will be told: {guests}", "", len(guests)).format(guests=_named(guests))
        if to_tell.but_one:
            told = " ".join((told, self.tr("(nobody of this one, which is over)")))
        question = self.tr("Delete which of them?") if deletion.recurs else self.tr("Delete it?")
        words = f"{question} {told}" if guests else question
        only = self.tr("Delete it and tell them") if guests and not deletion.recurs else ""
        self._do(deletion.deed, words, deletion.title, deletion.near, recurs=deletion.recurs, only=only)

    def retitle(self, retitled: Retitled, near: QRect) -> None:
        """Call an event something else."""
        self._let_go()
        each, title = retitled.occurrence, retitled.title.strip()
        deed = partial(self._retitle, each.key, each.recurrence_id, title)
        self._do(deed, self.tr("Change which of them?"), title, near, recurs=each.recurs)

    def _change(self, typed: Typed, scope: Scope) -> Callable[[Store], Done]:
        return partial(
            change_event,
            key=typed.edited.key,
            recurrence_id=typed.edited.recurrence_id,
            scope=scope,
            details=typed.details,
            was=typed.edited.details,
            now=self._session.now(),
            host=self._session.host,
        )

    def _retitle(self, key: int, recurrence_id: str, title: str, scope: Scope) -> Callable[[Store], Done]:
        return partial(
            rename_event,
            key=key,
            recurrence_id=recurrence_id,
            scope=scope,
            title=title,
            now=self._session.now(),
            host=self._session.host,
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
            host=self._session.host,
        )

    def _delete(self, key: int, recurrence_id: str, scope: Scope) -> Callable[[Store], Done]:
        now, host = self._session.now(), self._session.host
        return partial(delete_event, key=key, recurrence_id=recurrence_id, scope=scope, now=now, host=host)

    def _do(
        self,
        deed: Deed,
        question: str,
        title: str,
        near: QRect,
        *,
        recurs: bool,
        about: _About = None,
        only: str = "",
    ) -> None:
        if not recurs and not only:
            self._write(deed(Scope.ALL), about)
            return
        self._asked = _Question(deed, about)
        self.box.ask(question, title, near, only)

    @Slot(object)
    def _chosen(self, scope: Scope) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self._write(asked.deed(scope), asked.about)

    @Slot()
    def _left(self) -> None:
        self._asked = None
        self._tell_end()

    @Slot()
    def _passed_by(self) -> None:
        self._asked = None
        self._tell_end(keys=False)

    def _write(self, job: Callable[[Store], Done], about: _About = None) -> None:
        self._under_way += 1
        self._session.write(job, partial(self._done, about), partial(self._not_done, about))

    def _put(self, saving: _Saving) -> None:
        """Put the event into the calendar that was chosen for it, a series as a whole; that may be all that is done."""
        edited = saving.edited
        if saving.into:
            job = partial(put_into_calendar, key=edited.key, calendar_id=saving.into, now=self._session.now())
            self._write(job, _Saving(edited))
        else:
            self.saved.emit(edited)

    def _done(self, about: _About, _written: Written) -> None:
        self._under_way -= 1
        if isinstance(about, _Saving):
            self._put(about)
        self._tell_end()

    def _not_done(self, about: _About, refused: Refused) -> None:
        self._under_way -= 1
        if isinstance(about, _Saving):
            self.refused.emit(about.edited, refused)
        elif isinstance(about, _Moving) and about.turn == self._turn and isinstance(refused, OthersEvent):
            self._offer(about, str(refused.parts["who"]))
        else:
            self._session.refused.emit(refused)
        self._tell_end()

    def _offer(self, moving: _Moving, who: str) -> None:
        """Somebody else's event stays where it is: ask whether its organizer is to be asked for the other time."""
        each = moving.moved.occurrence
        question = self.tr("{who} organizes it. Propose this time to them?").format(who=who[:_LONGEST])
        deed = partial(self._propose, moving.moved)
        self._do(deed, question, title_of(each), moving.near, recurs=False, only=self.tr("Propose this time"))

    def _propose(self, moved: Moved, _scope: Scope) -> Callable[[Store], Done]:
        each, session = moved.occurrence, self._session
        return partial(
            proposed,
            program=session.program,
            key=each.key,
            times=(moved.start, moved.end),
            recurrence_id=each.recurrence_id if each.recurs else "",
            agent=session.agent,
            now=session.now(),
        )

    def _tell_end(self, *, keys: bool = True) -> None:
        if not self._under_way and self._asked is None:
            self.ended.emit(keys)


def _named(guests: tuple[str, ...]) -> str:
    """The guests by name, as many as a small place has room for."""
    names = [each[:_LONGEST] for each in guests[:_MOST_NAMED]]
    return ", ".join([*names, "…"] if len(guests) > _MOST_NAMED else names)
