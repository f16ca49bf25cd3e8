"""`opiekun mail connect`: by which servers mail goes out and comes in."""

from __future__ import annotations

import sys
from typing import Any

import click

from opiekun.cli.calendar_connect import MOST_PASSWORD
from opiekun.cli.certificates import OPTION, fingerprint_given
from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.errors import ServerRefused, UntrustedCertificate
from opiekun.services.mail.naming_servers import named_server
from opiekun.services.mail.setting_up import IN, OUT, connect_mail, only_carries
from opiekun.services.setup import current_setup
from opiekun.words import N_


@command(N_("Send mail by an SMTP server and read it from an IMAP server; each is asked before it is kept."))
@click.option("--smtp", metavar="HOST[:PORT]", default="", help=N_("The server of mail out."))
@click.option("--imap", metavar="HOST[:PORT]", default="", help=N_("The server of mail in."))
@click.option(
    "--security",
    type=click.Choice([each.value for each in Security]),
    default=Security.TLS.value,
    help=N_("How the line is secured; none is for a server on this machine."),
)
@click.option(
    "--user",
    metavar="U",
    default="",
    help=N_(
        "The user's name there. Servers that ask for different ones, or one for none, are connected one at a time."
    ),
)
@click.option(
    "--from",
    "address",
    metavar="ADDRESS",
    default="",
    help=N_(
        "The address that hands letters to the server; they are written in the name of the agent, whom “setup” names."
    ),
)
@click.option("--name", metavar="N", default="", help=N_("The name from which mail is sent."))
@click.option(
    OPTION,
    "accepted",
    metavar="FINGERPRINT",
    multiple=True,
    help=N_(
        "Accept the one certificate with that SHA-256, though it cannot be verified. Can be repeated, where the "
        "servers show different ones."
    ),
)
@click.option("--password-stdin", is_flag=True, help=N_("Read the password from standard input."))
@click.pass_obj
def connect_servers(session: Session, /, *, password_stdin: bool, **given: Any) -> None:
    """Tells the settings."""
    if given["user"] and not password_stdin:
        raise click.UsageError(
            session.words.say("The password is read from standard input and never an argument: add --password-stdin.")
        )
    if not given["smtp"] and not given["imap"]:
        raise click.UsageError(session.words.say("Name a server: --smtp, --imap, or both."))
    security = Security(given["security"])
    settings = MailSettings(
        named_server(OUT, given["smtp"], security, given["user"]),
        named_server(IN, given["imap"], security, given["user"]),
        given["address"].strip(),
        given["name"].strip(),
    )
    password = sys.stdin.readline(MOST_PASSWORD).rstrip("\r\n") if password_stdin else ""
    program, accepted = session.program, [fingerprint_given(each) for each in given["accepted"]]
    try:
        kept = connect_mail(session.store, program.secrets, program.mail_servers, settings, password, accepted=accepted)
    except UntrustedCertificate as refused:
        raise ServerRefused(
            "{why} To accept it, add: --accept-certificate {accepted}", why=refused, accepted=refused.fingerprint
        ) from refused
    agent = current_setup(session.store, program.preferences).agent
    if agent is not None and only_carries(kept, agent):
        session.remark(
            session.words.say(
                "Letters are written in the name of {name} <{email}>, and answers go there; {address} only hands "
                "them to the server. “opiekun setup --email {address}” lets them be written from it.",
                name=agent.name,
                email=agent.email,
                address=kept.address,
            )
        )
    session.answer(
        {
            "smtp": _server_json(kept.outgoing),
            "imap": _server_json(kept.incoming),
            "from": kept.address or None,
            "name": kept.name or None,
        },
        lambda: [session.words.say("The mail servers answer, and are used from now on.")],
    )


def _server_json(server: MailServer | None) -> dict[str, Any] | None:
    if server is None:
        return None
    return {
        "host": server.host,
        "port": server.port,
        "security": server.security.value,
        "user": server.user,
        "fingerprint": server.fingerprint or None,
    }
