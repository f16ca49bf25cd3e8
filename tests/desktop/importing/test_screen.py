"""Importing a file in the window: mapped, looked at, taken in, and the refused given back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tests.desktop.bench import Bench

from opiekun.desktop.compose import Composition
from opiekun.desktop.importing.drops import FileDrops
from opiekun.desktop.importing.screen import ImportScreen
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.desktop.work.worker import Worker
from opiekun.domain.intake import Report
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
    assert choice(screen, "Account").currentText() == "Company"
    subject = choice(screen, "Subject")
    subject.setFocus()
    QTest.keyClicks(subject, "Headline")
    until(lambda: "Acme: Mail is down" in words(screen))
    assert "line 3" in words(screen)
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bench.told and bench.session.worker.idle)
    assert "2 created, 0 updated, 0 unchanged, 1 refused." in words(screen)
    assert {row.id for row in open_queue(bench.program.store, None)} == {"T-1", "T-3"}
    opened(bench, screen, until)
    assert choice(screen, "Subject").currentText() == "Headline"
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(bench.told) > 1 and bench.session.worker.idle)
    assert "0 created, 0 updated, 2 unchanged, 1 refused." in words(screen)


def test_the_zone_of_times_without_one_is_told_and_fields_have_names(
    bench: Bench, screen: ImportScreen, until: Until
) -> None:
    opened(bench, screen, until, "Ticket no.;Company;Subject;Created\nT-1;Acme;Hi;15.06.2026 09:00\n")
    assert f"read as of {bench.session.zone.key}" in words(screen)
    assert choice(screen, "Number").currentText() == "Ticket no."
    assert choice(screen, "Received").toolTip() == "received_at"
    assert "Acme: Hi" in words(screen)


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


def test_a_running_import_is_cancelled_and_what_was_taken_stays(
    bench: Bench, screen: ImportScreen, until: Until
) -> None:
    count = 20_000
    row = '{{"id": "J-{0}", "account": "Acme", "subject": "Hi {0}", "received_at": "2026-06-16T08:00:00Z"}}'
    opened(bench, screen, until, "\n".join(map(row.format, range(count))), "desk.jsonl")
    screen.start()
    until(lambda: " created" in words(screen))
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    until(lambda: bench.told and bench.session.worker.idle)
    assert "Stopped." in words(screen)
    (report,) = bench.told
    assert isinstance(report, Report)
    assert 0 < report.created < count
    assert len(open_queue(bench.program.store, None)) == report.created


@pytest.mark.parametrize("name", ["desk.csv", "desk.jsonl"])
def test_a_file_dropped_anywhere_on_the_window_is_opened(bench: Bench, theme: Theme, until: Until, name: str) -> None:
    path = bench.program.home / name
    path.write_text(CSV, "utf-8")
    composition = Composition(bench.program, theme)
    composition.window.show()
    composition.window.start()
    until(lambda: composition.session.desk is not None and composition.worker.idle)
    for dropped in (QUrl("https://example.com/desk.csv"), QUrl.fromLocalFile(str(path))):
        carried = QMimeData()
        carried.setUrls([dropped])
        place, action = QPointF(40, 300), Qt.DropAction.CopyAction
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(place.toPoint(), action, carried, buttons, keys)
        # Qt hands events over as not accepted.
        enter.ignore()
        QApplication.sendEvent(composition.window, enter)
        QApplication.sendEvent(composition.window, QDropEvent(place, action, carried, buttons, keys))
        assert enter.isAccepted() == dropped.isLocalFile()
        assert (composition.window.findChild(ImportScreen) is not None) == dropped.isLocalFile()
    until(lambda: composition.worker.idle)
    screen = composition.window.findChild(ImportScreen)
    assert isinstance(screen, ImportScreen)
    assert screen.isVisible()
    assert name in words(screen)
    composition.close()


def test_the_window_says_while_a_file_is_dragged_over_it_that_it_can_be_dropped(bench: Bench) -> None:
    drops = FileDrops(bench.window)
    told: list[object] = []
    drops.dropped.connect(told.append)
    bench.window.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/desk/week.ics")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(bench.window, QDragEnterEvent(QPoint(9, 9), copy, data, left, none))
    assert drops.sign.isVisible()
    QApplication.sendEvent(bench.window, QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert not drops.sign.isVisible()
    assert told == [Path("/desk/week.ics")]
