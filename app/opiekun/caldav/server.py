"""A calendar server as the rest of the program knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

from opiekun.caldav import failures
from opiekun.caldav.addresses import Typed, host_of, typed
from opiekun.caldav.client import Client
from opiekun.caldav.collection import Collection
from opiekun.caldav.discovery import Search
from opiekun.caldav.lookup import Lookup, services
from opiekun.caldav.scheduling import colleagues_busy
from opiekun.caldav.session import Limits, Session
from opiekun.caldav.unsaid import Unsaid
from opiekun.domain.sync.accounts import Auth, DavAccount
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.remote import Discovery, FreeBusy


class CalendarServer:
    """The server of an account. Nothing is sent before something is asked; nothing that is printed tells the password.

    Raises InvalidInput for an address that cannot be one.
    """

    def __init__(
        self,
        account: DavAccount,
        password: str,
        auth: Auth | None,
        *,
        limits: Limits | None = None,
        lookup: Lookup = services,
    ) -> None:
        self._account = account
        self._where: Typed = typed(account.url)
        self._lookup = lookup
        url = self._where.url or f"https://{self._where.domain}/"
        session = Session(limits or Limits(), account.fingerprint, Unsaid(account.user, password))
        self._client = Client(url, account.user, password, auth, session)
        self._asked: dict[str, Collection] = {}

    def __repr__(self) -> str:
        return f"CalendarServer({self._account.url})"

    def discover(self) -> Discovery:
        """Find the user's calendars. Raises DavRefused."""
        try:
            return self._search()
        except DavRefused as refusal:
            if refusal.failure is not DavFailure.UNAUTHORIZED or not self._client.try_basic():
                raise failures.of_one_try(refusal) from refusal
        return self._search()

    def _search(self) -> Discovery:
        return Search(self._client, self._where, self._lookup).run()

    @property
    def signs_in_by(self) -> Auth | None:
        """How the server was told who asks last; None as long as it has not wanted to know."""
        return self._client.signs_in_by

    def collection(self, url: str) -> Collection:
        """A collection by its absolute address."""
        return self._asked.pop(url, None) or Collection(self._client, url)

    def ask_ahead(self, tokens: Mapping[str, str]) -> None:
        """Ask, one after the other while other things go on here, what changed in collections since their tokens.

        After one that fails no other is asked: a wrong password must not be tried as often as there are calendars.
        """
        network, failed = ThreadPoolExecutor(1, thread_name_prefix="caldav ahead"), Event()
        for url, token in tokens.items():
            self._asked[url] = Collection(self._client, url)
            self._asked[url].ask_ahead(token, network, failed)
        network.shutdown(wait=False)

    def colleagues_busy(self, who: Sequence[str], since: datetime, until: datetime) -> tuple[FreeBusy, ...]:
        """When those addresses are busy, in their order. Raises DavRefused, at once where there is no outbox."""
        outbox = self._account.outbox
        organizer = next(iter(self._account.addresses), self._account.user)
        if not outbox:
            raise failures.no_outbox(host_of(self._account.url))
        return colleagues_busy(self._client, outbox, organizer, who, since=since, until=until)

    def stop(self) -> None:
        """Wait for no answer any more, in any thread: what is under way and what is asked after it fails at once."""
        self._client.stop()

    def close(self) -> None:
        """Let go of the connections, and of what was asked ahead and is not wanted any more."""
        while self._asked:
            self._asked.popitem()[1].expect_nothing()
        self._client.close()
