"""Listings of very many resources: what they hold, and in how little memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.sync.listing import Listing
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import RemoteItem

SPELLED = ["/cal/a.ics", "/cal/%61.ics", "/cal/b%20%C3%A9.ics", "/cal/b%20%c3%a9.ics", "https://x.example/cal/c.ics"]
ITEMS = st.builds(RemoteItem, st.sampled_from(SPELLED), st.sampled_from(['"1"', '"2"', "", "\ud800\n\0"]))


@given(st.lists(ITEMS), st.sets(st.sampled_from(SPELLED).map(href_key)))
def test_each_is_there_once_as_it_was_told_last(told, dropped):
    last: dict[str, RemoteItem] = {}
    for item in told:
        last.pop(href_key(item.href), None)
        last[href_key(item.href)] = item
    listing = Listing(told)
    assert [*listing] == [*last.values()]
    assert len(listing) == len(last)
    assert {key for key in map(href_key, SPELLED) if listing.holds(key)} == last.keys()
    rest = listing.without(dropped)
    assert [*rest] == [item for key, item in last.items() if key not in dropped]
    assert not any(rest.holds(key) for key in dropped)


def test_more_may_be_told_after_it_was_asked():
    items = [RemoteItem(f"/cal/{number}.ics", '"1"') for number in range(2_000)]
    listing = Listing(items)
    assert len(listing) == 2_000
    listing.tell(items[0])
    listing.tell(RemoteItem("/cal/x.ics", ""))
    assert [*listing] == [*items[1:], items[0], RemoteItem("/cal/x.ics", "")]


def test_a_listing_takes_some_bytes_for_each_resource():
    count = 20_000
    tracemalloc.start()
    try:
        listing = Listing(
            RemoteItem(f"/ann/calls/{number:032x}.ics", f'"{number * 7919:016x}"') for number in range(count)
        )
        assert len(listing) == count
        kept, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 50 * count
