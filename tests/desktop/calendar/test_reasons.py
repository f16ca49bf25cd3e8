"""Where it is said why an event collides, and how much of it."""

import pytest
from PySide6.QtCore import QRect
from tests.desktop.calendar import weeks

from opiekun.desktop.calendar.grid.pens import Pens
from opiekun.desktop.calendar.grid.reasons import Reason, placed_reason
from opiekun.desktop.calendar.grid.words import short_reason
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.calendar.collisions import Collision

WHOLE, SHORT = "swallows Globex’s first response, due 11:02 and 5 more", "11:02 Globex +5"


@pytest.fixture
def pens(theme: Theme) -> Pens:
    return Pens(theme)


def placed(pens: Pens, width: int, *others: QRect) -> Reason:
    event = QRect(100, 100, width, 52)
    return placed_reason((WHOLE, SHORT), event, event.right() + 4, others, pens)


def test_where_there_is_room_beneath_it_is_said_there(pens: Pens) -> None:
    reason = placed(pens, 500)
    assert (reason.text, reason.foot) == (WHOLE, 0)
    assert reason.rect.top() == 152


def test_on_two_lines_nothing_is_left_out(pens: Pens) -> None:
    reason = placed(pens, 220)
    assert reason.text == WHOLE
    lines = pens[Type.KEY].lines(reason.text, reason.rect.width() - 15, 2)
    assert " ".join(lines) == WHOLE
    assert reason.rect.height() > 30


def test_the_narrower_the_shorter_and_the_time_comes_first(pens: Pens) -> None:
    assert placed(pens, 130).text == SHORT


def test_at_the_foot_it_is_the_short_one(pens: Pens) -> None:
    reason = placed(pens, 210, QRect(100, 153, 210, 40))
    assert reason.text == SHORT
    assert reason.foot
    assert placed(pens, 500, QRect(100, 153, 500, 40)).text == WHOLE


def test_the_short_one_tells_the_first_time_and_how_many_more() -> None:
    later = weeks.DEADLINES[2]._replace(due_at=weeks.at(16, "11:40"), account="Initech")
    collisions = (Collision(later, (weeks.TRAINING,), 600, 1800), weeks.COLLISION)
    assert short_reason(collisions, weeks.ZONE) == "11:29 Acme +1"
    assert short_reason(collisions[:1], weeks.ZONE) == "11:40 Initech"


@pytest.mark.parametrize("letters", [3, 4, 8])
def test_what_is_cut_ends_in_an_ellipsis_where_three_letters_fit(pens: Pens, letters: int) -> None:
    pen = pens[Type.CHIP]
    width = round(pen.width("Brainstorming"[:letters] + "…")) + 1
    assert pen.elided("Brainstorming", width).endswith("…")
    assert len(pen.elided("Brainstorming", width)) >= 4
    assert "…" not in pen.elided("Brainstorming", round(pen.width("Br…")))


def test_no_line_begins_with_a_separator(pens: Pens) -> None:
    pen = pens[Type.CHIP]
    lines = pen.lines("Brainstorming · Acme", round(pen.width("Brainstormin")), 3)
    assert lines[1] == "Acme"
    assert pen.lines("Brainstorming · Acme", 400, 3) == ("Brainstorming · Acme",)
