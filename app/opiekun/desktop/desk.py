"""The Desk: the queue on the left, the selected request beside it, the day on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from opiekun.desktop.day.place import DayPlace
from opiekun.desktop.queue.list_part import QueuePart
from opiekun.desktop.queue.model import QueueModel
from opiekun.desktop.queue.sections import Sorted
from opiekun.desktop.request.pane import RequestPane
from opiekun.desktop.request.panels import AssignPanel, NotePanel, SeverityPanel, WhyPanel
from opiekun.desktop.request.postpone_panel import PostponePanel
from opiekun.desktop.request.tags_panel import TagsPanel
from opiekun.desktop.session import Desk, Session, Written
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.web_address import web_address
from opiekun.domain.clocks import Clock
from opiekun.domain.errors import Refused
from opiekun.domain.explain import Explanation
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.people import Agent
from opiekun.domain.queue import Order, QueueRow
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.actions import log_event, preview_severity
from opiekun.services.done import What
from opiekun.services.first_page import FirstPage
from opiekun.services.queue import Changes, RequestView, known_tags, show_request

_LOGGED = {
    Do.RESPONDED: EventKind.AGENT_RESPONSE,
    Do.CONTACT: EventKind.AGENT_CONTACT,
    Do.WAITING: EventKind.WAITING_ON_CUSTOMER,
    Do.RESOLVE: EventKind.RESOLVED,
    Do.CALLED: EventKind.CALLBACK_ATTEMPTED,
}
_ONE_BY_ONE = 300
"""Rows; for more changes at once, as a first pull makes them, the queue is read anew."""
OF_REQUEST = frozenset({*_LOGGED, Do.SEVERITY, Do.NOTE, Do.ASSIGN, Do.TAGS, Do.POSTPONE, Do.SET_ASIDE, Do.OPEN, Do.WHY})


class DeskPage(QWidget):
    """Keeps the queue and the request in step with the session. ``said`` has words for the status line."""

    said = Signal(str)

    def __init__(self, session: Session, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._actions = actions
        self._theme = theme
        self._now: UtcSeconds = utc_seconds(session.now())
        self._wanted: tuple[int, str] | None = None
        self._reading = False
        self._outdated = False
        self.model = QueueModel(self._now, session.moments, self)
        self.queue = QueuePart(self.model, actions, theme)
        self.pane = RequestPane(actions, theme)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.queue)
        self._splitter.addWidget(self.pane)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setSizes([520, 700])
        self.day = DayPlace(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._splitter, 1)
        line.addWidget(self.day)
        session.looked.connect(self._looked)
        session.opened.connect(self._opened)
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)
        self.model.unsorted.connect(self._sort)
        theme.changed.connect(self._show_again)
        self.queue.view.chosen.connect(self._chosen)
        self.pane.why.connect(self._explain)
        self.pane.other.connect(self._open_other)
        self._allow()

    def do(self, do: Do) -> None:
        """Do that to the selected request, or open the panel for it."""
        view = self.pane.view
        if view is None:
            return
        if do in _LOGGED:
            self._log(view, _LOGGED[do], channel=Channel.PHONE if do is Do.CALLED else None)
        elif do is Do.OPEN:
            self._open_in_browser(view)
        elif do is Do.WHY and self.pane.explanations:
            self._explain(self.pane.explanations[0])
        elif do is Do.SEVERITY:
            severity = SeverityPanel(view.file.standing.severity, self._session.moments, self._theme)
            severity.previewed.connect(self._preview)
            severity.changed.connect(self._change_severity)
            self.pane.open_panel(severity)
        elif do is Do.NOTE:
            note = NotePanel(self._session.drafts.drafts.notes.get(view.file.request.id, ""), self._theme)
            note.written.connect(self._note)
            note.typed.connect(self._keep_note)
            self.pane.open_panel(note)
        elif do is Do.ASSIGN:
            agents = tuple(agent for agent in self._agents if agent.active)
            assign = AssignPanel(agents, view.file.standing.assignee_id, self._theme)
            assign.assigned.connect(self._assign)
            self.pane.open_panel(assign)
        elif do is Do.TAGS:
            tags = TagsPanel(view.file.tags, self._theme)
            tags.tagged.connect(self._tag)
            self.pane.open_panel(tags)
            self._session.read(known_tags, self._offer_tags)
        elif do is Do.POSTPONE:
            self._open_postpone(view)

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Bring everything in sight to that instant."""
        self._now = now
        self.queue.view.tick(now)
        self.pane.tick(now)

    def toggle_order(self) -> None:
        """By group, or by urgency."""
        self.model.set_order(Order.URGENCY if self.model.order is Order.GROUPED else Order.GROUPED)
        self.queue.show_order()

    def select(self, key: int, request_id: str) -> None:
        """Show that request, also one that is not in the queue."""
        self.queue.clear_filter()
        if not self.queue.view.select_key(key):
            self._read(key, request_id)

    def _open_postpone(self, view: RequestView) -> None:
        if self._session.desk is not None:
            moments, openings = self._session.moments, self._session.desk.openings
            due = min((clock.due_at for clock in view.clocks if clock.stopped_at is None), default=None)
            postpone = PostponePanel(view.postponed_until, openings, self._session.now, moments, self._theme, due=due)
            postpone.postponed.connect(self._postpone)
            self.pane.open_panel(postpone)

    @property
    def _agents(self) -> tuple[Agent, ...]:
        return self._session.desk.agents if self._session.desk is not None else ()

    @Slot(object)
    def _looked(self, page: FirstPage) -> None:
        if page.rows:
            self.model.retell(self._session.moments)
            self.model.load(Sorted.top(page.rows, self._now))
            # Now, and not with the next frame.
            self.window().repaint()

    @Slot(object)
    def _sort(self, job: Callable[[], Sorted]) -> None:
        self._session.worker.submit(job, self.model.take)

    @Slot(object)
    def _opened(self, desk: Desk) -> None:
        self.model.retell(self._session.moments)
        self.model.load(desk.queue)
        self.queue.show_order()
        if self.pane.panel is None:
            self._show_again()
        if self.queue.view.key is None:
            self.queue.view.step(1)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        self.model.put(written.rows, written.gone)
        if written.done.what is What.NOTE_ADDED:
            self._session.drafts.keep_note(written.done.name, "")
        if written.done.of is not None and self.pane.panel is None:
            # Who undoes wants to see the request again, also where it had left this queue.
            for row in written.rows:
                self.queue.view.select_key(row.key)
        if self._wanted is not None and self._wanted[0] in written.done.changed.requests:
            self._read(*self._wanted)

    @Slot(object)
    def _moved(self, changes: Changes) -> None:
        if len(changes.rows) + len(changes.gone) > _ONE_BY_ONE:
            self._session.open(self.model.order)
        else:
            self.model.put(changes.rows, changes.gone)
        if self._wanted is not None and self.pane.panel is None:
            key = self._wanted[0]
            if key in changes.gone or any(row.key == key for row in changes.rows):
                self._read(*self._wanted)

    @Slot(object)
    def _chosen(self, key: int | None) -> None:
        row = self.model.request(key) if key is not None else None
        if row is None:
            self._wanted = None
            some = self.tr("Select a request to see its clocks.")
            self.pane.show_empty(some if self.model.total else self.tr("A request’s clocks stand here."))
            self._allow()
        else:
            self._read(row.key, row.id)

    def _read(self, key: int, request_id: str) -> None:
        """Read that request and show it. One is read at a time; of those wished for meanwhile, the last."""
        self._wanted = (key, request_id)
        self._outdated = self._reading
        if not self._reading:
            self._reading = True
            job = partial(show_request, request_id=request_id, now=self._session.now())
            self._session.read(job, self._answered, self._unanswered)

    def _answered(self, view: RequestView) -> None:
        self._reading = False
        if self._wanted is None:
            return
        if self._outdated:
            self._read(*self._wanted)
            return
        self._show(view)

    def _unanswered(self, refused: Refused) -> None:
        self._reading = False
        self._session.refused.emit(refused)

    def _show(self, view: RequestView) -> None:
        self._allow(view)
        self.pane.show_request(view, self._agents, self._session.moments, self._now)

    @Slot()
    def _show_again(self) -> None:
        if self.pane.view is not None:
            self._show(self.pane.view)

    def _allow(self, view: RequestView | None = None) -> None:
        """Actions on a request are there while a request is."""
        for do in OF_REQUEST:
            if do in self._actions:
                self._actions[do].setEnabled(view is not None)
        if view is not None and Do.OPEN in self._actions:
            self._actions.tell(Do.OPEN, self._why_not_open(view) or self._actions.deeds[Do.OPEN].text)
        if view is not None and Do.CALLED in self._actions:
            self._actions[Do.CALLED].setEnabled(view.file.standing.callback_since is not None)

    def _log(
        self,
        view: RequestView,
        kind: EventKind,
        *,
        channel: Channel | None = None,
        severity: Severity | None = None,
        text: str = "",
        assignee_id: str | None = None,
        tags: tuple[str, ...] = (),
        until: datetime | None = None,
    ) -> None:
        self._session.write(
            partial(
                log_event,
                request_id=view.file.request.id,
                kind=kind,
                now=self._session.now(),
                channel=channel,
                severity=severity,
                text=text,
                actor=self._session.actor,
                assignee_id=assignee_id,
                tags=tags,
                until=until,
            )
        )

    def _on_shown(self, act: Callable[[RequestView], None]) -> None:
        if self.pane.view is not None:
            self.pane.close_panel()
            act(self.pane.view)
            self.queue.view.setFocus()

    @Slot(object)
    def _open_other(self, row: QueueRow) -> None:
        self.select(row.key, row.id)

    @Slot(object)
    def _explain(self, explanation: Explanation) -> None:
        if self.pane.view is not None:
            channel = self.pane.view.file.request.channel
            self.pane.open_panel(WhyPanel(explanation, channel, self._session.moments, self._theme))

    @Slot(object)
    def _preview(self, severity: Severity) -> None:
        if self.pane.view is not None:
            job = partial(
                preview_severity,
                request_id=self.pane.view.file.request.id,
                severity=severity,
                now=self._session.now(),
            )
            self._session.read(job, self._previewed)

    def _previewed(self, clocks: object) -> None:
        panel = self.pane.panel
        if isinstance(panel, SeverityPanel) and isinstance(clocks, tuple):
            before: tuple[Clock, ...]
            after: tuple[Clock, ...]
            before, after = clocks
            panel.show_preview(before, after, self._now)

    @Slot(object)
    def _change_severity(self, severity: Severity) -> None:
        self._on_shown(partial(self._log, kind=EventKind.SEVERITY_CHANGED, severity=severity))

    @Slot(str)
    def _keep_note(self, text: str) -> None:
        if self.pane.view is not None:
            self._session.drafts.keep_note(self.pane.view.file.request.id, text)

    @Slot(str)
    def _note(self, text: str) -> None:
        self._on_shown(partial(self._log, kind=EventKind.NOTE, text=text))

    @Slot(object)
    def _assign(self, agent_id: str | None) -> None:
        self._on_shown(partial(self._log, kind=EventKind.ASSIGNED, assignee_id=agent_id))

    def _offer_tags(self, known: list[str]) -> None:
        if isinstance(self.pane.panel, TagsPanel):
            self.pane.panel.offer(known)

    @Slot(object)
    def _tag(self, tags: tuple[str, ...]) -> None:
        self._on_shown(partial(self._log, kind=EventKind.TAGGED, tags=tags))

    @Slot(object)
    def _postpone(self, until: datetime | None) -> None:
        self._on_shown(partial(self._log, kind=EventKind.POSTPONED, until=until))

    def _why_not_open(self, view: RequestView) -> str:
        """Why there is nothing to open; "" where there is."""
        if web_address(view.file.request.source.agent_url) is not None:
            return ""
        words = self.tr("{id} came without an address; there is nothing to open in a browser.")
        return words.format(id=view.file.request.id)

    def _open_in_browser(self, view: RequestView) -> None:
        address = web_address(view.file.request.source.agent_url)
        if address is None:
            self.said.emit(self._why_not_open(view))
        elif not QDesktopServices.openUrl(address):
            self.said.emit(self.tr("No browser opened {address}; copy it there.").format(address=address.toString()))
