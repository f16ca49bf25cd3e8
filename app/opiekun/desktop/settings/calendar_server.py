"""Calendars on a server: looked for, chosen, connected, and let go of again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.session import Session, Written
from opiekun.desktop.settings.asking_server import (
    NOTHING_ASKED,
    Answer,
    Asked,
    Found,
    change,
    connect_those,
    look_there,
    without_task,
)
from opiekun.desktop.settings.cancelled_servers import until_cancelled
from opiekun.desktop.settings.certificate_question import CertificateQuestion
from opiekun.desktop.settings.found_calendars import Chosen, FoundCalendars
from opiekun.desktop.settings.let_go import LetGo
from opiekun.desktop.settings.section import Section
from opiekun.desktop.settings.server_accounts import ServerAccounts
from opiekun.desktop.sync.first_sync import Arrived, arrived_words
from opiekun.desktop.sync.sync import CalendarSync, SyncState
from opiekun.desktop.sync.words import said, server_of
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import EnterSaves, Form, card, flow, row, second_line
from opiekun.desktop.widgets.guests_question import GuestsQuestion
from opiekun.desktop.widgets.tab_order import keys_kept, tab_as_laid_out
from opiekun.desktop.widgets.task import Task
from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.accounts import Auth, DavAccount, SignIn
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.told import Told
from opiekun.services.mail.hosting import Host
from opiekun.services.sync.accounts import kept_elsewhere
from opiekun.services.sync.cautions import caution_of
from opiekun.services.sync.connecting import account_at_stake, disconnect
from opiekun.services.sync.standing import SyncStanding
from opiekun.services.sync_ports import CalendarServers


class CalendarServerSection(Section):
    """The password is kept by the keyring alone; address and user stay as typed, also over an end of the program."""

    def __init__(
        self, session: Session, sync: CalendarSync, worker: Worker, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, theme, parent)
        self._sync = sync
        self._task = Task(worker, self)
        worker.closing.connect(self._task.cancel)
        self._asked = self._accepted = NOTHING_ASKED
        self._given_up = self._running = False
        self._new_events = self._changed_at = ""
        self._unsent = 0
        self._url, self._user, self._password = QLineEdit(), QLineEdit(), QLineEdit()
        self._url.setPlaceholderText("https://cloud.example.com")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._keeper = second_line("", theme)
        self._auth = Choice(theme)
        for auth, words in (
            (None, self.tr("what the server offers")),
            (Auth.BASIC, self.tr("password (Basic)")),
            (Auth.DIGEST, self.tr("password (Digest)")),
            (Auth.BEARER, self.tr("token (Bearer)")),
        ):
            self._auth.addItem(words, auth)
        self._connect = KeyButton(self.tr("Look for calendars"), "Enter", theme, primary=True)
        self._connect.setToolTip(self.tr("Ask the server; nothing is kept before you have chosen (Enter)"))
        self._connect.clicked.connect(self._try)
        self._more = KeyButton(self.tr("More"), "Alt+M", theme)
        self._more.setShortcut("Alt+M")
        self._more.setToolTip(self.tr("Choose how the password is told (Alt+M)"))
        self._more.clicked.connect(self._show_more)
        self._cancel = KeyButton(self.tr("Cancel"), "Esc", theme)
        self._cancel.clicked.connect(self.cancel)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._how_far = label("", theme, ink="second", wrap=True)
        self._accounts = ServerAccounts(theme)
        self._accounts.appeared.connect(self.reveal)
        self._accounts.tried.connect(self._try_password)
        self._accounts.let_go.connect(self._let_go)
        self._guests = GuestsQuestion(session, theme)
        self._guests.asked.connect(self._ask_guests)
        self._guests.left.connect(self._leave)
        self._certificate = CertificateQuestion(theme)
        self._certificate.accepted.connect(self._accept)
        self._certificate.refused.connect(self._leave)
        self._found = FoundCalendars(theme)
        self._found.chosen.connect(self._take)
        self._found.left.connect(self._leave)
        self._found.asks.connect(self._give_way)
        self._lay_out()
        self._restore()
        for typed in (self._url, self._user):
            typed.textEdited.connect(self._keep_typed)
        self._rest()
        sync.told.connect(self._told)
        sync.arrived.connect(self._arrived)

    def _lay_out(self) -> None:
        form = self._form = Form(self._theme)
        hint = self.tr("Where the server is, or only its domain: the calendars are looked for there.")
        form.add(self.tr("Address"), self._url, hint)
        form.add(self.tr("User"), self._user, self.tr("As the server knows you, often your e-mail address."))
        form.add(self.tr("Password"), self._password)
        form.add_below(self._keeper)
        self._auth_label = form.add(self.tr("Sign in by"), self._auth)
        for part in (self._auth_label, self._auth):
            part.hide()
        fields = self._fields = card(form, flow(self._connect, self._more))
        self._stopping = row(self._cancel)
        EnterSaves(fields, self._connect, self._cancel)
        EnterSaves(self._stopping, self._cancel, self._cancel)
        self.lay_out(
            self.tr("Calendars on a server"),
            second_line(
                self.tr("Your calendars on a CalDAV server, as at work and on your phone: both sides stay the same."),
                self._theme,
            ),
            self._accounts,
            self._guests,
            fields,
            self._stopping,
            self._progress,
            self._how_far,
            self._certificate,
            self._found,
        )

    def refresh(self) -> None:
        """Read how the servers do."""
        self._sync.read()
        self._told(self._sync.state)
        secrets = self._session.program.secrets
        self._session.read(lambda _store: kept_elsewhere(secrets), self._tell_keeper, soon=True)

    def _tell_keeper(self, elsewhere: Told | None) -> None:
        """Where a password goes that is typed here, before it is."""
        words = [self.tr("Many servers want one made for this program alone.")]
        keyring = self.tr("Kept by the system’s keyring, nowhere else.")
        words.append(keyring if elsewhere is None else "▲ " + said(elsewhere))
        self._keeper.setText(" ".join(words))
        self._password.setAccessibleDescription(self._keeper.text())

    def ask_first(self) -> None:
        """Let what a server asks for be given at once."""
        self._accounts.ask_first()

    @Slot()
    def cancel(self) -> None:
        """Have done with what is asked; its answer comes to nothing."""
        if self._task.running:
            self._given_up = True
            self._task.cancel()
            self._how_far.setText(self.tr("Stopping…"))

    @Slot(object)
    def _told(self, state: SyncState) -> None:
        ended, self._running = self._running and not state.running, state.running
        if self.isVisible():
            if ended:
                # What was said to come has come, or its server's card tells why not.
                self._settle()
                if self._changed_at and not state.failure and not state.stopped:
                    self.say(self.tr("{server} answers again.").replace("{server}", self._changed_at))
                self._changed_at = ""
            standing = state.standing or SyncStanding()
            with keys_kept(self._accounts, self._fields):
                self._accounts.show_standing(standing, self._session.moments, utc_seconds(self._session.now()))
                tab_as_laid_out(self)
            self._accounts.hand_over()

    @Slot(object)
    def _arrived(self, came: Arrived) -> None:
        if self.isVisible():
            self.say(" ".join([f"{arrived_words(came)}.", self._new_events]).strip())

    def _restore(self) -> None:
        typed = self._session.drafts.drafts.server
        self._url.setText(typed.get("url", ""))
        self._user.setText(typed.get("user", ""))

    @Slot()
    def _keep_typed(self) -> None:
        self._session.drafts.keep_server({"url": self._url.text(), "user": self._user.text()})

    @Slot()
    def _show_more(self) -> None:
        shown = self._auth.isVisibleTo(self)
        for part in (self._auth_label, self._auth):
            part.setVisible(not shown)
        self._more.rename(self.tr("More") if shown else self.tr("Less"))
        if not shown:
            self._auth.setFocus()

    @Slot()
    def _try(self) -> None:
        typed = SignIn(self._url.text(), self._user.text(), self._password.text(), self._auth.currentData())
        known = self._accepted.sign_in
        asked = Asked(typed)
        self._look(asked.accepting(known.fingerprint) if typed.url == known.url else asked)

    def _look(self, asked: Asked) -> None:
        job = partial(look_there, self._session, self._servers(), asked)
        self._ask(asked, job, self._looked, self.tr("Looking for calendars…"))

    @Slot(str, str)
    def _try_password(self, account_id: str, password: str) -> None:
        self._change(Asked(SignIn("", "", password), account_id))

    def _change(self, asked: Asked) -> None:
        job = partial(change, self._session, self._servers(), asked)
        self._ask(asked, job, self._changed, self.tr("Asking the server…"))

    def _ask(self, asked: Asked, job: Callable[[], object], done: Callable[[object], None], words: str) -> None:
        """Run it beside the window; a certificate that nobody vouches for is asked about."""
        if self._task.running:
            return
        self._asked, self._given_up = asked, False
        self._settle()
        with keys_kept(self._certificate, self._stopping), keys_kept(self._found, self._stopping):
            for shown in (self._progress, self._how_far, self._cancel):
                shown.show()
            for part in (self._certificate, self._found):
                part.hide()
        self._how_far.setText(words)
        self._connect.setEnabled(False)
        self._task.start(partial(without_task, job), partial(self._end, done), self._stopped)

    def _servers(self) -> CalendarServers:
        return until_cancelled(self._session.program.open_calendar_server, self._task)

    def _end(self, done: Callable[[object], None], result: object) -> None:
        self._rest()
        if not self._given_up:
            done(result)

    def _stopped(self, refused: Refused) -> None:
        self._rest()
        if self._given_up:
            return
        if isinstance(refused, DavRefused) and refused.failure is DavFailure.CERTIFICATE and refused.fingerprint:
            self._certificate.ask(said(Told.of(refused)), refused.fingerprint, refused.words)
            self.reveal(self._certificate)
            return
        self.refuse(refused)
        if isinstance(refused, DavRefused) and refused.failure is DavFailure.UNAUTHORIZED:
            self._ask_password()

    def _ask_password(self) -> None:
        """Let another one be typed at once."""
        if self._asked.account_id:
            self._accounts.take_keys(self._asked.account_id)
        else:
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            self._password.selectAll()

    def _looked(self, found: object) -> None:
        if isinstance(found, Found):
            standing = self._sync.state.standing or SyncStanding()
            known = {each.collection.url for each in standing.collections}
            self._found.offer(found.discovery, known, found.new_events)
            self.reveal(self._found)

    @Slot(bool)
    def _give_way(self, asks: bool) -> None:
        """One deed alone comes next: connecting what was found, or looking."""
        self._connect.be_primary(not asks)

    @Slot(str)
    def _accept(self, fingerprint: str) -> None:
        asked = self._accepted = self._asked.accepting(fingerprint)
        if asked.account_id:
            self._change(asked)
        else:
            self._look(asked)

    @Slot(object)
    def _take(self, chosen: Chosen) -> None:
        asked = self._asked
        job = partial(connect_those, self._session, self._servers(), asked, chosen)
        self._ask(asked, job, self._connected, self.tr("Connecting…"))

    def _connected(self, answer: object) -> None:
        if isinstance(answer, Answer):
            self._asked = self._accepted = NOTHING_ASKED
            for typed in (self._url, self._user, self._password):
                typed.clear()
            self._session.drafts.keep_server({})
            new = sum(each.new for each in answer.connected.calendars)
            told = [self.tr("%n calendar(s) connected; what stands in them comes now.", "", new)]
            stayed = [calendar_named(each.calendar).name for each in answer.connected.calendars if each.taken_up]
            if stayed:
                told.append(self.tr("Taken up as they had stayed here: {names}.").format(names=", ".join(stayed)))
            back = sum(each.coming_back for each in answer.connected.calendars)
            if back:
                words = self.tr(
                    "▲ %n event(s) that were deleted here come back: most of a calendar was gone.", "", back
                )
                told.append(words)
            if unsent := sum(each.unsent for each in answer.connected.calendars):
                told.append(self.tr("%n change(s) made here before go there now.", "", unsent))
            if refused := sum(each.refused for each in answer.connected.calendars):
                told.append(self.tr("▲ %n change(s) made here before cannot go there.", "", refused))
            self._new_events = self._where_new_events_go(answer)
            told += [self._new_events] if self._new_events else []
            if answer.preferred is not None:
                self._session.take(answer.preferred)
            if (caution := caution_of(answer.connected.account)) is not None:
                told.append("▲ " + said(caution))
            self.say(" ".join(told))
            self._accounts.await_line(answer.connected.account.id)
            self._session.look()
            self._sync.read()

    def _where_new_events_go(self, answer: Answer) -> str:
        """ "" where they go to a calendar on a server as before."""
        name = calendar_named(answer.new_events.calendar).name
        if answer.preferred is not None:
            return self.tr("New events go to “{name}” now.").format(name=name)
        if not answer.new_events.alone:
            return ""
        words = self.tr("New events still go to “{name}”, which is only on this computer.")
        if not all(each.calendar.read_only for each in answer.connected.calendars):
            words = self.tr(
                "New events still go to “{name}”, which is only on this computer: Shift+F9, then Alt+N changes that."
            )
        return words.format(name=name)

    def _changed(self, account: object) -> None:
        if isinstance(account, DavAccount):
            self._asked = NOTHING_ASKED
            self._accounts.forget_password(account.id)
            self._changed_at = server_of(account.url)
            self.say(self.tr("The server answers again; what waits goes there now."))
            self._sync.read()
            self._sync.run_now()

    @Slot()
    def _leave(self) -> None:
        self._asked = self._accepted = NOTHING_ASKED
        self._certificate.hide()
        self._found.hide()
        self._url.setFocus()

    @Slot(str, bool)
    def _let_go(self, account_id: str, keep: bool) -> None:
        if keep:
            self._disconnect(account_id, keep=True)
            return
        stake = partial(account_at_stake, account_id=account_id, host=self._session.host, now=self._session.now())
        self._guests.weigh(account_id, self._accounts.name_of(account_id), stake, partial(self._disconnect, account_id))

    @Slot()
    def _ask_guests(self) -> None:
        self.reveal(self._guests)

    def _disconnect(self, account_id: str, host: Host | None = None, *, keep: bool = False) -> None:
        self._unsent = (self._sync.state.standing or SyncStanding()).unsent(account_id)
        job = partial(
            disconnect,
            secrets=self._session.program.secrets,
            account_id=account_id,
            now=self._session.now(),
            keep_calendars=keep,
            host=host,
        )
        self.change(job)

    def changed(self, written: Written) -> None:
        """An account was let go. The keys go on where another can be connected, not to letting go of that."""
        self.say(LetGo().words(written.done.undo, self._unsent))
        self._url.setFocus()
        self._sync.read()

    def _rest(self) -> None:
        with keys_kept(self._stopping, self._fields):
            for part in (self._progress, self._how_far, self._cancel):
                part.hide()
            self._connect.setEnabled(True)
