"""What no words of a server may tell again: the password, bare or in the ways in which pages of errors spell it."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from functools import cached_property
from urllib.parse import unquote

_MASK = "•••"
_SHORTEST = 4
"""Signs from which on it is told by itself; shorter ones would be found in half of all words."""
_TOKEN = re.compile(r"[A-Za-z0-9+/=_%-]{4,}")
_OF_BASE64 = str.maketrans("-_", "+/", "=")


class Unsaid:
    """Takes a user's password out of what a server says, which may tell the request with its Authorization.

    It is known as it is, in the escapes of HTML, JSON and addresses, and in base64 of anything that holds it, as the
    credentials of Basic are (RFC 7617, 2). A token of Bearer is the password itself. Nothing is made before it is used.
    """

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password

    def without(self, text: str) -> str:
        """The text with a mask in each place where the password stood."""
        if not self._password:
            return text
        return self._written.sub(_MASK, _TOKEN.sub(self._checked, text))

    def _checked(self, token: re.Match[str]) -> str:
        plain = unquote(token[0]).translate(_OF_BASE64)
        return _MASK if any(each in plain for each in self._in_base64) else token[0]

    @cached_property
    def _written(self) -> re.Pattern[str]:
        signs = "".join(map(_any_way, self._password))
        alone = len(self._password) < _SHORTEST
        return re.compile(rf"(?<!\w){signs}(?!\w)" if alone else signs, re.IGNORECASE)

    @cached_property
    def _in_base64(self) -> tuple[str, ...]:
        """The signs of base64 that are the same whatever stands around it, for each place in which it may begin."""
        secret = self._password.encode()
        whole = (_base64(secret), _base64(f"{self._user}:{self._password}".encode()))
        within = (_base64(bytes(before) + secret)[skipped:-1] for before, skipped in ((0, 0), (1, 2), (2, 3)))
        return tuple(each for each in (*whole, *within) if len(each) >= _SHORTEST)


def _any_way(sign: str) -> str:
    """A pattern of a sign as it is written bare, in an address, in HTML and in JSON."""
    in_address = "".join(f"%{byte:02x}" for byte in sign.encode())
    in_html = {html.escape(sign), f"&#{ord(sign)};", f"&#x{ord(sign):x};", f"&#0{ord(sign)};"}
    ways = {sign, in_address, json.dumps(sign)[1:-1], *in_html, *("+" for _ in sign if sign == " ")}
    return f"(?:{'|'.join(map(re.escape, sorted(ways, key=len, reverse=True)))})"


def _base64(secret: bytes) -> str:
    return b64encode(secret).decode().rstrip("=")
