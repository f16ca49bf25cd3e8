"""What calendar servers are going to be asked, by a look at the desk's file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from opiekun.domain.sync.accounts import Auth, DavAccount
from opiekun.store.looking import look_into

_COLLECTIONS = """
SELECT a.id, a.url, a.user, a.auth, a.fingerprint, a.principal, a.outbox, a.addresses, s.url, s.sync_token
FROM sync_collections s JOIN sync_accounts a ON a.id = s.account_id JOIN calendars c ON c.id = s.calendar_id
WHERE a.asks IS NULL AND a.retry_at IS NULL AND c.removed_at IS NULL
AND (s.by IS NULL OR s.by = 'token' AND s.sync_token <> '') AND s.standing = 'active'
AND s.let_go IS NOT 1
AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.calendar_id = s.calendar_id)
ORDER BY a.position, a.id, c.position, c.id
"""


class ToAsk(NamedTuple):
    """A collection by its address, and since when its server is to tell what changed: "" for all that there is."""

    account: DavAccount
    url: str
    token: str


def to_ask(path: Path) -> list[ToAsk]:
    """The collections of which a sync is going to ask what changed since a token, in its order: nothing waits to go out
    of them. New ones are among them, for few servers have no tokens.

    There are none where anything about the file is unusual; another program may have it open.
    """
    return look_into(path, _asked, in_use=True) or []


def _asked(connection: sqlite3.Connection) -> list[ToAsk]:
    return [
        ToAsk(
            DavAccount(
                account_id,
                server,
                user,
                Auth(auth),
                fingerprint=fingerprint,
                principal=principal,
                outbox=outbox,
                addresses=(*json.loads(addresses),),
            ),
            url,
            token,
        )
        for account_id, server, user, auth, fingerprint, principal, outbox, addresses, url, token in connection.execute(
            _COLLECTIONS
        )
    ]
