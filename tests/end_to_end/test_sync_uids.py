"""Events whose UIDs have a comma or a semicolon, which servers escape (RFC 5545, 3.3.11) and other programs do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.end_to_end.synced import SyncedDesk
from tests.servers.events import event, said
from tests.servers.fixtures import CalendarSite

from opiekun.services.calendar_files import import_calendar_file

MakeDesk = Callable[[CalendarSite], SyncedDesk]
UID = "call;2026,06,22"


@pytest.mark.parametrize("spelled", [UID, "call\\;2026\\,06\\,22"], ids=["bare", "escaped"])
def test_one_that_is_imported_goes_to_the_server_and_stays_one(
    every_calendar_site: CalendarSite, desks: MakeDesk, spelled: str
) -> None:
    site = every_calendar_site
    calls = site.calendar()
    desk = desks(site)
    desk.connect()
    desk.sync()
    import_calendar_file(desk.program.store, event(spelled).encode(), desk.calendar(calls), now=desk.clock())
    assert (desk.sync().uploaded, desk.sync().refused) == (1, 0)
    desk.change(calls, UID, summary="Changed here")
    assert desk.sync().uploaded == 1
    import_calendar_file(desk.program.store, event(spelled).encode(), desk.calendar(calls), now=desk.clock())
    (path,) = site.phone.listed(calls)
    site.phone.put(path, (site.phone.get(path) or "").replace("Changed here", "Changed there"))
    assert desk.sync().downloaded == 1
    assert [*desk.texts(calls)] == [UID]
    assert said(desk.texts(calls)[UID]) == site.phone.says(calls)[path]
    assert "SUMMARY:Changed there" in desk.texts(calls)[UID]
    assert (desk.journal(calls), desk.conflicts(), desk.problems()) == ([], [], [])
    desk.delete(calls, UID)
    assert desk.sync().deleted_remote == 1
    assert site.phone.listed(calls) == {}
