"""Fetching many resources: the next batch comes over the network while this one is read and stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import NamedTuple

from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.listing import Listing
from opiekun.domain.sync.local import WITHHELD, href_key
from opiekun.domain.sync.remote import RemoteItem, RemoteText
from opiekun.services.sync.settling import NOT_OF_ITEM
from opiekun.services.sync_ports import RemoteCollection

BATCH = 400
# That many requests in vain, and nothing came: enough for four halvings.
_MOST_BROKEN = 16
_MOST_LOST = 2
# A server may fail so for all that are asked for together, though it stumbles over one of them alone.
_OF_SOME = frozenset({DavFailure.SERVER, DavFailure.UNREADABLE})
_BROKEN = frozenset({DavFailure.SERVER, DavFailure.LOST})


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
    """One batch. Those that the server leaves out of its answer without a word are asked for alone, and so are those
    that it would not give out the last time.

    A server that stumbles over one resource may give none of those that are asked for with it: they are asked for by
    halves then, and at last alone.
    """
    alone = [item for item in items if item.etag == WITHHELD]
    others = [item for item in items if item.etag != WITHHELD] if alone else items
    together = deque([others] if others else [])
    texts: list[RemoteText] = []
    broken = 0
    while together:
        part = together.popleft()
        try:
            came = _together(remote, part)
        except DavRefused as refusal:
            broken += 1
            if refusal.failure not in _OF_SOME or (not texts and broken == _MOST_BROKEN):
                raise
            half = len(part) // 2
            if half:
                together += part[:half], part[half:]
            else:
                alone += part
        else:
            texts += came
            there = {href_key(text.href) for text in came}
            alone += (item for item in part if href_key(item.href) not in there)
    return _with_those_alone(remote, alone, texts)


def _together(remote: RemoteCollection, items: Sequence[RemoteItem]) -> list[RemoteText]:
    """What the server gives of those, each once and under the address that it was asked for by."""
    asked = {href_key(item.href): item for item in items}
    texts = []
    for text in remote.fetch([item.href for item in items]):
        item = asked.pop(href_key(text.href), None)
        if item is not None:  # others were not asked for
            texts.append(text if text.etag else text._replace(etag=item.etag))
    return texts


def _with_those_alone(remote: RemoteCollection, alone: Iterable[RemoteItem], texts: list[RemoteText]) -> Batch:
    """A batch of which those texts came already, and the others are asked for one by one.

    One that the server breaks at stops no other: the next run asks for it again. Where nothing came at all, it is the
    server that is broken.
    """
    missing, failed = list[str](), list[tuple[RemoteItem, DavRefused]]()
    broken, lost = 0, list[DavRefused]()
    for item in alone:
        if len(lost) == _MOST_LOST:  # each of the others could be as long a wait
            failed.append((item, lost[-1]))
            continue
        try:
            found = remote.get(item.href)
        except DavRefused as refusal:
            broken += refusal.failure in _BROKEN
            lost += [refusal] if refusal.failure is DavFailure.LOST else []
            in_vain = not texts and (broken == _MOST_BROKEN or len(lost) == _MOST_LOST)
            if refusal.failure in NOT_OF_ITEM or in_vain:
                raise
            failed.append((item, refusal))
        else:
            if found is None:
                missing.append(href_key(item.href))
            else:
                texts.append(found._replace(href=item.href))
    return Batch(tuple(texts), tuple(missing), tuple(failed))
