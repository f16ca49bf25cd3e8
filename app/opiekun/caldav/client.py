"""The caldav library's client, with this session in it: whoever asks here gets an answer, or DavRefused."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from contextlib import suppress

from caldav.davclient import DAVClient
from caldav.lib import error
from caldav.requests import HTTPBearerAuth
from niquests.auth import HTTPBasicAuth, HTTPDigestAuth

from opiekun import __version__
from opiekun.caldav import failures
from opiekun.caldav.addresses import host_of, is_loopback
from opiekun.caldav.multistatus import Multistatus
from opiekun.caldav.session import Answer, Limits, Session
from opiekun.caldav.words import Said
from opiekun.domain.sync.accounts import Auth
from opiekun.domain.sync.failures import DavRefused

# The library can write whole exchanges into files and logs, where an environment variable asks for it.
error.debug_dump_communication = False
logging.getLogger("caldav").setLevel(logging.CRITICAL)

_XML = "application/xml; charset=utf-8"
_SUCCESS = range(200, 300)
_MULTISTATUS = 207
_PREFERRED = (Auth.DIGEST, Auth.BASIC, Auth.BEARER)


class _Library(DAVClient):
    """The library's client: it makes the requests, and signs in as the server's challenge asks."""

    def __init__(self, url: str, user: str, password: str, auth: Auth | None, session: Session) -> None:
        # Nothing is won by packing what stays in this machine.
        encodings = "identity" if is_loopback(host_of(url)) else "gzip, deflate"
        super().__init__(
            url,
            username=user,
            password=password,
            headers={"User-Agent": f"Opiekun/{__version__}", "Accept-Encoding": encodings},
            enable_rfc6764=False,  # its look-up trusts any certificate store, follows and reads without bounds
        )
        self.session.close()
        self.session = session
        self._user, self._secret = user, password
        self._known = auth

    def build_auth_object(self, auth_types: Collection[str] | None = None) -> None:
        """Sign in by the best of these ways. Its own says Basic in Latin-1, and Bearer only without a user."""
        offered = [auth for auth in _PREFERRED if auth in (auth_types or ())]
        chosen = next((auth for auth in offered if self._can_send(auth)), None)
        if offered and chosen is None:
            raise failures.unsendable(host_of(str(self.url)))
        if chosen is Auth.DIGEST:
            self.auth = HTTPDigestAuth(self._user, self._secret)
        elif chosen is Auth.BASIC:
            self.auth = HTTPBasicAuth(self._user.encode(), self._secret.encode())
        elif chosen is Auth.BEARER:
            self.auth = HTTPBearerAuth(self._secret)

    def sign_in(self) -> None:
        """Sign in unasked, where it is known how. Raises DavRefused for what cannot be sent that way."""
        if self._known is not None and self.auth is None:
            self.build_auth_object([self._known])

    def _can_send(self, auth: Auth) -> bool:
        """Whether what stands bare in that way's header can stand there."""
        bare = {Auth.DIGEST: self._user, Auth.BEARER: self._secret}.get(auth, "")
        return bare.isascii() and bare.isprintable() and '"' not in bare

    @property
    def signs_in_by(self) -> Auth | None:
        """How the server was told who asks; None as long as it has not wanted to know."""
        kinds = {HTTPDigestAuth: Auth.DIGEST, HTTPBasicAuth: Auth.BASIC, HTTPBearerAuth: Auth.BEARER}
        return kinds.get(type(self.auth))


class Client:
    """One server, one user. Raises DavRefused for every answer that is no success; its text holds no secret."""

    def __init__(self, url: str, user: str, password: str, auth: Auth | None, session: Session) -> None:
        self._session = session
        self._library = _Library(url, user, password, auth, session)

    def __repr__(self) -> str:
        return f"Client({self._library.url})"

    @property
    def signs_in_by(self) -> Auth | None:
        """How the server was told who asks; None as long as it has not wanted to know."""
        return self._library.signs_in_by

    @property
    def exchanges(self) -> int:
        """How many HTTP requests this thread has made."""
        return self._session.exchanges

    @property
    def limits(self) -> Limits:
        return self._session.limits

    def ask(self, method: str, url: str, body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Make a request, and give an answer of any status. The body is XML where no Content-Type is given."""
        said = {"Content-Type": _XML, **(headers or {})}
        self._library.sign_in()
        # For 401, 403, 429 and 503, told by their status below, and for a Retry-After that is too long for a float.
        with suppress(error.DAVError, NotImplementedError, OverflowError):
            self._library.request(url, method, body, said)
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

    def close(self) -> None:
        self._library.close()
