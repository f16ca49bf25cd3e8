"""How a server is told who asks: Basic, Digest and Bearer (RFC 7617, 7616, 6750)."""

from __future__ import annotations

from collections.abc import Collection

from caldav.requests import HTTPBearerAuth
from niquests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from opiekun.caldav import failures
from opiekun.domain.sync.accounts import Auth

_PREFERRED = (Auth.DIGEST, Auth.BASIC, Auth.BEARER)


def signature(offered: Collection[Auth], user: str, secret: str, host: str) -> AuthBase:
    """What signs requests in the best of the ways that a host offers. Raises DavRefused where none can hold these."""
    for auth in _PREFERRED:
        if auth in offered and _can_send(auth, user, secret):
            return _made(auth, user, secret)
    raise failures.unsendable(host)


def signed_by(auth: AuthBase | None) -> Auth | None:
    """The way in which that signs; None where nothing does."""
    kinds = {HTTPDigestAuth: Auth.DIGEST, HTTPBasicAuth: Auth.BASIC, HTTPBearerAuth: Auth.BEARER}
    return kinds.get(type(auth))


def _can_send(auth: Auth, user: str, secret: str) -> bool:
    """Whether what stands bare in that way's header can stand there."""
    bare = {Auth.DIGEST: user, Auth.BEARER: secret}.get(auth, "")
    return bare.isascii() and bare.isprintable() and '"' not in bare


def _made(auth: Auth, user: str, secret: str) -> AuthBase:
    if auth is Auth.DIGEST:
        return HTTPDigestAuth(user, secret)
    if auth is Auth.BASIC:
        return HTTPBasicAuth(user.encode(), secret.encode())  # in UTF-8; text would be sent in Latin-1
    return HTTPBearerAuth(secret)
