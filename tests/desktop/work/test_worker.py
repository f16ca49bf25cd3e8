"""Results come back on the GUI thread; refusals are told, bugs are raised."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from opiekun.desktop.work.worker import Worker
from opiekun.domain.errors import NotFound, Refused


@pytest.fixture
def worker(app: QApplication) -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.close()


def _refuse() -> None:
    raise NotFound("There is no request {id}.", id="Q")


def test_jobs_run_off_the_gui_thread_in_order_and_answer_on_it(worker: Worker, until: Callable[..., None]) -> None:
    answers: list[tuple[object, str]] = []

    def receive(result: object) -> None:
        answers.append((result, threading.current_thread().name))

    for number in range(5):
        worker.submit(lambda number=number: (number, threading.current_thread().name), receive)
    until(lambda: worker.idle)
    main = threading.current_thread().name
    assert [answer[0][0] for answer in answers] == [0, 1, 2, 3, 4]
    assert all(ran != main and told == main for (_, ran), told in answers)


def test_a_refusal_goes_to_whoever_asked_else_to_all(worker: Worker, until: Callable[..., None]) -> None:
    asked: list[Refused] = []
    heard: list[Refused] = []
    worker.refused.connect(heard.append)
    worker.submit(_refuse, refused=asked.append)
    worker.submit(_refuse)
    until(lambda: worker.idle)
    assert [str(refusal) for refusal in asked + heard] == ["There is no request Q."] * 2
    assert (len(asked), len(heard)) == (1, 1)


def test_nothing_is_delivered_after_closing(app: QApplication) -> None:
    answers: list[object] = []
    worker = Worker("test")
    worker.submit(lambda: 1, answers.append)
    worker.close()
    app.processEvents()
    assert answers == []


def test_what_lasts_is_done_though_it_closes_and_the_rest_is_dropped(app: QApplication) -> None:
    go_on = threading.Event()
    worker, done = Worker("test"), []
    worker.submit(go_on.wait)
    worker.submit(lambda: done.append("read"))
    worker.submit(lambda: done.append("written"), lasting=True)
    threading.Timer(0.05, go_on.set).start()
    worker.close()
    worker.submit(lambda: done.append("read too late"))
    assert done == ["written"]


def test_closing_tells_what_could_not_be_written(app: QApplication) -> None:
    go_on = threading.Event()
    worker = Worker("test")
    worker.submit(go_on.wait)
    worker.submit(_refuse, lasting=True)
    threading.Timer(0.05, go_on.set).start()
    with pytest.raises(NotFound):
        worker.close()


def test_what_is_to_run_soon_lets_the_window_paint_first_and_counts_as_work(
    worker: Worker, until: Callable[..., None]
) -> None:
    order: list[str] = []
    worker.submit_soon(lambda: order.append("job"), lambda _nothing: order.append("told"))
    assert not worker.idle
    QTimer.singleShot(0, lambda: order.append("painted"))
    until(lambda: worker.idle)
    assert order == ["painted", "job", "told"]


def test_what_was_to_run_soon_is_dropped_when_it_closes(app: QApplication, until: Callable[..., None]) -> None:
    worker, done = Worker("test"), []
    worker.submit_soon(lambda: done.append("job"), done.append)
    worker.close()
    assert worker.idle
    passed: list[bool] = []
    QTimer.singleShot(60, lambda: passed.append(True))
    until(lambda: bool(passed))
    assert done == []
