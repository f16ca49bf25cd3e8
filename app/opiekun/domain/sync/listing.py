"""What a server tells of a whole collection, in little memory: however many resources it has, some bytes for each."""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import groupby, pairwise
from typing import Self

from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import RemoteItem

_PACKED = 500
"""Items that are packed together; their addresses and etags are much alike."""
_FAST = 1


class Digests:
    """A set of values of which only a hash of 64 bits each is kept. Fill it first, then ask it.

    Of a million values, two have the same hash once in 37 million runs; hashes are others in each run.
    """

    def __init__(self) -> None:
        self._hashes = array("q")
        self._in_order = True
        self._twice: set[int] = set()

    def add(self, value: Hashable) -> None:
        self._hashes.append(hash(value))
        self._in_order = False

    def __len__(self) -> int:
        self._order()
        return len(self._hashes)

    def __contains__(self, value: Hashable) -> bool:
        self._order()
        digest = hash(value)
        at = bisect_left(self._hashes, digest)
        return at < len(self._hashes) and self._hashes[at] == digest

    def repeated(self) -> frozenset[int]:
        """The hashes of what was added more than once."""
        self._order()
        return frozenset(self._twice)

    def _order(self) -> None:
        if self._in_order:
            return
        hashes = sorted(self._hashes)
        self._twice.update(one for one, other in pairwise(hashes) if one == other)
        self._hashes = array("q", (one for one, _ in groupby(hashes)) if self._twice else hashes)
        self._in_order = True


class Listing:
    """Resources, each once, as it was told last and where it was told then. Tell them all, then ask."""

    def __init__(self, items: Iterable[RemoteItem] = ()) -> None:
        self._keys = Digests()
        self._packs: list[bytes] = []
        self._loose: list[RemoteItem] = []
        for item in items:
            self.tell(item)

    @classmethod
    def of(cls, items: Iterable[RemoteItem]) -> Self:
        """The items as a listing, which they may be."""
        return items if isinstance(items, cls) else cls(items)

    def tell(self, item: RemoteItem) -> None:
        """The server has that."""
        self._keys.add(href_key(item.href))
        self._loose.append(item)
        if len(self._loose) == _PACKED:
            self._packs.append(zlib.compress(json.dumps(self._loose).encode(), _FAST))
            self._loose = []

    def holds(self, key: str) -> bool:
        """Whether a resource of that key was told."""
        return key in self._keys

    def without(self, keys: Collection[str]) -> Listing:
        """The listing but for the resources of those keys."""
        return Listing(item for item in self if href_key(item.href) not in keys) if keys else self

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[RemoteItem]:
        repeated = self._keys.repeated()
        if not repeated:
            return self._told()
        return self._told_last(repeated)

    def _told_last(self, repeated: Collection[int]) -> Iterator[RemoteItem]:
        digests = enumerate(hash(href_key(item.href)) for item in self._told())
        last = {digest: at for at, digest in digests if digest in repeated}
        for at, item in enumerate(self._told()):
            if last.get(hash(href_key(item.href)), at) == at:
                yield item

    def _told(self) -> Iterator[RemoteItem]:
        for pack in self._packs:
            yield from (RemoteItem(href, etag) for href, etag in json.loads(zlib.decompress(pack)))
        yield from self._loose
