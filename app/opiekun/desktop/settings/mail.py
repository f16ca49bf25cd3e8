"""Mail for invitations: by which servers it goes out and comes in, and as whose. Asked before anything is kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.session import Session
from opiekun.desktop.settings.certificate_question import CertificateQuestion
from opiekun.desktop.settings.section import Section
from opiekun.desktop.sync.words import said
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import EnterSaves, Form, card, row, second_line
from opiekun.desktop.widgets.tab_order import keys_kept
from opiekun.desktop.widgets.task import Task
from opiekun.desktop.work.worker import Worker
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.errors import Refused, UntrustedCertificate
from opiekun.domain.sync.told import Told
from opiekun.services.mail.naming_servers import named_server, written
from opiekun.services.mail.setting_up import IN, OUT, connect_mail, known_password, mail_settings, only_carries


class MailSection(Section):
    """The password is kept by the keyring alone; all else stays as typed, also over an end of the program.

    ``connected`` tells that servers were tried and kept.
    """

    connected = Signal()

    def __init__(self, session: Session, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._task = Task(worker, self)
        self._fields: dict[str, QLineEdit] = {
            name: QLineEdit() for name in ("out", "in", "user", "address", "name", "password")
        }
        self._fields["out"].setPlaceholderText("smtp.example.com")
        self._fields["in"].setPlaceholderText("imap.example.com")
        self._password = self._fields.pop("password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._out, self._in = self._securities(), self._securities()
        self._accepted: tuple[str, ...] = ()
        self._connect = KeyButton(self.tr("Test and keep"), "Enter", theme, primary=True)
        self._connect.setToolTip(self.tr("Ask the servers, and keep them if they answer; nothing is sent (Enter)"))
        self._connect.clicked.connect(self._try)
        self._cancel = KeyButton(self.tr("Cancel"), "Esc", theme)
        self._cancel.setToolTip(self.tr("Stop; nothing is kept (Esc)"))
        self._cancel.clicked.connect(self.cancel)
        self._stopping = row(self._cancel)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._how_far = label("", theme, ink="second", wrap=True)
        self._certificate = CertificateQuestion(theme)
        self._certificate.accepted.connect(self._accept)
        self._certificate.refused.connect(self._leave)
        self._state = label("", theme, wrap=True)
        self._whose = second_line("", theme)
        self._whose.hide()
        self._lay_out()
        for field in self._fields.values():
            field.textEdited.connect(self._keep_typed)
        for choice in (self._out, self._in):
            choice.activated.connect(self._keep_typed)
        self._rest()

    def _securities(self) -> Choice:
        choice = Choice(self._theme)
        for security, words in (
            (Security.TLS, self.tr("TLS")),
            (Security.STARTTLS, self.tr("STARTTLS")),
            (Security.NONE, self.tr("not secured, for this computer only")),
        ):
            choice.addItem(words, security.value)
        return choice

    def _lay_out(self) -> None:
        form = Form(self._theme)
        port = self.tr("Its port after a colon, where it is not the usual one.")
        form.add(self.tr("Mail out (SMTP)"), self._fields["out"], port)
        form.add(self.tr("Secured by"), self._out)
        form.add(self.tr("Mail in (IMAP)"), self._fields["in"], port)
        form.add(self.tr("Secured by"), self._in)
        form.add(self.tr("User"), self._fields["user"], self.tr("Often your e-mail address."))
        hint = self.tr("Many servers want one made for this program alone. Kept by the system’s keyring, nowhere else.")
        form.add(self.tr("Password"), self._password, hint)
        form.add(
            self.tr("From address"),
            self._fields["address"],
            self.tr("It hands letters to the server. They are written in the name and from the address under You."),
        )
        form.add(self.tr("From name"), self._fields["name"])
        fields = card(form, row(self._connect))
        EnterSaves(fields, self._connect, self._cancel)
        self.lay_out(
            self.tr("Mail for invitations"),
            second_line(
                self.tr(
                    "Calls are invited, moved and called off by mail, and what guests answer is read from your inbox. "
                    "Only messages about events are looked at; nothing there is marked, moved or deleted."
                ),
                self._theme,
            ),
            self._state,
            self._whose,
            fields,
            self._certificate,
            self._stopping,
            self._progress,
            self._how_far,
        )

    def refresh(self) -> None:
        """Read by which servers mail goes."""
        self._session.read(mail_settings, self._show)

    @Slot()
    def cancel(self) -> None:
        """Have done with what is asked; nothing is kept."""
        if self._task.running:
            self._task.cancel()
            self._how_far.setText(self.tr("Stopping…"))

    def _show(self, settings: MailSettings) -> None:
        used = [server.host for server in (settings.outgoing, settings.incoming) if server is not None]
        words = self.tr("Mail goes by {servers}.").format(servers=", ".join(dict.fromkeys(used)))
        self._state.setText(words if used else self.tr("No mail servers are connected; invitations wait here."))
        self._whose.setVisible(only_carries(settings, self._session.agent))
        if self._session.agent is not None:
            self._whose.setText(
                self.tr(
                    "Letters are written in the name of {name}, {email}, and answers go there; {address} only "
                    "hands them to the server. To write from it, give it as your address under You."
                ).format(name=self._session.agent.name, email=self._session.agent.email, address=settings.address)
            )
        self._password.setPlaceholderText(self.tr("kept") if used else "")
        typed = self._session.drafts.drafts.mail or _typed(settings)
        for name, field in self._fields.items():
            if not field.hasFocus():
                field.setText(typed.get(name, ""))
        for name, choice in (("out_security", self._out), ("in_security", self._in)):
            chosen = typed.get(name, "")
            choice.choose(chosen if chosen in list(Security) else Security.TLS.value)

    @Slot()
    def _keep_typed(self) -> None:
        typed = {name: field.text() for name, field in self._fields.items()}
        typed |= {"out_security": self._out.currentData(), "in_security": self._in.currentData()}
        self._session.drafts.keep_mail(typed)

    @Slot()
    def _try(self) -> None:
        self._ask(())

    @Slot(str)
    def _accept(self, fingerprint: str) -> None:
        """Ask again: the other server may show a certificate of its own."""
        self._ask((*self._accepted, fingerprint))

    @Slot()
    def _leave(self) -> None:
        self._certificate.hide()
        self._fields["out"].setFocus()

    def _ask(self, accepted: tuple[str, ...]) -> None:
        if self._task.running:
            return
        self._accepted = accepted
        self._settle()
        text = {name: field.text().strip() for name, field in self._fields.items()}
        try:
            outgoing = named_server(OUT, text["out"], Security(self._out.currentData()), text["user"])
            incoming = named_server(IN, text["in"], Security(self._in.currentData()), text["user"])
        except Refused as refused:
            self.refuse(refused)
            return
        if outgoing is None and incoming is None:
            self._fields["out"].setFocus()
            self.refuse(Refused("Name a server: the one for mail out, the one for mail in, or both."))
            return
        settings = MailSettings(outgoing, incoming, text["address"], text["name"])
        with keys_kept(self._certificate, self._stopping):
            for shown in (self._progress, self._how_far, self._cancel):
                shown.show()
            self._certificate.hide()
        self._how_far.setText(self.tr("Asking the servers…"))
        self._connect.setEnabled(False)
        job = partial(_connect, self._session.program, settings, self._password.text(), accepted)
        self._task.start(job, self._kept_servers, self._stopped)

    def _kept_servers(self, settings: MailSettings) -> None:
        self._rest()
        self._password.clear()
        self._session.drafts.keep_mail({})
        self.say(self.tr("The servers answer, and are used from now on."))
        self._show(settings)
        self.connected.emit()

    def _stopped(self, refused: Refused) -> None:
        self._rest()
        if isinstance(refused, UntrustedCertificate):
            self._certificate.ask(said(Told.of(refused)), refused.fingerprint, ", ".join(refused.names))
            self.reveal(self._certificate)
        else:
            self.refuse(refused)

    def _rest(self) -> None:
        for part in (self._progress, self._how_far, self._cancel):
            part.hide()
        self._connect.setEnabled(True)


def _typed(settings: MailSettings) -> dict[str, str]:
    """The fields of what is connected."""
    user = next((each.user for each in (settings.outgoing, settings.incoming) if each is not None), "")
    fields = {"user": user, "address": settings.address, "name": settings.name}
    return fields | _server("out", OUT, settings.outgoing) | _server("in", IN, settings.incoming)


def _server(field: str, name: str, server: MailServer | None) -> dict[str, str]:
    if server is None:
        return {}
    return {field: written(name, server), f"{field}_security": server.security.value}


def _connect(
    program: Program, settings: MailSettings, password: str, accepted: tuple[str, ...], task: Task
) -> MailSettings:
    """On the worker. Without a password that was typed, the one that is kept."""
    password = password or known_password(program.secrets, settings)
    return connect_mail(
        program.store,
        program.secrets,
        program.mail_servers,
        settings,
        password,
        accepted=accepted,
        cancelled=task.cancelled,
    )
