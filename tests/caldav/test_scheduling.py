"""Asking the outbox when colleagues are busy."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.caldav.conftest import Open
from tests.servers import faults
from tests.servers.proxy import FaultProxy

from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.remote import Busy, FreeBusy

SINCE, UNTIL = datetime(2026, 6, 22, tzinfo=UTC), datetime(2026, 6, 23, tzinfo=UTC)
NINE = int(SINCE.timestamp()) + 9 * 3600
ANSWER = """<?xml version="1.0" encoding="utf-8"?>
<c:schedule-response xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<c:response><c:recipient><href>mailto:Eve%40desk.example</href></c:recipient>
<c:request-status>2.0;Success</c:request-status>
<c:calendar-data>BEGIN:VCALENDAR
BEGIN:VFREEBUSY
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260622T090000Z/PT1H
END:VFREEBUSY
END:VCALENDAR
</c:calendar-data></c:response>
<c:response><c:recipient><href>mailto:bob@else.example</href></c:recipient>
<c:request-status>3.7;Invalid Calendar User</c:request-status>
<responsedescription>Nobody here</responsedescription></c:response>
</c:schedule-response>"""


def test_tells_when_colleagues_are_busy_in_the_order_of_the_question(stub: FaultProxy, opened: Open) -> None:
    stub.when("POST", "^/outbox/$")(faults.answers(200, ANSWER, content_type="application/xml"))
    server = opened(stub.url, outbox=f"{stub.url}/outbox/", addresses=("ann@desk.example",))
    who = ("nobody@x.example", "bob@else.example", "eve@desk.example")
    assert server.colleagues_busy(who, SINCE, UNTIL) == (
        FreeBusy("nobody@x.example", None),
        FreeBusy("bob@else.example", None, "3.7;Invalid Calendar User Nobody here"),
        FreeBusy("eve@desk.example", (Busy(NINE, NINE + 3600, tentative=True),)),
    )
    asked = stub.asked[0]
    text = asked.body.decode().replace("\r\n ", "")
    assert asked.headers["content-type"].startswith("text/calendar")
    for line in (
        *("METHOD:REQUEST", "ORGANIZER:mailto:ann@desk.example", "ATTENDEE:mailto:eve@desk.example"),
        *("DTSTART:20260622T000000Z", "DTEND:20260623T000000Z"),
    ):
        assert f"\r\n{line}\r\n" in text


def test_an_address_brings_no_line_of_its_own(stub: FaultProxy, opened: Open) -> None:
    stub.when()(faults.answers(200, ANSWER, content_type="application/xml"))
    server = opened(stub.url, outbox=f"{stub.url}/outbox/")
    server.colleagues_busy(["eve@x.example\r\nATTENDEE:mailto:mallory@x.example"], SINCE, UNTIL)
    assert b"\nATTENDEE:mailto:mallory" not in stub.asked[0].body


def test_a_server_without_scheduling_says_so_unasked(stub: FaultProxy, opened: Open) -> None:
    with pytest.raises(DavRefused) as caught:
        opened(stub.url).colleagues_busy(["eve@desk.example"], SINCE, UNTIL)
    assert caught.value.failure is DavFailure.MISSING
    assert not caught.value.temporary
    assert stub.asked == []


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (faults.answers(403), DavFailure.FORBIDDEN),
        (faults.login_page(), DavFailure.UNREADABLE),
        (faults.answers(200, ANSWER[:300], content_type="application/xml"), DavFailure.UNREADABLE),
        (faults.entity_bomb, DavFailure.UNREADABLE),
    ],
)
def test_a_failing_outbox_is_told(stub: FaultProxy, opened: Open, fault: object, failure: DavFailure) -> None:
    stub.when()(fault)
    with pytest.raises(DavRefused) as caught:
        opened(stub.url, outbox=f"{stub.url}/outbox/").colleagues_busy(["eve@desk.example"], SINCE, UNTIL)
    assert caught.value.failure is failure
