"""The list on the screen: what a tick costs, where the selection stays, how the keys go."""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.rows import NOW, drawn, many

from opiekun.desktop.queue.delegate import QueueDelegate
from opiekun.desktop.queue.drag_picture import drag_picture
from opiekun.desktop.queue.model import CLOCK, QueueModel
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.queue.sections import Sorted
from opiekun.desktop.queue.view import QueueView
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.queue import Order
from opiekun.domain.timeline import Severity


class CountingModel(QueueModel):
    """Counts what Qt asks of it."""

    asked = 0

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        self.asked += 1
        return super().data(index, role)


class CountingDelegate(QueueDelegate):
    """Counts the cells that are painted."""

    painted = 0

    def paint(self, *arguments: object) -> None:
        self.painted += 1
        super().paint(*arguments)


@pytest.fixture
def view(app: QApplication, theme: Theme) -> Iterator[QueueView]:
    model = CountingModel(NOW, Moments(ZoneInfo("Europe/Bratislava"), QLocale("en_GB")))
    model.load(Sorted.of(drawn(), Order.GROUPED, NOW))
    view = QueueView(model, theme)
    view.resize(520, 800)
    view.show()
    assert QTest.qWaitForWindowExposed(view)
    yield view
    view.close()
    view.deleteLater()


def test_a_tick_over_100000_rows_asks_for_no_data_and_paints_what_changed(
    view: QueueView, until: Callable[..., None]
) -> None:
    model = view._model
    assert isinstance(model, CountingModel)
    delegate = CountingDelegate(model, view.itemDelegate()._theme, view)
    view.setItemDelegate(delegate)
    model.load(Sorted.of(many(100_000), Order.GROUPED, NOW))
    view.tick(NOW)
    until(lambda: delegate.painted > 20)
    QApplication.processEvents()
    model.asked = delegate.painted = 0
    # At the top stand callbacks that are owed for hours, to the minute: nothing to be seen for 59 seconds.
    for second in range(1, 60):
        view.tick(NOW + second)
        QApplication.processEvents()
    assert (model.asked, delegate.painted) == (0, 0)
    view.tick(NOW + 60)
    QApplication.processEvents()
    first, last = view.visible_rows()
    in_sight = [at for at in range(first, last + 1) if at not in model.headings()]
    assert (model.asked, delegate.painted) == (0, len(in_sight))


def test_the_selection_is_a_request_and_survives_what_happens_to_the_rows(view: QueueView) -> None:
    model = view._model
    chosen = QSignalSpy(view.chosen)
    assert view.select_key(6)
    model.put([drawn()[5]._replace(due_at=NOW + 5)])
    model.put([drawn()[5]._replace(severity=Severity.HIGH)])
    model.put([], gone=[2, 1])
    model.set_order(Order.URGENCY)
    model.set_order(Order.GROUPED)
    model.load(Sorted.of(many(50), Order.GROUPED, NOW))
    assert view.key == 6
    assert model.entry(view.currentIndex().row()).key == 6
    assert [chosen.at(n)[0] for n in range(chosen.count())] == [6]


def test_when_the_selected_request_leaves_its_neighbour_is_selected(view: QueueView) -> None:
    view.select_key(6)
    view._model.put([], gone=[6])
    assert view.key == 7
    view._model.load(Sorted.of([], Order.GROUPED, NOW))
    assert view.key is None


def test_keys_step_over_headings(view: QueueView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.key == 1
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.key == 2
    view.step(1)
    view.step(1)
    assert view.key == 4
    view.step(-1)
    assert view.key == 3
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.key == 10
    view.step(1)
    assert view.key == 10


def test_headings_are_lower_than_rows_after_every_change(view: QueueView) -> None:
    model = view._model
    model.put([drawn()[5]._replace(severity=Severity.REQUEST)])
    model.put([], gone=[4, 9])
    model.put([drawn()[3]])
    heights = [view.rowHeight(at) for at in range(model.rowCount())]
    assert heights == [37 if at in model.headings() else 52 for at in range(model.rowCount())]
    view.set_compact(True)
    heights = [view.rowHeight(at) for at in range(model.rowCount())]
    assert heights == [30 if at in model.headings() else 36 for at in range(model.rowCount())]


def test_a_subject_goes_on_up_to_its_own_timer(app: QApplication, theme: Theme) -> None:
    rows = [row._replace(subject="W" * 200) for row in drawn()]
    model = QueueModel(NOW, Moments(ZoneInfo("Europe/Bratislava"), QLocale("en_GB")))
    model.load(Sorted.of(rows, Order.GROUPED, NOW))
    view = QueueView(model, theme)
    view.resize(520, 800)
    view.show()
    assert QTest.qWaitForWindowExposed(view)
    row = next(at for at in range(model.rowCount()) if at not in model.headings())
    cell = view.visualRect(model.index(row, CLOCK))
    picture = view.viewport().grab(cell.adjusted(0, 0, -cell.width() * 2 // 3, -cell.height() // 2)).toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert theme.tokens.text.lower() in inks
    view.close()
    view.deleteLater()


def test_what_hangs_at_the_pointer_is_small_and_beside_it(theme: Theme) -> None:
    picture = drag_picture(drawn()[0], theme, 2.0)
    assert picture.deviceIndependentSize().width() < 160
    assert picture.toImage().pixelColor(8, 8).alpha() == 0
