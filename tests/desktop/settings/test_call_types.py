"""Types of calls in the settings: changed, added, refused, undone; what is not saved stays with its type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton
from tests.desktop.bench import Bench

from opiekun.desktop.settings.call_types import CallTypesSection
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import PlainText, RefusalLine
from opiekun.domain.calls.types import BookingRules, Presence, Spoken
from opiekun.services.call_types import call_settings, call_type_of

Until = Callable[..., None]


@pytest.fixture
def section(bench: Bench, until: Until) -> CallTypesSection:
    made = CallTypesSection(bench.session, bench.theme)
    bench.session.wrote.connect(made.refresh)
    bench.session.open()
    bench.show(made)
    made.refresh()
    until(lambda: bench.session.worker.idle and names(made).count() == 5)
    return made


def names(section: CallTypesSection) -> QListWidget:
    (found,) = section.findChildren(QListWidget)
    return found


def shown(section: CallTypesSection) -> list[str]:
    return [names(section).item(row).text() for row in range(names(section).count())]


def field(section: CallTypesSection, name: str, kind: type = QLineEdit):
    return next(each for each in section.findChildren(kind) if each.accessibleName() == name)


def said(section: CallTypesSection) -> str:
    return "\n".join(label.text() for label in section.findChildren(QLabel) if label.isVisible())


def refused(section: CallTypesSection) -> str:
    return " ".join(line.text() for line in section.findChildren(RefusalLine) if line.isVisible())


def test_a_type_is_chosen_changed_and_the_change_taken_back(
    bench: Bench, section: CallTypesSection, until: Until
) -> None:
    assert shown(section)[:2] == ["Assistance, 30 min", "Feature training, 60 min"]
    names(section).setCurrentRow(1)
    assert field(section, "Name in English").text() == "Feature training"
    field(section, "Length").setText("45")
    field(section, "Place").setText("https://meet.example.com/{uid}")
    field(section, "Reminders").setText("90")
    field(section, "Most a day").clear()
    field(section, "Who must be there", Choice).choose(Presence.AGENT_AND_SPECIALIST.value)
    field(section, "Questions in English", PlainText).setPlainText("Why?\nHow?")
    field(section, "Questions in Polish", PlainText).setPlainText("Dlaczego?")
    QTest.keyClick(field(section, "Length"), Qt.Key.Key_Return)
    until(lambda: "Ctrl+Z takes it back" in said(section) and "Feature training, 45 min" in shown(section))
    saved = call_type_of(bench.program.store, "training")
    assert (saved.minutes, saved.per_day, saved.reminders) == (45, None, (90,))
    assert (saved.place, saved.presence) == ("https://meet.example.com/{uid}", Presence.AGENT_AND_SPECIALIST)
    assert saved.questions == (Spoken("Why?", "Dlaczego?"), Spoken("How?", ""))
    assert names(section).currentRow() == 1
    bench.session.undo()
    until(lambda: "Feature training, 60 min" in shown(section))
    assert field(section, "Length").text() == "60"


def test_a_type_of_ones_own_is_added(bench: Bench, section: CallTypesSection, until: Until) -> None:
    QTest.keyClick(section, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    until(lambda: "A new type" in shown(section))
    field(section, "Name in English").setText("Audit")
    field(section, "Code").setText("check-in")
    QTest.keyClick(field(section, "Code"), Qt.Key.Key_Return)
    assert "check-in already" in refused(section)
    field(section, "Code").setText("audit")
    field(section, "Offered", QCheckBox).setChecked(False)
    QTest.keyClick(field(section, "Code"), Qt.Key.Key_Return)
    until(lambda: shown(section)[-1] == "Audit, 30 min, not offered")
    assert names(section).currentRow() == 5
    assert field(section, "Code").isReadOnly()
    bench.session.undo()
    until(lambda: len(shown(section)) == 5)


def test_what_is_typed_stays_with_its_type_until_it_is_saved(section: CallTypesSection) -> None:
    field(section, "Length").setText("25")
    names(section).setCurrentRow(2)
    assert field(section, "Length").text() == "60"
    names(section).setCurrentRow(0)
    assert field(section, "Length").text() == "25"


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("Length", "soon", "soon"),
        ("Length", "0", "Length: “0” is not a whole number from 1 to 720"),
        ("Reminders", "60, 0", "“0”"),
        ("Place", "javascript:alert(1)", "javascript"),
    ],
)
def test_what_cannot_be_is_refused_and_not_kept(  # noqa: PLR0917 - fixtures
    bench: Bench, section: CallTypesSection, until: Until, name: str, typed: str, told: str
) -> None:
    before = call_settings(bench.program.store)
    field(section, name).setText(typed)
    QTest.keyClick(field(section, name), Qt.Key.Key_Return)
    until(lambda: told in refused(section))
    assert call_settings(bench.program.store) == before
    assert field(section, name).text() == typed


def test_rules_for_all_bookings_are_kept(bench: Bench, section: CallTypesSection, until: Until) -> None:
    field(section, "Kept for Severity 1").setText("one")
    QTest.keyClick(field(section, "Kept for Severity 1"), Qt.Key.Key_Return)
    assert "one" in refused(section)
    field(section, "Kept for Severity 1").setText("60")
    field(section, "Tentative events", QCheckBox).setChecked(True)
    QTest.keyClick(field(section, "Kept for Severity 1"), Qt.Key.Key_Return)
    until(lambda: "Saved" in said(section))
    assert call_settings(bench.program.store).rules == BookingRules(60, frees_tentative=True)


def test_everything_has_a_name_for_those_who_listen(section: CallTypesSection) -> None:
    for kind in (QLineEdit, QListWidget, PlainText, Choice, QCheckBox):
        assert all(each.accessibleName() or each.isHidden() for each in section.findChildren(kind))
    assert all(button.toolTip() for button in section.findChildren(QPushButton))
