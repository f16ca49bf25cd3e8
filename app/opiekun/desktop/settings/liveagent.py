"""The connection to LiveAgent: made, tried, pulled from, and what it has not taken."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from opiekun.desktop.exchange.exchange import Exchange, SourceState
from opiekun.desktop.session import Session
from opiekun.desktop.settings.refused_changes import RefusedChanges
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.fields import SeverityField, ZoneField
from opiekun.desktop.widgets.form import EnterSaves, Form, card, flow, heading, row, second_line
from opiekun.desktop.widgets.task import Task
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.intake import WriteBack
from opiekun.domain.timeline import Severity
from opiekun.services.connecting import (
    SECRET,
    Connected,
    ConnectionStatus,
    RefusedChange,
    connect_liveagent,
    connection_status,
    dismiss_change,
    refused_changes,
    retry_change,
)

# That of the vendor's own servers, on which most accounts are.
_VENDOR_ZONE = "America/Los_Angeles"


class LiveAgentSection(Section):
    """The key is typed once, kept by the keyring, and never shown again."""

    def __init__(self, session: Session, exchange: Exchange, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._status: ConnectionStatus | None = None
        self._exchange = exchange
        self._connecting = Task(exchange.worker, self)
        exchange.told.connect(self._tell_exchange)
        self._url, self._field, self._key = QLineEdit(), QLineEdit(), QLineEdit()
        self._url.setPlaceholderText("https://example.ladesk.com")
        self._field.setPlaceholderText("tag:sev-")
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._zone = ZoneField(theme, _VENDOR_ZONE)
        self._severity = SeverityField(theme)
        self._severity.set_severity(Severity.REQUEST)
        self._connect = KeyButton(self.tr("Test and connect"), "Enter", theme, primary=True)
        self._connect.setToolTip(self.tr("Ask LiveAgent, and keep the connection if it answers (Enter)"))
        self._connect.clicked.connect(self._try)
        self._pull = KeyButton(self.tr("Pull now"), "F5", theme)
        self._pull.setToolTip(self.tr("Fetch what is new, and tell LiveAgent what was changed here (F5)"))
        self._pull.clicked.connect(self.pull_now)
        self._cancel = KeyButton(self.tr("Cancel"), "Esc", theme)
        self._cancel.setToolTip(self.tr("Stop; what is already here stays (Esc)"))
        self._cancel.clicked.connect(self.cancel)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._how_far = label("", theme, ink="second", wrap=True)
        self._state = label("", theme, wrap=True)
        self._failure = label("", theme, ink="at_risk", wrap=True)
        self._refused = RefusedChanges(theme)
        self._refused.retried.connect(self._retry)
        self._refused.dismissed.connect(self._dismiss)
        self._lay_out()
        self._failure.hide()
        self._refused_card.hide()
        self._rest()

    def _lay_out(self) -> None:
        theme = self._theme
        self._refused_card = card(
            label(self.tr("LiveAgent did not take these changes"), theme, Type.STRONG), self._refused
        )
        form = Form(theme)
        form.add(self.tr("Address"), self._url, self.tr("The address at which you open LiveAgent, with https."))
        zone_hint = self.tr(
            "LiveAgent tells times without saying where: it is the zone of the account’s server, found in LiveAgent "
            "under Configuration, System, General. A wrong one shifts every clock."
        )
        form.add(self.tr("Server’s time zone"), self._zone, zone_hint)
        form.add(
            self.tr("Severity"),
            self._field,
            self.tr(
                "Where a ticket’s severity stands: tag:sev- for tags sev-1 to sev-5, or field:CODE for a custom field."
            ),
        )
        form.add(
            self.tr("Without one"),
            self._severity,
            self.tr("Tickets without a severity count as this, and are marked with “?”."),
            wide=True,
        )
        form.add(
            self.tr("API key"), self._key, self.tr("Kept by the system’s keyring, never shown or written elsewhere.")
        )
        fields = card(form, row(self._connect))
        EnterSaves(fields, self._connect)
        self.lay_out(
            "LiveAgent",
            self._state,
            fields,
            heading(self.tr("Exchange"), theme),
            flow(self._pull, self._cancel),
            self._progress,
            self._how_far,
            self._failure,
            self._refused_card,
            second_line(
                self.tr("What you change here goes to LiveAgent with the next pull; what changed there is kept."), theme
            ),
        )

    def refresh(self) -> None:
        """Read how the connection does."""
        self._session.read(partial(connection_status, secrets=self._session.program.secrets), self._show)
        self._session.read(refused_changes, self._show_refused)

    @Slot()
    def pull_now(self) -> None:
        """Exchange changes with LiveAgent."""
        self._settle()
        self._work(self.tr("Asking LiveAgent…"))
        self._exchange.pull_now()

    @Slot()
    def cancel(self) -> None:
        """Stop what runs."""
        self._connecting.cancel()
        self._exchange.cancel()
        self._how_far.setText(self.tr("Stopping…"))

    def _show(self, lines: list[ConnectionStatus]) -> None:
        first = self._status is None
        self._status = next(iter(lines), None)
        self._pull.setEnabled(self._status is not None and not self._exchange.state.running)
        if self._status is None:
            self._state.setText(
                self.tr("Not connected. Fill this in and press Enter; nothing is kept until it answers.")
            )
            return
        connection = self._status.connection
        if first:
            self._url.setText(connection.url)
            self._zone.set_zone(connection.timezone)
            self._field.setText(connection.severity_field)
            self._severity.set_severity(connection.default_severity)
        self._key.setPlaceholderText(self.tr("kept") if self._status.has_key else "")
        self._tell_state(self._status)

    def _tell_state(self, status: ConnectionStatus) -> None:
        connection = status.connection
        parts = [self.tr("Connected to {url}.").format(url=connection.url)]
        if connection.last_success is None:
            parts.append(self.tr("Nothing was pulled yet."))
        else:
            moments, now = self._session.moments, utc_seconds(self._session.now())
            when = moments.moment(utc_seconds(connection.last_success), now)
            parts.append(self.tr("Last pulled {when}.").format(when=when))
        if status.waiting:
            parts.append(self.tr("%n change(s) wait to be told.", "", status.waiting))
        self._state.setText(" ".join(parts))
        self._failure.setText(f"▲ {connection.last_error}" if connection.last_error else "")
        self._failure.setVisible(bool(connection.last_error))

    def _show_refused(self, changes: list[RefusedChange]) -> None:
        self._refused.show_changes(changes)
        self._refused_card.setVisible(bool(changes))

    @Slot(object)
    def _retry(self, change: WriteBack) -> None:
        self._session.worker.submit(
            partial(retry_change, self._session.program.store, change), self._retried, lasting=True
        )

    @Slot(object)
    def _dismiss(self, change: WriteBack) -> None:
        self._session.worker.submit(
            partial(dismiss_change, self._session.program.store, change), self._dismissed, lasting=True
        )

    def _retried(self, _nothing: None) -> None:
        self.refresh()
        self._exchange.pull_now()

    def _dismissed(self, _nothing: None) -> None:
        self.refresh()

    @Slot()
    def _try(self) -> None:
        if self._connecting.running:
            return
        self._settle()
        self._work(self.tr("Trying the connection…"))
        program, kept = self._session.program, self._status
        key = self._key.text()
        if not key and kept is not None:
            key = program.secrets.get(SECRET, kept.connection.id) or ""
        job = partial(
            connect_liveagent,
            program.store,
            program.secrets,
            program.open_helpdesk,
            url=self._url.text().strip(),
            timezone=self._zone.zone(),
            severity_field=self._field.text().strip(),
            key=key,
            default_severity=self._severity.severity(),
            cancelled=self._connecting.cancelled,
        )
        self._connecting.start(partial(_without_task, job), self._connected, self._stopped)

    @Slot(object)
    def _tell_exchange(self, state: SourceState) -> None:
        """What the exchange in the background is at, also when nobody asked for it here."""
        if state.running:
            self._work(self.tr("%n request(s) looked at", "", state.taken))
            self._progress.setRange(0, state.total or 0)
            self._progress.setValue(state.taken)
        elif not self._connecting.running:
            self._rest()
            if self.isVisible():
                self.refresh()

    def _connected(self, connected: Connected) -> None:
        self._key.clear()
        self._rest()
        self.say(self.tr("Connected. Agents there: {names}.").format(names=", ".join(connected.agents)))
        self._status = None
        self.refresh()
        self._exchange.pull_now()

    def _stopped(self, refused: Refused) -> None:
        self._rest()
        self.refuse(refused)
        self.refresh()

    def _work(self, words: str) -> None:
        self._progress.setRange(0, 0)
        self._progress.show()
        self._how_far.setText(words)
        self._how_far.show()
        self._cancel.show()
        self._pull.setEnabled(False)
        self._connect.setEnabled(False)

    def _rest(self) -> None:
        self._progress.hide()
        self._how_far.hide()
        self._cancel.hide()
        self._connect.setEnabled(True)
        self._pull.setEnabled(self._status is not None)


def _without_task(job: partial[Connected], _task: Task) -> Connected:
    return job()
