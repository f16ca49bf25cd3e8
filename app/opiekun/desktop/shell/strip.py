"""The strip on top: am I late, am I about to be, whom do I owe a call."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from opiekun.desktop.queue.remaining import Moments, duration, remaining
from opiekun.desktop.queue.tally import Counts
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.labels import ElidedLabel, Mark, label, set_ink
from opiekun.desktop.theme.shapes import Shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import STRIP_HEIGHT, Space, Type
from opiekun.domain.hours import Openings
from opiekun.domain.instants import UtcSeconds

_MARK = 12
_FIND_WIDTH = 176
_GAP = Space.MEDIUM + Space.TIGHT
_LEAST = 96
"""Pixels; of what is cut to less than that nothing can be told."""


class Strip(QFrame):
    """One line that is read at a glance. What is not there takes no room.

    ``collision_opened`` asks for what collides first.
    """

    collision_opened = Signal()

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("edge", "bottom")
        self.setFixedHeight(STRIP_HEIGHT)
        self._here = Mark(theme, 8)
        self._name = ElidedLabel()
        self._name.setFont(theme.font(Type.STRONG))
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        # These two give way where the window is narrow, the next deadline first.
        self._hours = ElidedLabel()
        self._hours.setFont(theme.font(Type.BODY))
        self._hours.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._breached = _Count(theme, Shape.BREACHED, "breached", Type.STRONG)
        self._at_risk = _Count(theme, Shape.AT_RISK, "at_risk", Type.STRONG)
        self._owed = _Count(theme, Shape.OWED, "", Type.STRONG)
        self._held = _Count(theme, Shape.HELD, "second", Type.SECOND)
        self._next = ElidedLabel()
        self._next.setFont(theme.font(Type.SECOND))
        self._next.setProperty("ink", "second")
        self._next.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._collision = _Collision(theme)
        self._collision.clicked.connect(self.collision_opened)
        self._find = _FindButton(actions, theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        row.setSpacing(_GAP)
        me = QHBoxLayout()
        me.setSpacing(Space.SMALL - 2)
        for widget in (self._here, self._name, self._hours):
            me.addWidget(widget)
        row.addLayout(me)
        for part in (self._breached, self._at_risk, self._owed, self._collision, self._held, self._next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._find)

    def tell_who(self, name: str, openings: Openings, moments: Moments, now: UtcSeconds) -> None:
        """Who works here, and whether the desk is open."""
        is_open = openings.is_open(now)
        tokens = self._theme.tokens
        self._here.tell(Shape.FULL if is_open else Shape.HELD, tokens.severity_4.ink if is_open else tokens.second)
        self._name.tell(name or self.tr("Nobody yet"))
        self._name.updateGeometry()
        turns = openings.closes_at(now) if is_open else openings.next_opening(now)
        hours = self.tr("open until {when}") if is_open else self.tr("closed until {when}")
        told = "" if turns is None else "· " + hours.format(when=moments.moment(turns, now))
        if told != self._hours.whole:
            self._hours.tell(told)
            self._hours.updateGeometry()
            self._fit()

    def tell(self, counts: Counts, moments: Moments, now: UtcSeconds) -> None:
        """What the queue asks for at that instant."""
        breached = self.tr("%n breached", "", counts.breached) if counts.breached else ""
        self._breached.tell(breached, str(counts.breached))
        at_risk = self.tr("%n at risk", "", counts.at_risk) if counts.at_risk else ""
        self._at_risk.tell(at_risk, str(counts.at_risk))
        owed, short = "", ""
        if counts.callback_since is not None:
            since = duration(max(0, now - counts.callback_since))
            owed = self.tr("%n callback(s) owed · {time}", "", counts.callbacks).format(time=since)
            short = f"{counts.callbacks} · {since}"
        self._owed.tell(owed, short)
        held = ""
        if counts.held_until is not None:
            when = moments.moment(counts.held_until, now)
            held = self.tr("%n held until {when}", "", counts.held).format(when=when)
        self._held.tell(held)
        next_due = ""
        if counts.next_due is not None:
            next_due = self.tr("next in {time}").format(time=remaining(counts.next_due - now))
        if next_due != self._next.whole:
            self._next.tell(next_due)
            self._next.updateGeometry()
        self._fit()

    def tell_collision(self, words: str, whole: str) -> None:
        """What leaves a deadline too little time, and the whole of it for the tooltip; "" for nothing."""
        self._collision.tell(words, whole)
        self._fit()

    @property
    def less_urgent(self) -> tuple[int, int]:
        """From where to where, in pixels from the left, that stands which need not always be seen: behind who works
        here and what is late or owed, and before the Find box.
        """
        parts = (self._here, self._name, self._hours, self._breached, self._at_risk, self._owed)
        begin = max(part.geometry().right() + 1 for part in parts if not part.isHidden()) + Space.SMALL
        return begin, self._find.geometry().left() - Space.SMALL

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What was told may fit again, or no more."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Cut, then hide what matters least where there is no room; what is late and the Find box always stay, though
        they say less.
        """
        counts = (self._breached, self._at_risk, self._owed)
        always = [self._here, self._name, self._find, *counts]
        self._find.shorten(short=False)
        for count in counts:
            count.shorten(short=False)
        room = self._room_beside(always)
        if room < 0:
            self._find.shorten(short=True)
            room = self._room_beside(always)
        if room < 0:
            for count in counts:
                count.shorten(short=True)
            room = self._room_beside(always)
        self._name.setMinimumWidth(self._name.sizeHint().width() if room >= 0 else 0)
        for part, told, least in (
            (self._collision, self._collision.whole, _LEAST),
            (self._held, self._held.told, _taken(self._held)),
            (self._hours, self._hours.whole, _LEAST),
            (self._next, self._next.whole, _LEAST),
        ):
            fits = bool(told) and min(least, _taken(part)) <= room
            part.setVisible(fits)
            if fits:
                room -= _taken(part)

    def _room_beside(self, parts: list[QWidget]) -> int:
        return self.width() - 2 * Space.LARGE - sum(_taken(part) for part in parts if not part.isHidden())


def _taken(part: QWidget) -> int:
    return max(part.sizeHint().width(), part.minimumWidth()) + _GAP


class _Count(QWidget):
    """A shape and a few words; hidden while there are none."""

    def __init__(self, theme: Theme, shape: Shape, ink: str, step: Type) -> None:
        super().__init__()
        self._theme = theme
        self._shape = shape
        self._ink = ink
        self._mark = Mark(theme, _MARK)
        self._told = self._short = ""
        self._text = label("", theme, step)
        set_ink(self._text, ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL - 3)
        row.addWidget(self._mark)
        row.addWidget(self._text)
        self.hide()

    @property
    def told(self) -> str:
        """The words, "" where it is hidden for want of them."""
        return self._told

    def tell(self, words: str, short: str = "") -> None:
        """Show those words; ``short`` says the least of them."""
        tokens = self._theme.tokens
        inks = {"breached": tokens.severity_1.ink, "at_risk": tokens.severity_2.ink, "second": tokens.second}
        self._mark.tell(self._shape, inks.get(self._ink, tokens.text))
        self._short = short
        if words != self._told:
            self._told = words
            self.shorten(short=False)
            self.setVisible(bool(words))

    def shorten(self, *, short: bool) -> None:
        """Say the least, all of it in the tooltip, or all of it."""
        words = self._short if short else self._told
        if words != self._text.text():
            self._text.setText(words)
            self._text.setAccessibleName(self._told)
            self._text.setToolTip(self._told if short else "")
            self.updateGeometry()


class _Collision(QPushButton):
    """What collides, cut where there is no room for it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "alert")
        self.setFont(theme.font(Type.STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.whole = ""
        self.hide()

    def tell(self, words: str, whole: str) -> None:
        """Show those words."""
        self.whole = f"▲ {words}" if words else ""
        self.setToolTip(plain_tip(whole))
        self.setAccessibleName(whole)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + Space.SMALL, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It may be cut."""
        return QSize(0, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Cut to the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        # An ampersand in an account's name is no mnemonic.
        words = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, self.width() - 2)
        self.setText(words.replace("&", "&&"))


class _FindButton(QPushButton):
    """Looks like the field that it opens."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        deed = actions.deeds[Do.FIND]
        super().__init__(deed.button)
        self._whole = deed.button
        self.setAccessibleName(deed.text)
        self.setProperty("kind", "find")
        self.setToolTip(actions[Do.FIND].toolTip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        key = self._key = QLabel(actions.key_text(Do.FIND).replace("+", " "))
        key.setProperty("kind", "key")
        key.setFont(theme.font(Type.KEY))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, Space.SMALL, 0)
        row.addStretch(1)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.shorten(short=False)
        self.clicked.connect(actions[Do.FIND].trigger)

    def shorten(self, *, short: bool) -> None:
        """Show the key alone, or the words as well."""
        self.setText("" if short else self._whole)
        words = 0 if short else self.fontMetrics().horizontalAdvance(self._whole)
        least = 0 if short else _FIND_WIDTH
        self.setFixedWidth(max(least, words + self._key.sizeHint().width() + 2 * _GAP))
