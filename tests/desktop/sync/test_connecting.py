"""Calendars on a server in the settings: looked for, chosen, asked about, connected and let go of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from tests.desktop.bench import TUESDAY_10, SecretsInMemory
from tests.desktop.misfits import NARROW
from tests.desktop.sync.conftest import Beside, an_event, button, part_of, words
from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import PASSWORD, URL, FakeServer

from opiekun.desktop.compose import Composition
from opiekun.desktop.settings.calendar_server import CalendarServerSection
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.settings.server_accounts import ServerAccount
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.sync.first_sync import Arrived
from opiekun.desktop.sync.sync import SyncState
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.widgets.fields import Choice
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import Refused
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.told import Told
from opiekun.services.calendars import list_calendars, save_calendar
from opiekun.services.events import add_event
from opiekun.services.sync.accounts import SECRET
from opiekun.services.sync.connecting import disconnect
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding, sync_standing

Until = Callable[..., None]
FINGERPRINT = "0af1" * 16


@pytest.fixture
def section(desk: Composition, until: Until) -> CalendarServerSection:
    desk.window.go(Do.SETTINGS)
    settings = desk.window.findChild(SettingsScreen)
    assert isinstance(settings, SettingsScreen)
    settings.open_part(settings.calendar_server)
    until(lambda: desk.worker.idle)
    return settings.calendar_server


def idle(desk: Composition) -> bool:
    return desk.worker.idle and desk.exchange.worker.idle and not part_of(desk).sync.state.running


def fill_in(section: CalendarServerSection, password: str = PASSWORD, url: str = URL) -> None:
    fields = {each.accessibleName(): each for each in section.findChildren(QLineEdit)}
    for name, text in (("Address", url), ("User", "anna"), ("Password", password)):
        fields[name].clear()
        QTest.keyClicks(fields[name], text)
    QTest.keyClick(fields["Password"], Qt.Key.Key_Return)


def test_the_calendars_of_a_server_are_found_chosen_and_synced(
    desk: Composition, section: CalendarServerSection, server: FakeServer, beside: Beside, until: Until
) -> None:
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    boxes = {each.accessibleName(): each for each in section.findChildren(QCheckBox) if each.isVisible()}
    assert set(boxes) == {"Work", "Team, can only be read"}
    boxes["Work"].setChecked(False)
    button(section, "Connect 1 calendar(s)").click()
    until(lambda: "1 calendar(s) connected" in words(section) and idle(desk))
    program = desk.session.program
    assert [each.name for each in list_calendars(program.store)] == ["", "Team"]
    (account,) = sync_standing(program.store).accounts
    assert program.secrets.get(SECRET, account.id) == PASSWORD
    assert "anna · cal.example.com" in words(section)
    typed = [each.text() for each in section.findChildren(QLineEdit)]
    assert not any(typed)
    assert PASSWORD not in words(desk.window)
    assert beside.runs == 0


def test_a_calendar_without_a_colour_has_no_mark_that_looks_like_a_second_box(
    section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    server.named("Work").colour = ""
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    (work,) = (each for each in section.findChildren(QCheckBox) if each.accessibleName() == "Work")
    line = work.parentWidget()
    assert line is not None
    assert not any("border: 1px" in each.styleSheet() for each in line.findChildren(QWidget))


def test_one_button_alone_is_the_one_that_comes_next(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    def primary() -> list[str]:
        buttons = (each for each in section.findChildren(KeyButton) if each.isVisible())
        return [each.text() for each in buttons if each.property("kind") == "primary"]

    assert primary() == ["Look for calendars"]
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    assert primary() == ["Connect 2 calendar(s)"]
    button(section, "Do not connect").click()
    assert primary() == ["Look for calendars"]


def test_in_a_low_window_the_account_is_in_sight_once_it_is_connected(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(NARROW)
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    (line,) = section.findChildren(ServerAccount)
    until(lambda: not line.visibleRegion().isEmpty())


def test_of_a_server_that_may_write_to_guests_too_that_is_said(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    server.principal = "https://cal.example.com/SOGo/dav/anna/"
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    assert words(section).count("▲ cal.example.com runs SOGo, which may write to guests by itself") == 2


def test_a_server_of_which_no_calendar_is_connected_says_so(desk: Composition, section: CalendarServerSection) -> None:
    account = DavAccount("a", URL, "anna", Auth.BASIC)
    part_of(desk).sync.told.emit(SyncState(SyncStanding((account,))))
    assert "No calendar of this server is connected." in words(section)


def test_the_calendar_whose_address_was_typed_is_the_one_that_is_ticked(
    section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    fill_in(section, url=server.named("Team").url)
    until(lambda: "2 calendar(s) found" in words(section))
    boxes = {each.accessibleName(): each for each in section.findChildren(QCheckBox) if each.isVisible()}
    assert {name: box.isChecked() for name, box in boxes.items()} == {"Work": False, "Team, can only be read": True}
    assert button(section, "Connect 1 calendar(s)").isEnabled()


def test_a_connected_calendar_is_known_again_by_an_address_with_another_end(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    for each in server.collections.values():
        each.url = each.url.rstrip("/")
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    assert words(section).count("connected already") == 2
    assert not button(section, "Connect 0 calendar(s)").isEnabled()


def test_what_is_typed_stays_and_the_password_is_written_nowhere(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    fill_in(section, "not the password")
    until(lambda: "◆" in words(section) and idle(desk))
    desk.session.drafts.close()
    until(lambda: desk.worker.idle)
    drafts = (desk.session.program.home / "drafts.json").read_text("utf-8")
    assert URL in drafts
    assert "not the password" not in drafts
    assert not sync_standing(desk.session.program.store).accounts


def test_without_a_keyring_that_is_said_before_calendars_are_chosen_and_nothing_typed_is_lost(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    secrets = desk.session.program.secrets
    assert isinstance(secrets, SecretsInMemory)
    secrets.refusal = Refused("No keyring works here.")
    fill_in(section)
    until(lambda: "No keyring works here." in words(section) and idle(desk))
    assert server.opened == 0
    fields = {each.accessibleName(): each for each in section.findChildren(QLineEdit)}
    assert [fields[name].text() for name in ("Address", "User", "Password")] == [URL, "anna", PASSWORD]


def test_where_a_typed_password_goes_is_said_before_it_is_typed(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    until(lambda: "Kept by the system’s keyring, nowhere else." in words(section))
    secrets = desk.session.program.secrets
    assert isinstance(secrets, SecretsInMemory)
    secrets.refusal = Refused("No keyring works here.")
    section.refresh()
    until(lambda: "▲ No keyring works here." in words(section))
    assert "Kept by the system’s keyring" not in words(section)


def test_a_password_that_is_not_kept_any_more_is_asked_for_where_it_is_typed(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    account_id = connected(desk, server, until)
    program = desk.session.program
    program.secrets.forget(SECRET, account_id)
    Desk(program.store, server, TUESDAY_10, program.secrets).sync()
    part_of(desk).sync.read()
    until(lambda: f"▲ There is no password for anna at {URL}: type it in the settings" in words(section))
    section.ask_first()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert (field.accessibleName(), field.placeholderText()) == (
        "Password of anna · cal.example.com",
        "its password",
    )
    desk.window.go(Do.SYNC_PAGE)
    until(lambda: "Open the settings" in [each.text() for each in desk.window.findChildren(KeyButton)])


def test_why_a_server_was_not_reached_stands_on_its_card(desk: Composition, section: CalendarServerSection) -> None:
    account = DavAccount("a", URL, "anna", Auth.BASIC)
    work = DavCollection("work", "a", f"{URL}work/", failure=Told("Nobody answers."))
    synced = SyncedCalendar(Calendar("work", "Work", "#24694A"), work, 0)
    part_of(desk).sync.told.emit(SyncState(SyncStanding((account,), (synced,))))
    assert "▲ Nobody answers." in words(section)
    assert button(section, "Change the password").isVisible()


def test_a_certificate_is_accepted_knowingly(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    untrusted = DavRefused(
        "Not verified.", failure=DavFailure.CERTIFICATE, words="cal.example.com", fingerprint=FINGERPRINT
    )
    server.fail("discover", untrusted)
    fill_in(section)
    until(lambda: "Is this the right server?" in words(section))
    assert ":".join(["0A", "F1"] * 4) in words(section)
    assert "It says it is for: cal.example.com" in words(section)
    button(section, "Accept this certificate").click()
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    assert sync_standing(desk.session.program.store).accounts[0].fingerprint == FINGERPRINT


def test_after_a_wrong_password_another_is_typed_and_the_certificate_is_not_asked_about_again(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    server.fail("discover", DavRefused("Not verified.", failure=DavFailure.CERTIFICATE, fingerprint=FINGERPRINT))
    fill_in(section, "wrong")
    until(lambda: "Is this the right server?" in words(section))
    button(section, "Accept this certificate").click()
    until(lambda: "◆" in words(section) and idle(desk))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert (field.accessibleName(), field.hasSelectedText()) == ("Password", True)
    QTest.keyClicks(field, PASSWORD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    assert sync_standing(desk.session.program.store).accounts[0].fingerprint == FINGERPRINT


def test_a_certificate_that_is_not_accepted_leaves_nothing(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    server.fail("discover", DavRefused("Not verified.", failure=DavFailure.CERTIFICATE, fingerprint=FINGERPRINT))
    fill_in(section)
    until(lambda: "Is this the right server?" in words(section))
    button(section, "Do not connect").click()
    until(lambda: "Is this the right server?" not in words(section) and idle(desk))
    assert server.calls == ["discover"]


def connected(desk: Composition, server: FakeServer, until: Until) -> str:
    """As in a desk that was connected earlier."""
    program = desk.session.program
    made = Desk(program.store, server, TUESDAY_10, program.secrets).connect()
    part_of(desk).sync.read()
    until(lambda: part_of(desk).sync.state.known and idle(desk))
    return made.account.id


def test_a_refused_password_is_asked_for_and_another_one_goes_on(
    desk: Composition, section: CalendarServerSection, server: FakeServer, beside: Beside, until: Until
) -> None:
    account_id = connected(desk, server, until)
    store, secrets = desk.session.program.store, desk.session.program.secrets
    with store.write() as unit:
        (account,) = unit.sync.accounts()
        unit.sync.save_account(
            type(account)(account.id, account.url, "anna", account.auth, asks=Told("Wrong password."))
        )
    server.password = "another"  # noqa: S105
    section.refresh()
    until(lambda: "▲ Wrong password." in words(section))
    (field,) = [each for each in section.findChildren(QLineEdit) if each.accessibleName().startswith("Password of")]
    field.setText("another")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: beside.runs == 1 and idle(desk))
    assert secrets.get(SECRET, account_id) == "another"
    assert sync_standing(store).accounts[0].asks is None
    assert not field.text()
    assert "✓ cal.example.com answers again." in words(section)


def test_of_two_servers_the_keys_are_of_the_one_in_which_the_focus_is(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    def press(key: Qt.Key) -> None:
        QTest.keyClick(desk.window, key, Qt.KeyboardModifier.AltModifier)

    servers = (DavAccount("a", URL, "anna", Auth.BASIC), DavAccount("b", URL, "ewa", Auth.BASIC))
    part_of(desk).sync.told.emit(SyncState(SyncStanding(servers)))
    first, second = section.findChildren(ServerAccount)
    press(Qt.Key.Key_D)
    until(lambda: "Let go of this server?" in words(first))
    button(first, "Stay connected").click()
    button(second, "Disconnect…").setFocus()
    press(Qt.Key.Key_W)
    until(
        lambda: any(each.text() == "Leave it as it was" for each in second.findChildren(KeyButton) if each.isVisible())
    )
    press(Qt.Key.Key_D)
    until(lambda: "Let go of this server?" in words(second))
    assert "Let go of this server?" not in words(first)
    assert button(first, "Change the password").isVisible()


@pytest.mark.parametrize("stays", [True, False])
def test_a_server_is_let_go_of_after_a_question(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until, stays: bool
) -> None:
    connected(desk, server, until)
    button(section, "Disconnect…").click()
    assert "Nothing is deleted on the server" in words(section)
    assert "have not reached the server" not in words(section)
    store = desk.session.program.store
    assert sync_standing(store).accounts
    button(section, "Disconnect, events stay here" if stays else "Disconnect, events go from here").click()
    until(lambda: not sync_standing(store).accounts and idle(desk))
    assert [each.name for each in list_calendars(store)] == (["", "Work", "Team"] if stays else [""])


def test_what_was_done_before_a_server_was_let_go_of_is_not_taken_back_unseen(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    store = desk.session.program.store
    desk.session.write(partial(add_event, details=an_event(list_calendars(store)[0]), now=TUESDAY_10))
    until(lambda: desk.window.status.message.startswith("Added “Call”") and idle(desk))
    added = desk.window.status.message
    button(section, "Disconnect…").click()
    until(lambda: "Disconnect, events stay here" in [each.text() for each in section.findChildren(KeyButton)])
    button(section, "Disconnect, events stay here").click()
    until(lambda: not sync_standing(store).accounts and idle(desk))
    assert not desk.window.status.offers_undo
    desk.window.actions_list[Do.UNDO].trigger()
    barred = f"What was done last cannot be taken back. Once more takes back: {added}"
    until(lambda: desk.window.status.message == barred and idle(desk))
    assert desk.window.status.offers_undo
    button(desk.window.status, "Undo").click()
    until(lambda: desk.window.status.message == "Taken back: adding “Call”" and idle(desk))


def test_a_server_is_connected_again_and_what_stayed_is_taken_up_which_is_said(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    button(section, "Disconnect…").click()
    assert "the password is forgotten here" in words(section)
    assert "connect the server again, and they are taken up where they stand" in words(section)
    button(section, "Disconnect, events stay here").click()
    store = desk.session.program.store
    until(lambda: not sync_standing(store).accounts and idle(desk))
    assert "Connect the server again, and the calendars that stayed here are taken up" in words(section)
    assert "is not synced any more" in desk.window.status.message
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "Taken up as they had stayed here: Work, Team." in words(section) and idle(desk))
    assert desk.window.status.message == "Connected: cal.example.com"
    assert [each.name for each in list_calendars(store)] == ["", "Work", "Team"]


def test_letting_go_of_a_server_with_its_events_says_what_went_and_where_new_ones_go(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    store = desk.session.program.store
    (work,) = (each for each in list_calendars(store) if each.name == "Work")
    save_calendar(store, replace(work, default=True))
    add_event(store, an_event(work), now=TUESDAY_10, calendar_id=work.id)
    part_of(desk).sync.read()
    until(lambda: sync_standing(store).waiting == 1 and idle(desk))
    with store.write() as unit:
        unit.sync.save_account(DavAccount("other", "https://other.example.com/", "bea", Auth.BASIC))
    part_of(desk).sync.read()
    until(lambda: len(section.findChildren(ServerAccount)) == 2 and idle(desk))
    first = next(each for each in section.findChildren(ServerAccount) if each.name.startswith("anna"))
    button(first, "Disconnect…").click()
    button(first, "Disconnect, events go from here").click()
    until(lambda: len(sync_standing(store).accounts) == 1 and idle(desk))
    said = words(section)
    assert "Its calendars went from here with their events; Ctrl+Z brings them back." in said
    assert "1 change(s) made here wait for thirty days for it to be connected again." in said
    assert "New events go to “My calendar” now." in said
    assert QApplication.focusWidget().accessibleName() == "Address"


def test_once_it_is_taken_back_where_new_events_go_the_page_says_it_no_more(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "New events go to “Work” now." in words(section) and idle(desk))
    desk.session.undo()
    until(lambda: desk.window.status.message == "New events go to “My calendar” again" and idle(desk))
    assert "New events go to “Work” now." not in words(section)
    desk.session.redo()
    until(lambda: desk.window.status.message == "New events go to “Work” again" and idle(desk))


def test_once_a_server_is_connected_again_letting_go_of_it_is_neither_told_nor_taken_back(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    store = desk.session.program.store
    desk.session.write(partial(add_event, details=an_event(list_calendars(store)[0]), now=TUESDAY_10))
    until(lambda: desk.window.status.message.startswith("Added “Call”") and idle(desk))
    button(section, "Disconnect…").click()
    button(section, "Disconnect, events go from here").click()
    until(lambda: not sync_standing(store).accounts and idle(desk))
    assert desk.window.status.offers_undo
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    assert desk.window.status.message == "Connected: cal.example.com"
    assert not desk.window.status.offers_undo
    desk.window.actions_list[Do.UNDO].trigger()
    until(lambda: desk.window.status.message == "Taken back: adding “Call”" and idle(desk))
    assert [each.name for each in list_calendars(store)] == ["", "Work", "Team"]


def test_a_run_that_failed_for_a_server_does_not_go_on_alarming_once_that_is_let_go_of(
    desk: Composition, section: CalendarServerSection, server: FakeServer, beside: Beside, until: Until
) -> None:
    gone = connected(desk, server, until)
    program = desk.session.program
    with program.store.write() as unit:
        unit.sync.save_account(DavAccount("other", "https://other.example.com/", "bea", Auth.BASIC))
    sync = part_of(desk).sync
    beside.does("say 127.0.0.1 does not answer.", "exit 1")
    sync.run_now()
    until(lambda: bool(sync.state.failure) and idle(desk))
    desk.session.write(partial(disconnect, secrets=program.secrets, account_id=gone, now=TUESDAY_10))
    until(lambda: idle(desk) and sync.state.standing is not None and len(sync.state.standing.accounts) == 1)
    assert not sync.state.failure


def test_deletions_that_are_too_many_to_go_out_when_it_is_connected_again_are_told(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    for uid in "abc":
        server.named("Work").phone_puts(event(uid))
    connected(desk, server, until)
    program = desk.session.program
    there = Desk(program.store, server, TUESDAY_10, program.secrets)
    there.sync()
    for uid in "abc":
        there.write(uid, None)
    button(section, "Disconnect…").click()
    button(section, "Disconnect, events stay here").click()
    until(lambda: not there.standing.accounts and idle(desk))
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "▲ 3 event(s) that were deleted here come back" in words(section) and idle(desk))


def test_before_a_server_is_let_go_of_it_is_told_how_much_it_did_not_get(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    store = desk.session.program.store
    (work,) = (each for each in list_calendars(store) if each.name == "Work")
    desk.session.write(lambda store: add_event(store, an_event(work), now=TUESDAY_10, calendar_id=work.id))
    until(lambda: sync_standing(store).waiting == 1 and idle(desk))
    section.refresh()
    button(section, "Disconnect…").click()
    until(lambda: "▲ 1 change(s) made here have not reached the server" in words(section))
    assert "wait until the server is connected again: for thirty days, if their calendars go from here" in words(
        section
    )


class Hanging:
    """A server that does not answer until it is let."""

    def __init__(self, server: FakeServer) -> None:
        self.asked, self.goes_on = Event(), Event()
        self.answered = False
        server.while_asked = self._hang

    def _hang(self, _call: str) -> None:
        self.asked.set()
        self.answered = self.goes_on.wait(60)


@pytest.fixture
def hanging(server: FakeServer) -> Iterator[Hanging]:
    made = Hanging(server)
    yield made
    made.goes_on.set()


def test_a_window_closes_while_a_server_does_not_answer(
    desk: Composition, section: CalendarServerSection, hanging: Hanging, until: Until
) -> None:
    fill_in(section)
    until(hanging.asked.is_set)
    desk.close()
    assert not hanging.answered
    assert not hanging.goes_on.is_set()


def test_a_server_that_does_not_answer_is_given_up_at_once(
    desk: Composition, section: CalendarServerSection, server: FakeServer, hanging: Hanging, until: Until
) -> None:
    fill_in(section)
    until(hanging.asked.is_set)
    button(section, "Cancel").click()
    until(lambda: idle(desk))
    assert not hanging.answered
    server.while_asked = lambda _call: None
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))


def test_keys_shown_on_buttons_hold_after_other_words_and_tab_leads_from_the_calendars_to_connecting_them(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    more = button(section, "More")
    for now in ("Less", "More", "Less"):
        QTest.keyClick(desk.window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
        until(lambda now=now: more.text() == now)
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    work, team = (each for each in section.findChildren(QCheckBox) if each.isVisible())
    assert QApplication.focusWidget() is work
    QTest.keyClick(work, Qt.Key.Key_Space)
    QTest.keyClick(work, Qt.Key.Key_Tab)
    QTest.keyClick(team, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(section, "Connect 1 calendar(s)")
    QTest.keyClick(desk.window, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    until(lambda: "1 calendar(s) connected" in words(section) and idle(desk))
    assert section.isAncestorOf(QApplication.focusWidget())


def test_return_on_a_button_does_what_the_button_says(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    untrusted = DavRefused("Not verified.", failure=DavFailure.CERTIFICATE, fingerprint=FINGERPRINT)
    server.fail("discover", untrusted)
    fill_in(section)
    until(lambda: "Is this the right server?" in words(section))
    QTest.keyClick(button(section, "Do not connect"), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: "2 calendar(s) found" in words(section))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    QTest.keyClick(button(section, "Disconnect…"), Qt.Key.Key_Return)
    go = button(section, "Disconnect, events go from here")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is go
    QTest.keyClick(go, Qt.Key.Key_Return)
    program = desk.session.program
    until(lambda: not sync_standing(program.store).accounts and idle(desk))
    assert [each.name for each in list_calendars(program.store)] == [""]
    until(lambda: QApplication.focusWidget() in section.findChildren(QLineEdit))


def test_from_a_server_that_asks_one_comes_to_its_password(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    store = desk.session.program.store
    with store.write() as unit:
        (account,) = unit.sync.accounts()
        unit.sync.save_account(replace(account, asks=Told("The password is not right any more.")))
    part_of(desk).sync.read()
    until(lambda: "The password is not right any more." in words(section) and idle(desk))
    desk.window.go(Do.SYNC_PAGE)
    until(lambda: idle(desk))
    QTest.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert QApplication.focusWidget().accessibleName() == "Password of anna · cal.example.com"


def test_what_was_refused_is_said_no_more_once_it_is_disproved(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    fill_in(section, "not the password")
    until(lambda: "◆" in words(section) and idle(desk))
    assert desk.window.status.message in words(section)
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    assert "◆" not in words(section)
    assert not desk.window.status.message
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    part_of(desk).sync.run_now()
    until(lambda: "2 calendar(s) connected" not in words(section) and idle(desk))


def test_another_certificate_is_looked_at_and_needs_no_password(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    untrusted = DavRefused(
        "It is another: {shown}.", failure=DavFailure.CERTIFICATE, fingerprint=FINGERPRINT, shown=FINGERPRINT
    )
    store = desk.session.program.store
    with store.write() as unit:
        (account,) = unit.sync.accounts()
        unit.sync.save_account(replace(account, asks=Told.of(untrusted)))
    button(section, "Change the password").setFocus()
    part_of(desk).sync.read()
    until(lambda: "▲ It is another: 0A:F1:0A:F1…" in words(section) and idle(desk))
    assert "…." not in words(section)
    assert QApplication.focusWidget() is button(section, "Look at its certificate")
    assert not any(
        "Password of" in each.accessibleName() for each in section.findChildren(QLineEdit) if each.isVisible()
    )
    server.fail("discover", untrusted)
    button(section, "Look at its certificate").click()
    until(lambda: "Is this the right server?" in words(section))
    assert FINGERPRINT not in words(section)
    button(section, "Accept this certificate").click()
    until(lambda: not any(each.asks for each in sync_standing(store).accounts) and idle(desk))


def test_new_events_go_to_a_connected_calendar_which_is_said_and_can_be_taken_back(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "New events go to “Work” now." in words(section) and idle(desk))
    assert desk.window.status.message == "New events go to “Work” now"
    store = desk.session.program.store
    assert [each.name for each in list_calendars(store) if each.default] == ["Work"]
    desk.session.write(partial(add_event, details=an_event(list_calendars(store)[0]), now=TUESDAY_10))
    until(lambda: desk.window.status.message == "Added “Call” to “Work”" and idle(desk))
    desk.session.undo()
    until(lambda: idle(desk))
    desk.session.undo()
    until(lambda: [each.name for each in list_calendars(store) if each.default] == [""] and idle(desk))
    assert desk.window.status.message == "New events go to “My calendar” again"
    desk.window.go(Do.SYNC_PAGE)
    until(lambda: "▲ New events go here, and to no server: nobody sees them there" in words(desk.window) and idle(desk))
    QTest.keySequence(desk.window, "Alt+N")
    until(lambda: desk.window.status.message == "New events go to “Work” now" and idle(desk))
    assert [each.name for each in list_calendars(store) if each.default] == ["Work"]
    assert "New events go here" not in words(desk.window)
    desk.session.undo()
    until(lambda: [each.name for each in list_calendars(store) if each.default] == [""] and idle(desk))


def test_where_calendars_can_only_be_read_new_events_stay_here_and_that_is_said(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    fill_in(section, url=server.named("Team").url)
    until(lambda: "2 calendar(s) found" in words(section))
    button(section, "Connect 1 calendar(s)").click()
    until(lambda: "New events still go to “My calendar”, which is only on this computer." in words(section))
    desk.window.go(Do.SYNC_PAGE)
    until(lambda: "those on the server can only be read" in words(desk.window) and idle(desk))
    assert "New events to" not in words(desk.window)


def places(section: CalendarServerSection) -> Choice:
    return next(each for each in section.findChildren(Choice) if each.accessibleName() == "New events go to")


def test_new_events_go_where_they_went_unless_another_calendar_is_chosen(
    desk: Composition, section: CalendarServerSection, until: Until
) -> None:
    store = desk.session.program.store
    add_event(store, an_event(list_calendars(store)[0]), now=TUESDAY_10)
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    shown, stays = places(section), "“My calendar”, as now: only on this computer"
    assert [shown.itemText(at) for at in range(shown.count())] == [stays, "Work"]
    assert shown.currentText() == stays
    button(section, "Connect 2 calendar(s)").click()
    until(lambda: "2 calendar(s) connected" in words(section) and idle(desk))
    stays = "New events still go to “My calendar”, which is only on this computer: Shift+F9, then Alt+N changes that."
    assert stays in words(section)
    part_of(desk).sync.arrived.emit(Arrived((("Work", 3), ("Company holidays 2", 1))))
    came = "4 event(s) came from the server: 3 in “Work”, 1 in “Company holidays 2”"
    assert f"✓ {came}. {stays}" in words(section)
    assert [each.name for each in list_calendars(store) if each.default] == [""]


def test_new_events_go_to_the_calendar_that_was_chosen_while_it_is_ticked(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    server.collections[f"{URL}team/"].read_only = False
    fill_in(section)
    until(lambda: "2 calendar(s) found" in words(section))
    shown = places(section)
    assert shown.currentText() == "Work"
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.currentText() == "Team"
    work, team = (each for each in section.findChildren(QCheckBox) if each.isVisible())
    work.setChecked(False)
    assert shown.currentText() == "Team"
    team.setChecked(False)
    assert not shown.isVisible()
    work.setChecked(True)
    assert shown.currentText() == "“My calendar”, as now: only on this computer"


def test_a_password_that_is_not_to_be_changed_after_all_is_left_and_what_can_only_be_read_is_marked(
    desk: Composition, section: CalendarServerSection, server: FakeServer, until: Until
) -> None:
    connected(desk, server, until)
    assert "Calendars: Work, Team (can only be read)." in words(section)
    change = button(section, "Change the password")
    change.setFocus()
    QTest.keyClick(change, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert field.accessibleName() == "Password of anna · cal.example.com"
    QTest.keyClicks(field, "typed")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is change
    assert not field.isVisible()
    assert not field.text()
    QTest.keyClick(change, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    until(lambda: "Nothing is deleted on the server" in words(section))
