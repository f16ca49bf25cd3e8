"""A panel keeps the keyboard among its fields, and stays whole while it does."""

import gc

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from tests.desktop.bench import Bench

from opiekun.desktop.widgets.side_panel import SidePanel


class _Form(SidePanel):
    """Fields in a scrolling page, two of them in one row, made in another order than they stand."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.last, self.right, self.left, self.first = (QLineEdit() for _ in range(4))
        area, inner = QScrollArea(), QWidget()
        column = QVBoxLayout(inner)
        row = QHBoxLayout()
        row.addWidget(self.left)
        row.addWidget(self.right)
        column.addWidget(self.first)
        column.addLayout(row)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area)
        self.body.addWidget(self.last)


def test_tab_goes_round_in_the_order_in_which_the_fields_stand(bench: Bench) -> None:
    bench.show(QWidget())
    panel = _Form(bench.window)
    panel.open_with(panel.first)
    visited = []
    for _ in range(5):
        visited.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert visited == [panel.first, panel.left, panel.right, panel.last, panel.first]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is panel.first


def test_python_finds_nothing_of_a_panel_to_throw_away(bench: Bench) -> None:
    bench.show(QWidget())
    panel = _Form(bench.window)
    for _ in range(3):
        panel.open_with(panel.first)
        QTest.keyClick(panel.first, Qt.Key.Key_Tab)
        panel.close_panel()
        gc.collect()
    panel.first.setText("still there")
    assert panel.first.text() == "still there"
