"""`opiekun calendar connect` and `opiekun sync` with a real Radicale, as other programs call them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cli.conftest import Ran
from tests.servers.events import event
from tests.servers.fixtures import CalendarSite

Terminal = Callable[..., Ran]


@pytest.fixture
def connected(process: Terminal, calendar_site: CalendarSite) -> str:
    """A desk that is connected to a server with one calendar, whose path is the answer."""
    path = calendar_site.calendar("calls")
    ran = process(
        "calendar",
        "connect",
        calendar_site.url,
        "--user",
        calendar_site.user,
        "--password-stdin",
        "--json",
        stdin=calendar_site.password,
        OPIEKUN_SECRET_CALDAV=calendar_site.password,
    )
    assert ran.status == 0, ran.err
    (calendar,) = ran.json["calendars"]
    assert (calendar["name"], calendar["read_only"], calendar["new"]) == ("Calls", False, True)
    return path


@pytest.fixture
def sync(process: Terminal, calendar_site: CalendarSite) -> Terminal:
    """`opiekun …` with the password in its environment, for there is no keyring here."""

    def run(*words: str) -> Ran:
        return process(*words, OPIEKUN_SECRET_CALDAV=calendar_site.password)

    return run


def test_both_sides_have_the_same_after_a_sync(calendar_site: CalendarSite, connected: str, sync: Terminal) -> None:
    calendar_site.phone.put(f"{connected}a.ics", event("a", "From the phone"))
    first = sync("sync", "--json")
    assert first.status == 0, first.err
    (report,) = first.json["collections"]
    assert report | {"requests": 0, "calendar_id": "", "url": ""} == {
        "calendar": "Calls",
        "calendar_id": "",
        "url": "",
        "downloaded": 1,
        "uploaded": 0,
        "deleted_local": 0,
        "deleted_remote": 0,
        "conflicts": 0,
        "refused": 0,
        "requests": 0,
        "waits": 0,
        "failure": None,
    }
    added = sync(
        "calendar",
        "add",
        "--summary",
        "From the desk",
        "--calendar",
        "Calls",
        "--start",
        "2026-06-23T10:00:00+02:00",
        "--end",
        "2026-06-23T11:00:00+02:00",
        "--json",
    )
    uid = added.json["uid"]
    (report,) = sync("sync", "--json").json["collections"]
    assert (report["uploaded"], report["downloaded"], report["requests"]) == (1, 0, 2)
    texts = calendar_site.phone.held(connected)
    assert any(f"UID:{uid}" in text for text in texts.values())
    (report,) = sync("sync", "--json").json["collections"]
    assert (report["uploaded"], report["downloaded"], report["requests"]) == (0, 0, 1)
    sync("calendar", "delete", "a")
    (report,) = sync("sync", "--json").json["collections"]
    assert (report["deleted_remote"], report["requests"]) == (1, 2)
    assert list(calendar_site.phone.held(connected).values()) == [text for text in texts.values() if uid in text]
