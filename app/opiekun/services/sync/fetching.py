"""Fetching many resources: the next batch comes over the network while this one is read and stored."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import NamedTuple

from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.listing import Listing
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import RemoteItem, RemoteText
from opiekun.services.sync.settling import NOT_OF_ITEM
from opiekun.services.sync_ports import RemoteCollection

BATCH = 400


class Batch(NamedTuple):
    """What became of hrefs that were asked for: each has a text, is missing, or failed."""

    texts: tuple[RemoteText, ...] = ()
    missing: tuple[str, ...] = ()
    failed: tuple[tuple[RemoteItem, DavRefused], ...] = ()


def fetched(remote: RemoteCollection, items: Listing | tuple[RemoteItem, ...]) -> Generator[Batch]:
    """The resources in batches. Close it to stop; what is under way then is waited for.

    Raises DavRefused where the server fails in a way that is not about a single resource.
    """
    parts = _parts(items)
    if len(items) <= BATCH:
        yield from (_fetched(remote, part) for part in parts)
        return
    with ThreadPoolExecutor(1, thread_name_prefix="caldav") as network:
        coming = network.submit(_fetched, remote, next(parts))
        for part in parts:
            batch = coming.result()
            coming = network.submit(_fetched, remote, part)
            yield batch
        yield coming.result()


def _parts(items: Listing | tuple[RemoteItem, ...]) -> Iterator[list[RemoteItem]]:
    left = iter(items)
    while part := [*islice(left, BATCH)]:
        yield part


def _fetched(remote: RemoteCollection, items: Sequence[RemoteItem]) -> Batch:
    """One batch. Those that the server leaves out of its answer without a word are asked for alone."""
    asked = {href_key(item.href): item for item in items}
    texts = []
    for text in remote.fetch([item.href for item in items]):
        item = asked.pop(href_key(text.href), None)
        if item is not None:  # others were not asked for
            texts.append(text if text.etag else text._replace(etag=item.etag))
    missing, failed = [], []
    for key, item in asked.items():
        try:
            found = remote.get(item.href)
        except DavRefused as refusal:
            if refusal.failure in NOT_OF_ITEM or refusal.failure in {DavFailure.LOST, DavFailure.SERVER}:
                raise
            failed.append((item, refusal))
        else:
            if found is None:
                missing.append(key)
            else:
                texts.append(found._replace(href=item.href))
    return Batch(tuple(texts), tuple(missing), tuple(failed))
