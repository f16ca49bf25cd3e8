"""The brief of a call that comes, as a line over the strip while somebody types: it takes no focus."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calls.call_words import around_words
from opiekun.desktop.notifications.starting import until_start
from opiekun.desktop.shell.strip_line import StripLine
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import UtcSeconds
from opiekun.services.calls.brief import Brief
from opiekun.services.calls.coming import ComingCall

OPEN_KEY = "Alt+B"


class BriefBar(StripLine):
    """Shows one call at a time, the earliest first; hidden while there is none. ``opened`` carries its UID."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("A call comes"))
        self._waiting: list[tuple[ComingCall, Brief]] = []
        self._now: UtcSeconds = 0
        open_it = KeyButton(self.tr("Open the brief"), OPEN_KEY, theme, primary=True)
        open_it.setToolTip(self.tr("What to know before this call ({key})").format(key=OPEN_KEY))
        open_it.clicked.connect(self.open)
        dismiss = KeyButton(self.tr("Dismiss"), "Alt+Z", theme)
        dismiss.setShortcut("Alt+Z")
        dismiss.setToolTip(self.tr("Not now; {key} opens it later (Alt+Z)").format(key=OPEN_KEY))
        dismiss.clicked.connect(self.dismiss)
        self.add_buttons(open_it, dismiss)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The UIDs of the calls that are shown or wait to be."""
        return tuple(coming.uid for coming, _ in self._waiting)

    def add(self, coming: ComingCall, shown: Brief, now: UtcSeconds) -> None:
        """Show that one too."""
        self._waiting = sorted([*self._waiting, (coming, shown)], key=lambda each: each[0])
        self.tick(now)

    def tick(self, now: UtcSeconds) -> None:
        """Tell how long it is until the start; a call that is over goes away by itself."""
        self._now = now
        if self._waiting:
            self._waiting = [each for each in self._waiting if each[0].end > now]
            self._tell()

    def keep(self, coming: frozenset[ComingCall]) -> None:
        """Show no more what does not come: it was called off, moved, or its outcome is told."""
        self._waiting = [each for each in self._waiting if each[0] in coming]
        self._tell()

    def done_with(self, uid: str) -> None:
        """Its brief was opened, here or elsewhere."""
        self._waiting = [each for each in self._waiting if each[0].uid != uid]
        self._tell()

    @Slot()
    def open(self) -> None:
        """Open the brief that is shown."""
        if self._waiting:
            self.opened.emit(self._waiting[0][0].uid)

    @Slot()
    def dismiss(self) -> None:
        """Have done with the one that is shown."""
        del self._waiting[:1]
        self._tell()

    def _tell(self) -> None:
        if not self._waiting:
            self.hide()
            return
        coming, shown = self._waiting[0]
        more = self.tr("and %n more", "", len(self._waiting) - 1) if len(self._waiting) > 1 else ""
        parts = (until_start(coming.start, self._now), shown.call.title, around_words(shown), more)
        self.words.tell(" · ".join(part for part in parts if part))
        self.show()
