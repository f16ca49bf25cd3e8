"""The address of a LiveAgent account, as people write it and as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import httpx

from opiekun.domain.errors import InvalidInput

API = "/api/v3"
EXAMPLE = "https://acme.ladesk.com"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an account is. ``base`` is the web address before /api/v3 and /agent, without a slash at its end."""

    base: str
    host: str
    loopback: bool

    @property
    def api(self) -> str:
        """The address of the API."""
        return self.base + API

    def ticket(self, ticket_id: str) -> str:
        """The address that opens a ticket for the agent in the browser."""
        return f"{self.base}/agent/#Conversation;id={quote(ticket_id, safe='')}"


def address(text: str) -> Address:
    """The account of an address such as ``acme.ladesk.com`` or ``https://acme.ladesk.com/api/v3/``.

    Raises InvalidInput for what is no web address, for one with a user or password in it, and for http://
    to another machine: the key would travel readable.
    """
    written = text.strip()
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in ("http", "https") or not _is_name(host):
        raise InvalidInput(
            "“{url}” is not the address of a LiveAgent account; write {example}.", url=written, example=EXAMPLE
        )
    if parts.username is not None or parts.password is not None:
        raise InvalidInput("Leave the user and password out of the address of {host}.", host=host)
    loopback = _is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise InvalidInput(
            "The key would travel readable to http://{host}; write https://{host}, also for a server of your own.",
            host=host,
        )
    path = parts.path.rstrip("/").removesuffix(API)
    path = path.removesuffix("/agent").rstrip("/")
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{parts.scheme}://{shown}{f':{port}' if port else ''}{path}", host, loopback)


def _is_name(host: str) -> bool:
    """Whether it can be looked up: an address of IPv6, or a name of labels that can be written in ASCII."""
    if ":" in host:
        return True
    if not all(part and part.replace("-", "").isalnum() for part in host.rstrip(".").split(".")):
        return False
    try:
        url = httpx.URL(f"https://{host}")
        # httpx reads the name back when it sends; the resolver's codec knows how long a label may be.
        return bool(url.host and url.raw_host.decode().encode("idna"))
    except (httpx.InvalidURL, UnicodeError):
        return False


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
