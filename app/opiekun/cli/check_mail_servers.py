"""What “opiekun check” tells of the servers of mail out and in."""

from __future__ import annotations

from opiekun.cli.check_findings import Findings
from opiekun.cli.printing import plain
from opiekun.cli.session import Session
from opiekun.domain.errors import Refused
from opiekun.services.mail.setting_up import IN, OUT, check_servers
from opiekun.services.mail.standing import mail_standing
from opiekun.words import sentence


def mail_servers(session: Session, findings: Findings, *, offline: bool) -> None:
    """Each server that is set up: unless offline, whether it answers; and what is stuck."""
    standing, words, program = mail_standing(session.store), session.words, session.program
    settings, servers = standing.settings, Findings()
    for name, server in ((OUT, settings.outgoing), (IN, settings.incoming)):
        if server is None:
            continue
        wrong = None
        try:
            if not offline:
                check_servers(program.mail_servers, program.secrets, settings, name)
        except Refused as refusal:
            wrong = plain(sentence(refusal, words.language))
        servers.tell(
            name,
            {
                "protocol": name.lower(),
                "host": server.host,
                "port": server.port,
                "security": server.security.value,
                "user": server.user or None,
                "fingerprint": server.fingerprint or None,
                "reachable": None if offline else wrong is None,
            },
            words.say("Mail: {server}", server=plain(f"{name} {server.host}:{server.port}")),
            wrong,
        )
    stuck = len(standing.stuck)
    if stuck:
        servers.wrong.append(
            words.count(
                "{n} letter is stuck; “opiekun mail outbox” tells why.",
                "{n} letters are stuck; “opiekun mail outbox” tells why.",
                stuck,
            )
        )
    findings.answer["mail_servers"] = list(servers.answer.values())
    findings.lines += servers.lines
    findings.wrong += servers.wrong
