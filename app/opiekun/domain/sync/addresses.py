"""Addresses of servers and of what is there: whether two that were written or told are one."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote_to_bytes, urlsplit

_PORTS = {"https": 443, "http": 80}
_PUNYCODE = "xn--"


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are of one account or calendar: servers end theirs with a slash or not, and they and people
    spell hosts, ports and names in them in more than one way."""
    return _spelled(one) == _spelled(other)


def same_place(typed: str, url: str) -> bool:
    """Whether what somebody typed, an address or a bare host, is of the server of an address."""
    bare = "://" not in typed
    named, place = _place(f"//{typed.strip()}" if bare else typed.strip()), _place(url)
    return named == place or (bare and named == (place[0], None))


def same_origin(one: str, other: str) -> bool:
    """Whether a password for one address may go to the other: of the same scheme, host and port (RFC 6454, 4).

    Another spelling of a host is another host here: to where it leads is known only to what asks there.
    """
    origin = _origin(one)
    return bool(origin.host) and origin == _origin(other)


class _Origin(NamedTuple):
    """The ``port`` is None for the scheme's own."""

    scheme: str
    host: str
    port: int | None


def _origin(url: str) -> _Origin:
    """No host for what is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _Origin("", "", None)
    return _Origin(parts.scheme, parts.hostname or "", None if port == _PORTS.get(parts.scheme) else port)


def _spelled(url: str) -> tuple[str, tuple[str, int | None], tuple[bytes, ...], str]:
    """An address so that two spellings of it are equal. A slash in a name (%2F) is none between names."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ("", None), (url.encode(errors="surrogatepass"),), ""
    names = tuple(unquote_to_bytes(name) for name in parts.path.rstrip("/").split("/"))
    return parts.scheme, _place(url.strip()), names, parts.query


def _place(url: str) -> tuple[str, int | None]:
    """The host, and the port where it is another than the scheme's own. No host for what is no address."""
    _, host, port = _origin(url)
    return _host(host), port


def _host(name: str) -> str:
    """A host's name in letters (RFC 5891, 4), without the dot that ends whole names."""
    plain = normalize("NFKC", name.lower()).replace("\u3002", ".").removesuffix(".")
    return ".".join(map(_in_letters, plain.split(".")))


def _in_letters(label: str) -> str:
    """A label in letters if it is the punycode of some; what only looks like it stays."""
    if not label.startswith(_PUNYCODE) or not label.isascii():
        return label
    try:
        letters = label.removeprefix(_PUNYCODE).encode().decode("punycode")
        again = letters.encode("punycode").decode()
    except UnicodeError:
        return label
    is_right = (
        not letters.isascii()
        and letters == normalize("NFKC", letters.lower())
        and again == label.removeprefix(_PUNYCODE)
    )
    return letters if is_right else label
