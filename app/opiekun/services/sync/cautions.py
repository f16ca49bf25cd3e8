"""What to know of a server that is connected, before guests are invited from there."""

from __future__ import annotations

from urllib.parse import urlsplit

from opiekun.domain.sync.accounts import DavAccount
from opiekun.domain.sync.known_servers import writes_unasked
from opiekun.domain.sync.told import Told
from opiekun.words import N_

_TWICE = N_(
    "{server} runs SOGo, which may write to guests by itself: they would get two letters about each call. Ask those "
    "who run it to leave its mails about appointments off."
)


def caution_of(account: DavAccount) -> Told | None:
    """That guests may be written to by the server too, whatever their events ask for; None where they are not."""
    if not writes_unasked(account.url):
        return None
    return Told(_TWICE, {"server": urlsplit(account.url).netloc.rpartition("@")[2]})
