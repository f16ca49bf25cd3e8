"""How an event recurs, in words a person would say."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from tests.desktop.bench import BRATISLAVA

from opiekun.desktop.calendar.rule_words import rule_words
from opiekun.desktop.queue.remaining import Moments

TUESDAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=1", "every week: Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;WKST=MO", "every week: Monday, Wednesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261231T225959Z", "every other week: Tuesday, until Thu 31 Dec 2026"),
        ("FREQ=WEEKLY;INTERVAL=3", "every 3 week(s)"),
        ("FREQ=DAILY;INTERVAL=4;COUNT=10", "every 4 day(s), 10 time(s)"),
        ("FREQ=MONTHLY;BYMONTHDAY=16", "every month: day 16"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month: 1, 15"),
        ("FREQ=MONTHLY;BYDAY=3TU", "every month: 3. Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "every 2 month(s): last Friday"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "every month: 2. from the end Friday"),
        ("FREQ=YEARLY;INTERVAL=2", "every 2 year(s)"),
        ("freq=yearly", "every year: 16 June"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "by another rule: FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"),
        ("FREQ=SOMETIMES", "by another rule: FREQ=SOMETIMES"),
    ],
)
def test_a_rule_is_said_in_words_or_as_it_stands(app: QApplication, rule: str, words: str) -> None:
    assert rule_words(rule, TUESDAY, Moments(BRATISLAVA, QLocale("en"))) == words
