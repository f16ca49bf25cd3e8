"""The ways in which a calendar server fails, in sentences, by what was seen of it."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from opiekun.caldav.multistatus import CUT
from opiekun.caldav.words import Said, plain
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.words import N_

_LONGEST_WAIT = 30 * 86_400
_OK, _MULTIPLE, _CLIENT_ERROR, _SERVER_ERROR = 200, 300, 400, 500


class NoConnection(Enum):
    """Why nothing could be sent, where that is known."""

    NO_SUCH_NAME = auto()
    NO_TLS = auto()


def unreachable(server: str, place: str, reason: str | NoConnection) -> DavRefused:
    """Nothing was sent. ``place`` is the server with its port, where that is no usual one."""
    if reason is NoConnection.NO_SUCH_NAME:
        return DavRefused(
            "No server is called {server}. Check the address, and the network.",
            failure=DavFailure.UNREACHABLE,
            server=server,
        )
    if reason is NoConnection.NO_TLS:
        return DavRefused(
            "No secure connection to {server} could be made; it may not speak HTTPS there. Check the address and its "
            "port.",
            failure=DavFailure.UNREACHABLE,
            server=place,
        )
    return DavRefused(
        "{server} cannot be reached ({reason}). Check the network and the server's address.",
        failure=DavFailure.UNREACHABLE,
        server=place,
        reason=reason,
    )


def lost(server: str, seconds: float | None, *, write: bool) -> DavRefused:
    """The answer was lost: after so many seconds, or cut (None). ``write`` tells that something was to be changed."""
    if write:
        return DavRefused(
            "The answer of {server} was lost; whether the change has arrived is looked up next time.",
            failure=DavFailure.LOST,
            server=server,
        )
    if seconds is None:
        return DavRefused(
            "{server} ended the connection without an answer. Try again; if it goes on, tell those who run the server.",
            failure=DavFailure.LOST,
            server=server,
        )
    return DavRefused(
        "{server} did not answer within {seconds} seconds. Try again; if it goes on, tell those who run the server.",
        failure=DavFailure.LOST,
        server=server,
        seconds=f"{seconds:g}",
    )


def unreadable(server: str, reason: str, status: int | None = None) -> DavRefused:
    """The answer is not what was asked for."""
    if reason == CUT:
        return DavRefused(
            "The answer of {server} ends in the middle. Try again; if it goes on, tell those who run the server.",
            failure=DavFailure.UNREADABLE,
            status=status,
            server=server,
        )
    return DavRefused(
        "The answer of {server} cannot be used ({reason}). Check that the address is that of a calendar server.",
        failure=DavFailure.UNREADABLE,
        status=status,
        server=server,
        reason=reason,
    )


def breaks_off(server: str, status: int) -> DavRefused:
    """The connection was cut within the answer."""
    return DavRefused(
        "The answer of {server} breaks off. Try again; if it goes on, tell those who run the server.",
        failure=DavFailure.UNREADABLE,
        status=status,
        server=server,
    )


def too_long(server: str, megabytes: int) -> DavRefused:
    """The answer does not end."""
    return DavRefused(
        "The answer of {server} is longer than {megabytes} MB and was cut off.",
        failure=DavFailure.UNREADABLE,
        server=server,
        megabytes=megabytes,
    )


def unsendable(server: str) -> DavRefused:
    """The user or the password cannot stand in the header that this way to sign in wants."""
    return DavRefused(
        "The user or password holds signs that cannot be sent to {server} in the way it asks for. Type them again, or "
        "choose another way to sign in.",
        failure=DavFailure.UNAUTHORIZED,
        temporary=False,
        server=server,
    )


def redirected(server: str, target: str) -> DavRefused:
    """To where the password is not sent."""
    return DavRefused(
        "{server} points to {target}, which does not get your password unasked. If you trust it, connect with that "
        "address.",
        failure=DavFailure.REDIRECTED,
        temporary=False,
        server=server,
        target=target,
    )


def goes_round(server: str) -> DavRefused:
    """Redirected without end."""
    return DavRefused(
        "{server} points from one address to the next without end. Check the address.",
        failure=DavFailure.REDIRECTED,
        temporary=False,
        server=server,
    )


def bad_certificate(server: str, fingerprint: str, names: Sequence[str], *, accepted: bool) -> DavRefused:
    """The certificate cannot be verified; or, where one was ``accepted``, it is another one now.

    Its ``names`` are whom it says it is for.
    """
    words = plain(", ".join(names))
    if accepted:
        return DavRefused(
            "{server} shows another certificate than the one that was accepted. Ask those who run the server whether "
            "it was renewed before you accept it. Its fingerprint is {shown}.",
            failure=DavFailure.CERTIFICATE,
            words=words,
            fingerprint=fingerprint,
            shown=fingerprint,
            server=server,
        )
    return DavRefused(
        "The certificate of {server} cannot be verified. Accept it only if its fingerprint {shown} is the one "
        "that those who run the server tell you.",
        failure=DavFailure.CERTIFICATE,
        words=words,
        fingerprint=fingerprint,
        shown=fingerprint,
        server=server,
    )


def gone(server: str) -> DavRefused:
    """The address holds no calendar any more."""
    return DavRefused(
        "{server} does not have this calendar any more. It stays here, with all that waits.",
        failure=DavFailure.MISSING,
        temporary=False,
        server=server,
    )


def another_version(server: str) -> DavRefused:
    """As a 412, found out by comparing."""
    return DavRefused(
        "It was changed on {server} in the meantime.", failure=DavFailure.PRECONDITION, temporary=False, server=server
    )


def no_outbox(server: str) -> DavRefused:
    return DavRefused(
        "{server} cannot be asked when colleagues are busy: it does not offer scheduling.",
        failure=DavFailure.MISSING,
        temporary=False,
        server=server,
    )


def no_calendars(server: str) -> DavRefused:
    return DavRefused(
        "No calendar that takes events was found at {server}. Check the address; the server's help page tells the one "
        "for CalDAV.",
        failure=DavFailure.NO_CALENDARS,
        temporary=False,
        server=server,
    )


def no_events(url: str) -> DavRefused:
    """What was named is there, and is no calendar of events."""
    return DavRefused(
        "{url} keeps tasks, contacts or other things, but no events. Write the address of a calendar, or that of the "
        "server to find all that it has.",
        failure=DavFailure.NO_EVENTS,
        temporary=False,
        url=url,
    )


def bad_token(server: str, said: Said, status: int) -> DavRefused:
    return DavRefused(
        "{server} does not know any more what was synced last; the whole calendar is compared.",
        failure=DavFailure.BAD_TOKEN,
        words=said.text,
        status=status,
        server=server,
    )


def refused(server: str, status: int, said: Said, retry_after: int | None = None, *, writes: bool) -> DavRefused:
    """For an answer of that status, which is no success. ``writes`` tells that something was to be changed."""
    failure, sentence, temporary = _of(status, said)
    sentence = _of_event(said, sentence) if writes else _WHILE_READING.get(status, sentence)
    return DavRefused(
        sentence,
        failure=failure,
        words=said.text,
        status=status,
        retry_after=retry_after if failure is DavFailure.BUSY else None,
        temporary=temporary,
        server=server,
        number=status,
    )


def of_one_try(refusal: DavRefused) -> DavRefused:
    """The refusal of what nobody tries again by itself."""
    sentence = _OF_ONE_TRY.get(refusal.sentence)
    return refusal if sentence is None else refusal.in_other_words(sentence, **refusal.parts)


def retry_after(header: str, date: str) -> int | None:
    """The seconds that a Retry-After asks for (RFC 9110, 10.2.3); None where it cannot be told.

    A date is taken against the answer's own ``date``, so that a clock that is wrong here does no harm.
    """
    value = header.strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:12]), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(value) - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0, min(round(seconds), _LONGEST_WAIT))


def _of(status: int, said: Said) -> tuple[DavFailure, str, bool]:
    """The failure, its sentence, and whether asking again may help."""
    if said.errors & _TAKEN_UID:
        return DavFailure.CONFLICT, _SAME_UID, False
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if _OK <= status < _MULTIPLE:
        return DavFailure.UNREADABLE, _NO_DAV, False
    if status >= _SERVER_ERROR:
        return DavFailure.SERVER, _FAILED, True
    if _MULTIPLE <= status < _CLIENT_ERROR:
        return DavFailure.REFUSED, _NOWHERE, False
    return DavFailure.REFUSED, _REFUSED, False


def _of_event(said: Said, sentence: str) -> str:
    """The sentence of what was to be written, by what the server says is wrong with it (RFC 4791, 5.3.2.1)."""
    if "max-resource-size" in said.errors:
        return _TOO_LARGE
    if "supported-calendar-component" in said.errors:
        return _OTHER_THINGS
    return sentence if said.errors.isdisjoint(_ABOUT_EVENT) else _BAD_EVENT


# By RFC 4791, 5.3.2.1, and by RFC 6638, 3.2.4.1, for events with guests, which Cyrus says of all of them.
_TAKEN_UID = frozenset({"no-uid-conflict", "unique-scheduling-object-resource"})
_SAME_UID = N_("{server} has this event in another place or calendar already (HTTP {number}).")
_NO_DAV = N_("{server} does not answer as a calendar server does (HTTP {number}). Check the address.")
_FAILED = N_("{server} failed (HTTP {number}). It is tried again; if it goes on, tell those who run the server.")
_ABOUT_EVENT = frozenset(
    {
        "supported-calendar-data",
        "valid-calendar-data",
        "valid-calendar-object-resource",
        "min-date-time",
        "max-date-time",
        "max-instances",
        "max-attendees-per-instance",
        "allowed-organizer-scheduling-object-change",
        "allowed-attendee-scheduling-object-change",
        "same-organizer-in-all-components",
    }
)
_BAD_EVENT = N_(
    "{server} does not take the event as it is (HTTP {number}). Change what it objects to, or give the change up."
)
_OTHER_THINGS = N_(
    "{server} takes nothing of this kind in this calendar (HTTP {number}). Put it into another one, or give the "
    "change up."
)
_UNSEEN = N_(
    "{server} does not let you read this (HTTP {number}). Ask the calendar's owner, or those who run the server."
)
_UNANSWERED = N_(
    "{server} does not answer this (HTTP {number}). Try again; if it goes on, tell those who run the server."
)
_WHILE_READING = {403: _UNSEEN, 409: _UNANSWERED, 412: _UNANSWERED}
_REFUSED = N_("{server} does not accept this (HTTP {number}).")
_NOWHERE = N_(
    "{server} points to another address without telling which (HTTP {number}). Check the address; if it is right, tell "
    "those who run the server."
)
_MISSING = N_("{server} does not have this any more (HTTP {number}).")
_TOO_LARGE = N_("This is larger than {server} accepts (HTTP {number}). Shorten it or take pictures out.")
_COLLIDES = N_(
    "{server} says that this collides with what it has (HTTP {number}). Look there whether the event is in it already, "
    "then try again or give the change up."
)
_BUSY = N_("{server} asks for a pause (HTTP {number}). It is tried again later.")
_OF_ONE_TRY = {
    _FAILED: N_("{server} failed (HTTP {number}). Try again; if it goes on, tell those who run the server."),
    _BUSY: N_("{server} asks for a pause (HTTP {number}). Try again in some minutes."),
}
_BY_STATUS = {
    401: (
        DavFailure.UNAUTHORIZED,
        N_("{server} does not accept the user or password (HTTP {number}). Type the password again."),
        True,
    ),
    403: (
        DavFailure.FORBIDDEN,
        N_("{server} does not allow this (HTTP {number}). Ask the calendar's owner for the right to change it."),
        False,
    ),
    404: (DavFailure.MISSING, _MISSING, False),
    409: (DavFailure.CONFLICT, _COLLIDES, False),
    410: (DavFailure.MISSING, _MISSING, False),
    412: (DavFailure.PRECONDITION, N_("It was changed on {server} in the meantime (HTTP {number})."), False),
    413: (DavFailure.TOO_LARGE, _TOO_LARGE, False),
    501: (DavFailure.SERVER, _NO_DAV, True),
    423: (DavFailure.LOCKED, N_("Somebody has locked this on {server} (HTTP {number}). Try again later."), True),
    429: (DavFailure.BUSY, _BUSY, True),
    503: (DavFailure.BUSY, _BUSY, True),
    507: (DavFailure.FULL, N_("{server} has no room left (HTTP {number}). Delete what is not needed there."), True),
}
