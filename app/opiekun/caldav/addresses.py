"""Web addresses: as people type them, as servers spell them, and which of them one password may go to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from opiekun.domain.errors import InvalidInput

_PORTS = {"https": 443, "http": 80}
_LONGEST = 2_000
_USER = re.compile(r"^([^/?#]*//)[^/?#]*@")
_PLAIN = re.compile(r"[A-Za-z0-9_=@+-][A-Za-z0-9_=@+.-]*")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. ``url`` is "" for a bare domain or an e-mail address, whose service is looked up."""

    domain: str
    url: str = ""


def typed(text: str) -> Typed:
    """A domain, an e-mail address or a web address, as typed. Raises InvalidInput.

    http:// is taken where it stands there, never guessed.
    """
    written = text.strip()
    bare = "://" not in written
    if bare and "/" not in written.rpartition("@")[2]:
        written = written.rpartition("@")[2]
    try:
        parts = urlsplit(f"https://{written}" if bare else written)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        parts, host, port = SplitResult("", "", "", "", ""), "", None
    if parts.scheme not in _PORTS or not _is_name(host) or len(written) > _LONGEST:
        raise InvalidInput(
            "“{url}” is not the address of a calendar server; write {example}.",
            url=text.strip()[:200],
            example="https://calendar.example.com",
        )
    if parts.username is not None or parts.password is not None:
        raise InvalidInput("Leave the user and password out of the address of {host}.", host=host)
    if bare and port is None and parts.path in ("", "/") and not parts.query:
        return Typed(host)
    shown = f"[{host}]" if ":" in host else host
    place = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    return Typed(host, place + quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"))


def absolute(base: str, href: str) -> str:
    """An href of an answer from ``base`` as an absolute address without a user, "" for what is none."""
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return without_user(joined) if usable else ""


def without_user(url: str) -> str:
    """An address, or what should be one, without the user and password that stand before its host."""
    return _USER.sub(r"\1", url)


def host_of(url: str) -> str:
    """The host, for sentences."""
    return urlsplit(url).hostname or url[:80]


def place_of(url: str) -> str:
    """The host, for sentences, with the port where it is another than the scheme's own."""
    host, port = host_of(url), port_of(url)
    if port == _PORTS.get(urlsplit(url).scheme):
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def port_of(url: str) -> int:
    """The port, the scheme's own where none is written."""
    parts = urlsplit(url)
    return parts.port or _PORTS.get(parts.scheme, 443)


def is_loopback(host: str) -> bool:
    """Whether it is this machine itself."""
    return host == "localhost" or (_is_number(host) and ip_address(host).is_loopback)


def same_server(one: str, other: str) -> bool:
    """Whether what one may know the other may know too: the same host and port, or the same host, now with TLS."""
    before, after = urlsplit(one), urlsplit(other)
    if before.hostname != after.hostname or (before.scheme, after.scheme) == ("https", "http"):
        return False
    if before.scheme == after.scheme:
        return port_of(one) == port_of(other)
    return port_of(one) == _PORTS["http"] and port_of(other) == _PORTS["https"]


def within(domain: str, url: str) -> bool:
    """Whether an address with TLS is of that domain or below it (RFC 6764, 8)."""
    host = urlsplit(url).hostname or ""
    return url.startswith("https://") and (host == domain or host.endswith(f".{domain}"))


def sibling(one: str, other: str) -> bool:
    """Whether both are hosts with TLS side by side in one domain of one owner, as those of a large provider are.

    Domains under which anybody may have a name are told by the Public Suffix List.
    """
    hosts = [urlsplit(url).hostname or "" for url in (one, other)]
    if not (one.startswith("https://") and other.startswith("https://")) or port_of(one) != port_of(other):
        return False
    parents = {"" if _is_number(host) else host.partition(".")[2] for host in hosts}
    return len(parents) == 1 and _has_one_owner(parents.pop())


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


@lru_cache(maxsize=16)
def _has_one_owner(domain: str) -> bool:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - reading the list takes time, and few servers need it

    return PublicSuffixList().privatesuffix(domain) is not None


class Inside:
    """Tells which addresses are resources directly in a collection, however they are spelled."""

    def __init__(self, collection: str) -> None:
        self._url = collection
        self._names = _names(urlsplit(collection).path)
        self._beginning = urlsplit(collection).path.rstrip("/") + "/"

    def is_itself(self, href: str) -> bool:
        parts = self._parts(href)
        return parts is not None and _names(parts.path) == self._names

    def holds(self, href: str) -> bool:
        """Whether it is of the same server, one step below, and no collection by its spelling."""
        if href.startswith(self._beginning) and _PLAIN.fullmatch(href, len(self._beginning)):
            return True  # as nearly all are spelled
        parts = self._parts(href)
        if parts is None or parts.path.endswith("/"):
            return False
        names = _names(parts.path)
        return names[:-1] == self._names and names[-1] not in (".", "..")

    def url(self, href: str) -> str:
        """The address to ask for a resource of the collection. Only its path is taken from the href."""
        parts = urlsplit(absolute(self._url, href))
        return urlsplit(self._url)._replace(path=parts.path, query=parts.query).geturl()

    def _parts(self, href: str) -> SplitResult | None:
        url = absolute(self._url, href)
        # An http:// in the answer of a server behind a proxy with TLS is a slip, and only its path is used.
        return urlsplit(url) if url and urlsplit(url).hostname == urlsplit(self._url).hostname else None


def _names(path: str) -> list[str]:
    return [unquote(name) for name in path.split("/") if name]


def _is_name(host: str) -> bool:
    if ":" in host:
        return True
    if not all(part and part.replace("-", "").replace("_", "").isalnum() for part in host.rstrip(".").split(".")):
        return False
    try:
        return bool(host.encode("idna"))
    except UnicodeError:
        return False
