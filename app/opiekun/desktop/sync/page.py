"""How the sync of calendars does: what it asks, how each calendar stands, what was refused, and what the runs did."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.sync.calendars_card import CalendarsCard
from opiekun.desktop.sync.questions import Questions
from opiekun.desktop.sync.refused_card import RefusedCard
from opiekun.desktop.sync.run_log import RunLog
from opiekun.desktop.sync.sync import CalendarSync, SyncState
from opiekun.desktop.sync.unshown_card import UnshownCard
from opiekun.desktop.sync.words import failures, line
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.form import RefusalLine, card, flow, heading, page, title
from opiekun.desktop.widgets.guests_question import Going, GuestsQuestion
from opiekun.desktop.widgets.tab_order import keys_kept, tab_as_laid_out
from opiekun.domain.calendar.events import Calendar, Occurrence
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.accounts import DavCollection
from opiekun.domain.sync.report import RunReport
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.calendars_removed import at_stake, remove_calendar
from opiekun.services.done import Done
from opiekun.services.mail.hosting import Host
from opiekun.services.occurrences import occurrence_to_show
from opiekun.services.sync.guard import GuardAnswer, answer_guard, missing_at_stake, missing_titles
from opiekun.services.sync.refused import RefusedEdit, give_up, keep_copy, refused_edits, retry, retry_all
from opiekun.services.sync.runs import runs
from opiekun.services.sync.standing import SyncStanding

_RUNS = 50
_NAMED = 5
"""Missing events that are called by name before it is asked what becomes of them."""


class SyncPage(QWidget):
    """``settings_wanted`` and ``conflicts_wanted`` lead to where something is answered, ``event_wanted`` to an
    Occurrence in its calendar; ``denied`` has words of what was tried again for nothing."""

    settings_wanted = Signal()
    conflicts_wanted = Signal()
    event_wanted = Signal(object)
    denied = Signal(str)

    def __init__(self, session: Session, sync: CalendarSync, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._session, self._sync, self._theme = session, sync, theme
        self._calendars: tuple[Calendar, ...] = ()
        self._missing: dict[str, DavCollection] = {}
        self._titles: dict[str, tuple[str, ...]] = {}
        self._tried: tuple[RefusedEdit, ...] = ()
        self._tried_at = session.now()
        self._line = label("", theme, wrap=True)
        self._why = label("", theme, ink="at_risk", wrap=True)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        for deed in (Do.SYNC, Do.SYNC_STOP):
            actions[deed].enabledChanged.connect(self._hand_over)
        self._now = KeyButton.of(actions[Do.SYNC], self.tr("Sync now"), theme, primary=True)
        self._stop = KeyButton.of(actions[Do.SYNC_STOP], self.tr("Stop"), theme)
        self._settings = KeyButton("", "Alt+O", theme)
        self._settings.setShortcut("Alt+O")
        self._settings.setToolTip(self.tr("Connect a calendar server, or let go of one (Alt+O)"))
        self._settings.clicked.connect(self.settings_wanted)
        key = actions.key_text(Do.CONFLICTS) if Do.CONFLICTS in actions else ""
        self._questions = Questions(theme, conflicts_key=key)
        self._questions.answered.connect(self._answer)
        self._questions.removed.connect(self._remove)
        self._questions.settings_wanted.connect(self.settings_wanted)
        self._questions.conflicts_wanted.connect(self.conflicts_wanted)
        self._cards = CalendarsCard(theme)
        self._cards.preferred.connect(self._prefer)
        self._refused = RefusedCard(theme)
        self._refused.shown.connect(self._open)
        self._refused.retried.connect(self._retry)
        self._refused.all_retried.connect(self._retry_all)
        self._refused.given_up.connect(self._give_up)
        self._refused.copied.connect(self._copy)
        self._unshown = UnshownCard(theme)
        self._guests = GuestsQuestion(session, theme)
        self._guests.left.connect(self._keep)
        self._log = RunLog(theme)
        self._refusal = RefusalLine()
        self._lay_out()
        self.setFocusProxy(self._now)
        sync.told.connect(self._told)
        sync.ran.connect(self._ran)
        session.moved.connect(self._read_if_seen)

    def _lay_out(self) -> None:
        theme = self._theme
        self._of_calendars = self._part(self.tr("Calendars"), self._cards)
        self._of_refused = self._part(self.tr("Changes that the server did not take"), self._refused)
        self._of_unshown = self._part(self.tr("On the server, and not shown here as it is there"), self._unshown)
        self._of_log = self._part(self.tr("What the latest runs did"), self._log)
        self._buttons = flow(self._now, self._stop, self._settings)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._scrolled = page(
            title(self.tr("Calendar sync"), theme),
            self._line,
            self._why,
            self._buttons,
            self._progress,
            self._refusal,
            self._guests,
            self._questions,
            self._of_refused,
            self._of_calendars,
            self._of_unshown,
            self._of_log,
        )
        around.addWidget(self._scrolled)

    def _part(self, name: str, content: QWidget) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(name, self._theme))
        column.addWidget(card(content))
        return part

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what is to be shown, from the top on."""
        super().showEvent(event)
        self._scrolled.verticalScrollBar().setValue(0)
        self._log.show_latest()
        self._sync.read()
        self._read()
        self._told(self._sync.state)

    @Slot(bool)
    def _hand_over(self, enabled: bool) -> None:
        """Who has the keys on the button that begins a run has them on the one that stops it, and back: from one that
        does nothing any more they would go on to the one that leads away."""
        focus = QApplication.focusWidget()
        if not enabled and focus is self._now:
            self._stop.show()
            self._stop.setFocus()
        elif not enabled and focus is self._stop:
            self._now.setFocus()

    @Slot()
    def _read_if_seen(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._session.read(list_calendars, self._take_calendars)
        self._session.read(partial(runs, limit=_RUNS), self._take_runs)

    def _take_calendars(self, calendars: tuple[Calendar, ...]) -> None:
        self._calendars = calendars
        self._show(self._sync.state.standing)

    def _take_runs(self, read: list[RunReport]) -> None:
        self._log.show_runs(tuple(read), self._session.moments, utc_seconds(self._session.now()))

    @Slot(object)
    def _told(self, state: SyncState) -> None:
        if not self.isVisible():
            return
        words = line(state, self._session.moments, utc_seconds(self._session.now()))
        none = self.tr("No calendar server is connected. Your calendars are on this computer only.")
        self._line.setText(words or none)
        # What an account asks and why a calendar failed stands where these do.
        failed = bool(state.failure) and state.failure not in failures(replace(state, failure=""))
        self._why.setText(state.failure)
        self._why.setVisible(failed)
        self._progress.setVisible(state.running)
        progress = state.progress
        self._progress.setRange(0, (progress.total or 0) if progress is not None else 0)
        self._progress.setValue(progress.done if progress is not None else 0)
        self._now.setVisible(state.known)
        self._settings.rename(self.tr("Settings") if state.known else self.tr("Connect a calendar server"))
        self._stop.setVisible(state.running)
        self._show(state.standing)
        if not state.running:
            self._read()

    def _show(self, standing: SyncStanding | None) -> None:
        standing = standing or SyncStanding()
        with keys_kept(self._questions, self._buttons), keys_kept(self._refused, self._buttons):
            self._questions.show_standing(standing, self._titles)
            writable = tuple(each for each in self._calendars if not each.read_only)
            self._refused.show_edits(standing.refused, writable, self._when)
            self._of_refused.setVisible(bool(standing.refused))
            tab_as_laid_out(self)
        now = utc_seconds(self._session.now())
        self._cards.show_standing(standing, self._calendars, self._session.moments, now)
        self._of_calendars.setVisible(bool(standing.collections))
        self._unshown.show_events(standing.problems)
        self._of_unshown.setVisible(bool(standing.problems))
        self._of_log.setVisible(bool(standing.accounts))
        self._read_titles(standing)

    def _read_titles(self, standing: SyncStanding) -> None:
        """See what the missing events are called of a calendar that was not asked about, or not as it stands now."""
        for each in standing.guarded:
            if self._missing.get(each.calendar.id) != each.collection:
                self._missing[each.calendar.id] = each.collection
                job = partial(missing_titles, calendar_id=each.calendar.id, limit=_NAMED)
                self._session.read(job, partial(self._take_titles, each.calendar.id))

    def _take_titles(self, calendar_id: str, titles: tuple[str, ...]) -> None:
        self._titles[calendar_id] = titles
        self._show(self._sync.state.standing)

    @Slot(str, object, int)
    def _answer(self, calendar_id: str, answer: GuardAnswer, missing: int) -> None:
        if answer is GuardAnswer.KEEP:
            self._write(partial(answer_guard, calendar_id=calendar_id, answer=answer, now=self._session.now()))
            return
        stake = partial(missing_at_stake, calendar_id=calendar_id, host=self._session.host, now=self._session.now())
        deed = partial(self._delete, calendar_id, missing)
        self._guests.weigh(calendar_id, self._name_of(calendar_id), stake, deed, Going.MISSING)

    def _delete(self, calendar_id: str, missing: int, host: Host | None) -> None:
        self._write(
            partial(
                answer_guard,
                calendar_id=calendar_id,
                answer=GuardAnswer.DELETE,
                now=self._session.now(),
                asked=missing,
                tells_guests=host is not None,
            )
        )

    @Slot(str)
    def _remove(self, calendar_id: str) -> None:
        stake = partial(at_stake, calendar_ids=[calendar_id], host=self._session.host, now=self._session.now())
        self._guests.weigh(calendar_id, self._name_of(calendar_id), stake, partial(self._removed, calendar_id))

    def _name_of(self, calendar_id: str) -> str:
        return next((calendar_named(each).name for each in self._calendars if each.id == calendar_id), "")

    def _removed(self, calendar_id: str, host: Host | None) -> None:
        self._write(partial(remove_calendar, calendar_id=calendar_id, now=self._session.now(), host=host))

    @Slot()
    def _keep(self) -> None:
        self._now.setFocus()

    def _when(self, edit: RefusedEdit) -> str:
        """When its event is, in the zone of whoever looks."""
        moments, start = self._session.moments, edit.start
        if start is None:
            return ""
        if not isinstance(start, datetime):
            return moments.day_of(start)
        at = utc_seconds(start if start.tzinfo is not None else start.replace(tzinfo=moments.zone))
        return f"{moments.day(at)} {moments.time(at)}"

    @Slot(object)
    def _open(self, edit: RefusedEdit) -> None:
        zone, now = self._session.zone, self._session.now()
        job = partial(occurrence_to_show, calendar_id=edit.calendar.id, uid=edit.uid, zone=zone, now=now)
        self._session.read(job, self._opened)

    def _opened(self, found: Occurrence | None) -> None:
        if found is not None:
            self.event_wanted.emit(found)

    @Slot(object)
    def _give_up(self, edit: RefusedEdit) -> None:
        host, now = self._session.host, self._session.now()
        self._write(partial(give_up, calendar_id=edit.calendar.id, uid=edit.uid, now=now, host=host))

    @Slot(object, str)
    def _copy(self, edit: RefusedEdit, into: str) -> None:
        job = partial(keep_copy, calendar_id=edit.calendar.id, uid=edit.uid, into=into, now=self._session.now())
        self._write(job)

    @Slot(str)
    def _prefer(self, calendar_id: str) -> None:
        """Let new events go to that calendar."""
        calendar = next((each for each in self._calendars if each.id == calendar_id), None)
        if calendar is not None:
            self._write(partial(save_calendar, calendar=replace(calendar, default=True)))

    @Slot(object)
    def _retry(self, edit: RefusedEdit) -> None:
        self._try((edit,))
        job = partial(retry, self._session.program.store, edit.calendar.id, edit.uid)
        self._session.worker.submit(job, self._retried, self._refusal.refuse, lasting=True)

    @Slot()
    def _retry_all(self) -> None:
        self._try(self._sync.state.standing.refused if self._sync.state.standing is not None else ())
        job = partial(retry_all, self._session.program.store)
        self._session.worker.submit(job, self._retried, self._refusal.refuse, lasting=True)

    def _retried(self, _uids: object) -> None:
        self._sync.run_now()
        self._sync.read()

    def _try(self, edits: tuple[RefusedEdit, ...]) -> None:
        self._refusal.settle()
        self._tried, self._tried_at = edits, self._session.now()

    @Slot(object)
    def _ran(self, run: RunReport) -> None:
        if not self._tried:
            # What was said before this run is news no more.
            self._refusal.settle()
        elif run.started_at >= self._tried_at:
            self._session.read(refused_edits, self._tell_denied)

    def _tell_denied(self, refused: tuple[RefusedEdit, ...]) -> None:
        """That what was tried again was refused again: it looks as it did before, as if nothing had been tried."""
        again = {(each.calendar.id, each.uid) for each in refused}
        denied = [each for each in self._tried if (each.calendar.id, each.uid) in again]
        self._tried = ()
        if not denied:
            return
        one = self.tr("The server would not have “{title}” this time either.")
        title = " ".join(denied[0].title.split()) or self.tr("(no title)")
        several = self.tr("The server would not have %n of them this time either.", "", len(denied))
        words = one.replace("{title}", title) if len(denied) == 1 else several
        self._refusal.say(words)
        self.denied.emit(words)

    def _write(self, job: partial[Done]) -> None:
        self._refusal.settle()
        self._session.write(job, self._written, self._refuse)

    def _written(self, _written: Written) -> None:
        self._sync.read()

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)
        self._sync.read()
