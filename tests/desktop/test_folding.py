"""A row of parts becomes a column where it has no room, and a form's labels go above their fields."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from tests.desktop.bench import Bench

from opiekun.desktop.widgets.folding import FoldingLayout
from opiekun.desktop.widgets.form import Form, page


def parts(*widths: int) -> list[QWidget]:
    made = [QLabel("Words that take more than one line where it is narrow") for _ in widths]
    for part, width in zip(made, widths, strict=True):
        part.setWordWrap(True)
        part.setMinimumWidth(width)
    return made


def test_a_row_folds_where_its_parts_have_no_room_and_unfolds_again(bench: Bench) -> None:
    row = QWidget()
    folding = FoldingLayout(row)
    first, second = parts(120, 80)
    for part in (first, second):
        folding.addWidget(part, 1)
    for width, folded in ((400, False), (207, True), (208, False), (120, True)):
        row.setFixedSize(width, 400)
        bench.show(row)
        assert (second.y() > first.geometry().bottom()) is folded, width
        assert (second.x() > first.geometry().right()) is not folded, width
    assert folding.minimumSize().width() == 120


def test_a_column_is_as_high_as_its_words(bench: Bench) -> None:
    row, stand = QWidget(), QWidget()
    folding = FoldingLayout(row)
    words = parts(120, 120)
    for part in words:
        folding.addWidget(part, 1)
    column = QVBoxLayout(stand)
    column.addWidget(row)
    column.addStretch(1)
    stand.setFixedWidth(200)
    bench.show(stand)
    assert [part.height() for part in words] == [part.heightForWidth(part.width()) for part in words]


def test_the_labels_of_a_form_go_above_its_fields_where_it_is_narrow(bench: Bench, until: Callable[..., None]) -> None:
    form = Form(bench.theme)
    field = QLineEdit()
    words = form.add("Name", field, "Where it is narrow this is read below the field, in more than one line.")
    area = page(form)
    bench.window.setMinimumSize(1, 1)
    for width, above in ((600, False), (320, True), (600, False)):
        area.setFixedWidth(width)
        bench.show(area)
        until(lambda above=above: (words.geometry().bottom() < field.y()) is above)
        until(lambda above=above: (words.geometry().right() < field.x()) is not above)
        assert area.widget().width() <= width
