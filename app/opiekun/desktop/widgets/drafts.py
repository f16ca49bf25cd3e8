"""Keeps drafts in a file: a moment after the last key, and when the window closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Slot

from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import Refused
from opiekun.services.drafts import Draft, DraftFile, Drafts

QUIET = 400
"""Milliseconds without a key, after which what was typed is written down."""


class DraftKeeper(QObject):
    """The drafts as they stand now. They are read when they are first asked for, and written on the worker."""

    def __init__(self, file: DraftFile, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._file, self._worker = file, worker
        self._drafts: Drafts | None = None
        self._kept = Drafts()
        self._writing = Lock()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._write)

    @property
    def drafts(self) -> Drafts:
        """What is not saved yet."""
        if self._drafts is None:
            try:
                self._drafts = self._kept = self._file.load()
            except Refused as refused:
                self._drafts = Drafts()
                self._worker.refused.emit(refused)
        return self._drafts

    def keep_request(self, draft: Draft) -> None:
        """Keep what stands in the form of a new request."""
        self._keep(replace(self.drafts, request=draft if draft.begun else Draft()))

    def keep_note(self, request_id: str, text: str) -> None:
        """Keep a note to be; "" where it was saved or thrown away."""
        self._keep(self.drafts.with_note(request_id, text))

    def keep_account(self, account_id: str, fields: Mapping[str, str]) -> None:
        """Keep what stands unsaved in the fields of an account, by their names."""
        self._keep(self.drafts.with_account(account_id, fields))

    def keep_event(self, name: str, fields: Mapping[str, str]) -> None:
        """Keep what stands unsaved in the fields of an event, by what the calendar calls it."""
        self._keep(self.drafts.with_event(name, fields))

    def keep_line(self, text: str) -> None:
        """Keep the line that is to add an event."""
        self._keep(replace(self.drafts, line=text))

    def keep_server(self, fields: Mapping[str, str]) -> None:
        """Keep with what one is about to connect a calendar server. A password must not be among it."""
        self._keep(replace(self.drafts, server=dict(fields)))

    def keep_call(self, fields: Mapping[str, str]) -> None:
        """Keep what stands in the panel in which a call is booked; nothing where it was booked or thrown away."""
        self._keep(replace(self.drafts, call=dict(fields)))

    def keep_mail(self, fields: Mapping[str, str]) -> None:
        """Keep with what one is about to connect mail servers. A password must not be among it."""
        self._keep(replace(self.drafts, mail=dict(fields)))

    def close(self) -> None:
        """Write down what is not written yet; the worker does so before it ends."""
        self._quiet.stop()
        self._write()

    def _keep(self, drafts: Drafts) -> None:
        if drafts != self._drafts:
            self._drafts = drafts
            self._quiet.start()

    @Slot()
    def _write(self) -> None:
        if self._drafts is not None and self._drafts != self._kept:
            self._worker.submit(self._save, lasting=True)

    def _save(self) -> None:
        """On the worker: what stands now, so that no earlier state can come to lie over it."""
        with self._writing:
            drafts = self._drafts
            if drafts is not None and drafts != self._kept:
                self._file.save(drafts)
                self._kept = drafts
