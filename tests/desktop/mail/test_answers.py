"""Messages about calls stand in the window with what became of them; stuck letters are sent again or dropped."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk
from tests.desktop.mail.conftest import came, opened, reply, saved, stuck

from opiekun.desktop.mail.message_page import MOST_SHOWN, as_text
from opiekun.desktop.mail.screen import AnswersScreen
from opiekun.domain.calls.outbox import Outgoing, Sending


def words(screen: AnswersScreen) -> str:
    return "\n".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def rows(screen: AnswersScreen) -> list[str]:
    model = screen.list.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def button(screen: AnswersScreen, name: str) -> QPushButton:
    return next(each for each in screen.findChildren(QPushButton) if each.text() == name and each.isVisible())


def test_an_empty_ledger_says_how_messages_come(desk: Desk) -> None:
    assert "Drop an e-mail (.eml)" in words(opened(desk))


def test_what_became_of_an_answer_is_told_in_words_beside_its_event(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid))
    screen = opened(desk)
    assert rows(screen) == [
        "Accepted: Review with Acme, applied · 10:00 · jana@acme.example · answer",
    ]
    told = words(screen)
    assert "✓ applied" in told
    assert "jana@acme.example: accepts" in told
    assert "Event: Review with Acme" in told
    assert not desk.composition.mail.notice.isVisible()


def test_one_that_is_held_says_why_and_is_counted(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid, sender="bob@evil.example"))
    desk.composition.mail.runner.read()
    desk.settle()
    assert desk.composition.mail.notice.text() == "▲ Mail: 1 answer(s) wait for you"
    screen = opened(desk)
    assert "○ held for you" in words(screen)


def test_a_held_answer_counts_once_it_is_accepted_and_can_be_taken_back(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid, sender="bob@evil.example"))
    screen = opened(desk)
    desk.press("A")
    desk.settle()
    assert desk.said == "Accepted: Review with Acme: accepted by you"
    assert not button(screen, "Take back").isHidden()
    assert "PARTSTAT=ACCEPTED" in text_of(bench, uid)
    desk.press("U")
    desk.settle()
    assert desk.said == "Accepted: Review with Acme: held for you"
    assert "PARTSTAT=ACCEPTED" not in text_of(bench, uid)
    desk.press("R")
    desk.settle()
    desk.press("U")
    desk.settle()
    assert "Not in the calendar:\njana@acme.example: accepts" in words(screen)
    desk.press("A")
    desk.settle()
    assert "PARTSTAT=ACCEPTED" in text_of(bench, uid)


def test_a_held_invitation_is_taken_in_which_does_not_answer_it(desk: Desk, bench: Bench) -> None:
    raw = reply("theirs", "NEEDS-ACTION", by="anna@example.com", method="REQUEST")
    raw = raw.replace(b"ORGANIZER:mailto:anna@example.com", b"ORGANIZER:mailto:ola@other.example")
    came(bench.program, raw.replace(b"From: Jana <jana@acme.example>", b"From: Ola, Jan <"))
    screen = opened(desk)
    assert "sender unknown" in rows(screen)[0]
    told = words(screen)
    assert "Not in the calendar:\nadded to the calendar" in told
    button(screen, "Take in").click()
    desk.settle()
    assert "✓ taken in by you; it is answered in the calendar" in words(screen)
    assert "PARTSTAT=NEEDS-ACTION" in text_of(bench, "theirs")


def test_letters_that_wait_are_listed_with_their_recipients_and_the_reason(desk: Desk, bench: Bench) -> None:
    stuck(bench.program)
    with bench.program.store.write() as unit:
        (letter,) = unit.mail.letters({Sending.STUCK})
        again = TUESDAY_10 + timedelta(minutes=5)
        letter = replace(letter, state=Sending.WAITING, next_at=again)
        unit.mail.save_letter(letter)
        unit.mail.save_letter(replace(letter, message_id="<2@test>", kind=Outgoing.REMINDER, failure=None))
    desk.composition.mail.runner.read()
    desk.settle()
    assert desk.composition.mail.notice.text() == "▲ Mail: 1 letter(s) not sent yet"
    told = words(opened(desk))
    assert "Letters that wait to be sent" in told
    assert "Review with Acme · invitation · jana@acme.example · since 10:00 · tried again 10:05" in told
    assert "The message holds no calendar object." in told
    assert "reminder" not in told


def test_a_held_answer_that_is_refused_changes_nothing(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid, sender="bob@evil.example"))
    before = text_of(bench, uid)
    screen = opened(desk)
    button(screen, "Refuse").click()
    desk.settle()
    assert "refused by you" in words(screen)
    assert text_of(bench, uid) == before


def text_of(bench: Bench, uid: str) -> str:
    with bench.program.store.read() as unit:
        return unit.calendars.named(uid)[0].text


def proposed(uid: str) -> bytes:
    raw = reply(uid, "ACCEPTED", method="COUNTER")
    return raw.replace(b"T090000Z", b"T113000Z").replace(b"T100000Z", b"T123000Z").replace(b"Accepted:", b"Proposal:")


def test_a_proposed_time_is_accepted_and_everybody_is_told(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, proposed(uid))
    screen = opened(desk)
    assert "▲ proposes another time" in words(screen)
    assert "jana@acme.example proposes tomorrow 13:30" in words(screen)
    button(screen, "Accept").click()
    desk.settle()
    assert "SEQUENCE:1" in text_of(bench, uid)
    with bench.program.store.read() as unit:
        assert [letter.kind.value for letter in unit.mail.letters({Sending.WAITING})] == ["REQUEST"]


def test_what_a_guest_wrote_with_his_proposal_is_told(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, proposed(uid).replace(b"SEQUENCE:0", b"SEQUENCE:0\r\nCOMMENT:I am away\\, sorry"))
    assert "Comment: I am away, sorry" in words(opened(desk))


def test_a_proposed_time_is_declined(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, proposed(uid))
    screen = opened(desk)
    button(screen, "Decline").click()
    desk.settle()
    with bench.program.store.read() as unit:
        assert [letter.kind.value for letter in unit.mail.letters({Sending.WAITING})] == ["DECLINECOUNTER"]
    assert not desk.composition.mail.notice.isVisible()


def test_the_filter_shows_one_verdict_or_what_waits(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid, "DECLINED", sender="bob@evil.example"))
    came(bench.program, reply(uid))
    screen = opened(desk)
    assert len(rows(screen)) == 2
    screen.filter.setCurrentIndex(1)
    assert [row.partition(",")[0] for row in rows(screen)] == ["Declined: Review with Acme"]
    screen.filter.setCurrentIndex(screen.filter.findText("✓ applied"))
    assert [row.partition(",")[0] for row in rows(screen)] == ["Accepted: Review with Acme"]
    screen.filter.setCurrentIndex(screen.filter.findText("× refused"))
    assert rows(screen) == []
    assert "No such messages." in words(screen)


def test_the_message_itself_is_shown_as_plain_text_on_demand(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid))
    screen = opened(desk)
    raw = screen.findChild(QPlainTextEdit)
    assert isinstance(raw, QPlainTextEdit)
    assert not raw.isVisible()
    desk.press("M")
    assert raw.isVisible()
    assert "METHOD:REPLY" in raw.toPlainText()
    desk.press("M")
    assert not raw.isVisible()


def test_of_a_huge_or_binary_message_a_bounded_text_is_shown() -> None:
    shown = as_text(b"\x00\x1b[31m<script>\n" + b"x" * (3 * MOST_SHOWN))
    assert shown.startswith("\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m<script>\n")
    assert len(shown) < MOST_SHOWN


def test_a_letter_that_is_stuck_goes_out_again(desk: Desk, bench: Bench) -> None:
    stuck(bench.program)
    desk.composition.mail.runner.read()
    screen = opened(desk)
    assert "Letters that could not be sent" in words(screen)
    assert desk.composition.mail.notice.text() == "▲ Mail: 1 letter(s) stuck"
    button(screen, "Try again").click()
    desk.settle()
    with bench.program.store.read() as unit:
        (letter,) = unit.mail.letters({Sending.WAITING})
    assert (letter.attempts, letter.failure) == (0, None)
    assert "Letters that could not be sent" not in words(screen)
    assert desk.said == "The letter goes out with the next run."


def test_a_letter_is_dropped_after_asking_once_more(desk: Desk, bench: Bench) -> None:
    stuck(bench.program)
    screen = opened(desk)
    button(screen, "Drop").click()
    desk.settle()
    with bench.program.store.read() as unit:
        assert unit.mail.letters({Sending.STUCK})
    button(screen, "Really never send it?").click()
    desk.settle()
    with bench.program.store.read() as unit:
        assert not unit.mail.letters(frozenset(Sending))
    assert not desk.composition.mail.notice.isVisible()


@pytest.mark.parametrize("name", ["answer.eml", "answer.ics"])
def test_a_message_that_is_dropped_is_processed_and_shown(desk: Desk, uid: str, tmp_path: Path, name: str) -> None:
    raw = reply(uid)
    path = saved(tmp_path, name, raw if name.endswith(".eml") else raw.partition(b"\r\n\r\n")[2])
    desk.composition.mail.drop(path)
    desk.settle()
    screen = desk.window.findChild(AnswersScreen)
    assert isinstance(screen, AnswersScreen)
    desk.settle()
    assert desk.said == f"{name}: applied"
    assert "jana@acme.example: accepts" in words(screen)
    desk.composition.mail.drop(path)
    desk.settle()
    assert desk.said == f"{name}: known already"


def test_a_calendar_that_is_no_message_is_imported(desk: Desk, tmp_path: Path) -> None:
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    imported: list[Path] = []
    desk.composition.mail.calendar_dropped.connect(imported.append)
    path = saved(tmp_path, "team.ics", calendar.encode())
    desk.composition.mail.drop(path)
    desk.settle()
    assert imported == [path]
