"""A reminder as a place in the window: over the strip, without taking the focus, until it is put off or dismissed."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.day.reasons import event_title, span
from opiekun.desktop.notifications.starting import until_start
from opiekun.desktop.queue.remaining import MINUTE, Moments
from opiekun.desktop.shell.strip_line import StripLine
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import UtcSeconds
from opiekun.services.alarms import Ring

_SHORT, _LONG = 5 * MINUTE, 10 * MINUTE


class AlarmBar(StripLine):
    """Shows one reminder at a time, the one that rang last first; hidden while there is none.

    ``put_off`` carries the Ring and the instant until which, ``joined`` and ``opened`` its Occurrence.
    """

    put_off = Signal(object, object)
    joined = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Reminder"))
        self._rings: list[Ring] = []
        self._gone: list[Ring] = []
        self._now: UtcSeconds = 0
        self._moments: Moments | None = None
        self._join = self._button(self.tr("Join"), "Alt+J", theme, primary=True)
        self._join.clicked.connect(self._do_join)
        self._short = self._button(self.tr("In 5 min"), "Alt+5", theme)
        self._short.clicked.connect(self._do_short)
        self._long = self._button(self.tr("In 10 min"), "Alt+1", theme)
        self._long.clicked.connect(self._do_long)
        self._start = self._button(self.tr("At the start"), "Alt+S", theme)
        self._start.clicked.connect(self._do_start)
        self._show = self._button(self.tr("Show"), "Alt+E", theme)
        self._show.clicked.connect(self._do_show)
        self._dismiss = self._button(self.tr("Dismiss"), "Alt+X", theme)
        self._dismiss.clicked.connect(self.dismiss)
        self.add_buttons(self._join, self._short, self._long, self._start, self._show, self._dismiss)

    def ring(self, rings: tuple[Ring, ...], moments: Moments, now: UtcSeconds) -> None:
        """Show these, before those that are shown already."""
        known = {(each.occurrence.key, each.occurrence.recurrence_id) for each in rings}
        kept = [each for each in self._rings if (each.occurrence.key, each.occurrence.recurrence_id) not in known]
        self._rings = [*rings, *kept]
        self._moments = moments
        self.tick(now)

    def tick(self, now: UtcSeconds) -> None:
        """Tell how long it is until the start; what is over goes away by itself."""
        self._now = now
        self._gone = [each for each in self._gone if each.occurrence.end > now]
        if self._rings:
            self._rings = [each for each in self._rings if max(each.occurrence.end, each.at + MINUTE) > now]
            self._tell()

    def keep(self, alarms: Collection[str]) -> None:
        """Show no more what is not among these reminders: its event was moved, changed or deleted.

        Where that is taken back, it is shown again.
        """
        known = [*self._rings, *self._gone]
        self._rings = [each for each in known if each.alarm in alarms]
        self._gone = [each for each in known if each.alarm not in alarms]
        self._tell()

    @property
    def ringing(self) -> tuple[Ring, ...]:
        """What is shown or waits to be."""
        return tuple(self._rings)

    def _button(self, text: str, key: str, theme: Theme, *, primary: bool = False) -> KeyButton:
        button = KeyButton(text, key, theme, primary=primary)
        button.setShortcut(key)
        button.setToolTip(f"{text} ({key})")
        return button

    def _tell(self) -> None:
        if not self._rings or self._moments is None:
            self.hide()
            return
        event = self._rings[0].occurrence
        left = event.start - self._now
        # What is an hour off or more is told by its time alone.
        when = until_start(event.start, self._now) if not event.all_day and left < 60 * MINUTE else ""
        more = self.tr("and %n more", "", len(self._rings) - 1) if len(self._rings) > 1 else ""
        # What is cut where there is no room stands last.
        parts = [when, event_title(event), span(event, self._moments, self._now), event.location, more]
        self.words.tell(" · ".join(part for part in parts if part))
        self._join.setVisible(bool(event.link))
        self._start.setVisible(left > 0 and not event.all_day)
        self.show()

    @Slot()
    def dismiss(self) -> None:
        """Have done with the one that is shown."""
        del self._rings[:1]
        self._tell()

    @Slot()
    def _do_join(self) -> None:
        if self._rings:
            self.joined.emit(self._rings[0].occurrence)
            self.dismiss()

    @Slot()
    def _do_show(self) -> None:
        if self._rings:
            self.opened.emit(self._rings[0].occurrence)

    @Slot()
    def _do_short(self) -> None:
        self._put_off(self._now + _SHORT)

    @Slot()
    def _do_long(self) -> None:
        self._put_off(self._now + _LONG)

    @Slot()
    def _do_start(self) -> None:
        if self._rings:
            self._put_off(self._rings[0].occurrence.start)

    def _put_off(self, until: UtcSeconds) -> None:
        if self._rings:
            self.put_off.emit(self._rings[0], until)
            self.dismiss()
