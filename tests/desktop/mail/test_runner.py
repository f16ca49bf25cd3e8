"""Mail goes and comes by a program beside the window: after a change, when asked, and tried again where it failed."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk
from tests.desktop.mail.conftest import Until, came, opened, reply
from tests.desktop.sync.conftest import Beside, beside
from tests.mail.conftest import certificate, imap
from tests.mail.test_smtp import Box, listening
from tests.servers.dovecot import PASSWORD, Dovecot

from opiekun.desktop.mail.runner import EVERY, MailRunner, MailState, pause
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Letter, Outgoing, Sending
from opiekun.services.done import Changed, Done, What

__all__ = ["beside", "certificate", "imap"]


@pytest.fixture
def runner(bench: Bench, beside: Beside) -> Iterator[MailRunner]:
    made = MailRunner(bench.session)
    made.command = beside.command
    made.faulty.connect(beside.faults.append)
    yield made
    made.close()
    made.deleteLater()


def connected(bench: Bench, port: int = 1) -> None:
    with bench.program.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("127.0.0.1", port, Security.NONE), None))


def waits(bench: Bench, name: str = "7", kind: Outgoing = Outgoing.REQUEST, days: int = 0) -> None:
    content = b"From: anna@example.com\r\nTo: bob@acme.example\r\nSubject: x\r\n\r\nHello\r\n"
    due = TUESDAY_10 + timedelta(days=days)
    letter = Letter(f"<{name}@t>", name, kind, "bob@acme.example", "u", 0, "x", content, due)
    with bench.program.store.write() as unit:
        unit.mail.save_letter(letter)


def read(runner: MailRunner, until: Until) -> None:
    before = runner.state.standing
    runner.read()
    until(lambda: runner.state.standing is not before)


def test_nothing_runs_while_no_server_is_connected(runner: MailRunner, beside: Beside, until: Until) -> None:
    read(runner, until)
    runner.run_now()
    assert not runner.state.running
    assert beside.runs == 0


def test_a_run_ends_and_a_wish_meanwhile_is_one_more(
    bench: Bench, runner: MailRunner, beside: Beside, until: Until
) -> None:
    connected(bench)
    read(runner, until)
    beside.does(f"await {beside.go}", "exit 0")
    runner.run_now()
    runner.run_now()
    until(lambda: beside.runs == 1)
    assert runner.state.running
    beside.go.touch()
    until(lambda: not runner.state.running)
    assert runner.state.failure == ""


def test_what_a_run_said_when_it_failed_is_told(bench: Bench, runner: MailRunner, beside: Beside, until: Until) -> None:
    connected(bench)
    read(runner, until)
    beside.does("say The server does not accept the password.", "exit 1")
    runner.run_now()
    until(lambda: runner.state.failure != "")
    assert runner.state.failure == "The server does not accept the password."
    beside.does("exit 0")
    runner.run_now()
    until(lambda: beside.runs == 2 and not runner.state.running)
    assert runner.state.failure == ""


@pytest.fixture
def prompt(runner: MailRunner, monkeypatch: pytest.MonkeyPatch) -> MailRunner:
    """Runs soon after a letter waits, and else never."""
    monkeypatch.setattr("opiekun.desktop.mail.runner.QUIET", timedelta(milliseconds=1))
    monkeypatch.setattr("opiekun.desktop.mail.runner.AT_FIRST", timedelta(days=1))
    monkeypatch.setattr("opiekun.desktop.mail.runner.EVERY", timedelta(days=1))
    runner.start()
    return runner


def test_a_cancellation_in_the_place_of_two_reminders_goes_out_at_once(
    bench: Bench, prompt: MailRunner, beside: Beside, until: Until
) -> None:
    connected(bench)
    waits(bench, "1", Outgoing.REMINDER, days=1)
    waits(bench, "2", Outgoing.REMINDER, days=2)
    read(prompt, until)
    until(lambda: beside.runs == 1 and not prompt.state.running)
    waits(bench, "3", Outgoing.CANCEL)
    with bench.program.store.write() as unit:
        unit.mail.drop_letter("<1@t>")
        unit.mail.drop_letter("<2@t>")
    prompt.read()
    until(lambda: beside.runs == 2)


def test_an_offer_that_is_mailed_goes_out_at_once(
    bench: Bench, prompt: MailRunner, beside: Beside, until: Until
) -> None:
    connected(bench)
    read(prompt, until)
    waits(bench, kind=Outgoing.OFFER)
    bench.session.take(Done(What.OFFER_MAILED, changed=Changed(letters=True)))
    until(lambda: beside.runs == 1)


def test_a_fault_of_the_run_is_reported(bench: Bench, runner: MailRunner, beside: Beside, until: Until) -> None:
    connected(bench)
    read(runner, until)
    beside.does("die")
    runner.run_now()
    until(lambda: bool(beside.faults))
    assert beside.faults[0].startswith("opiekun mail run: signal 9")


def test_failures_put_the_next_run_off_but_not_for_long() -> None:
    assert pause(0) == EVERY
    assert pause(1) > EVERY
    assert pause(50) == timedelta(minutes=15)


def test_a_letter_goes_out_by_a_real_server(bench: Bench, until: Until) -> None:
    box = Box()
    with listening(box) as port:
        connected(bench, port)
        waits(bench)
        runner = MailRunner(bench.session)
        try:
            read(runner, until)
            assert runner.state.standing is not None
            assert runner.state.standing.waiting == {"<7@t>"}
            runner.run_now()
            until(lambda: not runner.state.running)
            assert runner.state.failure == ""
        finally:
            runner.close()
    assert [rcpt for _, rcpt, _ in box.taken] == [["bob@acme.example"]]
    with bench.program.store.read() as unit:
        assert [each.message_id for each in unit.mail.letters({Sending.SENT})] == ["<7@t>"]


def test_mail_that_comes_is_read_when_the_server_tells_of_it(
    bench: Bench, uid: str, imap: Dovecot, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = MailServer(imap.host, imap.port, Security.NONE, "window")
    bench.program.secrets.set("IMAP", f"{server.user}@{server.host}", PASSWORD)
    monkeypatch.setenv("OPIEKUN_SECRET_IMAP", PASSWORD)  # of the program beside the window
    with bench.program.store.write() as unit:
        unit.mail.save_settings(MailSettings(None, server, "anna@example.com"))
    monkeypatch.setattr("opiekun.desktop.mail.runner.EVERY", timedelta(days=1))
    runner, ran = MailRunner(bench.session), []
    runner.told.connect(lambda state: ran.append(state.running))
    try:
        read(runner, until)
        runner.start()
        # The one at first, and one for what may have come before the server was listened to.
        until(lambda: ran.count(True) == 2 and not runner.state.running, seconds=120)
        imap.deliver("window", reply(uid))
        until(lambda: runner.state.standing is not None and bool(ledger(bench)), seconds=120)
        assert ledger(bench) == ["applied"]
        until(lambda: not runner.state.running)
        assert (ran.count(True), runner.state.failure) == (3, "")
    finally:
        runner.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "mail"]


def ledger(bench: Bench) -> list[str]:
    with bench.program.store.read() as unit:
        return [entry.verdict.value for entry in unit.mail.entries(9)]


def test_the_window_says_that_mail_was_not_exchanged_and_why(desk: Desk, bench: Bench, uid: str) -> None:
    came(bench.program, reply(uid))
    part = desk.composition.mail
    screen = opened(desk)
    part.runner.told.emit(MailState(failure="The server does not accept the password."))
    assert part.notice.text() == "▲ Mail: not exchanged"
    assert "does not accept the password" in part.notice.toolTip()
    assert screen.isVisible()
