"""The place where files are imported, one step after another on one page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from opiekun.desktop.importing.reading import FIELDS, Opened, Preview, arrivals, open_file, preview, save_refused
from opiekun.desktop.importing.words import field_word
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import ElidedLabel, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import Form, RefusalLine, card, flow, heading, page, row, second_line, title
from opiekun.desktop.widgets.list_and_page import keys_within
from opiekun.desktop.widgets.task import Task
from opiekun.desktop.words import channel_word
from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.intake import Arrival, Refusal, Report
from opiekun.services.column_mapping import remember_columns
from opiekun.services.intake import import_requests

_FILES = "*.jsonl *.ndjson *.json *.csv *.txt"
_LISTED = 200


class ImportScreen(QWidget):
    """``imported`` carries the Report when requests were taken in."""

    imported = Signal(object)

    def __init__(self, session: Session, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._opened: Opened | None = None
        self._report = Report()
        self._task = Task(worker, self)
        self._task.progress.connect(self._tell_progress)
        self._refusal = RefusalLine()
        self._file = label("", theme, Type.STRONG)
        self._choose = KeyButton(self.tr("Choose a file"), "Ctrl+L", theme)
        self._choose.setToolTip(self.tr("Choose a file of requests (Ctrl+L)"))
        self._choose.clicked.connect(self.choose)
        self._mapping, self._mapping_column = _part()
        self._columns: dict[str, Choice] = {}
        self._zone = second_line("", theme)
        self._rows, self._rows_grid = _part()
        self._start = KeyButton(self.tr("Import"), "Ctrl+Enter", theme, primary=True)
        self._start.setToolTip(self.tr("Take these requests in (Ctrl+Enter)"))
        self._start.clicked.connect(self.start)
        self._cancel = KeyButton(self.tr("Cancel"), "Esc", theme)
        self._cancel.setToolTip(self.tr("Stop; what was taken so far stays (Esc)"))
        self._cancel.clicked.connect(self.stop)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._result = label("", theme, Type.STRONG, wrap=True)
        self._refused, self._refused_grid = _part()
        self._save = KeyButton(self.tr("Save the refused lines"), "Ctrl+S", theme)
        self._save.setToolTip(self.tr("Save the refused lines as a file, to mend and import them (Ctrl+S)"))
        self._save.clicked.connect(self._ask_where)
        self._lay_out()
        keys = {
            "Ctrl+L": self.choose,
            "Ctrl+Return": self.start,
            "Ctrl+Enter": self.start,
            "Ctrl+S": self._ask_where,
        }
        keys_within(self, keys)
        self.setFocusProxy(self._choose)
        self._show_step()

    def _lay_out(self) -> None:
        theme = self._theme
        hint = second_line(
            self.tr(
                "Drop a JSON Lines or CSV file onto the window, or choose one. Fields: id, account, subject, severity, "
                "channel, received_at, contact_email, description, assignee. Importing it again changes nothing."
            ),
            theme,
        )
        self._map_part = card(self._mapping)
        self._row_part = card(self._rows)
        self._refused_part = card(self._refused)
        self._map_heading = heading(self.tr("Which column holds what"), theme)
        self._row_heading = heading(self.tr("The first rows, as they would be taken"), theme)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(
            page(
                title(self.tr("Import requests"), theme),
                hint,
                row(self._choose, self._file),
                self._refusal,
                self._map_heading,
                self._map_part,
                self._zone,
                self._row_heading,
                self._row_part,
                flow(self._start, self._cancel),
                self._progress,
                self._result,
                self._refused_part,
                row(self._save),
            )
        )

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Import requests"), "", self.tr("Requests ({patterns})").format(patterns=_FILES)
        )
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Look into that file."""
        if self._task.running:
            return
        self._opened = None
        self._report = Report()
        self._refusal.settle()
        self._result.clear()
        self._file.setText(path.name)
        self._show_step()
        program = self._session.program
        self._session.worker.submit(partial(open_file, program, path), self._look, self._refuse)

    @Slot()
    def start(self) -> None:
        """Take the requests in."""
        opened = self._opened
        if opened is None or self._task.running or not self._start.isEnabled():
            return
        self._refusal.settle()
        self._result.clear()
        self._progress.show()
        self._cancel.show()
        self._start.setEnabled(False)
        self._task.start(partial(self._import, opened, self._chosen()), self._ended, self._refuse)

    @Slot()
    def stop(self) -> None:
        """Stop what is being taken in; what was taken so far stays."""
        self._task.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape stops what runs."""
        if event.key() == Qt.Key.Key_Escape and self._task.running:
            self.stop()
        else:
            super().keyPressEvent(event)

    def _import(self, opened: Opened, columns: dict[str, str], task: Task) -> Report:
        """On the worker: remember the columns, then take batch after batch."""
        program = self._session.program
        if opened.header is not None:
            remember_columns(program.store, opened.header, columns)
        items = arrivals(program, opened, columns, self._session.zone)
        now = program.clock.now()
        return import_requests(program.store, items, now=now, cancelled=task.cancelled, progress=task.tell)

    def _look(self, opened: Opened) -> None:
        self._opened = opened
        self._zone.setText(
            self.tr("Times that tell no zone, such as 23.11.2026 02:10, are read as of {zone}.").format(
                zone=self._session.zone.key
            )
        )
        self._fill_mapping(opened)
        self._ask_preview()
        self._show_step()

    def _fill_mapping(self, opened: Opened) -> None:
        self._columns = {}
        _clear(self._mapping_column)
        if opened.header is None:
            return
        form = Form(self._theme)
        for field in FIELDS:
            choice = Choice(self._theme)
            choice.addItem(self.tr("– none –"), None)
            for column in opened.header:
                choice.addItem(column, column)
            choice.choose(opened.columns.get(field))
            choice.activated.connect(self._ask_preview)
            self._columns[field] = choice
            form.add(field_word(field), choice).setToolTip(field)
            choice.setToolTip(field)
        self._mapping_column.addWidget(form)

    def _chosen(self) -> dict[str, str]:
        return {field: choice.currentData() for field, choice in self._columns.items() if choice.currentData()}

    @Slot()
    def _ask_preview(self) -> None:
        if self._opened is not None:
            self._refusal.settle()
            job = partial(preview, self._session.program, self._opened, self._chosen(), self._session.zone)
            self._session.worker.submit(job, self._show_rows, self._refuse)

    def _show_rows(self, shown: Preview) -> None:
        grid = self._rows_grid
        _clear(grid)
        grid.setHorizontalSpacing(Space.MEDIUM)
        grid.setColumnStretch(1, 1)
        for line, item in enumerate(shown.items):
            if isinstance(item, Refusal):
                words = self.tr("line {line}: {reason}").format(line=item.where, reason=item.reason)
                grid.addWidget(label(f"◆ {words}", self._theme, ink="breached", wrap=True), line, 0, 1, 4)
                continue
            for column, text in enumerate(self._cells(item)):
                cell = ElidedLabel(text) if column == 1 else label(text, self._theme, ink="" if column else "second")
                grid.addWidget(cell, line, column)
        self._start.setEnabled(any(isinstance(item, Arrival) for item in shown.items))
        self._show_step()

    def _cells(self, item: Arrival) -> tuple[str, str, str, str]:
        severity = str(int(item.fields.severity)) if item.fields.severity is not None else "5?"
        moments, now = self._session.moments, utc_seconds(self._session.now())
        when = moments.moment(utc_seconds(item.received_at), now)
        return severity, f"{item.account}: {item.subject}", channel_word(item.channel), when

    @Slot(object)
    def _tell_progress(self, report: Report) -> None:
        self._result.setText(self._words(report))

    def _ended(self, report: Report) -> None:
        self._report = report
        words = self._words(report)
        self._result.setText(self.tr("Stopped. {words}").format(words=words) if self._task.cancelled() else words)
        self._list_refused()
        self._show_step()
        self._save.setFocus() if report.refused else self._choose.setFocus()
        self.imported.emit(report)
        self._session.open()

    def _words(self, report: Report) -> str:
        return self.tr("{created} created, {updated} updated, {unchanged} unchanged, {refused} refused.").format(
            created=report.created, updated=report.updated, unchanged=report.unchanged, refused=len(report.refused)
        )

    def _list_refused(self) -> None:
        grid = self._refused_grid
        _clear(grid)
        grid.setColumnStretch(1, 1)
        for line, refusal in enumerate(self._report.refused[:_LISTED]):
            grid.addWidget(label(refusal.where, self._theme, ink="second"), line, 0)
            grid.addWidget(label(refusal.reason, self._theme, wrap=True), line, 1)
        more = len(self._report.refused) - _LISTED
        if more > 0:
            words = self.tr("and %n more; the file has them all", "", more)
            grid.addWidget(label(words, self._theme, ink="second"), _LISTED, 1)

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)
        _clear(self._rows_grid)
        self._start.setEnabled(False)
        self._show_step()

    @Slot()
    def _ask_where(self) -> None:
        if not self._report.refused or self._opened is None:
            return
        path = self._opened.path
        suggested = str(path.with_name(f"{path.stem}-refused{path.suffix}"))
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Save the refused lines"), suggested)
        if chosen:
            self.save_refused(Path(chosen))

    def save_refused(self, path: Path) -> None:
        """Write the refused lines there."""
        if self._opened is not None:
            job = partial(save_refused, path, self._opened.header, self._report.refused)
            self._session.worker.submit(job, self._saved, self._refusal.refuse)

    def _saved(self, _nothing: None) -> None:
        self._result.setText(self.tr("The refused lines were saved. Mend them, and drop the file here."))

    def _show_step(self) -> None:
        """Only what can be done now is in sight."""
        opened, running = self._opened is not None, self._task.running
        csv = self._opened is not None and self._opened.header is not None
        rows = self._rows_grid.count() > 0
        for part, wanted in (
            (self._map_heading, csv),
            (self._map_part, csv),
            (self._zone, opened),
            (self._row_heading, rows),
            (self._row_part, rows),
            (self._start, opened),
            (self._progress, running),
            (self._cancel, running),
            (self._refused_part, bool(self._report.refused)),
            (self._save, bool(self._report.refused)),
        ):
            part.setVisible(wanted)


def _part() -> tuple[QWidget, QGridLayout]:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    return part, grid


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
