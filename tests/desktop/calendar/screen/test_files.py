"""Calendar files come in by drop or by key and go out again; a week goes onto paper."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.desktop.calendar.screen.desk import Desk, Until

from opiekun.desktop.calendar.contents import content_of
from opiekun.desktop.calendar.files_panel import FilesPanel
from opiekun.desktop.calendar.paper import print_week, save_pdf
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_seconds
from opiekun.services.preferences import Theme as Scheme

_EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:202606{day:02}T100000Z
DTEND:202606{day:02}T110000Z
SUMMARY:Imported {uid}
X-OWN;X-P=1:kept
END:VEVENT
"""


def ics(*events: str) -> str:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n" + "".join(events) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def dropped(desk: Desk, path: Path) -> FilesPanel:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    place, keys = QPointF(40, 300), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.window, QDragEnterEvent(place.toPoint(), copy, carried, left, keys))
    QApplication.sendEvent(desk.window, QDropEvent(place, copy, carried, left, keys))
    desk.settle()
    panel = desk.window.findChild(FilesPanel)
    assert isinstance(panel, FilesPanel)
    return panel


def told(panel: FilesPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_file_that_is_dropped_is_taken_in_and_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "team.ics"
    broken = _EVENT.format(uid="c", day=18).replace("DTSTART:20260618T100000Z\n", "DTSTART:nonsense\n")
    file.write_text(ics(_EVENT.format(uid="a", day=17), _EVENT.format(uid="b", day=18), broken))
    desk.press("Ctrl+1")
    panel = dropped(desk, file)
    assert desk.screen.isVisible()
    assert "team.ics" in told(panel)
    assert desk.screen.in_sight
    desk.press("Ctrl+Return")
    assert "2 created, 0 updated, 0 unchanged, 1 refused." in told(panel)
    assert any(line.startswith("line ") for line in told(panel))
    assert desk.event("Imported a")
    desk.press("Esc")
    desk.press("Ctrl+Z")
    assert "Imported a" not in [each.summary for each in desk.screen.in_sight]


def test_a_file_that_is_none_is_refused_where_it_was_asked(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "notes.ics"
    file.write_text("Dear diary")
    panel = dropped(desk, file)
    desk.press("Ctrl+Return")
    assert any(line.startswith("◆") for line in told(panel))


def test_an_import_that_is_cancelled_leaves_nothing(desk: Desk, tmp_path: Path, until: Until) -> None:
    file = tmp_path / "many.ics"
    file.write_text(ics(*(_EVENT.format(uid=f"u{each}", day=each % 28 + 1) for each in range(3000))))
    panel = dropped(desk, file)
    far, reached, escaped = [], Event(), Event()

    def wait_in_the_middle(how_far: tuple[int, int]) -> None:
        """On the worker, which waits there until somebody has pressed Escape."""
        far.append(how_far)
        if how_far[0] == 1000:
            reached.set()
            escaped.wait(10)

    panel._task.progress.connect(wait_in_the_middle, Qt.ConnectionType.DirectConnection)
    QTest.keySequence(panel, "Ctrl+Return")
    until(reached.is_set)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    escaped.set()
    desk.settle()
    assert far[-1] == (1000, 3000)
    assert "Stopped before the end; nothing was taken in." in told(panel)
    assert "Imported u1" not in [each.summary for each in desk.screen.in_sight]


def test_a_calendar_is_exported_with_all_that_came_in(desk: Desk, tmp_path: Path) -> None:
    file, out = tmp_path / "team.ics", tmp_path / "out.ics"
    file.write_text(ics(_EVENT.format(uid="a", day=17)))
    panel = dropped(desk, file)
    desk.press("Ctrl+Return")
    desk.press("Esc")
    desk.press("Ctrl+Shift+E")
    assert [button.text() for button in panel.findChildren(QPushButton) if button.isVisible()] == ["Export", "Close"]
    panel.export_to(out, desk.screen.editors.calendars[0].id)
    desk.settle()
    assert "Wrote 5 event(s) to out.ics." in told(panel)
    assert "X-OWN;X-P=1:kept" in out.read_text()


def content(desk: Desk):
    screen = desk.screen
    return content_of(screen.look, screen.around, screen.in_sight, utc_seconds(desk.composition.session.now()))


def test_a_week_is_saved_as_a_page(desk: Desk, tmp_path: Path) -> None:
    desk.screen.errands.save_pdf(tmp_path / "week.pdf", desk.screen.look, desk.screen.around)
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF")
    assert desk.said == f"Saved the week as {tmp_path / 'week.pdf'}"
    with pytest.raises(InvalidInput):
        save_pdf(tmp_path / "nowhere" / "week.pdf", desk.screen.look, content(desk), desk.bench.theme)


def test_paper_is_light_whatever_the_theme(desk: Desk) -> None:
    pages = []
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        desk.bench.theme.choose(scheme)
        pages.append(painted(desk))
    assert pages[0] == pages[1]
    assert pages[0].pixelColor(3, 3) == QColor(Qt.GlobalColor.white)


def painted(desk: Desk) -> QImage:
    """What the page paints, on an image in place of a printer."""

    class Page(QImage):
        def setPageLayout(self, _layout: object) -> bool:  # noqa: N802
            return True

    page = Page(1120, 760, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    print_week(page, desk.screen.look, content(desk), desk.bench.theme)
    return QImage(page)
