"""The servers of the desk's mail: checked before they are kept, their password in the keyring."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import replace

from opiekun.domain.calls.mailboxes import MailServer, MailSettings
from opiekun.domain.errors import InvalidInput, NotFound, Refused, UntrustedCertificate
from opiekun.domain.people import Agent
from opiekun.services.mail_ports import Mailbox, MailServers, Sender
from opiekun.services.ports import Cancelled, Secrets, Store
from opiekun.services.reachable import check_email

OUT, IN = "SMTP", "IMAP"
"""The names of the secrets."""


def connect_mail(
    store: Store,
    secrets: Secrets,
    servers: MailServers,
    settings: MailSettings,
    password: str,
    *,
    accepted: Collection[str] = (),
    cancelled: Cancelled = lambda: False,
) -> MailSettings:
    """Send and read mail by those servers from now on. A part of the settings that is None or "" stays as it was.

    ``accepted`` are fingerprints of certificates that are accepted though they cannot be verified, beside those that
    were. Each server is asked before anything is kept, and nothing is where that was ``cancelled``. Raises
    UntrustedCertificate where another is to be accepted first, ServerRefused, InvalidInput for an address that is
    none, and Refused where no keyring works.
    """
    check_email(settings.address)
    before = mail_settings(store)
    if settings.outgoing is not None:
        trusted = _trusted(accepted, settings.outgoing, before.outgoing)
        outgoing = _answering(settings.outgoing, trusted, lambda server: servers.sender(server, password))
        settings = replace(settings, outgoing=outgoing)
    if settings.incoming is not None:
        trusted = _trusted(accepted, settings.incoming, before.incoming)
        incoming = _answering(settings.incoming, trusted, lambda server: servers.mailbox(server, password))
        settings = replace(settings, incoming=incoming)
    if cancelled():
        raise Refused("Stopped; nothing was kept.")
    for name, server in ((OUT, settings.outgoing), (IN, settings.incoming)):
        if server is not None and server.user:
            secrets.set(name, _account(server), password)
    with store.write() as unit:
        known = unit.mail.settings()
        kept = replace(
            known,
            outgoing=settings.outgoing or known.outgoing,
            incoming=settings.incoming or known.incoming,
            address=settings.address or known.address,
            name=settings.name or known.name,
        )
        unit.mail.save_settings(kept)
    return kept


def _trusted(accepted: Collection[str], server: MailServer, before: MailServer | None) -> frozenset[str]:
    same = before is not None and (before.host, before.port) == (server.host, server.port)
    return frozenset(accepted) | ({before.fingerprint} if before is not None and same else set())


def _answering(
    server: MailServer, trusted: Collection[str], line_to: Callable[[MailServer], Sender | Mailbox]
) -> MailServer:
    """The server, which answers: with its certificate where that cannot be verified and is one of those."""
    try:
        line_to(server).close()
    except UntrustedCertificate as refused:
        if refused.fingerprint not in trusted:
            raise
        server = replace(server, fingerprint=refused.fingerprint)
        line_to(server).close()
    return server


def known_password(secrets: Secrets, settings: MailSettings) -> str:
    """The password that is kept for one of those servers, "" for none."""
    named = ((OUT, settings.outgoing), (IN, settings.incoming))
    kept = (secrets.get(name, _account(server)) for name, server in named if server is not None and server.user)
    return next((password for password in kept if password), "")


def mail_settings(store: Store) -> MailSettings:
    """By which servers the desk's mail goes and comes, and as whose."""
    with store.read() as unit:
        return unit.mail.settings()


def only_carries(settings: MailSettings, agent: Agent | None) -> bool:
    """Whether the address from which mail is handed over is not the agent's, in whose name letters are written.

    Guests answer to him whom the event names as its organizer (RFC 5546, 3.2.3), which is the agent.
    """
    own = agent.email.strip().casefold() if agent is not None else ""
    return bool(own and settings.address) and settings.address.strip().casefold() != own


def open_sender(servers: MailServers, secrets: Secrets, settings: MailSettings) -> Sender:
    """A line to the server of mail out. Raises NotFound where none is set up, ServerRefused."""
    if settings.outgoing is None:
        raise NotFound("No server for mail out is set up; say “opiekun mail connect --smtp …”.")
    return servers.sender(settings.outgoing, _password(secrets, OUT, settings.outgoing))


def open_mailbox(servers: MailServers, secrets: Secrets, settings: MailSettings) -> Mailbox:
    """A line to the inbox. Raises NotFound where none is set up, ServerRefused."""
    if settings.incoming is None:
        raise NotFound("No server for mail in is set up; say “opiekun mail connect --imap …”.")
    return servers.mailbox(settings.incoming, _password(secrets, IN, settings.incoming))


def check_servers(servers: MailServers, secrets: Secrets, settings: MailSettings, name: str) -> None:
    """Whether the server of mail out ("SMTP") or in ("IMAP") answers. Raises NotFound, ServerRefused, InvalidInput."""
    opened: Sender | Mailbox = (
        open_sender(servers, secrets, settings) if name == OUT else open_mailbox(servers, secrets, settings)
    )
    with closing(opened):
        pass


def _password(secrets: Secrets, name: str, server: MailServer) -> str:
    if not server.user:
        return ""
    password = secrets.get(name, _account(server))
    if password is None:
        raise InvalidInput(
            "There is no password for {user} at {host}; say “opiekun mail connect” again.",
            user=server.user,
            host=server.host,
        )
    return password


def _account(server: MailServer) -> str:
    return f"{server.user}@{server.host}"
