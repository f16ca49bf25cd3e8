"""The caldav library's client, with a session of ours in it: it makes the requests, and finds out how to sign in."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from contextlib import suppress

from caldav.davclient import DAVClient
from caldav.lib import error
from niquests.auth import AuthBase

from opiekun.caldav.addresses import host_of
from opiekun.caldav.session import Session
from opiekun.caldav.signing import signature, signed_by
from opiekun.domain.sync.accounts import Auth

# The library can write whole exchanges into files and logs, where an environment variable asks for it.
error.debug_dump_communication = False
logging.getLogger("caldav").setLevel(logging.CRITICAL)


class Library(DAVClient):
    """The library's client: it makes the requests, and signs in as the server's challenge asks."""

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        signed: AuthBase | None,
        session: Session,
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(
            url,
            username=user,
            password=password,
            headers={**headers},
            enable_rfc6764=False,  # its look-up trusts any certificate store, follows and reads without bounds
        )
        self.session.close()
        self.session = session
        self.auth = signed
        self._user, self._secret = user, password
        self._offered: tuple[Auth, ...] = ()

    def build_auth_object(self, auth_types: Collection[str] | None = None) -> None:
        """Sign in by the best of these ways. Its own says Basic in Latin-1, and Bearer only without a user."""
        self._offered = tuple(auth for auth in Auth if auth in (auth_types or ()))
        if self._offered:
            self.auth = signature(self._offered, self._user, self._secret, host_of(str(self.url)))

    def try_basic(self) -> bool:
        """Sign in by Basic from here on, where Digest was tried and the server had offered both; whether it is so."""
        if signed_by(self.auth) is not Auth.DIGEST or Auth.BASIC not in self._offered:
            return False
        self.auth = signature([Auth.BASIC], self._user, self._secret, host_of(str(self.url)))
        return True

    def try_offered(self, challenge: str, *, instead_of: Auth, hidden: bool) -> bool:
        """Sign in by the best of the ways of a challenge from here on, where the one that was taken is not among them
        any more; the answer is whether another is. Digest gives way to one that tells the password itself only where
        nobody could read it: ``hidden``."""
        named = self.extract_auth_types(challenge)
        may_tell = hidden or instead_of is not Auth.DIGEST
        offered = [auth for auth in Auth if auth in named and (may_tell or auth is Auth.DIGEST)]
        if instead_of in named or not offered:
            return False
        if signed_by(self.auth) is instead_of:  # no other thread has found it out meanwhile
            self.build_auth_object(offered)
        return True

    def ask(self, method: str, url: str, body: str, headers: Mapping[str, str]) -> None:
        """Make a request, of which the session keeps the answer. Raises DavRefused where there was none."""
        # For 401, 403, 429 and 503, told by the answer's status, and for a Retry-After that is too long for a float.
        with suppress(error.DAVError, NotImplementedError, OverflowError):
            self.request(url, method, body, headers)
