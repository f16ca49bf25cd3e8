"""The caldav library's client, with this session in it: whoever asks here gets an answer, or DavRefused."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
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
_UNAUTHORIZED = 401


class Client:
    """One server, one user. Raises DavRefused for every answer that is no success; its text holds no secret.

    Where it is known how to sign in, the first request goes out by the session alone: a server thinks about it while
    the library is loaded, which takes as long. Several threads may ask at once.
    """

    def __init__(self, url: str, user: str, password: str, auth: Auth | None, session: Session) -> None:
        self._url, self._user, self._password = url, user, password
        self._known = auth
        self._session = session
        self._first = auth is not None
        self._loading = Lock()
        self._loaded: Library | None = None
        # Others who could read along would read a password that is sent bare.
        self._hidden = url.startswith("https://") or is_loopback(host_of(url))
        # Nothing is won by packing what stays in this machine.
        encodings = "identity" if is_loopback(host_of(url)) else "gzip, deflate"
        self._headers = {
            "User-Agent": f"Opiekun/{__version__}",
            "Accept": "text/xml, text/calendar",
            "Accept-Encoding": encodings,
        }

    def __repr__(self) -> str:
        return f"Client({self._url})"

    def _library(self) -> Library:
        """The library's client, loaded by the first who wants it."""
        with self._loading:
            if self._loaded is None:
                from opiekun.caldav.library import Library  # noqa: PLC0415 - see above

                self._loaded = Library(
                    self._url,
                    self._user,
                    self._password,
                    signed=self._signed(self._known),
                    session=self._session,
                    headers=self._headers,
                )
            return self._loaded

    def _signed(self, known: Auth | None) -> AuthBase | None:
        """What signs in unasked, where it is known how."""
        return signature([known], self._user, self._password, host_of(self._url)) if known is not None else None

    @property
    def signs_in_by(self) -> Auth | None:
        """How the server was told who asks last; None as long as it has not wanted to know."""
        return signed_by(self._loaded.auth) if self._loaded is not None else self._known

    def try_basic(self) -> bool:
        """Sign in by Basic from here on where Digest was refused; the answer is whether that is another way in.

        Some servers offer both and know the password in one way alone: Cyrus, by how its SASL is set up. Where others
        could read along, the password is not sent bare as long as it may have been the wrong one.
        """
        return self._hidden and self._library().try_basic()

    @property
    def exchanges(self) -> int:
        """How many HTTP requests this thread has made."""
        return self._session.exchanges

    @property
    def limits(self) -> Limits:
        return self._session.limits

    def ask(self, method: str, url: str, body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Make a request, and give an answer of any status. A body is XML where no Content-Type is given.

        A server that does not offer the way any more by which it was told who asks is asked once more, by what it
        offers now; but the password itself goes to none that others could read along with, unless it did before.
        """
        said = {**({"Content-Type": _XML} if body else {}), **(headers or {})}
        way = self.signs_in_by
        if self._first:
            self._first = False
            self._session.request(method, url, body.encode(), {**self._headers, **said}, self._signed(self._known))
        else:
            self._library().ask(method, url, body, said)
        answer = self._session.answer
        if answer.status == _UNAUTHORIZED and way is not None:
            offered = answer.header("WWW-Authenticate")
            if self._library().try_offered(offered, instead_of=way, hidden=self._hidden):
                self._library().ask(method, url, body, said)
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
            lambda fault: failures.unreadable(answer.host, answer.telling(fault), answer.status),
        )

    def refusal(self, answer: Answer, said: Said | None = None) -> DavRefused:
        """An answer that is no success, as what it means."""
        wait = failures.retry_after(answer.header("Retry-After"), answer.header("Date"))
        return failures.refused(answer.host, answer.status, said or answer.said(), wait, writes=answer.writes)

    def stays_within(self, domain: str) -> None:
        """From here on a redirect may lead to another host of that domain, with TLS (RFC 6764, 8)."""
        self._session.domain = domain

    def expect_more(self) -> None:
        """More is going to be asked: what that takes is loaded, where there is time for it now."""
        self._library()

    def stop(self) -> None:
        """As of the session."""
        self._session.stop()

    def close(self) -> None:
        self._session.close()
