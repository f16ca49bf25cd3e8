"""What is told while nobody looks, where there is a tray and where there is none."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Signal
from tests.desktop.bench import TUESDAY_10, Bench

from opiekun.desktop.notifications.notifier import Notifier
from opiekun.desktop.notifications.texts import Message, plain
from opiekun.domain.instants import utc_seconds
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.actions import add_request
from opiekun.services.preferences import Preferences

Until = Callable[..., None]
NOW = utc_seconds(TUESDAY_10)


class TrayOnPaper(QObject):
    """A tray that writes down what it shows."""

    message_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Message] = []

    def show_message(self, message: Message) -> None:
        self.shown.append(message)


@pytest.fixture
def tray() -> Iterator[TrayOnPaper]:
    made = TrayOnPaper()
    yield made
    made.deleteLater()


def add(bench: Bench, minutes_ago: int, severity: Severity = Severity.CRITICAL, subject: str = "Mail is down") -> None:
    add_request(
        bench.program.store,
        account="Acme",
        subject=subject,
        severity=severity,
        channel=Channel.CHAT,
        now=TUESDAY_10,
        received_at=TUESDAY_10 - timedelta(minutes=minutes_ago),
    )


def begin(bench: Bench, tray: TrayOnPaper | None, until: Until) -> Notifier:
    def row_of(key: int) -> object:
        desk = bench.session.desk
        return desk.queue.rows.get(key) if desk is not None else None

    notifier = Notifier(bench.session, row_of, tray, bench.window)  # type: ignore[arg-type]
    notifier.said.connect(bench.told.append)
    notifier.wanted.connect(bench.told.append)
    bench.session.open()
    until(lambda: bench.session.worker.idle)
    return notifier


def test_an_old_desk_is_told_in_one_notice_and_never_again(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    for minutes in (50, 100, 200, 300):
        add(bench, minutes)
    begin(bench, tray, until)
    (told,) = tray.shown
    assert told.title == "New: 3 breached, 1 at risk"
    bench.session.open()
    until(lambda: bench.session.worker.idle)
    begin(bench, tray, until)
    assert len(tray.shown) == 1


def test_what_comes_due_is_told_at_its_second(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    add(bench, 44)
    notifier = begin(bench, tray, until)
    assert not tray.shown
    for second in (58, 59):
        notifier.tick(NOW + second)
        until(lambda: bench.session.worker.idle)
        assert not tray.shown
    notifier.tick(NOW + 60)
    until(lambda: bench.session.worker.idle)
    assert tray.shown[0].title.startswith("At risk: first response")
    notifier.tick(NOW + 16 * 60)
    until(lambda: bench.session.worker.idle)
    assert not tray.shown[1:]
    notifier.tick(NOW + 16 * 60 + 1)
    until(lambda: bench.session.worker.idle)
    assert tray.shown[1].title.startswith("Breached: first response")


def test_clicking_opens_the_request(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    add(bench, 100, subject="Checkout <b>down</b> & out")
    begin(bench, tray, until)
    (told,) = tray.shown
    assert told.title.startswith("Breached: first response")
    assert "Checkout ‹b›down‹/b› ＆ out" in told.body
    tray.message_opened.emit(tray.shown[-1])
    assert bench.told == [told.key]


def test_without_a_tray_the_window_says_it(bench: Bench, until: Until) -> None:
    add(bench, 100)
    begin(bench, None, until)
    (said,) = bench.told
    assert "Breached: first response" in str(said)


def test_nothing_is_told_where_that_was_chosen(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    bench.program.preferences.save(Preferences(notifications=False))
    add(bench, 100)
    begin(bench, tray, until)
    assert not tray.shown


def test_a_change_is_told_without_looking_at_the_rest(bench: Bench, tray: TrayOnPaper, until: Until) -> None:
    begin(bench, tray, until)
    bench.session.write(
        lambda store: add_request(
            store,
            account="Acme",
            subject="Late already",
            severity=Severity.CRITICAL,
            channel=Channel.CHAT,
            now=TUESDAY_10,
            received_at=TUESDAY_10 - timedelta(minutes=90),
        )
    )
    until(lambda: tray.shown and bench.session.worker.idle)
    assert "Late already" in tray.shown[0].body


def test_plain_text_is_one_bounded_line() -> None:
    assert plain("a\n\x00b\u202ec") == "a bc"
    assert len(plain("x" * 1000)) == 160
