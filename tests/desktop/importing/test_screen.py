"""Importing a file in the window: mapped, looked at, taken in, and the refused given back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import Bench

from opiekun.desktop.importing.screen import ImportScreen
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.desktop.work.worker import Worker
from opiekun.services.queue import open_queue

Until = Callable[..., None]
CSV = """Ticket,Company,Headline,Priority,Created
T-1,Acme,Mail is down,1,2026-06-16T08:00:00+02:00
T-2,Globex,Nic nie działa,9,2026-06-16T09:00:00+02:00
T-3,Globex,Weekly report,,2026-06-15 09:00
"""


@pytest.fixture
def screen(bench: Bench) -> Iterator[ImportScreen]:
    worker = Worker("import")
    made = ImportScreen(bench.session, worker, bench.theme)
    made.imported.connect(bench.told.append)
    bench.session.open()
    bench.show(made)
    yield made
    worker.close()


def words(screen: ImportScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def choice(screen: ImportScreen, field: str) -> Choice:
    found = [each for each in screen.findChildren(Choice) if each.accessibleName() == field]
    return found[-1]


def opened(bench: Bench, screen: ImportScreen, until: Until, text: str = CSV, name: str = "desk.csv") -> Path:
    path = bench.program.home / name
    path.write_text(text, "utf-8")
    screen.open_path(path)
    until(lambda: bench.session.worker.idle)
    return path


def test_columns_are_guessed_completed_by_hand_and_remembered(bench: Bench, screen: ImportScreen, until: Until) -> None:
    opened(bench, screen, until)
    line = screen.findChild(RefusalLine)
    assert line is not None
    assert "subject" in line.text()
    assert choice(screen, "account").currentText() == "Company"
    subject = choice(screen, "subject")
    subject.setFocus()
    QTest.keyClicks(subject, "Headline")
    until(lambda: "Acme: Mail is down" in words(screen))
    assert "line 3" in words(screen)
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bench.told and bench.session.worker.idle)
    assert "2 created, 0 updated, 0 unchanged, 1 refused." in words(screen)
    assert {row.id for row in open_queue(bench.program.store, None)} == {"T-1", "T-3"}
    opened(bench, screen, until)
    assert choice(screen, "subject").currentText() == "Headline"
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(bench.told) > 1 and bench.session.worker.idle)
    assert "0 created, 0 updated, 2 unchanged, 1 refused." in words(screen)


def test_refused_lines_are_given_back_as_a_file_that_can_be_mended(
    bench: Bench, screen: ImportScreen, until: Until
) -> None:
    opened(bench, screen, until, CSV.replace("Headline", "Subject"))
    screen.start()
    until(lambda: bench.told and bench.session.worker.idle)
    refused = bench.program.home / "refused.csv"
    screen.save_refused(refused)
    until(lambda: "were saved" in words(screen))
    assert refused.read_text("utf-8").splitlines() == [
        "Ticket,Company,Subject,Priority,Created",
        "T-2,Globex,Nic nie działa,9,2026-06-16T09:00:00+02:00",
    ]


def test_json_lines_need_no_columns(bench: Bench, screen: ImportScreen, until: Until) -> None:
    text = '{"id": "J-1", "account": "Acme", "subject": "Hi", "received_at": "2026-06-16T08:00:00Z"}\nnonsense\n'
    opened(bench, screen, until, text, "desk.jsonl")
    assert not [each for each in screen.findChildren(Choice) if each.isVisible()]
    assert "Acme: Hi" in words(screen)
    screen.start()
    until(lambda: bench.told and bench.session.worker.idle)
    assert "1 created" in words(screen)


def test_a_file_that_cannot_be_read_is_named_in_one_sentence(bench: Bench, screen: ImportScreen, until: Until) -> None:
    screen.open_path(bench.program.home / "nowhere.csv")
    until(lambda: bench.session.worker.idle)
    line = screen.findChild(RefusalLine)
    assert line is not None
    assert "nowhere.csv" in line.text()
    assert "cannot be read" in line.text()
