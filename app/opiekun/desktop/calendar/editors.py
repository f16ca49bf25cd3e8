"""The editors of events, and what leads to them: nothing that is typed into one is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.edited import Edited, Typed
from opiekun.desktop.calendar.event_work import EventWork
from opiekun.desktop.calendar.ghosts import Ghosts
from opiekun.desktop.calendar.grid.content import Created, Moved, RequestDropped, Retitled, ServerMark, is_ghost
from opiekun.desktop.calendar.invited import Invitation, opened
from opiekun.desktop.calendar.proposing import Proposing
from opiekun.desktop.calendar.replying import Reply, Replying
from opiekun.desktop.calendar.shown_event import ShownEvent
from opiekun.desktop.calendar.small_editor import SmallEditor
from opiekun.desktop.calendar.typed import COMMENT, Fields, fields_of
from opiekun.desktop.session import Session
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.web_address import web_address
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Calendar, Details, EventPurpose, Occurrence
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.services.occurrences import EventView
from opiekun.services.set_aside import set_aside

if TYPE_CHECKING:
    from opiekun.desktop.calendar.full_editor import FullEditor

MORNING = time(9)
"""When something begins on a day of which no time was told."""


class Editors(QObject):
    """``ended`` tells that what was under way is done or left, ``closed`` that no editor is open any more,
    ``answered`` that a letter to an organizer waits.

    ``offer_wanted`` carries a time that is kept for somebody, and is opened where it is offered.
    ``compared`` asks to see the conflict of an event, by calendar and UID. ``place`` answers where an event stands in
    the host, ``collides`` what collides with it; ``marks`` are of those that their servers have
    otherwise. The host sets these three.
    """

    ended = Signal()
    closed = Signal()
    said = Signal(str)
    answered = Signal()
    compared = Signal(str, str)
    offer_wanted = Signal(object)

    def __init__(self, session: Session, ghosts: Ghosts, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._host, self._theme = session, host, theme
        self.calendars: tuple[Calendar, ...] = ()
        self.place: Callable[[Occurrence], QRect] = self._middle
        self.collides: Callable[[Occurrence], tuple[Collision, ...]] = _nothing
        self.marks: Mapping[tuple[str, str], ServerMark] = {}
        self._wanted: tuple[Occurrence, bool] | None = None
        self._full: FullEditor | None = None
        self.work = EventWork(session, host, theme)
        self.work.saved.connect(self._saved)
        self.work.refused.connect(self._refused)
        self.work.ended.connect(self._ended)
        self.proposing = Proposing(session, ghosts, host, theme)
        self.proposing.place = self._place
        self.proposing.ended.connect(self.ended)
        self.proposing.closed.connect(self.closed)
        self.proposing.said.connect(self.said)
        self._replying = Replying(session, self)
        self._replying.sent.connect(self._sent)
        self._replying.refused.connect(self._refused)
        self.small = SmallEditor(host, theme)
        self._serve(self.small.shown)
        self.small.more.connect(self._more)
        self.small.joined.connect(self._join)
        self.small.closed.connect(self.closed)

    @property
    def full(self) -> FullEditor:
        """The full editor, made when it is first opened."""
        if self._full is None:
            from opiekun.desktop.calendar.full_editor import FullEditor  # noqa: PLC0415 - as it says

            self._full = FullEditor(self._host.window(), self._theme)
            self._serve(self._full.shown)
            self._full.discarded.connect(self._discard)
            self._full.closed.connect(self.closed)
        return self._full

    def _serve(self, shown: ShownEvent) -> None:
        shown.answered.connect(self._replying.send)
        shown.saved.connect(self._save)
        shown.deleted.connect(self._delete)
        shown.typed.connect(self._keep)
        shown.compared.connect(self._compare)

    def leave(self) -> None:
        """Close what is open; what was typed is kept."""
        self.work.leave()
        self.proposing.leave()
        self.small.close_editor()
        if self._full is not None and self._full.isVisible():
            self._full.close_panel()

    @Slot(object)
    def open(self, occurrence: Occurrence) -> None:
        """Show the small editor beside the event, the card of what is proposed, or the offer of what is held."""
        if occurrence.purpose is EventPurpose.HOLD:
            self.offer_wanted.emit(occurrence)
        else:
            self.open_small(occurrence)

    def open_small(self, occurrence: Occurrence) -> None:
        """Show the small editor beside the event, whatever it is held for."""
        self._ask(occurrence, full=False)

    def open_full(self, occurrence: Occurrence) -> None:
        """Show all fields of the event."""
        self._ask(occurrence, full=True)

    def begin(self, start: datetime) -> None:
        """Begin a new event that starts then, or go on with the one that was begun."""
        self.work.leave()
        calendar = next((each.id for each in self.calendars if each.default), "")
        edited = Edited(Details("", start, start + timedelta(hours=1)), calendar)
        self.full.open(edited, self._draft(edited), self.calendars, self._session.moments)

    @Slot(object)
    def begin_on(self, day: date) -> None:
        """Begin a new event on that day: in the morning, or where that is over in the next hour."""
        zone = self._session.zone
        now, start = self._session.now().astimezone(zone), datetime.combine(day, MORNING, zone)
        if day == now.date() and now > start:
            start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self.begin(start)

    @Slot(object)
    def create(self, created: Created) -> None:
        """Add what was drawn and named."""
        self.work.add(Details(created.title.strip(), created.start, created.end).as_begun())

    @Slot(object)
    def move(self, moved: Moved) -> None:
        """Move or copy what was dragged, or accept what is proposed."""
        if not self.proposing.take_move(moved):
            self.work.move(moved, self.place(moved.occurrence))

    @Slot(object)
    def retitle(self, retitled: Retitled) -> None:
        """Call an event what was typed into it."""
        self.work.retitle(retitled, self.place(retitled.occurrence))

    @Slot(object)
    def set_aside(self, dropped: RequestDropped) -> None:
        """Set time aside for the request that was dropped; on a day alone, in its morning."""
        start, session = dropped.start, self._session
        begins = start if isinstance(start, datetime) else datetime.combine(start, MORNING, session.zone)
        job = partial(
            set_aside,
            request_id=dropped.request_id,
            start=utc_seconds(begins),
            zone=session.zone,
            now=session.now(),
        )
        session.write(job)

    @Slot(object)
    def delete(self, occurrence: Occurrence) -> None:
        """Delete an event, or decline what is proposed."""
        self.small.close_editor()
        if is_ghost(occurrence):
            self.proposing.decline(occurrence)
        else:
            self.work.delete(occurrence, self.place(occurrence))

    def _ask(self, occurrence: Occurrence, *, full: bool) -> None:
        self.work.leave()
        self.proposing.leave()
        if is_ghost(occurrence):
            self.small.close_editor()
            self.proposing.open(occurrence)
            return
        self._wanted = (occurrence, full)
        agent = self._session.agent
        job = partial(
            opened,
            key=occurrence.key,
            recurrence_id=occurrence.recurrence_id,
            agent_id=agent.id if agent is not None else "",
        )
        self._session.read(job, self._show)

    def _show(self, found: tuple[EventView, Invitation | None]) -> None:
        view, invitation = found
        if self._wanted is None or (view.key, view.recurrence_id) != (
            self._wanted[0].key,
            self._wanted[0].recurrence_id,
        ):
            return
        occurrence, full = self._wanted
        self._wanted = None
        edited = Edited(
            view.details,
            view.calendar.id,
            view.key,
            view.recurrence_id,
            view.recurs,
            view.calendar.read_only,
            self.collides(occurrence),
            view.uid,
            self.marks.get((view.calendar.id, view.uid)) is ServerMark.CONFLICT,
            invitation,
        )
        moments, draft = self._session.moments, self._draft(edited)
        if full:
            self.small.close_editor()
            self.full.open(edited, draft, self.calendars, moments)
        else:
            self.small.open(edited, draft, self.calendars, moments, self.place(occurrence))

    def _draft(self, edited: Edited) -> Fields:
        return dict(self._session.drafts.drafts.events.get(edited.name, {}))

    @Slot(object, object)
    def _keep(self, edited: Edited, fields: Fields) -> None:
        stored = fields_of(edited.details, edited.calendar_id, self._session.zone)
        typed = {name: text for name, text in fields.items() if stored.get(name, "") != text}
        self._session.drafts.keep_event(edited.name, typed)

    @Slot(object)
    def _discard(self, edited: Edited) -> None:
        self._session.drafts.keep_event(edited.name, {})

    @Slot(object)
    def _save(self, typed: Typed) -> None:
        self.work.save(typed, self.small.geometry() if self.small.isVisible() else self._middle())

    @Slot(object)
    def _saved(self, edited: Edited) -> None:
        self._discard(edited)
        self._close(edited)

    def _close(self, edited: Edited) -> None:
        """Close whichever editor shows the event."""
        if self.small.isVisible() and self.small.shown.edited == edited:
            self.small.close_editor()
        if self._full is not None and self._full.isVisible() and self._full.shown.edited == edited:
            self._full.close_panel()

    @Slot(object)
    def _sent(self, reply: Reply) -> None:
        """The answer waits to be sent: its comment is no draft any more, nor is the time that was proposed."""
        draft = self._draft(reply.edited) if reply.answer is not None else {}
        draft.pop(COMMENT, None)
        self._close(reply.edited)
        self._session.drafts.keep_event(reply.edited.name, draft)
        self.answered.emit()

    @Slot(object, object)
    def _refused(self, edited: Edited, refused: Refused) -> None:
        """Say it in the editor that shows the event."""
        for editor in (self._full, self.small):
            if editor is not None and editor.isVisible() and editor.shown.edited == edited:
                editor.shown.refuse(refused)
                return
        self._session.refused.emit(refused)

    @Slot(bool)
    def _ended(self, keys: bool) -> None:
        if keys and not self.small.isVisible() and (self._full is None or not self._full.isVisible()):
            self.closed.emit()
        self.ended.emit()

    @Slot(object, object)
    def _more(self, edited: Edited, fields: Fields) -> None:
        self._keep(edited, fields)
        self.full.open(edited, self._draft(edited), self.calendars, self._session.moments)

    @Slot(object)
    def _delete(self, edited: Edited) -> None:
        self.work.delete_edited(edited, self._middle())

    @Slot(object)
    def _join(self, edited: Edited) -> None:
        self.join(edited.details.link)

    @Slot(object)
    def _compare(self, edited: Edited) -> None:
        self.compared.emit(edited.calendar_id, edited.uid)

    def join(self, link: str) -> None:
        """Open the link of a call; only one that a browser opens."""
        address = web_address(link)
        if address is None or not QDesktopServices.openUrl(address):
            self.said.emit(self.tr("No browser opened {address}; copy it there.").format(address=link))

    def _place(self, occurrence: Occurrence) -> QRect:
        return self.place(occurrence)

    def _middle(self, _occurrence: Occurrence | None = None) -> QRect:
        rect = QRect(0, 0, 1, 1)
        rect.moveCenter(self._host.rect().center())
        return rect


def _nothing(_occurrence: Occurrence) -> tuple[Collision, ...]:
    return ()
