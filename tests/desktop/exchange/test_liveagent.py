"""LiveAgent in the window, against an account on loopback: connected, pulled, written back, away and refusing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QWidget
from tests.desktop.bench import TUESDAY_10, SecretsInMemory, impatient
from tests.helpdesks.liveagent_stub import KEY, LiveAgentStub, group, large_account, ticket, told

from opiekun.bootstrap import Program, build
from opiekun.desktop.compose import Composition
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.domain.timeline import Severity
from opiekun.services.connecting import SECRET, connect_liveagent, connected
from opiekun.services.queue import open_queue
from opiekun.services.setup import set_up

Until = Callable[..., None]


@pytest.fixture
def stub() -> Iterator[LiveAgentStub]:
    with LiveAgentStub() as server:
        yield server


@pytest.fixture
def go_on(stub: LiveAgentStub) -> Iterator[Event]:
    """Until it is set, the server is slow; it is not slower than the test."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def program(tmp_path: Path, new_desk: Path) -> Iterator[Program]:
    copyfile(new_desk, tmp_path / "desk.sqlite3")
    made = build(tmp_path, TUESDAY_10)
    made = impatient(type(made)(made.home, made.clock, SecretsInMemory(), made.preferences, made.drafts, ""))  # type: ignore[arg-type]
    set_up(made.store, made.preferences, now=TUESDAY_10, name="Eva", email="eva@desk.example")
    yield made
    made.store.close()


@pytest.fixture
def desk(program: Program, theme: Theme, until: Until) -> Iterator[Composition]:
    made = Composition(program, theme)
    made.window.show()
    made.window.activateWindow()
    assert QTest.qWaitForWindowActive(made.window)
    made.start()
    until(lambda: made.session.desk is not None and made.worker.idle and made.exchange.worker.idle)
    yield made
    made.close()


def connect(desk: Composition, stub: LiveAgentStub, until: Until) -> None:
    """As in a desk that was connected earlier."""
    program = desk.session.program
    connect_liveagent(
        program.store, program.secrets, program.open_helpdesk,
        url=stub.url, timezone="America/Los_Angeles", severity_field="tag:sev-", key=KEY,
    )  # fmt: skip
    pull(desk, until)


def pull(desk: Composition, until: Until) -> None:
    desk.exchange.pull_now()
    until(lambda: desk.exchange.worker.idle and desk.worker.idle)


def one_ticket(stub: LiveAgentStub, **fields: Any) -> dict[str, Any]:
    row = ticket(1, status="C", agentid="a1", tags=["s3"], **fields)
    stub.account.tickets = [row]
    stub.account.messages = {"t1": [group(1, "3", row["date_created"])]}
    return row


def section(desk: Composition, until: Until) -> QWidget:
    desk.window.go(Do.SETTINGS)
    settings = desk.window.findChild(SettingsScreen)
    assert isinstance(settings, SettingsScreen)
    settings.open_part(settings.liveagent)
    until(lambda: desk.worker.idle)
    return settings.liveagent


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def button(part: QWidget, name: str) -> QPushButton:
    found = next(each for each in part.findChildren(QPushButton) if each.text() == name)
    assert isinstance(found, QPushButton)
    return found


def fill_in(part: QWidget, url: str, key: str) -> None:
    fields = {field.accessibleName(): field for field in part.findChildren(QLineEdit)}
    fields["Address"].setText(url)
    fields["Severity"].setText("tag:sev-")
    fields["API key"].setText(key)
    zone = next(choice for choice in part.findChildren(Choice) if choice.accessibleName() == "Server’s time zone")
    zone.setCurrentText("America/Los_Angeles")
    fields["API key"].setFocus()
    QTest.keyClick(fields["API key"], Qt.Key.Key_Return)


def source(desk: Composition) -> QLabel:
    found = next(
        label for label in desk.window.status.findChildren(QLabel) if label.isVisible() and "LiveAgent" in label.text()
    )
    assert isinstance(found, QLabel)
    return found


def test_an_account_is_connected_and_its_tickets_come(desk: Composition, stub: LiveAgentStub, until: Until) -> None:
    one_ticket(stub)
    part = section(desk, until)
    fill_in(part, stub.url, KEY)
    until(lambda: len(open_queue(desk.session.program.store, None)) == 1 and desk.exchange.worker.idle)
    until(lambda: desk.worker.idle and "Connected. Agents there: Eva." in words(part))
    assert desk.session.program.secrets.get(SECRET, stub.url) == KEY
    texts = words(desk.window) + "".join(field.text() for field in part.findChildren(QLineEdit))
    assert KEY not in texts
    assert source(desk).text() == "LiveAgent, just now"


def test_a_wrong_key_keeps_nothing(desk: Composition, stub: LiveAgentStub, until: Until) -> None:
    part = section(desk, until)
    fill_in(part, stub.url, "not-the-key")
    until(lambda: any("does not accept the API key" in line.text() for line in part.findChildren(RefusalLine)))
    assert connected(desk.session.program.store) == []
    assert "not-the-key" not in words(part)
    until(lambda: desk.worker.idle and desk.exchange.worker.idle)


def test_a_server_that_is_away_keeps_nothing(desk: Composition, until: Until) -> None:
    with LiveAgentStub() as stub:
        gone = stub.url
    part = section(desk, until)
    fill_in(part, gone, KEY)
    until(lambda: any("cannot be reached" in line.text() for line in part.findChildren(RefusalLine)))
    assert connected(desk.session.program.store) == []
    until(lambda: desk.worker.idle and desk.exchange.worker.idle)


def test_the_queue_works_from_the_first_page_on_and_a_long_pull_is_cancelled_and_goes_on(
    desk: Composition, stub: LiveAgentStub, go_on: Event, until: Until
) -> None:
    stub.account = large_account(2000)
    for row in stub.account.tickets:
        row["agentid"] = "a1"
    desk_rows = desk.window.desk.model

    def hold(path: str, number: int) -> None:
        # Behind the first page and the messages of its tickets, the server takes its time until it may go on.
        if number > 150:
            go_on.wait(30)

    program = desk.session.program
    connect_liveagent(
        program.store, program.secrets, program.open_helpdesk,
        url=stub.url, timezone="America/Los_Angeles", severity_field="tag:sev-", key=KEY,
    )  # fmt: skip
    stub.after = hold
    desk.exchange.pull_now()
    until(lambda: any(desk_rows.requests_shown()) and desk.exchange.state.taken)
    assert desk.exchange.state.running
    (bar,) = desk.window.status.findChildren(QProgressBar)
    assert bar.isVisible()
    assert bar.value() > 0
    some = len(open_queue(program.store, None))
    button(desk.window.status, "Cancel").click()
    go_on.set()
    until(lambda: desk.exchange.worker.idle and desk.worker.idle)
    assert not bar.isVisible()
    assert len(open_queue(program.store, None)) <= some + 100 < 200 + some
    pull(desk, until)
    assert len(open_queue(program.store, None)) == 200


def test_a_server_that_went_away_is_told_with_its_words_and_the_age_of_the_data(
    desk: Composition, stub: LiveAgentStub, until: Until
) -> None:
    one_ticket(stub)
    connect(desk, stub, until)
    stub.misbehave = lambda _path, _number: told(503, {})
    pull(desk, until)
    assert source(desk).text().startswith("LiveAgent does not answer · data of 10:00")
    assert "(503)" in source(desk).toolTip()
    assert "(503)" in words(section(desk, until))
    assert len([*desk.window.desk.model.requests_shown()]) == 1
    stub.misbehave = lambda _path, _number: None
    pull(desk, until)
    assert source(desk).text() == "LiveAgent, just now"
    assert source(desk).toolTip() == ""


@pytest.mark.parametrize(
    ("keys", "change"),
    [
        ("R", {"status": "A"}),
        ("W", {"status": "A"}),
        ("X", {"status": "R"}),
        ("S1\r", {"tags": ["s1"]}),
        ("A0", {"agentid": ""}),
    ],
)
def test_what_is_done_here_arrives_there_soon(
    desk: Composition, stub: LiveAgentStub, until: Until, keys: str, change: dict[str, Any]
) -> None:
    row = one_ticket(stub)
    connect(desk, stub, until)
    press(desk, keys, until)
    assert row != row | change
    until(lambda: row == row | change and desk.exchange.worker.idle and desk.worker.idle)


def press(desk: Composition, keys: str, until: Until) -> None:
    window = desk.window
    window.desk.queue.view.setFocus()
    QTest.keySequence(window, "J")
    until(lambda: window.desk.pane.view is not None and desk.worker.idle)
    QTest.keySequence(window, keys[0])
    for key in keys[1:]:
        panel = window.desk.pane.panel
        assert panel is not None
        QTest.keyClick(panel, Qt.Key.Key_Return if key == "\r" else key)
        until(lambda: desk.worker.idle)


def test_what_changed_there_meanwhile_is_kept_and_told(desk: Composition, stub: LiveAgentStub, until: Until) -> None:
    row = one_ticket(stub)
    connect(desk, stub, until)
    row["tags"] = ["s2"]
    press(desk, "S1\r", until)
    pull(desk, until)
    view = desk.window.desk.pane.view
    assert view is not None
    assert row["tags"] == ["s2"]
    assert view.file.standing.severity is Severity.HIGH
    assert "Changed in LiveAgent meanwhile, and kept as it is there: severity" in words(desk.window.desk.pane)


def test_a_refused_change_is_shown_in_its_words_told_again_or_let_go(
    desk: Composition, stub: LiveAgentStub, until: Until
) -> None:
    row = one_ticket(stub)
    connect(desk, stub, until)

    def refuse(path: str, _number: int) -> Any:
        return told(422, {"message": "The ticket is locked"}) if path == "/tickets/t1" else None

    stub.misbehave = refuse
    press(desk, "X", until)
    pull(desk, until)
    part = section(desk, until)
    assert "The ticket is locked" in words(part)
    assert "ABC-00001 · Ticket 1" in words(part)
    stub.misbehave = lambda _path, _number: None
    button(part, "Try again").click()
    until(lambda: row["status"] == "R" and desk.exchange.worker.idle and desk.worker.idle)
    until(lambda: "The ticket is locked" not in words(part))
    stub.misbehave = refuse
    desk.session.undo()
    until(lambda: desk.worker.idle)
    pull(desk, until)
    until(lambda: "The ticket is locked" in words(part))
    button(part, "Dismiss").click()
    until(lambda: "The ticket is locked" not in words(part))
    asked = len(stub.seen)
    stub.misbehave = lambda _path, _number: None
    pull(desk, until)
    assert "PUT" not in [method for method, _path, _body in stub.seen[asked:]]
