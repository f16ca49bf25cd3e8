"""What a pull has to do: which resources are to be fetched, and which are gone, by what a server tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from opiekun.domain.sync.listing import Digests, Listing
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import ChangePage, RemoteItem, RemoteText


class Pull(NamedTuple):
    """``fetch`` in the order in which the server told them, each once; ``gone`` are keys, in the known order.

    ``texts`` are those that came with their text already; they are not in ``fetch``.
    """

    fetch: Listing | tuple[RemoteItem, ...]
    gone: tuple[str, ...]
    texts: tuple[RemoteText, ...] = ()


def by_listing(known: Iterable[tuple[str, str]], listed: Iterable[RemoteItem]) -> Pull:
    """By a whole listing: what is known (each key once, with its etag) and not in it is gone."""
    told, same, gone = Listing.of(listed), Digests(), list[str]()
    for key, etag in known:
        if told.holds(key):
            same.add((key, etag))
        else:
            gone.append(key)
    # A resource without an etag has to be looked at each time.
    fetch = (item for item in told if not item.etag or (href_key(item.href), item.etag) not in same)
    return Pull(Listing(fetch), tuple(gone))


def by_changes(known: Collection[str], page: ChangePage) -> Pull:
    """By a page of changes; what it does not speak of is as it was.

    ``known`` are keys, of which only those that the page names are needed. What is told as changed is fetched, though
    its etag be the known one: some servers make it of a time in whole seconds. One that is told as changed and as
    deleted in one page is fetched as well: what is there then is the truth.
    """
    told = _by_key(page.changed)
    texts = {href_key(text.href): text for text in page.texts}
    deleted = {href_key(href) for href in page.deleted}
    return Pull(
        tuple(item for key, item in told.items() if key not in texts),
        tuple(key for key in known if key in deleted and key not in told and key not in texts),
        tuple(texts.values()),
    )


def with_again(pull: Pull, again: Iterable[RemoteItem], gone: Collection[str]) -> Pull:
    """With resources that are to be fetched anyway, but for those that come by themselves and those that are gone."""
    told = {href_key(item.href) for item in (*pull.fetch, *pull.texts)} | {*gone}
    return pull._replace(fetch=(*pull.fetch, *(item for item in again if href_key(item.href) not in told)))


def _by_key(items: Iterable[RemoteItem]) -> dict[str, RemoteItem]:
    """Each resource once, as it was told last: pages are told in the order in which things happened."""
    return {href_key(item.href): item for item in items}
