"""Speaks HTTP with LiveAgent: asks again where that helps, waits as told, and trusts no answer's size or form."""

from __future__ import annotations

import json
import random
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, NoReturn, Self
from urllib.parse import urlsplit

import httpx

from opiekun.domain.errors import InvalidInput, ServerRefused
from opiekun.helpdesks.liveagent.address import Address
from opiekun.helpdesks.liveagent.pace import Monotonic, Pace
from opiekun.helpdesks.text import one_line

PER_PAGE = 100
ATTEMPTS = 5
LARGEST_ANSWER = 20_000_000
LONGEST_ANSWER = 120.0
LONGEST_WAIT = 300.0
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_STEP = 0.2
_TOO_MANY = 429

Params = Mapping[str, str | int]
Sleep = Callable[[float], None]


class Stopped(Exception):
    """The work was cancelled while a request waited or ran."""


class UnusableAnswer(ServerRefused):
    """LiveAgent answered, but this one answer cannot be used; others may well be."""

    def __init__(self, sentence: str, **parts: object) -> None:
        super().__init__(sentence, temporary=False, **parts)


class Failing(ServerRefused):
    """LiveAgent failed at this call, however often it was asked; at others it may well not."""


class Forbidden(ServerRefused):
    """The key is not accepted, or may not do this."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call answered. ``next_cursor`` is "" at the end of a list that is read by cursor."""

    content: Any
    next_cursor: str = ""


class _Key(httpx.Auth):
    """Puts the key on a request as it leaves, so that nothing that may be printed holds it."""

    def __init__(self, key: str) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["apikey"] = self._key
        yield request

    def hidden(self, text: str) -> str:
        """The text without the key, should a server repeat it."""
        return text.replace(self._key, "…")


def checked_key(key: str) -> _Key:
    """The key, ready to be sent. Raises InvalidInput for one that cannot be a key; the key is not told."""
    stripped = key.strip()
    if not stripped or not all("!" <= letter <= "~" for letter in stripped):
        raise InvalidInput("The API key is empty or holds characters that no key has; copy it again from LiveAgent.")
    return _Key(stripped)


class Client:
    """A session with one account's API; a context manager. ``requests`` counts what was sent.

    ``cancelled`` is asked before each request and during each wait; once it says so, calls raise Stopped.
    """

    def __init__(
        self,
        where: Address,
        key: _Key,
        pace: Pace,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        sleep: Sleep = time.sleep,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self.requests = 0
        self._where = where
        self._key = key
        self._pace = pace
        self._cancelled = cancelled
        self._sleep = sleep
        self._monotonic = monotonic
        # Uncompressed answers: a few kilobytes cannot become gigabytes. A proxy is not used for this machine itself.
        self._http = httpx.Client(
            auth=key,
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=not where.loopback,
        )

    def __enter__(self) -> Self:
        self._http.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._http.__exit__(kind, error, tb)

    def get(self, path: str, params: Params | None = None) -> Answer:
        """What GET answers. Raises UnusableAnswer, Forbidden, ServerRefused or Stopped."""
        return self._call("GET", path, params, None)

    def put(self, path: str, body: Mapping[str, object]) -> Answer:
        """What PUT answers; repeated like GET, since putting twice is putting once."""
        return self._call("PUT", path, None, body)

    def rows(self, path: str, params: Params | None = None) -> tuple[list[Any], str]:
        """One page of a list, and the cursor of the next one where the list has cursors."""
        answer = self.get(path, {"_perPage": PER_PAGE, **(params or {})})
        if not isinstance(answer.content, list):
            raise UnusableAnswer("LiveAgent answered {path} with something that is not a list.", path=path)
        return answer.content, answer.next_cursor

    def pages(self, path: str, params: Params | None = None, *, most: int) -> Iterator[list[Any]]:
        """The pages of a list by number. Raises UnusableAnswer where a page repeats, or after ``most`` of them."""
        previous: list[Any] = []
        for page in range(1, most + 1):
            rows, _cursor = self.rows(path, {**(params or {}), "_page": page})
            if rows and rows == previous:
                raise UnusableAnswer("LiveAgent repeats page {page} of {path} without end.", path=path, page=page)
            yield rows
            if len(rows) < PER_PAGE:
                return
            previous = rows
        raise UnusableAnswer("LiveAgent's list {path} does not end after {most} pages.", path=path, most=most)

    def _call(self, method: str, path: str, params: Params | None, body: Mapping[str, object] | None) -> Answer:
        for attempt in range(1, ATTEMPTS + 1):
            self._wait(self._pace.reserve())
            self.requests += 1
            try:
                reply, content = self._exchange(method, path, params, body)
            except httpx.DecodingError:  # compressed unasked, and wrongly
                raise UnusableAnswer("LiveAgent's answer to {path} is not usable JSON.", path=path) from None
            except httpx.TransportError as failure:
                trouble, wait = self._unreachable(failure), None
            else:
                if reply.status_code != _TOO_MANY and not reply.is_server_error:
                    return self._judged(path, reply, content)
                trouble, wait = self._busy(path, reply), _retry_after(reply)
            if attempt == ATTEMPTS:
                raise trouble
            if wait is not None and wait > LONGEST_WAIT:
                raise ServerRefused(
                    "{host} asks to wait {minutes} minutes before it is asked again.",
                    host=self._where.host,
                    minutes=int(min(wait, 1e9) // 60),
                )
            # Jitter, so that several desks that lost the same server do not all return at the same moment.
            self._wait(wait if wait is not None else 2 ** (attempt - 2) * random.uniform(0.5, 1.0))  # noqa: S311
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, seconds: float) -> None:
        """Wait in small steps, so that cancelling takes effect at once."""
        if self._cancelled():
            raise Stopped
        end = self._monotonic() + seconds
        while (left := end - self._monotonic()) > 0:
            self._sleep(min(left, _STEP))
            if self._cancelled():
                raise Stopped

    def _exchange(
        self, method: str, path: str, params: Params | None, body: Mapping[str, object] | None
    ) -> tuple[httpx.Response, bytes]:
        started = self._monotonic()
        content = bytearray()
        with self._http.stream(method, self._where.api + path, params=params, json=body) as reply:
            # A redirect's body is not looked at: only its status and where it points.
            for piece in reply.iter_bytes() if not reply.has_redirect_location else ():
                content += piece
                if len(content) > LARGEST_ANSWER:
                    raise UnusableAnswer(
                        "LiveAgent's answer to {path} is larger than {megabytes} MB.",
                        path=path,
                        megabytes=LARGEST_ANSWER // 1_000_000,
                    )
                if self._monotonic() - started > LONGEST_ANSWER:
                    raise httpx.ReadTimeout(f"still answering after {LONGEST_ANSWER:.0f} seconds")
                if self._cancelled():
                    raise Stopped
        return reply, bytes(content)

    def _judged(self, path: str, reply: httpx.Response, content: bytes) -> Answer:
        if reply.is_redirect or reply.has_redirect_location:
            self._refuse_redirect(reply)
        if reply.status_code in (401, 403):
            raise Forbidden(
                "{host} does not accept the API key for {path} ({status}{reason}). It must be a key of API v3: "
                "v1 keys are other keys. Make one in LiveAgent under Configuration, API.",
                host=self._where.host,
                path=path,
                status=reply.status_code,
                reason=self._reason(content),
            )
        if not reply.is_success:
            raise UnusableAnswer(
                "{host} refused {path} ({status}{reason}).",
                host=self._where.host,
                path=path,
                status=reply.status_code,
                reason=self._reason(content),
            )
        return Answer(self._parsed(path, reply, content), _cursor(reply))

    def _parsed(self, path: str, reply: httpx.Response, content: bytes) -> Any:
        if not content.strip():
            return None
        if "html" in reply.headers.get("content-type", "") or content.lstrip().startswith(b"<"):
            raise ServerRefused(
                "{host} answered {path} with a web page; is it the address of a LiveAgent account?",
                host=self._where.host,
                path=path,
            )
        try:
            return json.loads(content, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise UnusableAnswer("LiveAgent's answer to {path} is not usable JSON.", path=path) from None

    def _refuse_redirect(self, reply: httpx.Response) -> NoReturn:
        try:
            target = urlsplit(reply.headers.get("location", "")).hostname or self._where.host
        except ValueError:
            target = "?"
        raise ServerRefused(
            "{host} redirects to {target}; the key was not sent there. Connect with the address of the account itself.",
            host=self._where.host,
            target=one_line(target, 100),
        )

    def _unreachable(self, failure: httpx.TransportError) -> ServerRefused:
        cause: BaseException | None = failure
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return ServerRefused(
                    "The certificate of {host} cannot be trusted: {reason}.",
                    host=self._where.host,
                    reason=one_line(cause.verify_message, 200),
                )
            if isinstance(cause, ssl.SSLError):
                return ServerRefused(
                    "The server at {host} does not speak HTTPS properly; look at the address and its port.",
                    host=self._where.host,
                )
            cause = cause.__cause__ or cause.__context__
        reason = "it does not answer in time" if isinstance(failure, httpx.TimeoutException) else str(failure)
        return ServerRefused(
            "{host} cannot be reached: {reason}.",
            host=self._where.host,
            reason=self._key.hidden(one_line(reason, 200)).rstrip("."),
        )

    def _busy(self, path: str, reply: httpx.Response) -> ServerRefused:
        if reply.status_code == _TOO_MANY:
            return ServerRefused("{host} has been asked too often; try again in some minutes.", host=self._where.host)
        return Failing(
            "{host} fails at {path} ({status}); try again later.",
            host=self._where.host,
            path=path,
            status=reply.status_code,
        )

    def _reason(self, content: bytes) -> str:
        """What the server says of its refusal, as it goes behind a status; "" where it says nothing."""
        try:
            told = json.loads(content)
        except (ValueError, RecursionError):
            return ""
        message = told.get("message") if isinstance(told, dict) else None
        return f": {self._key.hidden(one_line(message, 200))}" if isinstance(message, str) and message else ""


def _cursor(reply: httpx.Response) -> str:
    return str(reply.headers.get("next_page_cursor", "")).strip()


def _retry_after(reply: httpx.Response) -> float | None:
    """How many seconds the server asks to wait, told as a number or as a date beside its own; None if not told."""
    told = reply.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:12])
    try:
        until, since = parsedate_to_datetime(told), parsedate_to_datetime(reply.headers.get("date", ""))
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
