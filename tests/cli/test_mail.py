"""`opiekun mail` as other programs call it: the worked cases of invitations, and the shapes of five mail programs."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from tests.cli.conftest import Ran
from tests.mail.shapes import apple_reply, gmail_reply, outlook_com_reply, outlook_reply, thunderbird_reply
from tests.mail.test_smtp import Box, listening
from tests.servers.certificates import fingerprint_of, self_signed
from tests.servers.process import HOST
from tests.services.mail.desk import ANN, BOB, ME, call_text, itip, mail, reply

Terminal = Callable[..., Ran]


@pytest.fixture
def desk(opiekun: Terminal, tmp_path: Path) -> Terminal:
    """A desk whose agent has a call in sequence 2 with Ann, and one in sequence 1 with both."""
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    for name, text in (("one", call_text()), ("two", call_text("call-2", 1, ((ANN, "Ann"), (BOB, "Bob"))))):
        file = tmp_path / f"{name}.ics"
        file.write_text(text, newline="")
        ran = opiekun("calendar", "import", file)
        assert ran.status == 0, ran.err
    return opiekun


@pytest.fixture
def arrive(desk: Terminal, tmp_path: Path) -> Callable[..., dict]:
    """A message arrives as a file; the answer is what `mail process` says of it."""
    made = iter(range(1000))

    def process(content: bytes, suffix: str = "eml") -> dict:
        file = tmp_path / f"m{next(made)}.{suffix}"
        file.write_bytes(content)
        ran = desk("mail", "process", file, "--json")
        assert ran.status == 0, ran.err
        (told,) = ran.json
        assert told["file"] == str(file)
        return told

    return process


def answer_of(desk: Terminal, who: str, tmp_path: Path, uid: str = "call-1") -> str:
    """Somebody's answer as the calendar has it."""
    ran = desk("calendar", "export")
    assert ran.status == 0
    text = ran.out.replace("\r\n ", "").replace("\n ", "")
    event = next(each for each in text.split("BEGIN:VEVENT") if f"UID:{uid}" in each)
    line = next(each for each in event.splitlines() if each.startswith("ATTENDEE") and who in each)
    return line.partition("PARTSTAT=")[2].partition(";")[0].partition(":")[0]


def test_an_answer_counts_once(desk, arrive, tmp_path):
    message = mail(reply("ACCEPTED"))
    told = arrive(message)
    assert (told["verdict"], told["uid"], told["reason"]) == ("applied", "call-1", None)
    assert told["changes"] == [
        {"of": "partstat", "recurrence_id": None, "who": ANN, "before": "needs-action", "after": "accepted"}
    ]
    assert answer_of(desk, ANN, tmp_path) == "ACCEPTED"
    assert arrive(message)["verdict"] == "duplicate"


def test_a_late_answer_does_not_win(desk, arrive, tmp_path):
    assert arrive(mail(reply("DECLINED", stamp="20260616T070500Z")))["verdict"] == "applied"
    assert arrive(mail(reply("ACCEPTED", stamp="20260616T070000Z")))["verdict"] == "outdated"
    assert answer_of(desk, ANN, tmp_path) == "DECLINED"


def test_an_answer_to_the_old_time_does_not_count(desk, arrive, tmp_path):
    assert arrive(mail(reply("ACCEPTED", sequence=1)))["verdict"] == "outdated"
    assert answer_of(desk, ANN, tmp_path) == "NEEDS-ACTION"


def test_who_is_not_invited_is_held_until_the_agent_decides(desk, arrive, tmp_path):
    told = arrive(mail(reply("ACCEPTED", BOB), BOB))
    assert told["verdict"] == "held"
    decided = desk("mail", "decide", told["entry"], "accept", "--json")
    assert decided.json["verdict"] == "applied"
    assert answer_of(desk, BOB, tmp_path) == "ACCEPTED"
    assert desk("mail", "decide", told["entry"], "refuse").status == 1


def test_an_answer_for_another_is_held_and_may_be_refused(desk, arrive, tmp_path):
    told = arrive(mail(reply("ACCEPTED"), BOB))
    assert told["verdict"] == "held"
    assert desk("mail", "decide", told["entry"], "refuse", "--json").json["decided"] == "refuse"
    assert answer_of(desk, ANN, tmp_path) == "NEEDS-ACTION"


LATER = "DTSTART:20260701T093000Z\r\nDTEND:20260701T100000Z\r\n"


def counter(uid="call-1", sequence=2):
    return mail(itip("COUNTER", uid=uid, sequence=sequence, people=f"ATTENDEE:mailto:{ANN}\r\n", times=LATER))


def test_an_accepted_proposal_moves_the_call_and_asks_the_others_anew(desk, arrive, tmp_path):
    assert arrive(mail(reply("ACCEPTED", BOB, uid="call-2", sequence=1), BOB))["verdict"] == "applied"
    told = arrive(counter("call-2", 1))
    assert (told["verdict"], answer_of(desk, BOB, tmp_path, "call-2")) == ("proposal", "ACCEPTED")
    assert desk("mail", "decide", told["entry"], "accept").status == 0
    assert answer_of(desk, ANN, tmp_path, "call-2") == "ACCEPTED"
    assert answer_of(desk, BOB, tmp_path, "call-2") == "NEEDS-ACTION"
    waiting = desk("mail", "outbox", "--json").json
    assert [(each["method"], each["to"], each["uid"], each["sequence"]) for each in waiting] == [
        ("REQUEST", ANN, "call-2", 2),
        ("REQUEST", BOB, "call-2", 2),
    ]


def test_a_refused_proposal_is_declined_and_the_call_stays(desk, arrive, tmp_path):
    told = arrive(counter())
    assert desk("mail", "decide", told["entry"], "refuse").status == 0
    ran = desk("mail", "outbox", "--export", tmp_path / "out", "--json")
    (letter,) = ran.json
    assert (letter["method"], letter["to"], letter["sequence"]) == ("DECLINECOUNTER", ANN, 2)
    assert b'method="DECLINECOUNTER"' in Path(letter["file"]).read_bytes()
    assert [file.suffix for file in (tmp_path / "out").iterdir()] == [".eml"]


def test_a_guest_who_asks_gets_the_invitation_again_each_time(desk, arrive):
    for stamp in ("20260616T070100Z", "20260616T070200Z"):
        refresh = itip("REFRESH", people=f"ATTENDEE:mailto:{ANN}\r\n", stamp=stamp)
        assert arrive(mail(refresh))["verdict"] == "applied"
        (letter,) = desk("mail", "outbox", "--json").json
        assert (letter["method"], letter["to"], letter["sequence"]) == ("REQUEST", ANN, 2)


ELSE = "host@other.test"
TO_ME = f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ME}\r\n"


def from_host(method, **told):
    return mail(itip(method, uid="theirs", organizer=ELSE, people=TO_ME, **told), ELSE)


def test_invitations_of_others_come_change_and_go_one_occurrence_at_a_time(desk, arrive):
    series = from_host("REQUEST", sequence=0, more="RRULE:FREQ=DAILY;COUNT=3\r\n")
    assert arrive(series)["verdict"] == "applied"
    off = from_host(
        "CANCEL", sequence=0, stamp="20260616T074000Z", more="RECURRENCE-ID:20260702T090000Z\r\nSTATUS:CANCELLED\r\n"
    )
    assert arrive(off)["verdict"] == "applied"
    listed = desk("calendar", "list", "--from", "2026-07-01", "--to", "2026-07-05", "--json").json
    standing = [each["start"][:10] for each in listed if each["uid"] == "theirs" and each["status"] != "cancelled"]
    assert standing == ["2026-07-01", "2026-07-03"]


def test_an_invitation_can_be_taken_back_and_read_again(desk, arrive):
    message = from_host("REQUEST", sequence=0)
    told = arrive(message)
    assert desk("mail", "undo", told["entry"]).status == 0
    assert desk("mail", "undo", told["entry"]).status == 1
    listed = desk("calendar", "list", "--from", "2026-07-01", "--to", "2026-07-05", "--json").json
    assert "theirs" not in {each["uid"] for each in listed}
    assert arrive(message)["verdict"] == "applied"


@pytest.mark.parametrize("shape", [gmail_reply, outlook_reply, outlook_com_reply, apple_reply, thunderbird_reply])
def test_the_answers_of_five_mail_programs_count(desk, arrive, tmp_path, shape):
    assert arrive(shape(reply("TENTATIVE"), ANN))["verdict"] == "applied"
    assert answer_of(desk, ANN, tmp_path) == "TENTATIVE"


def nested(depth):
    content = mail(reply("ACCEPTED")).decode()
    for _ in range(depth):
        content = f"From: {ANN}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{content}"
    return content.encode()


BROKEN = reply("ACCEPTED").replace("Review", "Za\u017c\u00f3\u0142\u0107")

HOSTILE = {
    "nested bombs": nested(500),
    "20 MB": b"From: ann@acme.test\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n" + b"X" * 26_000_000,
    "wrong charset": b"From: ann@acme.test\r\nContent-Type: text/calendar; method=REPLY; charset=none\r\n\r\n"
    + BROKEN.encode("cp1250"),
    "nothing": b"",
    "noise": bytes(range(256)) * 50,
}


@pytest.mark.parametrize("kind", list(HOSTILE))
def test_hostile_messages_are_refused_in_one_sentence(arrive, kind):
    told = arrive(HOSTILE[kind])
    assert told["verdict"] in {"refused", "unknown"}
    assert told["reason"]
    assert "\n" not in told["reason"]


def test_a_subject_cannot_bring_lines_of_its_own(arrive):
    content = mail(reply("ACCEPTED")).replace(b"About the call", b"=?utf-8?q?A=0D=0ABcc:_all=1B[31m?=")
    told = arrive(content)
    assert told["verdict"] == "applied"
    assert not {"\r", "\n", "\x1b"} & set(told["subject"])


def test_a_hundred_attendees_answer_nothing(arrive):
    people = "".join(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:g{n}@acme.test\r\n" for n in range(100))
    assert arrive(mail(itip("REPLY", people=people)))["verdict"] == "refused"


def test_a_calendar_file_of_several_events_has_a_line_for_each(desk, tmp_path):
    file = tmp_path / "several.ics"
    second = reply("ACCEPTED", BOB, uid="call-2", sequence=1).split("BEGIN:VEVENT")[1]
    file.write_text(reply("ACCEPTED").replace("END:VCALENDAR\r\n", f"BEGIN:VEVENT{second}"), newline="")
    told = desk("mail", "process", file, "--json").json
    assert [(each["uid"], each["verdict"]) for each in told] == [("call-1", "applied"), ("call-2", "applied")]
    assert len(desk("mail", "ledger", "--json").json) == 2
    assert desk("mail", "ledger").out.count("\n") == 2


def test_changes_are_told_on_the_clock_of_the_desk_and_without_empty_fields(desk, tmp_path):
    file = tmp_path / "m.eml"
    times = "DTSTART:20260702T090000Z\r\nDTEND:20260702T093000Z\r\n"
    file.write_bytes(mail(itip("COUNTER", people=f"ATTENDEE:mailto:{ANN}\r\n", times=times)))
    assert "11:00" in desk("mail", "process", file).out
    invitation = itip("REQUEST", uid="theirs", organizer=BOB, people=f"ATTENDEE;RSVP=TRUE:mailto:{ME}\r\n")
    file.write_bytes(mail(invitation, BOB))
    assert "applied. added\n" in desk("mail", "process", file).out
    file.write_bytes(b"From: ann@acme.test\r\nContent-Type: text/calendar\r\n\r\nnone")
    assert ": : " not in desk("mail", "process", file).out


def test_a_file_that_is_not_there_is_told(desk, tmp_path):
    ran = desk("mail", "process", tmp_path / "none.eml")
    assert (ran.status, ran.out) == (1, "")
    assert "none.eml" in ran.err


def test_without_servers_nothing_runs(desk):
    ran = desk("mail", "run")
    assert ran.status == 1
    assert "opiekun mail connect" in ran.err


def test_a_booked_call_is_mailed_moved_and_called_off(opiekun):
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    assert opiekun("account", "add", "--name", "Acme", "--contact", ANN).status == 0
    box = Box()
    with listening(box) as port:
        server = ("--smtp", f"{HOST}:{port}", "--security", "none", "--from", ME)
        connected = opiekun("mail", "connect", *server, "--json")
        assert connected.json["smtp"] == {
            "host": HOST,
            "port": port,
            "security": "none",
            "user": "",
            "fingerprint": None,
        }
        assert connected.json["imap"] is None
        call = ("--account", "Acme", "--type", "check-in", "--start", "2026-06-18T10:00:00+02:00", "--guest", ANN)
        booked = opiekun("call", "book", *call, "--json")
        assert booked.status == 0, booked.err
        uid = booked.json["uid"]
        (waiting,) = opiekun("mail", "outbox", "--json").json
        assert (waiting["to"], waiting["method"], waiting["uid"], waiting["sequence"]) == (ANN, "REQUEST", uid, 0)
        assert opiekun("mail", "run", "--json").json["sent"] == 1
        assert opiekun("call", "move", uid, "--start", "2026-06-18T11:00:00+02:00").status == 0
        assert opiekun("call", "cancel", uid).status == 0
        assert opiekun("mail", "run").status == 0
        assert opiekun("check", "--json").json["mail_servers"][0]["reachable"] is True
    assert [b'method="CANCEL"' in content for _, _, content in box.taken] == [False, True]
    gone = opiekun("check", "--json").json
    assert (gone["mail_servers"][0]["reachable"], gone["ok"]) == (False, False)


def test_a_certificate_that_nobody_vouches_for_is_accepted_by_its_fingerprint(opiekun, tmp_path):
    (tmp_path / "renewed").mkdir()
    certificate, renewed = self_signed(tmp_path), self_signed(tmp_path / "renewed")
    accepted = fingerprint_of(certificate[0])
    with listening(Box(), certificate, as_="ssl_context") as port:
        server = ("mail", "connect", "--smtp", f"{HOST}:{port}", "--json")
        refused = opiekun(*server)
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.rstrip().endswith(f"To accept it, add: --accept-certificate {accepted}")
        assert opiekun(*server, "--accept-certificate", "12:34").status == 1
        written = ":".join(accepted[at : at + 2].upper() for at in range(0, 64, 2))
        told = opiekun(*server, "--accept-certificate", written)
        assert (told.status, told.json["smtp"]["fingerprint"]) == (0, accepted)
        [checked] = opiekun("check", "--json").json["mail_servers"]
        assert (checked["reachable"], checked["fingerprint"]) == (True, accepted)
    with listening(Box(), renewed, port=port, as_="ssl_context"):
        [checked] = opiekun("check", "--json").json["mail_servers"]
        assert checked["reachable"] is False
        assert "shows another certificate than the one that was accepted; nothing was sent there" in checked["problem"]


def test_a_run_that_sends_nothing_says_what_waits_until_when_and_why(opiekun):
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    assert opiekun("account", "add", "--name", "Acme", "--contact", ANN).status == 0
    with listening(Box()) as port:
        assert opiekun("mail", "connect", "--smtp", f"{HOST}:{port}", "--security", "none", "--from", ME).status == 0
    call = ("--account", "Acme", "--type", "check-in", "--start", "2026-06-18T10:00:00+02:00", "--guest", ANN)
    assert opiekun("call", "book", *call).status == 0
    first = opiekun("mail", "run")
    assert (first.status, "does not answer" in first.err) == (1, True)
    again = opiekun("mail", "run")
    assert again.status == 0
    assert "1 letter waits for another attempt.\n  REQUEST  ann@acme.test" in again.out
    assert "(not before " in again.out
    assert "does not answer" in again.out
    (waiting,) = opiekun("mail", "run", "--json").json["waiting"]
    assert (waiting["to"], waiting["next_at"] is None) == (ANN, False)


def test_it_is_said_in_whose_name_letters_are_written_that_another_address_hands_over(opiekun):
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    with listening(Box()) as port:
        server = ("mail", "connect", "--smtp", f"{HOST}:{port}", "--security", "none", "--from")
        other = opiekun(*server, "relay@example.net")
        same = opiekun(*server, ME.upper())
    assert f"in the name of Anna <{ME}>, and answers go there; relay@example.net only hands them" in other.err
    assert "opiekun setup --email relay@example.net" in other.err
    assert "in the name of" not in same.err


def test_who_proposes_a_time_that_will_not_do_is_told_three_free_ones(opiekun, tmp_path):
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    assert opiekun("account", "add", "--name", "Acme", "--contact", ANN).status == 0
    call = ("--account", "Acme", "--type", "check-in", "--start", "2026-06-18T10:00:00+02:00", "--guest", ANN)
    uid = opiekun("call", "book", *call, "--json").json["uid"]
    file = tmp_path / "counter.eml"
    file.write_bytes(counter(uid, 0).replace(b"SEQUENCE:2", b"SEQUENCE:0"))
    (told,) = opiekun("mail", "process", file, "--json").json
    assert told["verdict"] == "proposal"
    assert len(opiekun("call", "show", uid, "--json").json["proposals"]) == 1
    assert opiekun("mail", "decide", told["entry"], "refuse").status == 0
    assert opiekun("call", "show", uid, "--json").json["proposals"] == []
    letters = opiekun("mail", "outbox", "--export", tmp_path / "out", "--json").json
    declined = next(each for each in letters if each["method"] == "DECLINECOUNTER")
    content = message_from_bytes(Path(declined["file"]).read_bytes(), policy=default)
    times = [line for line in content.get_body(("plain",)).get_content().splitlines() if line.startswith("- ")]
    assert len(set(times)) == 3
    assert not any("11:30–12:00" in line for line in times)


def test_a_time_that_is_not_free_is_accepted_knowingly_and_a_refusal_is_seen_first(opiekun, tmp_path):
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    assert opiekun("account", "add", "--name", "Acme", "--contact", ANN).status == 0
    call = ("--account", "Acme", "--type", "check-in", "--start", "2026-06-18T10:00:00+02:00", "--guest", ANN)
    uid = opiekun("call", "book", *call, "--json").json["uid"]
    dentist = ("--summary", "Dentist", "--start", "2026-07-01T11:30:00+02:00", "--end", "2026-07-01T12:00:00+02:00")
    assert opiekun("calendar", "add", *dentist).status == 0
    file = tmp_path / "counter.eml"
    file.write_bytes(counter(uid, 0))
    (told,) = opiekun("mail", "process", file, "--json").json
    draft = opiekun("mail", "decide", told["entry"], "refuse", "--preview", "--json").json
    assert (draft["to"], draft["comment"].count("\n- ")) == (ANN, 3)
    refused = opiekun("mail", "decide", told["entry"], "accept")
    assert (refused.status, "busy: Dentist" in refused.err) == (1, True)
    assert opiekun("mail", "decide", told["entry"], "accept", "--anyway").status == 0
    assert opiekun("call", "show", uid, "--json").json["start"] == "2026-07-01T09:30:00Z"
    assert opiekun("mail", "undo", told["entry"]).status == 0
    assert opiekun("call", "show", uid, "--json").json["start"] == "2026-06-18T08:00:00Z"
    declined = ("mail", "decide", told["entry"], "refuse", "--comment", "Only mornings")
    assert opiekun(*declined, "--json").json["decided"] == "refuse"


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20200618T080000Z\r\nDTEND:20200618T083000Z\r\n",
        "DTSTART:20260618T090000Z\r\nDTEND:20990618T083000Z\r\n",
        "DTSTART;VALUE=DATE:20260619\r\nDTEND;VALUE=DATE:20260620\r\n",
    ],
    ids=["past", "endless", "whole day"],
)
def test_a_call_is_not_moved_to_a_time_that_no_call_can_have(opiekun, tmp_path, times):
    assert opiekun("setup", "--name", "Anna", "--email", ME, "--timezone", "Europe/Bratislava").status == 0
    assert opiekun("account", "add", "--name", "Acme", "--contact", ANN).status == 0
    call = ("--account", "Acme", "--type", "check-in", "--start", "2026-06-18T10:00:00+02:00", "--guest", ANN)
    booked = opiekun("call", "book", *call, "--json").json
    file = tmp_path / "counter.eml"
    file.write_bytes(
        mail(itip("COUNTER", uid=booked["uid"], sequence=0, people=f"ATTENDEE:mailto:{ANN}\r\n", times=times))
    )
    (told,) = opiekun("mail", "process", file, "--json").json
    refused = opiekun("mail", "decide", told["entry"], "accept")
    assert (told["verdict"], refused.status) == ("proposal", 1)
    assert refused.err.endswith("refuse the proposal.\n")
    here = opiekun("call", "show", booked["uid"], "--json").json
    assert (here["start"], here["sequence"], len(here["proposals"])) == (booked["start"], 0, 1)
    assert opiekun("mail", "decide", told["entry"], "refuse").status == 0


def test_what_is_taken_back_leaves_what_came_since(desk, arrive):
    assert arrive(mail(reply("ACCEPTED", uid="call-2", sequence=1)))["verdict"] == "applied"
    told = arrive(mail(reply("ACCEPTED", uid="call-2", sequence=1, stamp="20260616T074500Z")))
    assert told["verdict"] == "applied"
    assert arrive(mail(reply("DECLINED", BOB, uid="call-2", sequence=1), BOB))["verdict"] == "applied"
    assert desk("mail", "undo", told["entry"]).status == 0
    late = mail(reply("ACCEPTED", BOB, uid="call-2", sequence=1, stamp="20260616T072500Z"), BOB)
    assert arrive(late)["verdict"] == "outdated"


def test_an_answer_to_the_time_before_the_call_was_moved_in_the_calendar_does_not_count(desk, arrive, tmp_path):
    assert arrive(mail(reply("ACCEPTED", uid="call-2", sequence=1)))["verdict"] == "applied"
    assert desk("calendar", "move", "call-2", "--start", "2026-07-01T12:00:00+02:00").status == 0
    assert arrive(mail(reply("ACCEPTED", BOB, uid="call-2", sequence=1), BOB))["verdict"] == "outdated"
    assert answer_of(desk, BOB, tmp_path, "call-2") == "NEEDS-ACTION"
    declined = reply("DECLINED", BOB, uid="call-2", sequence=2, stamp="20260616T074500Z")
    assert arrive(mail(declined, BOB))["verdict"] == "applied"
