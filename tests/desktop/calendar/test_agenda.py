"""How the agenda is painted."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.calendar import weeks

from opiekun.desktop.calendar.agenda import AgendaView
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import EventStatus

FIRST, *OTHERS = (weeks.event(key, 15, f"{8 + key}:00", f"{9 + key}:00", f"Call {key}") for key in range(1, 5))


def pictures(agenda: AgendaView, *, cancelled: bool) -> list[QImage]:
    """The lines from the first event on, painted twice: what a painting leaves behind shows in the next."""
    first = FIRST._replace(status=EventStatus.CANCELLED) if cancelled else FIRST
    shown = weeks.content(occurrences=(first, *OTHERS), deadlines=(), collisions={})
    agenda.show_content(shown, weeks.MONDAY, stay=False)
    agenda.list.clearSelection()
    QApplication.processEvents()
    agenda.list.grab()
    whole, model = agenda.list.grab().toImage(), agenda.list.model()
    places = [agenda.list.visualRect(model.index(row, 0)) for row in range(1, 1 + len(OTHERS) + 1)]
    return [whole.copy(QRect(each)) for each in places]


def test_only_the_event_that_was_called_off_is_struck_out(app: QApplication, theme: Theme) -> None:
    agenda = AgendaView(theme)
    agenda.resize(900, 500)
    agenda.show()
    assert QTest.qWaitForWindowExposed(agenda)
    fair = pictures(agenda, cancelled=False)
    called_off = pictures(agenda, cancelled=True)
    assert [one == other for one, other in zip(fair, called_off, strict=True)] == [False, True, True, True]
    agenda.close()
    agenda.deleteLater()
