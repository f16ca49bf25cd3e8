"""The servers of the suite are what tests take them for: real ones, empty for each user, told straight and through."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.servers.events import event, said
from tests.servers.faults import CS, DAV
from tests.servers.fixtures import CalendarSite
from tests.servers.phone import Phone

STATE = b"""<propfind xmlns="DAV:" xmlns:CS="http://calendarserver.org/ns/"><prop>
<sync-token/><CS:getctag/><supported-report-set/></prop></propfind>"""
CHANGES = (
    b'<sync-collection xmlns="DAV:"><sync-token/><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>'
)


def through(site: CalendarSite) -> Phone:
    """A client that goes through the proxy, as the program does."""
    return Phone(site.proxy.port, site.user, site.password)


def test_a_calendar_holds_what_is_put(every_calendar_site: CalendarSite) -> None:
    site = every_calendar_site
    calls = site.calendar()
    through(site).put(f"{calls}a b@é+c.ics", event("1"))
    assert site.phone.says(calls) == {f"{calls}a b@é+c.ics": said(event("1"))}
    assert [(asked.method, asked.path) for asked in site.proxy.asked] == [("PUT", f"{calls}a%20b@%C3%A9+c.ics")]


def test_a_file_in_the_storage_is_a_resource(every_calendar_site: CalendarSite) -> None:
    site = every_calendar_site
    calls = site.filled({f"{n}.ics": event(str(n)) for n in range(20)})
    assert site.phone.says(calls) == {f"{calls}{n}.ics": said(event(str(n))) for n in range(20)}
    site.phone.put(f"{calls}20.ics", event("20"))
    site.filled({"21.ics": event("21")})
    assert len(site.phone.listed(calls)) == 22


def test_a_wrong_password_is_refused(every_calendar_site: CalendarSite) -> None:
    site = every_calendar_site
    site.calendar()
    assert Phone(site.proxy.port, site.user, "wrong").ask("PROPFIND", "/", Depth="0").status == 401
    assert through(site).ask("PROPFIND", "/", Depth="0").status == 207
    site.change_password("another")
    assert through(site).ask("PROPFIND", "/", Depth="0").status == 401


def test_a_server_tells_its_changes_as_its_name_says(every_calendar_site: CalendarSite) -> None:
    site = every_calendar_site
    calls = site.calendar()
    told = ET.fromstring(through(site).ask("PROPFIND", calls, STATE, Depth="0", Content_Type="application/xml").body)  # noqa: S314 - of a server that we started
    by_token = site.by == "token"
    assert bool(told.findtext(f".//{DAV}sync-token")) == by_token
    assert (told.find(f".//{DAV}sync-collection") is not None) == by_token
    assert bool(told.findtext(f".//{CS}getctag")) == (site.by != "etags")
    assert through(site).ask("REPORT", calls, CHANGES, Content_Type="application/xml").status == (
        207 if by_token else 403
    )
    reply = through(site).put(f"{calls}1.ics", event("1"))
    assert ("etag" in reply.headers) == (site.name != "radicale-silent-put")


def test_a_calendar_can_be_read_only(calendar_site: CalendarSite) -> None:
    calls = calendar_site.filled({"1.ics": event("1")}, "calls-read-only")
    assert calendar_site.phone.ask("PUT", f"{calls}2.ics", event("2").encode()).status == 403
    assert calendar_site.phone.says(calls) == {f"{calls}1.ics": said(event("1"))}


def test_a_phone_moves_events(every_calendar_site: CalendarSite) -> None:
    site = every_calendar_site
    calls, private = site.calendar(), site.calendar("private")
    site.phone.put(f"{calls}1.ics", event("1"))
    site.phone.move(f"{calls}1.ics", f"{private}1.ics")
    assert site.phone.held(calls) == {}
    assert site.phone.says(private) == {f"{private}1.ics": said(event("1"))}
