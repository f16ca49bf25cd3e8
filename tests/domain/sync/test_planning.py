"""What is fetched and what is gone, by a listing or by a page of changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.planning import Pull, by_changes, by_listing
from opiekun.domain.sync.remote import ChangePage, RemoteItem, RemoteText

KEYS = st.sampled_from([f"/cal/{name}.ics" for name in "abcdef é+"])
ETAGS = st.sampled_from(['"1"', '"2"'])


def item(name, etag='"1"'):
    return RemoteItem(f"/cal/{name}.ics", etag)


def by_list(known, listed):
    """What is to be fetched and what is gone, by a listing."""
    pull = by_listing(known.items(), listed)
    assert (len(pull.fetch), pull.texts) == (len([*pull.fetch]), ())
    return [*pull.fetch], pull.gone


def test_a_listing_tells_what_is_new_changed_and_gone():
    known = {"/cal/a.ics": '"1"', "/cal/b.ics": '"1"', "/cal/c.ics": '"1"'}
    listed = [item("d"), item("b", '"2"'), item("a")]
    assert by_list(known, listed) == ([item("d"), item("b", '"2"')], ("/cal/c.ics",))


def test_hrefs_are_the_same_however_they_are_spelled():
    known = {"/cal/a b@é.ics": '"1"'}
    spelled = RemoteItem("https://example.com/cal/a%20b%40%C3%A9.ics", '"1"')
    assert by_list(known, [spelled]) == ([], ())
    gone = ChangePage((), ("/cal/a%20b@%c3%a9.ics",), "t")
    assert by_changes(known.keys(), gone) == Pull((), ("/cal/a b@é.ics",))


def test_a_resource_without_an_etag_is_looked_at():
    assert by_list({"/cal/a.ics": ""}, [item("a", "")]) == ([item("a", "")], ())


def test_changes_speak_only_of_what_they_name():
    known = ["/cal/a.ics", "/cal/b.ics", "/cal/c.ics"]
    page = ChangePage((item("a", '"2"'), item("d")), ("/cal/c.ics", "/cal/x.ics"), "t")
    assert by_changes(known, page) == Pull((item("a", '"2"'), item("d")), ("/cal/c.ics",))


def test_what_came_with_its_text_is_not_fetched_again():
    text = RemoteText("/cal/a.ics", '"2"', "", "BEGIN:VCALENDAR")
    page = ChangePage((item("a", '"2"'), item("c", '"3"')), (), "t", texts=(text,))
    assert by_changes(["/cal/a.ics"], page) == Pull((item("c", '"3"'),), (), (text,))


def test_told_as_changed_and_as_deleted_is_fetched():
    page = ChangePage((item("a", '"2"'),), ("/cal/a.ics",), "t")
    assert by_changes(["/cal/a.ics"], page) == Pull((item("a", '"2"'),), ())


@given(st.dictionaries(KEYS, ETAGS), st.dictionaries(KEYS, ETAGS))
def test_after_a_pull_both_sides_have_the_same(known, there):
    listed = [RemoteItem(key.replace("é", "%C3%A9"), etag) for key, etag in there.items()]
    fetch, gone = by_list(known, listed)
    after = {key: etag for key, etag in known.items() if key not in gone}
    after |= {href_key(each.href): each.etag for each in fetch}
    assert after == there
    assert len(fetch) + len(gone) == sum(known.get(key) != there.get(key) for key in known | there)
    deleted = tuple(key for key in known if key not in there)
    changed = tuple(each for each in listed if known.get(href_key(each.href)) != each.etag)
    assert by_changes(known, ChangePage(changed, deleted, "t")) == Pull(tuple(fetch), gone)
