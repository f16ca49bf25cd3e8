"""One call of a stretch that cannot be held as it was booked, and what is to be done about it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.calendar.grid.proposal_words import person, proposed_words
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine, second_line
from opiekun.domain.calls.calls import Call
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.services.calls.changes import Decision, Remedy, WaysOut

_LEAVE = "leave"


class ChangeLine(QWidget):
    """``changed`` tells that something else is to be done about it."""

    changed = Signal()

    def __init__(self, ways: WaysOut, moments: Moments, theme: Theme) -> None:
        super().__init__()
        self.ways = ways
        self._moments = moments
        call = ways.call
        start = utc_seconds(call.start)
        when = f"{moments.day(start)} {moments.time(start)}–{moments.time(utc_seconds(call.end))}"
        told = f"{when} · {call.title}"
        self.choice = Choice(theme)
        self.choice.setAccessibleName(told)
        self.choice.addItem(self.tr("Leave it as it is"), _LEAVE)
        if ways.starts:
            self.choice.addItem(self.tr("Move to the nearest free time"), Remedy.MOVE.value)
            for each in ways.starts:
                at = utc_seconds(each)
                words = self.tr("Move to {when}").format(when=f"{moments.day(at)} {moments.time(at)}")
                # A combo box finds no datetime again: a number stands for it.
                self.choice.addItem(words, at)
        if ways.cover is not None:
            self.choice.addItem(self.tr("Hand to {cover}").format(cover=ways.cover.name), Remedy.COVER.value)
        self.choice.addItem(self.tr("Call off"), Remedy.CANCEL.value)
        self.choice.currentIndexChanged.connect(self.changed)
        self.refusal = RefusalLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(label(told, theme, Type.STRONG, wrap=True))
        column.addWidget(second_line(guest_names(call), theme))
        for proposed in ways.proposals:
            column.addWidget(second_line(self._proposed(proposed), theme))
        column.addWidget(self.choice)
        column.addWidget(self.refusal)

    @property
    def decision(self) -> Decision | None:
        """What is to be done; None where it stays as it is."""
        chosen = self.choice.currentData()
        if isinstance(chosen, int):
            return Decision(Remedy.MOVE, utc_datetime(chosen))
        return None if chosen == _LEAVE else Decision(Remedy(chosen))

    def decide(self, remedy: Remedy | None) -> None:
        """Do that, where it can be done; None leaves it."""
        at = self.choice.findData(remedy.value if remedy is not None else _LEAVE)
        if at >= 0:
            self.choice.setCurrentIndex(at)

    def keep(self, chosen: object) -> None:
        """Choose what was chosen before, where that can still be done."""
        at = self.choice.findData(chosen)
        self.choice.setCurrentIndex(max(at, 0))

    @property
    def summary(self) -> str:
        """Who is told what; "" where nothing is."""
        decision = self.decision
        if decision is None:
            return ""
        told = [f"{guest_names(self.ways.call)}: {self._told(decision)}"]
        if decision.remedy is Remedy.COVER and self.ways.cover is not None:
            words = self.tr("{cover}: is invited to “{title}”")
            told.append(words.format(cover=self.ways.cover.name, title=self.ways.call.title))
        return "\n".join(told)

    def _told(self, decision: Decision) -> str:
        title = self.ways.call.title
        if decision.remedy is Remedy.CANCEL:
            return self.tr("“{title}” is called off").format(title=title)
        if decision.remedy is Remedy.COVER and self.ways.cover is not None:
            return self.tr("“{title}” is held by {cover}").format(cover=self.ways.cover.name, title=title)
        at = utc_seconds(decision.start or self.ways.starts[0])
        when = f"{self._moments.day(at)} {self._moments.time(at)}"
        # Another call of the stretch may take that time first.
        words = (
            self.tr("“{title}” moves to {when}, or the nearest time that is free then")
            if decision.start is None
            else self.tr("“{title}” moves to {when}")
        )
        return words.format(title=title, when=when)

    def _proposed(self, proposed: ProposedTime) -> str:
        words = self.tr(
            "{who} proposes {when}: accept or decline that in Answers; it lapses where the call is moved or called off"
        )
        return words.format(who=person(proposed), when=proposed_words(proposed, self._moments.zone))


def guest_names(call: Call) -> str:
    """“Cara Hill, bob@acme.example”; that there is nobody, where there is not."""
    names = [guest.name or guest.email for guest in call.guests]
    return ", ".join(names) or QCoreApplication.translate("ChangeLine", "No guests")
