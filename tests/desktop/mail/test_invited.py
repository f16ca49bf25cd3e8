"""Invitations of others are answered where the event is seen, and another time is proposed there."""

from collections.abc import Iterator
from email import message_from_bytes

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk, event
from tests.desktop.mail.conftest import Until

from opiekun.desktop.calendar.full_editor import FullEditor
from opiekun.desktop.calendar.invited import invitation_of
from opiekun.desktop.calendar.small_editor import SmallEditor
from opiekun.domain.calendar.events import Person
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Letter, Sending
from opiekun.domain.invitations.organizing import invited
from opiekun.services.done import ObjectChange
from opiekun.services.events import add_event, existing_object
from opiekun.services.object_writer import indexed_texts, write_objects

HOST = "host@other.example"
ME = "anna@example.com"


def invite(bench: Bench, summary: str, hour: int, *, organizer: str = HOST, guest: str = ME, rule: str = "") -> None:
    """An event of the organizer that reached the calendar."""
    uid = add_event(bench.program.store, event(summary, 17, hour, rule=rule), now=TUESDAY_10).name
    with bench.program.store.write() as unit:
        here = unit.calendars.named(uid)[0]
        text = invited(here.text, (organizer, "Hana Host"), [(guest, "Guest")])
        change = ObjectChange(here.calendar_id, uid, here.text, text)
        write_objects(unit, [change], indexed_texts([change]), TUESDAY_10)


@pytest.fixture
def desk(bench: Bench, until: Until) -> Iterator[Desk]:
    invite(bench, "Planning", 10)
    invite(bench, "Weekly", 13, rule="FREQ=WEEKLY")
    invite(bench, "Ours", 15, organizer=ME, guest=HOST)
    made = Desk(bench, until)
    yield made
    made.close()


def opened(desk: Desk, summary: str) -> SmallEditor:
    desk.screen.editors.open(desk.event(summary))
    desk.settle()
    small = desk.screen.editors.small
    assert small.isVisible()
    return small


def opened_full(desk: Desk, summary: str) -> FullEditor:
    desk.screen.editors.open_full(desk.event(summary))
    desk.settle()
    return desk.screen.editors.full


def field(editor: SmallEditor | FullEditor, name: str) -> QLineEdit:
    return next(each for each in editor.findChildren(QLineEdit) if each.accessibleName() == name)


def told(editor: SmallEditor | FullEditor) -> str:
    return "\n".join(each.text() for each in editor.findChildren(QLabel) if each.isVisible())


def letters(bench: Bench) -> list[tuple[str, str, str]]:
    with bench.program.store.read() as unit:
        return [(each.kind.value, each.to, each.recurrence_id) for each in unit.mail.letters([Sending.WAITING])]


def written(letter: Letter) -> str:
    """All that is in it, in plain text."""
    parts = message_from_bytes(letter.content).walk()
    return "".join((part.get_payload(decode=True) or b"").decode() for part in parts if not part.is_multipart())


def text_of(desk: Desk, bench: Bench) -> str:
    with bench.program.store.read() as unit:
        return existing_object(unit, desk.event("Planning").key).text


@pytest.mark.parametrize(
    ("keys", "said", "words"),
    [
        ("Alt+A", "“Planning”: accepted", "Your answer: accepted."),
        ("Alt+T", "“Planning”: accepted tentatively", "Your answer: tentatively accepted."),
        ("Alt+D", "“Planning”: declined", "Your answer: declined."),
    ],
)
def test_an_invitation_is_answered_by_a_key(desk: Desk, bench: Bench, keys: str, said: str, words: str) -> None:
    with bench.program.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))
    small = opened(desk, "Planning")
    assert "Invitation from Hana Host. Your answer: no answer yet." in told(small)
    desk.press(keys)
    assert desk.said.startswith(f"{said} · Hana Host will be told")
    assert letters(bench) == [("REPLY", HOST, "")]
    assert not small.isVisible()
    assert words in told(opened(desk, "Planning"))
    desk.press("Esc")
    desk.press("Ctrl+Z")
    assert "answering “Planning”" in desk.said
    assert "Your answer: no answer yet." in told(opened(desk, "Planning"))
    assert letters(bench) == []


def test_the_comment_goes_along_and_return_in_it_saves_nothing(desk: Desk, bench: Bench) -> None:
    small = opened(desk, "Planning")
    comment = field(small, "Comment to the organizer")
    comment.setFocus()
    comment.setText("Gladly")
    desk.press("Return")
    assert small.isVisible()
    desk.press("Return")
    assert desk.said.startswith("“Planning”: accepted")
    with bench.program.store.read() as unit:
        assert "Gladly" in written(unit.mail.letters([Sending.WAITING])[0])
    assert field(opened(desk, "Planning"), "Comment to the organizer").text() == ""


def test_a_comment_that_was_not_sent_is_not_lost(desk: Desk) -> None:
    field(opened(desk, "Planning"), "Comment to the organizer").setText("Perhaps")
    desk.press("Esc")
    assert field(opened_full(desk, "Planning"), "Comment to the organizer").text() == "Perhaps"


def test_the_typed_time_is_proposed_and_the_event_stays(desk: Desk, bench: Bench) -> None:
    before = text_of(desk, bench)
    small = opened(desk, "Planning")
    place = small.geometry().topLeft()
    desk.press("Alt+P")
    assert "Type the time that you propose" in told(small)
    assert QApplication.focusWidget() is field(small, "Start")
    assert small.geometry().topLeft() == place
    assert letters(bench) == []
    field(small, "Start").setText("11:30")
    QTest.keySequence(small, "Alt+P")
    desk.press("Alt+P")
    assert desk.said.startswith("Another time is proposed for “Planning”; it stays until Hana Host agrees")
    assert letters(bench) == [("COUNTER", HOST, "")]
    assert text_of(desk, bench) == before
    with bench.program.store.read() as unit:
        assert "T113000" in written(unit.mail.letters([Sending.WAITING])[0])
    assert field(opened(desk, "Planning"), "Start").text() == "10:00"


def test_one_occurrence_of_a_series_is_answered_alone(desk: Desk, bench: Bench) -> None:
    full = opened_full(desk, "Weekly")
    only = next(each for each in full.findChildren(QCheckBox) if "this occurrence" in each.text())
    assert only.isVisible()
    only.click()
    desk.press("Alt+D")
    assert [(kind, bool(one)) for kind, _to, one in letters(bench)] == [("REPLY", True)]
    assert not full.isVisible()


def test_what_the_agent_organizes_is_not_answered(desk: Desk, bench: Bench) -> None:
    small = opened(desk, "Ours")
    assert not small.shown.invitation.isVisible()
    desk.press("Alt+A")
    assert letters(bench) == []


def test_it_is_an_invitation_only_where_the_agent_is_among_the_guests_of_somebody_else() -> None:
    host, me = Person(HOST, organizer=True), Person(ME.upper())
    found = invitation_of((host, me), {ME})
    assert found is not None
    assert found.answer == "needs-action"
    assert invitation_of((host, Person("other@example.com")), {ME}) is None
    assert invitation_of((me,), {ME}) is None
    assert invitation_of((Person(ME, organizer=True), Person(HOST)), {ME}) is None
