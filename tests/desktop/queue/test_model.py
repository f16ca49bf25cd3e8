"""The model changes one row without a reset, and a tick looks at visible rows only."""

import random
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication
from tests.desktop.rows import HOUR, NOW, drawn, many, row

from opiekun.desktop.queue.model import CLOCK, SUBJECT, QueueModel
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.queue.sections import Heading, Sections, Sorted
from opiekun.domain.queue import Group, Order, QueueRow, sort_key
from opiekun.domain.timeline import Severity

MOMENTS = Moments(ZoneInfo("Europe/Bratislava"), QLocale("en_GB"))


def model_of(rows: list[QueueRow]) -> QueueModel:
    model = QueueModel(NOW, MOMENTS)
    model.load(Sorted.of(rows, Order.GROUPED, NOW))
    return model


def shown(model: QueueModel) -> list[str | int]:
    entries = (model.entry(at) for at in range(model.rowCount()))
    return [entry.group.name if isinstance(entry, Heading) else entry.key for entry in entries]


def test_groups_stand_in_order_with_their_requests_by_due_time(app: QApplication) -> None:
    assert shown(model_of(drawn())) == [
        "CALLBACK", 1, "SEVERITY_1", 2, 3, "SEVERITY_2", 4, "SEVERITY_3", 5, 6, 7, "SEVERITY_4", 8,
        "WAITING", 9, "HELD", 10,
    ]  # fmt: skip


def test_by_urgency_there_are_no_groups(app: QApplication) -> None:
    model = model_of(drawn())
    model.set_order(Order.URGENCY)
    assert shown(model) == [2, 5, 3, 4, 8, 1, 6, 7, 10, 9]


def test_one_changed_request_moves_without_a_reset(app: QApplication) -> None:
    model = model_of(drawn())
    resets, moves = QSignalSpy(model.modelReset), QSignalSpy(model.rowsMoved)
    model.put([drawn()[5]._replace(due_at=NOW + 10, at_risk_at=NOW)])
    assert shown(model)[7:11] == ["SEVERITY_3", 6, 5, 7]
    model.put([drawn()[5]._replace(severity=Severity.CRITICAL)])
    assert shown(model)[2:6] == ["SEVERITY_1", 2, 3, 6]
    model.put([], gone=[10, 8])
    assert shown(model)[-2:] == ["WAITING", 9]
    assert "SEVERITY_4" not in shown(model)
    assert (resets.count(), moves.count()) == (0, 1)


def test_a_held_request_joins_its_group_when_its_clock_starts(app: QApplication) -> None:
    model = model_of(drawn())
    resets = QSignalSpy(model.modelReset)
    opening = drawn()[9].started_at
    assert opening is not None
    model.tick(opening - 1, 0, 5)
    assert shown(model)[-2:] == ["HELD", 10]
    model.tick(opening, 0, 5)
    assert "HELD" not in shown(model)
    assert shown(model)[-4:] == ["SEVERITY_5", 10, "WAITING", 9]
    assert resets.count() == 0


def test_a_clock_that_was_set_back_is_followed(app: QApplication) -> None:
    model = model_of(drawn())
    opening = drawn()[9].started_at
    assert opening is not None
    model.tick(opening, 0, 5)
    model.tick(NOW, 0, 5)
    assert shown(model)[-2:] == ["HELD", 10]


def test_a_tick_tells_only_clock_parts_that_look_different(app: QApplication) -> None:
    model = model_of(drawn())
    model.tick(NOW, 0, 16)
    changes = QSignalSpy(model.dataChanged)
    model.tick(NOW + 1, 0, 16)
    told = {
        at for n in range(changes.count()) for at in range(changes.at(n)[0].row(), changes.at(n)[1].row() + 1)
        if changes.at(n)[0].column() == CLOCK == changes.at(n)[1].column()
    }  # fmt: skip
    # To the second: one breached, two in their last hour; 2 h 51 and 5 h 02 come to the next minute; "2 h 10" does not.
    assert {model.entry(at).key for at in told} == {2, 3, 4, 5, 6, 7, 8}
    changes = QSignalSpy(model.dataChanged)
    model.tick(NOW + 2, 0, 16)
    told = {at for n in range(changes.count()) for at in range(changes.at(n)[0].row(), changes.at(n)[1].row() + 1)}
    assert {model.entry(at).key for at in told} == {2, 3, 5}


def test_filtering_finds_every_word_without_case_and_accents(app: QApplication, until: Callable[..., None]) -> None:
    model = model_of(drawn())
    model.set_filter("KRALOVA globex")
    until(lambda: model.requests == 1)
    assert shown(model) == ["CALLBACK", 1]
    model.set_filter("qwe-1007")
    until(lambda: shown(model) == ["SEVERITY_3", 7])
    model.put([row(40, subject="No such word")])
    assert shown(model) == ["SEVERITY_3", 7]
    model.set_filter("")
    assert model.requests == 11


def test_a_change_while_the_filter_runs_is_not_lost(app: QApplication, until: Callable[..., None]) -> None:
    model = model_of(many(5000))
    model.set_filter("needle")
    model.put([row(6000, subject="A Needle")])
    until(lambda: model.requests == 1)
    assert shown(model) == ["SEVERITY_3", 6000]


def test_a_screen_reader_hears_everything_that_is_drawn(app: QApplication) -> None:
    model = model_of(drawn())
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(4, SUBJECT), role) == (
        "severity 1, Critical, Mailboxes unreachable since this morning, Acme · e-mail · update, "
        "at risk, 0:38:05 left, due 11:29"
    )
    assert model.data(model.index(3, CLOCK), role) == "breached, 10:46, −0:04:12"
    assert model.data(model.index(2, SUBJECT), role) == "Severity 1 · Critical, 2"
    assert model.data(model.index(1, CLOCK), role) == "call back owed for 2 h 10"


def test_headings_cannot_be_selected(app: QApplication) -> None:
    model = model_of(drawn())
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.sampled_from(Severity),
        st.integers(-5, 5),
        st.sampled_from(["put", "gone", "tick", "held", "call", "order", "filter"]),
    ),
    max_size=30,
)


@given(changes=CHANGES)
def test_after_any_changes_the_rows_are_those_of_a_plain_sort(
    app: QApplication, changes: list[tuple[int, Severity, int, str]]
) -> None:
    model = model_of([])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows: dict[int, QueueRow] = {}
    now, words = NOW, ""
    for key, severity, offset, what in changes:
        due = NOW + offset * HOUR
        fresh = row(key, severity=severity, due_at=due + 60, at_risk_at=due + 30, started_at=due - 9 * HOUR)
        if what == "tick":
            now += abs(offset) * 1800
            model.tick(now, 0, 3)
        elif what == "gone":
            rows.pop(key, None)
            model.put([], [key])
        elif what == "order":
            model.set_order(Order.URGENCY if offset > 0 else Order.GROUPED)
        elif what == "filter":
            words = "acme" if offset > 0 else ""
            model.set_filter(words)
            while model._filtering.running:
                model._filtering._next_slice()
        else:
            if what == "held":
                fresh = fresh._replace(started_at=NOW + abs(offset) * HOUR)
            elif what == "call":
                fresh = fresh._replace(callback_since=due)
            rows[key] = fresh
            model.put([fresh])
        while model._filtering.running:
            model._filtering._next_slice()
        wanted = sorted(
            (each for each in rows.values() if not words or each.account == "Acme"),
            key=lambda each: (sort_key(each, now, model.order), each.key),
        )
        assert [each for each in shown(model) if isinstance(each, int)] == [each.key for each in wanted]
        assert {model.row_of(each.key) for each in wanted} == {
            at for at in range(model.rowCount()) if at not in model.headings()
        }
    tester.deleteLater()


def test_sections_tell_the_place_of_each_of_many() -> None:
    rows = many(3000)
    sections = Sections.of(rows, Order.GROUPED, NOW)
    for each in random.Random(1).sample(rows, 200):  # noqa: S311 - a fixed choice, not a secret
        assert sections.at(sections.place(each).row) is each
    heads = [sections.at(at) for at in sections.headings()]
    assert [head.group for head in heads] == list(Group)
    assert sum(head.count for head in heads) == 3000
    with pytest.raises(IndexError):
        sections.at(len(sections))
