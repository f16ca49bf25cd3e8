"""Calendar files come in and go out here: into which calendar, how far it is, and what was refused."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QProgressBar, QScrollArea, QWidget

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import Form, RefusalLine, second_line, title
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.desktop.widgets.task import Job, Task
from opiekun.desktop.words import refusal
from opiekun.desktop.work.worker import Receiver, Worker
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import Refused
from opiekun.domain.intake import Refusal
from opiekun.services.calendar_files import CalendarImport, import_calendar_file, write_calendar_file

_LISTED = 200


class FilesPanel(SidePanel):
    """An import is all or nothing: cancelled, it has changed nothing. Afterwards it can be undone as a whole."""

    def __init__(self, host: QWidget, session: Session, worker: Worker, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._theme = session, theme
        self._path: Path | None = None
        self._outwards = False
        self._calendars: tuple[Calendar, ...] = ()
        self._task = Task(worker, self)
        self._task.progress.connect(self._tell_progress)
        self._title = title("", theme)
        self._hint = second_line("", theme)
        self._file = label("", theme, Type.STRONG, wrap=True)
        self._calendar = Choice(theme)
        self._refusal = RefusalLine()
        self._start = KeyButton(self.tr("Import"), "Ctrl+Enter", theme, primary=True)
        self._other = KeyButton(self.tr("Another file"), "Ctrl+L", theme)
        self._cancel = KeyButton(self.tr("Cancel"), "Esc", theme)
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._start.clicked.connect(self.start)
        self._other.clicked.connect(self.choose)
        self._cancel.clicked.connect(self.stop)
        self._close.clicked.connect(self.close_panel)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._result = label("", theme, Type.STRONG, wrap=True)
        self._refused = label("", theme, Type.SECOND, wrap=True)
        self._refused.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._refused.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._refused)
        self._area.setAccessibleName(self.tr("What was refused"))
        self._lay_out()
        for key, slot in (("Ctrl+Return", self.start), ("Ctrl+Enter", self.start), ("Ctrl+L", self.choose)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._show_step()

    def _lay_out(self) -> None:
        form = Form(self._theme)
        form.add(self.tr("Calendar"), self._calendar)
        buttons = FlowLayout()
        for button in (self._start, self._other, self._cancel, self._close):
            buttons.addWidget(button)
        for part in (self._title, self._hint, self._file, form, self._refusal):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._result)
        self.body.addWidget(self._area, 1)
        self.body.addStretch(0)

    def know(self, calendars: tuple[Calendar, ...]) -> None:
        """These are the calendars now."""
        self._calendars = calendars
        chosen = self._calendar.currentData()
        self._calendar.clear()
        for calendar in calendars:
            if self._outwards or not calendar.read_only:
                self._calendar.addItem(calendar.name, calendar.id)
        default = next((each.id for each in calendars if each.default), None)
        self._calendar.choose(chosen if any(each.id == chosen for each in calendars) else default)

    @Slot()
    def choose(self) -> None:
        """Ask for a file to take in, or for the place of the one to be written."""
        if self._task.running:
            return
        if self._outwards and self.isVisible():
            self.start()
            return
        words = self.tr("Calendars ({patterns})").format(patterns="*.ics *.ical *.ifb *.icalendar")
        chosen, _filter = QFileDialog.getOpenFileName(self, self.tr("Import events"), "", words)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Take that file in, once it is told into which calendar."""
        if self._task.running:
            return
        self._open(outwards=False)
        self._path = path
        self._file.setText(path.name)
        self._show_step()

    def open_export(self) -> None:
        """Ask which calendar is to be written."""
        if not self._task.running:
            self._open(outwards=True)

    @Slot()
    def start(self) -> None:
        """Take the file in, or write it."""
        calendar = self._calendar.currentData()
        if calendar is None or self._task.running:
            return
        if self._outwards:
            self._ask_where(calendar)
        elif self._path is not None:
            self._run(partial(self._import, self._path, calendar), self._imported)

    @Slot()
    def stop(self) -> None:
        """Stop what is being taken in: nothing of it stays."""
        self._task.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape stops what runs, else closes."""
        if event.key() == Qt.Key.Key_Escape and self._task.running:
            self.stop()
        else:
            super().keyPressEvent(event)

    def export_to(self, path: Path, calendar_id: str) -> None:
        """Write the calendar there."""
        self._path = path
        self._run(partial(self._export, path, calendar_id), self._exported)

    def _open(self, *, outwards: bool) -> None:
        self._outwards = outwards
        self._path = None
        self.know(self._calendars)
        self._title.setText(self.tr("Export a calendar") if outwards else self.tr("Import events"))
        self.setAccessibleName(self._title.text())
        self._start.rename(self.tr("Export") if outwards else self.tr("Import"))
        taken = self.tr(
            "Events that the calendar has already are known by their UIDs: importing again changes nothing. What "
            "cannot be read is refused alone, the rest is taken in."
        )
        written = self.tr("Writes an .ics file with everything that came with the events.")
        self._hint.setText(written if outwards else taken)
        for part in (self._file, self._result, self._refused):
            part.clear()
        self._refusal.settle()
        self._show_step()
        self.open_with(self._calendar)

    def _ask_where(self, calendar_id: str) -> None:
        suggested = f"{self._calendar.currentText().replace('/', '-')}.ics"
        words = self.tr("Calendars ({patterns})").format(patterns="*.ics")
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Export a calendar"), suggested, words)
        if chosen:
            self.export_to(Path(chosen), calendar_id)

    def _run(self, job: Job, done: Receiver) -> None:
        self._refusal.settle()
        self._result.clear()
        self._refused.clear()
        self._progress.setRange(0, 0)
        self._task.start(job, done, self._refuse)
        self._show_step()

    def _import(self, path: Path, calendar_id: str, task: Task) -> CalendarImport:
        """On the worker."""
        program = self._session.program
        return import_calendar_file(
            program.store,
            path,
            calendar_id,
            now=program.clock.now(),
            host=self._session.host,
            progress=lambda done, total: task.tell((done, total)),
            cancelled=task.cancelled,
        )

    def _export(self, path: Path, calendar_id: str, _task: Task) -> int:
        """On the worker."""
        return write_calendar_file(self._session.program.store, calendar_id, path)

    @Slot(object)
    def _tell_progress(self, how_far: tuple[int, int]) -> None:
        done, total = how_far
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._result.setText(self.tr("{done} of {total}").format(done=done, total=total))

    def _imported(self, report: CalendarImport) -> None:
        if report.cancelled:
            self._result.setText(self.tr("Stopped before the end; nothing was taken in."))
        else:
            words = self.tr("{created} created, {updated} updated, {unchanged} unchanged, {refused} refused.").format(
                created=report.created,
                updated=report.updated,
                unchanged=report.unchanged,
                refused=len(report.refused),
            )
            older = self.tr("%n event(s) older in the file than here: left as they are.", "", len(report.older))
            self._result.setText(f"{words} {older}" if report.older else words)
            self._refused.setText("\n".join(_lines(report.refused)))
            if report.done is not None:
                self._session.take(report.done)
        self._show_step()

    def _exported(self, count: int) -> None:
        file = self._path.name if self._path is not None else ""
        self._result.setText(self.tr("Wrote %n event(s) to {file}.", "", count).format(file=file))
        self._show_step()

    def _refuse(self, refused: Refused) -> None:
        self._result.clear()
        self._refusal.refuse(refused)
        self._show_step()

    def _show_step(self) -> None:
        """Only what can be done now is in sight."""
        running = self._task.running
        for part, wanted in (
            (self._file, bool(self._file.text())),
            (self._start, not running and (self._outwards or self._path is not None)),
            (self._other, not running and not self._outwards),
            (self._cancel, running and not self._outwards),
            (self._close, not running),
            (self._progress, running),
            (self._area, bool(self._refused.text())),
        ):
            part.setVisible(wanted)


def _lines(refused: tuple[Refusal, ...]) -> list[str]:
    words = QCoreApplication.translate("FilesPanel", "line {line}: {reason}")
    lines = [
        words.format(line=each.where, reason=refusal(each.why) if each.why is not None else each.reason)
        for each in refused[:_LISTED]
    ]
    more = len(refused) - _LISTED
    return [*lines, Numbers().more(more)] if more > 0 else lines
