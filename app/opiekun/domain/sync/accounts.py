"""Calendar servers that this desk is connected to, and the collections there that its calendars mirror."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from opiekun.domain.sync.told import Told


class Auth(StrEnum):
    """How a server wants to be told who asks (RFC 7617, 7616, 6750). With BEARER the password is the token."""

    BASIC = "basic"
    DIGEST = "digest"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class SignIn:
    """With what a calendar server is asked before its account is kept, as typed: ``url`` may be a bare domain.

    ``auth`` None tries what the server offers. ``fingerprint`` is that of the certificate that was accepted for it, as
    in :class:`DavAccount`.
    """

    url: str
    user: str
    password: str = field(repr=False)
    auth: Auth | None = None
    fingerprint: str = ""

    def trimmed(self) -> SignIn:
        """Without the blanks that come with what is pasted; those of a password are its own."""
        return replace(self, url=self.url.strip(), user=self.user.strip())


@dataclass(frozen=True, slots=True)
class DavAccount:
    """An account on a calendar server. Its password is a secret named CALDAV of the user ``id``.

    ``url`` is where discovery ended, an absolute address without user and password. ``fingerprint`` is the SHA-256
    (64 hex digits, lower case) of the one certificate that was accepted knowingly, "" where certificates are
    verified as usual. ``principal``, ``outbox`` and ``inbox`` (RFC 6638, "" where the server has none) are absolute
    addresses; ``addresses`` are the e-mail addresses under which the server knows the user. ``schedules`` tells that
    the server writes to guests by itself (calendar-auto-schedule, RFC 6638, 2) unless it is told to leave that to us.
    ``asks`` is why nothing is exchanged until the agent acts (a refused password, another certificate). Until
    ``retry_at`` the server wants to be left alone (Retry-After).
    """

    id: str
    url: str
    user: str
    auth: Auth
    fingerprint: str = ""
    principal: str = ""
    outbox: str = ""
    inbox: str = ""
    schedules: bool = False
    addresses: tuple[str, ...] = ()
    asks: Told | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InboxRead:
    """How far an account's scheduling inbox was read: by token or, for False, by listing it whole; the sync token that
    stands for it; and the etags, by href_key, of the messages that were read and stand there still. ``missing_at`` is
    when the server was last found not to have it, though it names it; None where it has.
    """

    by_token: bool = True
    sync_token: str = field(default="", repr=False)
    etags: Mapping[str, str] = field(default_factory=dict, hash=False)
    missing_at: datetime | None = None


class SyncBy(StrEnum):
    """By what a collection tells its changes, best first: RFC 6578, getctag with a listing, or a listing alone."""

    TOKEN = "token"  # noqa: S105 - no secret
    CTAG = "ctag"
    ETAGS = "etags"


class CollectionStanding(StrEnum):
    """ACTIVE: exchanged. GONE: the server does not have it (404); kept here, with all that waits. GUARDED: the server
    lacks so much of what it had that nothing is deleted here until the agent says so."""

    ACTIVE = "active"
    GONE = "gone"
    GUARDED = "guarded"


@dataclass(frozen=True, slots=True)
class DavCollection:
    """A collection on a server (RFC 4791, 4.2), mirrored by one calendar of the desk.

    ``url`` is absolute, spelled as the server spells it; ``name`` is what the server called it last. ``sync_token``
    and ``ctag`` are those that belong to what is stored, "" for none. ``by`` is None until the server has been asked.
    ``missing`` of ``known`` events were not there any more when it was guarded; ``may_delete`` is the agent's word
    that they may go, and ``tells_guests`` that their guests are to hear then that they are off. ``reconciled_at``
    is when its whole list was last compared, ``synced_at`` when a run last went through it without a failure.
    ``read_only`` is what the server said last of writing there; a calendar can be read only for other reasons too.
    ``etags_lie`` tells that other content was found there under the same etag: contents are compared instead, which
    only connecting anew ends.
    """

    calendar_id: str
    account_id: str
    url: str
    by: SyncBy | None = None
    sync_token: str = field(default="", repr=False)
    ctag: str = field(default="", repr=False)
    standing: CollectionStanding = CollectionStanding.ACTIVE
    missing: int = 0
    known: int = 0
    may_delete: bool = False
    tells_guests: bool = False
    reconciled_at: datetime | None = None
    synced_at: datetime | None = None
    failure: Told | None = None
    name: str = ""
    read_only: bool = False
    etags_lie: bool = False
