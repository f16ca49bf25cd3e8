"""Calendar servers that schedule by themselves (RFC 6638): one side alone writes to people, and answers count once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from tests.end_to_end.conftest import Terminal
from tests.end_to_end.synced import NOW, SyncedDesk
from tests.servers.faults import answers
from tests.servers.fixtures import CalendarSite
from tests.servers.phone import CALDAV, Phone
from tests.servers.proxy import FaultProxy
from tests.servers.radicale import Radicale
from tests.servers.scheduling import INBOX, Scheduling
from tests.servers.xandikos import Xandikos, running_xandikos
from tests.services.mail.desk import AT_NINE, EVENT, call_text, itip, mail

from opiekun.domain.calls.outbox import Letter, Sending
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import rescheduled
from opiekun.domain.sync.report import InboxReport
from opiekun.services.done import Done, ObjectChange
from opiekun.services.mail.answering import Answering, answer_invitation
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.inbox import read_inbox
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.mail.process import process
from opiekun.services.mail.telling import tell
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.sync.run import sync

ANNA, ANN = "anna@desk.test", "ann@acme.test"
ELSEWHERE = "host@other.test"


@dataclass
class Office:
    """A server with two users: Anna at the desk, and Ann with her phone."""

    desk: SyncedDesk
    path: str
    phone: Phone
    ann: Phone
    ann_path: str

    def sync(self) -> InboxReport:
        """One run; what came by the inbox."""
        program = self.desk.program
        me = addresses_of_agent(program.store, "")
        reading = Reading(program.read_messages, program.letter_writer, me)
        report = sync(
            program.store,
            program.secrets,
            self.desk.open_server,
            now=self.desk.clock,
            inbox=lambda *about, **told: read_inbox(program.store, reading, *about, **told),
        )
        assert [each.failure for each in (*report.collections, *report.inboxes)] == [None, None]
        return report.inboxes[0]

    def write(self, after: str | None, uid: str = "call-1") -> tuple[Letter, ...]:
        """Write an event of ours and tell its guests; the letters that will be sent."""
        calendar_id = self.desk.calendar(self.path)
        program, now = self.desk.program, self.desk.clock()
        with program.store.write() as unit:
            change = ObjectChange(calendar_id, uid, unit.calendars.texts_of(calendar_id, [uid]).get(uid), after)
            write_objects(unit, [change], indexed_texts([change]), now)
            return tell(unit, program.letter_writer, change.before, after, now=now)

    def receive(self, raw: bytes) -> str:
        """What becomes of a mail."""
        program = self.desk.program
        me, now = addresses_of_agent(program.store, ""), self.desk.clock()
        told = process(program.store, program.read_messages, raw, "x", letters=program.letter_writer, me=me, now=now)
        return told[0].verdict.value

    def answer(self, uid: str, answer: Partstat) -> Done:
        """Anna answers an invitation."""
        program = self.desk.program
        by = Answering({ANNA}, "Anna", program.letter_writer)
        with program.store.read() as unit:
            key = unit.calendars.named(uid)[0].key
        return answer_invitation(program.store, key, answer, by, now=self.desk.clock())

    def texts(self) -> dict[str, str]:
        return self.desk.texts(self.path)


Desks = Callable[[CalendarSite], SyncedDesk]


@pytest.fixture
def scheduling(radicale: Radicale) -> Scheduling:
    return Scheduling(radicale)


@pytest.fixture
def office(radicale: Radicale, scheduling: Scheduling, desks: Desks) -> Iterator[Office]:
    """An office on a server that honours SCHEDULE-AGENT."""
    anna, ann = f"anna{uuid4().hex[:8]}", f"ann{uuid4().hex[:8]}"
    for user, address in ((anna, ANNA), (ann, ANN)):
        radicale.set_password(user, "a pass")
        radicale.phone(user).make_calendar(f"/{user}/calls/", "Calls")
        scheduling.known(user, address)
    with FaultProxy(radicale.port, variant=scheduling) as proxy:
        site = CalendarSite("scheduling", "token", radicale, proxy, radicale.phone(anna), anna, "a pass")
        yield _opened(desks(site), f"/{anna}/calls/", proxy, ann, f"/{ann}/calls/")


@pytest.fixture
def xandikos_that_schedules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Xandikos]:
    """One of the test's own: an address is that of one user alone."""
    with running_xandikos(tmp_path_factory.mktemp("xandikos"), scheduling=True) as server:
        yield server


@pytest.fixture
def xandikos_office(xandikos_that_schedules: Xandikos, desks: Desks) -> Iterator[Office]:
    """An office on Xandikos, which puts invitations and answers into the calendars, and a copy into the inbox."""
    xandikos = xandikos_that_schedules
    anna, ann = f"anna{uuid4().hex[:8]}", f"ann{uuid4().hex[:8]}"
    for user, address in ((anna, ANNA), (ann, ANN)):
        xandikos.set_password(user, "a pass")
        phone = xandikos.phone(user)
        told = (
            f'<D:propertyupdate xmlns:D="DAV:" xmlns:C="{CALDAV[1:-1]}"><D:set><D:prop><C:calendar-user-address-set>'
            f"<D:href>mailto:{address}</D:href></C:calendar-user-address-set></D:prop></D:set></D:propertyupdate>"
        )
        assert phone.ask("PROPPATCH", f"/{user}/", told.encode(), Content_Type="application/xml").status == 207
    with FaultProxy(xandikos.port, users=xandikos.users) as proxy:
        site = CalendarSite("xandikos", "token", xandikos, proxy, xandikos.phone(anna), anna, "a pass")
        yield _opened(desks(site), f"/{anna}/calendars/calendar/", proxy, ann, f"/{ann}/calendars/calendar/")


def _opened(desk: SyncedDesk, path: str, proxy: FaultProxy, ann: str, ann_path: str) -> Office:
    desk.connect()
    office = Office(desk, path, Phone(proxy.port, desk.site.user, "a pass"), Phone(proxy.port, ann, "a pass"), ann_path)
    office.sync()
    return office


def from_phone(organizer: str, guest: str, uid: str = "phone-1") -> str:
    """An event as a phone writes it: who sees to the scheduling is not said."""
    more = f"ORGANIZER:mailto:{organizer}\r\nATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{guest}\r\n"
    return EVENT.format(uid=uid, sequence=0, more=more)


def unfolded(phone: Phone, path: str) -> str:
    """A resource's text without the line breaks of long lines."""
    return (phone.get(path) or "").replace("\r\n ", "")


def test_a_call_of_ours_is_mailed_by_us_alone(office: Office, scheduling: Scheduling) -> None:
    letters = office.write(call_text(guests=((ANN, "Ann"), (ELSEWHERE, "Host"))))
    office.sync()
    assert [letter.to for letter in letters] == [ANN, ELSEWHERE]
    assert all(b"SCHEDULE-AGENT" not in letter.content for letter in letters)
    assert (scheduling.inbox(office.ann.user), scheduling.mailed) == ([], [])
    stored = unfolded(office.phone, f"{office.path}call-1.ics")
    assert stored.count("SCHEDULE-AGENT=CLIENT") == 3


def test_an_event_from_the_phone_is_told_by_its_server_alone(office: Office, scheduling: Scheduling) -> None:
    office.phone.put(f"{office.path}phone-1.ics", from_phone(ANNA, ANN))
    office.sync()
    before = office.texts()["phone-1"]
    moved = rescheduled(before, "", NOW.replace(hour=10), NOW.replace(hour=11), now=NOW)
    assert office.write(moved, "phone-1") == ()
    office.sync()
    first, second = scheduling.inbox(office.ann.user)
    assert ("SEQUENCE:0" in first, "SEQUENCE:1" in second) == (True, True)
    assert office.write(None, "phone-1") == ()
    office.sync()
    assert "METHOD:CANCEL" in scheduling.inbox(office.ann.user)[-1]


@pytest.mark.parametrize("applies", [True, False], ids=["written into the event", "left to the client"])
def test_a_guests_answer_by_the_server_counts_once(office: Office, scheduling: Scheduling, *, applies: bool) -> None:
    scheduling.applies = applies
    office.phone.put(f"{office.path}phone-1.ics", from_phone(ANNA, ANN))
    office.sync()
    theirs = from_phone(ANNA, ANN)
    office.ann.put(f"{office.ann_path}1.ics", theirs)
    office.ann.put(f"{office.ann_path}1.ics", theirs.replace("NEEDS-ACTION", "ACCEPTED"))
    (answer,) = scheduling.inbox(office.desk.site.user)
    assert office.sync().verdicts == {"duplicate" if applies else "applied": 1}
    assert "PARTSTAT=ACCEPTED" in office.texts()["phone-1"]
    assert scheduling.inbox(office.desk.site.user) == []
    assert office.receive(mail(answer, ANN)) == "duplicate"
    office.sync()
    assert office.sync().requests == 1
    assert (office.phone.get(f"{office.path}phone-1.ics") or "").count("PARTSTAT=ACCEPTED") == 1


def test_an_invitation_from_a_colleague_is_answered_by_the_server_alone(office: Office, scheduling: Scheduling) -> None:
    invitation = from_phone(ANN, ANNA)
    office.ann.put(f"{office.ann_path}phone-1.ics", invitation)
    office.phone.put(f"{office.path}phone-1.ics", invitation)  # which a server does that puts invitations in
    assert office.sync().verdicts == {"duplicate": 1}
    assert office.answer("phone-1", Partstat.TENTATIVE).told == ()
    office.sync()
    (answer,) = scheduling.inbox(office.ann.user)
    assert "METHOD:REPLY" in answer
    assert "PARTSTAT=TENTATIVE" in answer


def test_an_invitation_by_mail_is_answered_by_mail_alone(office: Office, scheduling: Scheduling) -> None:
    people = f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ANNA}\r\n"
    calendar_id = office.desk.calendar(office.path)
    with office.desk.program.store.write() as unit:
        (calendar,) = (each for each in unit.calendars.all() if each.id == calendar_id)
        unit.calendars.save(replace(calendar, default=True))
    told = {"uid": "theirs", "organizer": ELSEWHERE, "people": people}
    assert office.receive(mail(itip("REQUEST", **told), ELSEWHERE)) == "applied"
    moved = AT_NINE.replace("T09", "T12").replace("T093", "T123")
    assert office.receive(mail(itip("REQUEST", **told | {"sequence": 3, "times": moved}), ELSEWHERE)) == "applied"
    office.answer("theirs", Partstat.ACCEPTED)
    with office.desk.program.store.read() as unit:
        (letter,) = unit.mail.letters([Sending.WAITING])
    assert (letter.to, b"SCHEDULE-AGENT" in letter.content) == (ELSEWHERE, False)
    office.sync()
    assert "PARTSTAT=ACCEPTED" in (office.phone.get(f"{office.path}theirs.ics") or "")
    assert scheduling.mailed == []


def test_the_terminal_tells_what_came_by_the_inbox(office: Office, scheduling: Scheduling, terminal: Terminal) -> None:
    site = office.desk.site
    terminal.environment["OPIEKUN_SECRET_CALDAV"] = site.password
    connected = terminal.run("calendar", "connect", site.url, "--user", site.user, "--password-stdin", stdin="a pass")
    assert connected.returncode == 0, connected.stderr
    office.phone.put(f"{office.path}phone-1.ics", from_phone(ANNA, ANN))
    assert [each["messages"] for each in terminal.told("sync")["inboxes"]] == [0]
    answer = itip("REPLY", uid="phone-1", sequence=0, people=f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANN}\r\n")
    scheduling.deliver(site.user, answer)
    told = terminal.run("sync")
    assert "1 message came by the server's inbox" in told.stdout
    (entry,) = terminal.told("mail", "ledger")
    assert (entry["verdict"], entry["uid"]) == ("applied", "phone-1")
    assert entry["source"] == f"{site.proxy.url}/{site.user}/{INBOX}/"
    (run,) = terminal.told("sync", "log", "--limit", "1")
    assert [(each["verdicts"], each["failure"]) for each in run["inboxes"]] == [({"applied": 1}, None)]


def test_where_only_the_inbox_fails_the_terminal_ends_with_a_failure(office: Office, terminal: Terminal) -> None:
    site = office.desk.site
    terminal.environment["OPIEKUN_SECRET_CALDAV"] = site.password
    connected = terminal.run("calendar", "connect", site.url, "--user", site.user, "--password-stdin", stdin="a pass")
    assert connected.returncode == 0, connected.stderr
    site.proxy.when("REPORT|PROPFIND", f"/{INBOX}/")(answers(403))
    told = terminal.run("sync", "--json")
    assert told.returncode == 1
    run = json.loads(told.stdout)
    assert [each["failure"] for each in run["collections"]] == [None]
    (inbox,) = run["inboxes"]
    assert inbox["failure"] in told.stderr
    site.proxy.behave()
    assert terminal.run("sync").returncode == 0


def test_a_colleagues_answer_on_xandikos_counts_once(xandikos_office: Office) -> None:
    office = xandikos_office
    office.phone.put(f"{office.path}phone-1.ics", from_phone(ANNA, ANN))
    office.sync()
    (href,) = office.ann.listed(office.ann_path)
    theirs = office.ann.get(href) or ""
    office.ann.put(href, theirs.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED"))
    assert office.sync().verdicts == {"duplicate": 1}
    assert "PARTSTAT=ACCEPTED" in office.texts()["phone-1"].replace("\r\n ", "")
    with office.desk.program.store.read() as unit:
        assert [each.verdict.value for each in unit.mail.entries(9)] == ["duplicate"]
    report = office.sync()
    assert (report.messages, report.requests) == (0, 1)
    assert office.desk.journal(office.path) == []


def test_an_invitation_on_xandikos_is_there_once_and_answered_by_the_server(xandikos_office: Office) -> None:
    office = xandikos_office
    office.ann.put(f"{office.ann_path}phone-1.ics", from_phone(ANN, ANNA))
    assert office.sync().verdicts == {"duplicate": 1}
    assert office.answer("phone-1", Partstat.DECLINED).told == ()
    office.sync()
    assert "PARTSTAT=DECLINED" in unfolded(office.ann, f"{office.ann_path}phone-1.ics")
    with office.desk.program.store.read() as unit:
        assert unit.mail.letters([Sending.WAITING]) == []
