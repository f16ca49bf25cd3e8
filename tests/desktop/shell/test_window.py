"""The window at work: keys do things, every thing can be undone, and the line at the bottom says so."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.sample_desk import fill, key_of

from opiekun.desktop.request.others import OtherRequests
from opiekun.desktop.request.panels import AssignPanel, NotePanel, SeverityPanel, WhyPanel
from opiekun.desktop.request.postpone_panel import PostponePanel
from opiekun.desktop.request.tags_panel import TagsPanel
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.palette import closeness
from opiekun.desktop.shell.strip_line import StripLine
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import STRIP_HEIGHT
from opiekun.domain.errors import Refused
from opiekun.domain.timeline import EventKind, Severity
from opiekun.services.actions import add_request, log_event
from opiekun.services.preferences import Theme as Scheme

MAIL = "Mailboxes"


@pytest.fixture
def window(bench: Bench, until: Callable[..., None]) -> Iterator[Window]:
    fill(bench.program.store, TUESDAY_10)
    window = Window(bench.session, bench.theme)
    window.resize(1280, 800)
    window.show()
    window.start()
    until(lambda: bench.session.worker.idle and window.desk.pane.view is not None)
    window.desk.select(key_of(bench.session, MAIL), "")
    until(lambda: subject(window).startswith(MAIL))
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    yield window
    window.close()
    window.deleteLater()


def subject(window: Window) -> str:
    view = window.desk.pane.view
    return view.file.request.subject if view is not None else ""


def press(window: Window, key: str) -> None:
    QTest.keySequence(window, key)


def test_the_strip_tells_what_the_queue_holds(window: Window) -> None:
    told = [label.text() for label in window.strip.findChildren(QLabel) if not label.isHidden()]
    assert "Anna Nowak" in told
    assert "· open until 17:00" in told
    assert [words for words in told if words.endswith("breached")] == ["1 breached"]


def test_keys_move_and_the_request_follows(window: Window, until: Callable[..., None]) -> None:
    window.desk.queue.view.setFocus()
    press(window, "J")
    until(lambda: subject(window).startswith("Ticket list"))
    press(window, "K")
    until(lambda: subject(window).startswith(MAIL))


def test_the_last_of_many_moves_is_shown_whatever_has_the_focus(window: Window, until: Callable[..., None]) -> None:
    window.status.setFocus()
    for _ in range(4):
        window.desk.queue.view.step(1)
    until(lambda: window.session.worker.idle)
    assert window.desk.pane.view.file.request.key == window.desk.queue.view.key


def test_an_answer_is_one_key_and_so_is_its_undo(window: Window, until: Callable[..., None]) -> None:
    before = window.desk.model.request(window.desk.queue.view.key)
    press(window, "R")
    until(lambda: window.status.message.startswith("Answered R-3, update met with"))
    after = window.desk.model.request(before.key)
    assert after.due_at > before.due_at
    until(lambda: window.session.worker.idle)
    press(window, "Ctrl+Z")
    until(lambda: window.status.message == "Response given taken back in R-3")
    assert window.desk.model.request(before.key) == before
    press(window, "Ctrl+Shift+Z")
    until(lambda: window.desk.model.request(before.key) == after)
    assert window.status.message == "Response given again in R-3"
    assert "Undo" in [link.text() for link in window.status.findChildren(QPushButton) if not link.isHidden()]
    until(lambda: window.session.worker.idle)
    press(window, "Ctrl+Z")
    until(lambda: window.status.message == "Response given taken back in R-3")


def test_resolving_takes_the_request_out_and_selects_its_neighbour(window: Window, until: Callable[..., None]) -> None:
    key = window.desk.queue.view.key
    press(window, "X")
    until(lambda: window.desk.model.request(key) is None)
    until(lambda: window.session.worker.idle)
    assert window.desk.queue.view.key not in {None, key}
    until(lambda: subject(window) and not subject(window).startswith(MAIL))


def test_a_change_of_severity_shows_each_due_time_before_it_is_done(window: Window, until: Callable[..., None]) -> None:
    press(window, "S")
    panel = window.desk.pane.panel
    assert isinstance(panel, SeverityPanel)
    QTest.keyClick(panel, Qt.Key.Key_3)
    until(lambda: "Due then" in [label.text() for label in panel.findChildren(QLabel)])
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert texts[texts.index("Update") + 1 :][:2] == ["10:38", "none"]
    row = window.desk.model.request(window.desk.queue.view.key)
    assert row.severity is Severity.CRITICAL
    QTest.keyClick(panel, Qt.Key.Key_Return)
    until(lambda: window.desk.model.request(row.key).severity is Severity.STANDARD)
    assert window.status.message == "R-3 has severity 3 Standard now"
    until(lambda: window.session.worker.idle)


def test_a_note_is_kept_and_its_letters_are_no_keys(window: Window, until: Callable[..., None]) -> None:
    press(window, "N")
    panel = window.desk.pane.panel
    assert isinstance(panel, NotePanel)
    field = panel.findChild(QPlainTextEdit)
    QTest.keyClicks(field, "rswx")
    assert field.toPlainText() == "rswx"
    assert window.status.message == ""
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: window.status.message == "Note added to R-3")
    until(lambda: "rswx" in [label.text() for label in window.desk.pane.findChildren(QLabel)])


def test_panels_open_one_at_a_time_and_escape_closes_them(window: Window) -> None:
    press(window, "Y")
    assert isinstance(window.desk.pane.panel, WhyPanel)
    press(window, "A")
    panel = window.desk.pane.panel
    assert isinstance(panel, AssignPanel)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert window.desk.pane.panel is None


def test_assigning_tells_whose_it_is(window: Window, until: Callable[..., None]) -> None:
    press(window, "A")
    QTest.keyClick(window.desk.pane.panel, Qt.Key.Key_1)
    until(lambda: window.status.message == "R-3 is assigned to Anna Nowak")
    until(lambda: window.session.worker.idle)


def test_tags_are_typed_offered_kept_and_taken_back(window: Window, bench: Bench, until: Callable[..., None]) -> None:
    log_event(bench.program.store, "R-4", EventKind.TAGGED, now=TUESDAY_10, tags=("Shop", "VIP", "webmail"))
    press(window, "T")
    panel = window.desk.pane.panel
    assert isinstance(panel, TagsPanel)
    until(lambda: offered(panel) == ["Shop", "VIP", "webmail"])
    QTest.keyClicks(QApplication.focusWidget(), "urgent, v")
    assert offered(panel) == ["VIP"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget().text() == "urgent, VIP"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: window.status.message == "R-3 is tagged urgent, VIP")
    until(lambda: window.desk.pane.view.file.tags == ("urgent", "VIP"))
    assert window.desk.queue.view.hasFocus()
    assert {"urgent", "VIP"} <= {label.text() for label in window.desk.pane.findChildren(QLabel)}
    press(window, "Ctrl+Z")
    until(lambda: window.desk.pane.view.file.tags == ())


def offered(panel: TagsPanel) -> list[str]:
    known = {"Shop", "VIP", "webmail"}
    return [each.text() for each in panel.findChildren(KeyButton) if not each.isHidden() and each.text() in known]


def test_a_tag_that_cannot_be_is_refused_in_the_panel(window: Window) -> None:
    press(window, "T")
    QTest.keyClicks(QApplication.focusWidget(), "x" * 81)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    panel = window.desk.pane.panel
    assert isinstance(panel, TagsPanel)
    assert any("without a comma" in label.text() for label in panel.findChildren(QLabel))


@pytest.mark.parametrize(
    ("keys", "when"), [("1", "11:00"), ("2", "tomorrow 09:00"), ("3", "Mon 09:00"), ("424.6 9:15\r", "24 Jun 09:15")]
)
def test_postponing_is_one_more_key(window: Window, until: Callable[..., None], keys: str, when: str) -> None:
    press(window, "P")
    for key in keys:
        QTest.keyClicks(QApplication.focusWidget(), key)
    until(lambda: window.status.message == f"R-3 is postponed until {when}")
    until(lambda: f"Postponed until {when}" in [label.text() for label in window.desk.pane.findChildren(QLabel)])
    press(window, "P")
    QTest.keyClicks(QApplication.focusWidget(), "0")
    until(lambda: window.status.message == "R-3 is not postponed any more")
    until(lambda: window.desk.pane.view.postponed_until is None)


@pytest.mark.parametrize("typed", ["16.6 9:59", "soon", "99.6 9:00", "2028-01-01 9:00", ""])
def test_a_time_that_passed_is_no_time_to_postpone_to(window: Window, typed: str) -> None:
    press(window, "P")
    panel = window.desk.pane.panel
    assert isinstance(panel, PostponePanel)
    QTest.keyClicks(panel, "4")
    QTest.keyClicks(QApplication.focusWidget(), typed)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.desk.pane.panel is panel
    assert any(label.text().startswith("◆") for label in panel.findChildren(QLabel))


def test_a_subject_from_outside_is_plain_text(window: Window, bench: Bench, until: Callable[..., None]) -> None:
    hostile = "<img src='file:///etc/passwd'><b>bold</b>"
    done = add_request(
        bench.program.store, account="Acme", subject=hostile, severity=Severity.CRITICAL,
        channel=window.desk.model.request(window.desk.queue.view.key).channel, now=TUESDAY_10,
    )  # fmt: skip
    window.session.open()
    until(lambda: window.desk.model.total == 11)
    window.desk.select(next(iter(done.changed.requests)), done.name)
    until(lambda: subject(window) == hostile)
    titles = [label for label in window.desk.pane.findChildren(QLabel) if label.text() == hostile]
    assert titles
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in window.desk.pane.findChildren(QLabel))


def test_a_refusal_is_said_in_one_sentence(window: Window, until: Callable[..., None]) -> None:
    window.session.write(_refuse)
    until(lambda: window.status.message == "The note is empty; write something to keep.")


def test_what_was_refused_on_one_screen_is_not_said_on_the_next(window: Window) -> None:
    window.session.refused.emit(Refused("It cannot be done."))
    assert window.status.message == "It cannot be done."
    window.go(Do.DESK)
    assert window.status.message == "It cannot be done."
    window.go(Do.KEYS)
    assert not window.status.message
    window.status.say("Saved")
    window.go(Do.DESK)
    assert window.status.message == "Saved"


def _refuse(store: object) -> object:
    return log_event(store, "R-3", EventKind.NOTE, now=TUESDAY_10, text=" ")


def test_the_palette_finds_actions_requests_and_shows_keys(window: Window, until: Callable[..., None]) -> None:
    press(window, "Ctrl+K")
    box = window.palette_box
    assert ("Response given", "R") in [(entry.text, entry.note) for entry in box.entries]
    QTest.keyClicks(box.findChild(QApplication.focusWidget().__class__), "shopify")
    until(lambda: [entry.text for entry in box.entries][:1] == ["Shopify integration shows wrong orders"])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: subject(window).startswith("Shopify"))
    assert not box.isVisible()


def test_every_action_has_a_key_of_its_own(window: Window) -> None:
    keys = [key for deed in window.actions_list.deeds.values() for key in deed.keys]
    assert len(keys) == len(set(keys))
    assert all(window.actions_list[do].toolTip().endswith(")") for do in window.actions_list.deeds)


def test_the_filter_takes_letters_and_escape_gives_the_queue_back(window: Window, until: Callable[..., None]) -> None:
    press(window, "/")
    QTest.keyClicks(QApplication.focusWidget(), "umbrella")
    until(lambda: window.desk.model.requests == 2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    until(lambda: window.desk.model.requests == 10)
    assert window.desk.queue.view.hasFocus()


def test_a_filter_without_hits_gives_its_selection_back(window: Window, until: Callable[..., None]) -> None:
    press(window, "/")
    QTest.keyClicks(QApplication.focusWidget(), "nothing like this")
    until(lambda: window.desk.model.requests == 0)
    assert window.desk.pane.view is None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    until(lambda: window.desk.pane.view is not None)


def test_a_panel_gives_the_focus_back(window: Window) -> None:
    window.desk.queue.view.setFocus()
    for key in ("T", "P", "N"):
        press(window, key)
        assert not window.desk.queue.view.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.desk.queue.view.hasFocus()


def test_what_the_account_also_asked_is_one_step_away(window: Window, until: Callable[..., None]) -> None:
    card = window.desk.pane.findChild(OtherRequests)
    lines = card.findChildren(QPushButton)
    assert [line.toolTip().partition(" · ")[2] for line in lines] == [
        "Shopify integration shows wrong orders",
        "Which report shows the first contact?",
    ]
    assert lines[0].accessibleName().startswith("3 Standard, Shopify integration shows wrong orders, ")
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Space)
    until(lambda: subject(window).startswith("Shopify"))


def test_the_colours_are_kept(window: Window, bench: Bench) -> None:
    press(window, "Ctrl+T")
    assert bench.program.preferences.load().theme is Scheme.DARK
    press(window, "Ctrl+T")
    assert bench.program.preferences.load().theme is Scheme.LIGHT


def test_a_screen_without_a_button_marks_none(window: Window) -> None:
    press(window, "F1")
    assert not any(button.isChecked() for button in window.rail.findChildren(QToolButton))
    press(window, "Ctrl+1")
    assert [button.isChecked() for button in window.rail.findChildren(QToolButton)].count(True) == 1


def test_an_empty_queue_says_what_to_do(bench: Bench, until: Callable[..., None]) -> None:
    window = Window(bench.session, bench.theme, frozenset({Do.NEW}))
    window.show()
    window.start()
    until(lambda: bench.session.desk is not None)
    words = [label.text() for label in window.desk.queue.findChildren(QLabel)]
    assert any("No request is open here" in text and "Ctrl+N" in text for text in words)
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(
    ("words", "text", "close"),
    [
        ("add", "add a note", 0),
        ("note", "add a note", 1),
        ("ote", "add a note", 2),
        ("adn", "add a note", 3),
        ("z", "a", None),
    ],
)
def test_what_is_near_comes_first(words: str, text: str, close: int | None) -> None:
    assert closeness(words, text) == close


def test_in_a_narrow_window_the_strip_drops_the_least_and_keeps_find_inside(
    window: Window, until: Callable[..., None]
) -> None:
    window.setMinimumSize(0, 0)
    window.resize(700, 450)
    until(lambda: window.width() == 700)
    shown = [label.text() for label in window.strip.findChildren(QLabel) if label.isVisible()]
    assert "1 breached" in shown
    (find,) = [each for each in window.strip.findChildren(QPushButton) if each.isVisible()]
    assert window.strip.rect().contains(find.geometry())


@pytest.fixture
def line_over_the_strip(window: Window, theme: Theme) -> StripLine:
    bar = StripLine(theme)
    bar.words.tell("Something is to be told")
    bar.words.setMinimumWidth(200)
    bar.add_buttons(QPushButton("Show"), QPushButton("Later"))
    window.add_bar(bar)
    window.desk.queue.view.setFocus()
    return bar


def covered(window: Window, bar: QWidget, *parts: QWidget) -> list[QWidget]:
    """Those of these parts, of what is late and of the Find box, over which the line stands."""
    strip = window.strip
    late = [each for each in strip.findChildren(QLabel) if each.text() == "1 breached"]
    find = [each for each in strip.findChildren(QPushButton) if each.text().startswith("Find")]
    assert (len(late), len(find)) == (1, 1)
    here = place_in(window, bar)
    return [each for each in (*late, *find, *parts) if here.intersects(place_in(window, each))]


def test_a_line_that_comes_and_goes_moves_nothing_and_covers_neither_the_late_nor_the_find_box(
    window: Window, line_over_the_strip: StripLine, until: Callable[..., None]
) -> None:
    window.resize(1280, 800)
    until(lambda: window.width() == 1280)
    before = window.desk.mapTo(window, QPoint()), window.desk.size()
    line_over_the_strip.show()
    until(lambda: line_over_the_strip.width() > 300)
    assert (window.desk.mapTo(window, QPoint()), window.desk.size()) == before
    assert window.desk.queue.view.hasFocus()
    assert place_in(window, window.strip).contains(place_in(window, line_over_the_strip))
    assert not covered(window, line_over_the_strip)


def test_a_line_that_has_no_room_over_the_strip_stands_at_the_foot_and_covers_nothing(
    window: Window, line_over_the_strip: StripLine, until: Callable[..., None]
) -> None:
    window.resize(960, 600)
    until(lambda: window.width() == 960)
    line_over_the_strip.words.setMinimumWidth(600)
    top, height = window.desk.mapTo(window, QPoint()), window.desk.height()
    line_over_the_strip.show()
    until(lambda: window.desk.height() == height - STRIP_HEIGHT)
    assert window.desk.mapTo(window, QPoint()) == top
    assert place_in(window, line_over_the_strip).bottom() < place_in(window, window.status).top()
    assert not covered(window, line_over_the_strip, window.desk, window.status)
    line_over_the_strip.hide()
    until(lambda: window.desk.height() == height)


@pytest.mark.parametrize("least", range(100, 801, 100))
def test_a_line_stands_over_the_strip_only_with_its_buttons_beside_its_words(
    window: Window, line_over_the_strip: StripLine, until: Callable[..., None], least: int
) -> None:
    window.resize(1280, 800)
    until(lambda: window.width() == 1280)
    line_over_the_strip.words.setMinimumWidth(least)
    line_over_the_strip.show()
    buttons = line_over_the_strip.findChildren(QPushButton)
    until(lambda: all(place_in(window, line_over_the_strip).contains(place_in(window, each)) for each in buttons))


def test_a_line_leaves_what_has_the_keys_in_sight(
    window: Window, line_over_the_strip: StripLine, until: Callable[..., None]
) -> None:
    window.resize(1280, 800)
    window.strip.tell_collision("Acme is due in a call", "Acme is due in a call")
    line_over_the_strip.show()
    (collision,) = [each for each in window.strip.findChildren(QPushButton) if "Acme" in each.text()]
    until(lambda: covered(window, line_over_the_strip, collision) == [collision])
    collision.setFocus()
    until(lambda: not covered(window, line_over_the_strip, collision, window.desk, window.status))
    window.desk.queue.view.setFocus()
    until(lambda: place_in(window, window.strip).contains(place_in(window, line_over_the_strip)))


def place_in(window: Window, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint()), part.size())


def test_the_window_is_never_larger_than_the_screen(bench: Bench) -> None:
    window = Window(bench.session, bench.theme)
    room = window.screen().availableSize()
    assert window.size().boundedTo(room) == window.size()
    assert window.minimumSize().boundedTo(room) == window.minimumSize()
    window.deleteLater()


def test_postponing_past_a_due_time_is_warned_of(window: Window) -> None:
    press(window, "P")
    texts = [label.text() for label in window.desk.pane.panel.findChildren(QLabel)]
    assert any("due 10:38" in text for text in texts)
