"""How a calendar server can fail, each way with what it means for the run."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from opiekun.domain.errors import ServerRefused


class DavFailure(StrEnum):
    """What went wrong, by what must be done about it. The numbers are HTTP's (RFC 9110, 4918)."""

    UNREACHABLE = "unreachable"
    """No connection, or no answer in time, and the request was not sent whole: nothing happened there."""
    LOST = "lost"
    """The answer was lost: a time-out or a cut after sending. Whether it was done there is not known."""
    CERTIFICATE = "certificate"
    """The certificate cannot be verified, or is not the accepted one; DavRefused.fingerprint is what it is."""
    UNAUTHORIZED = "unauthorized"
    """401: the password is refused."""
    REDIRECTED = "redirected"
    """To another host, which does not get the password."""
    FORBIDDEN = "forbidden"
    """403."""
    MISSING = "missing"
    """404, 410."""
    CONFLICT = "conflict"
    """409."""
    PRECONDITION = "precondition"
    """412: another version is there than the one that was named."""
    TOO_LARGE = "too_large"
    """413."""
    LOCKED = "locked"
    """423."""
    BUSY = "busy"
    """429, 503: DavRefused.retry_after, in seconds, where the server says so."""
    FULL = "full"
    """507."""
    SERVER = "server"
    """Any other 5xx. After a write: whether it was done is not known."""
    BAD_TOKEN = "bad_token"  # noqa: S105 - no secret
    """The sync token is not known there (DAV:valid-sync-token, RFC 6578, 3.2)."""
    REFUSED = "refused"
    """Any other 4xx, such as 400 or 415: what was sent is not to the server's taste."""
    UNREADABLE = "unreadable"
    """The answer is no multistatus, breaks off, is of a wrong type, is endless or holds entities."""
    NO_CALENDARS = "no_calendars"
    """It is no calendar server, or shows this user no calendars."""
    NO_EVENTS = "no_events"
    """What was named keeps other things than events."""


class DavRefused(ServerRefused):
    """A calendar server failed in that way. The sentence never holds a secret.

    ``words`` are the server's own: its DAV:error, its description or its reason, as plain text of at most 500
    signs; of a certificate that is not trusted, the names that it says it is for.
    """

    def __init__(
        self,
        sentence: str,
        *,
        failure: DavFailure,
        words: str = "",
        status: int | None = None,
        retry_after: int | None = None,
        fingerprint: str = "",
        temporary: bool = True,
        **parts: Any,
    ) -> None:
        super().__init__(sentence, temporary=temporary, **parts)
        self.failure = failure
        self.words = words
        self.status = status
        self.retry_after = retry_after
        self.fingerprint = fingerprint

    def in_other_words(self, sentence: str, **parts: Any) -> DavRefused:
        """The same failure, with all that is known of it, in a sentence for those who see it."""
        return DavRefused(
            sentence,
            failure=self.failure,
            words=self.words,
            status=self.status,
            retry_after=self.retry_after,
            fingerprint=self.fingerprint,
            temporary=self.temporary,
            **parts,
        )
