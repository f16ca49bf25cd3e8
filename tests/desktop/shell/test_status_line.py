"""The line at the bottom: what was just done goes before what stands there all day."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import Bench

from opiekun.desktop.shell.notice import Notice
from opiekun.desktop.shell.status_line import StatusLine
from opiekun.desktop.shell.window import Window

Until = Callable[..., None]
DONE = "Deleted: Acme review call – all events of the series"


@pytest.fixture
def line(bench: Bench, until: Until) -> Iterator[tuple[StatusLine, list[Notice]]]:
    window = Window(bench.session, bench.theme)
    notices = []
    for words, short in (
        ("Mail: 2 answers wait for you · 1 invitation waits for your answer", "Mail: 3"),
        ("Calendars were not synced · last synced yesterday 10:47 · 2 changes wait", "Calendars: 10:47 · ↑ 2"),
    ):
        notice = Notice("alert", bench.theme)
        notice.tell(words, "▲", short)
        window.status.add(notice)
        notice.show()
        notices.append(notice)
    window.resize(960, 600)
    window.show()
    until(lambda: window.status.width() > 0)
    yield window.status, notices
    window.close()
    window.deleteLater()


def said(status: StatusLine) -> str:
    """What is to be seen of the message."""
    return next(each.text() for each in status.findChildren(QLabel) if each.accessibleName() == status.message)


def test_notices_say_less_while_a_message_with_its_undo_has_no_room_beside_them(
    line: tuple[StatusLine, list[Notice]], until: Until
) -> None:
    status, notices = line
    status.say(DONE, undoable=True)
    until(lambda: said(status) == DONE)
    assert [notice.shown for notice in notices] == ["▲ Mail: 3", "▲ Calendars: 10:47 · ↑ 2"]
    assert all(notice.width() >= notice.sizeHint().width() for notice in notices)
    assert [notice.accessibleName()[:5] for notice in notices] == ["Mail:", "Calen"]


def test_only_as_many_say_less_as_must(line: tuple[StatusLine, list[Notice]], until: Until) -> None:
    status, notices = line
    status.say("Saved")
    until(lambda: said(status) == "Saved")
    until(lambda: [len(notice.shown) < len(notice.text()) for notice in notices].count(True) == 1)
    status.window().resize(1900, 600)
    until(lambda: all(notice.shown == notice.text() for notice in notices))
