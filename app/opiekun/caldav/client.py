"""The caldav library's client, with this session in it: whoever asks here gets an answer, or DavRefused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from niquests.auth import AuthBase

from opiekun import __version__
from opiekun.caldav import failures
from opiekun.caldav.addresses import host_of, is_loopback
from opiekun.caldav.multistatus import Multistatus
from opiekun.caldav.session import Answer, Limits, Session
from opiekun.caldav.signing import signature, signed_by
from opiekun.caldav.words import Said
from opiekun.domain.sync.accounts import Auth
from opiekun.domain.sync.failures import DavRefused

if TYPE_CHECKING:
    from opiekun.caldav.library import Library

_XML = "application/xml; charset=utf-8"
_SUCCESS = range(200, 300)
_MULTISTATUS = 207


class Client:
    """One server, one user. Raises DavRefused for every answer that is no success; its text holds no secret.

    Where it is known how to sign in, the first request goes out by the session alone: a server thinks about it while
    the library is loaded, which takes as long.
    """

    def __init__(self, url: str, user: str, password: str, auth: Auth | None, session: Session) -> None:
        self._url, self._user, self._password = url, user, password
        self._known = auth
        self._session = session
        self._first = auth is not None
        # Nothing is won by packing what stays in this machine.
        encodings = "identity" if is_loopback(host_of(url)) else "gzip, deflate"
        self._headers = {
            "User-Agent": f"Opiekun/{__version__}",
            "Accept": "text/xml, text/calendar",
            "Accept-Encoding": encodings,
        }

    def __repr__(self) -> str:
        return f"Client({self._url})"

    @cached_property
    def _signed(self) -> AuthBase | None:
        """What signs in unasked, where it is known how."""
        if self._known is None:
            return None
        return signature([self._known], self._user, self._password, host_of(self._url))

    @cached_property
    def _library(self) -> Library:
        from opiekun.caldav.library import Library  # noqa: PLC0415 - see above

        return Library(
            self._url,
            self._user,
            self._password,
            signed=self._signed,
            session=self._session,
            headers=self._headers,
        )

    @property
    def signs_in_by(self) -> Auth | None:
        """How the server was told who asks; None as long as it has not wanted to know."""
        return signed_by(self._library.auth)

    def falls_back(self) -> bool:
        """Sign in by Basic from here on where Digest was refused; whether there is another way in it.

        Some servers offer both and know the password in one way alone: Cyrus, by how its SASL is set up. Where others
        could read along, the password is not sent bare as long as it may have been the wrong one.
        """
        hidden = self._url.startswith("https://") or is_loopback(host_of(self._url))
        return hidden and self._library.falls_back()

    @property
    def exchanges(self) -> int:
        """How many HTTP requests this thread has made."""
        return self._session.exchanges

    @property
    def limits(self) -> Limits:
        return self._session.limits

    def ask(self, method: str, url: str, body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Make a request, and give an answer of any status. A body is XML where no Content-Type is given."""
        said = {**({"Content-Type": _XML} if body else {}), **(headers or {})}
        if self._first:
            self._first = False
            self._session.request(method, url, body.encode(), {**self._headers, **said}, self._signed)
        else:
            self._library.ask(method, url, body, said)
        return self._session.answer

    def get(self, method: str, url: str, body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """As :meth:`ask`, for an answer that must be a success."""
        answer = self.ask(method, url, body, headers)
        if answer.status not in _SUCCESS:
            raise self.refusal(answer)
        return answer

    def rows(self, answer: Answer) -> Multistatus:
        """The responses of a multistatus, to be read once, as they come in. Raises DavRefused."""
        if answer.status != _MULTISTATUS:
            raise self.refusal(answer)
        if answer.content_type == "text/html":
            answer.close()
            raise failures.unreadable(answer.host, "text/html", answer.status)
        return Multistatus(
            answer.chunks(self.limits.largest_listing),
            lambda fault: failures.unreadable(answer.host, fault, answer.status),
        )

    def refusal(self, answer: Answer, said: Said | None = None) -> DavRefused:
        """An answer that is no success, as what it means."""
        wait = failures.retry_after(answer.header("Retry-After"), answer.header("Date"))
        return failures.refused(answer.host, answer.status, said or answer.said(), wait)

    def stays_within(self, domain: str) -> None:
        """From here on a redirect may lead to another host of that domain, with TLS (RFC 6764, 8)."""
        self._session.domain = domain

    def expect_more(self) -> None:
        """More is going to be asked: what that takes is loaded, where there is time for it now."""
        self._library  # noqa: B018 - loaded as it is named

    def close(self) -> None:
        self._session.close()
