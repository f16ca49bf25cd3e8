"""A mail server as people write it: its host, and its port where that is not the usual one."""

from __future__ import annotations

from opiekun.domain.calls.mailboxes import MailServer, Security
from opiekun.domain.errors import InvalidInput
from opiekun.services.mail.setting_up import IN, OUT

_PORTS = {
    (OUT, Security.TLS): 465,
    (OUT, Security.STARTTLS): 587,
    (OUT, Security.NONE): 25,
    (IN, Security.TLS): 993,
    (IN, Security.STARTTLS): 143,
    (IN, Security.NONE): 143,
}
_MOST_PORT = 65535


def named_server(name: str, given: str, security: Security, user: str) -> MailServer | None:
    """The server of mail out ("SMTP") or in ("IMAP") that was written, None for none. Raises InvalidInput."""
    given = given.strip()
    if not given:
        return None
    host, colon, port = given.rpartition(":")
    if not colon or given.endswith("]"):
        return MailServer(given.strip("[]"), _PORTS[name, security], security, user)
    if not (port.isascii() and port.isdecimal() and 0 < int(port) <= _MOST_PORT) or not host:
        raise InvalidInput("“{server}” is not a server; write it like mail.example.com:587.", server=given)
    return MailServer(host.strip("[]"), int(port), security, user)


def written(name: str, server: MailServer) -> str:
    """As it is written: without its port where that is the usual one."""
    host = f"[{server.host}]" if ":" in server.host else server.host
    return host if server.port == _PORTS[name, server.security] else f"{host}:{server.port}"
