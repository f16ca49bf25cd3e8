"""The conflicts' place in the window: their list on the left, both versions of the chosen one side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.read_in_sight import ReadInSight
from opiekun.desktop.session import Session, Written
from opiekun.desktop.sync.conflicts_list import ConflictsModel
from opiekun.desktop.sync.conflicts_page import KEYS, ConflictPage
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.list_and_page import keys_within, lay_beside, listing, page_or, side_with, step_in
from opiekun.desktop.widgets.two_lines import TwoLineDelegate
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.services.done import SettleConflict, What
from opiekun.services.sync.conflicts import ChangedSince, Choice, ConflictView, conflicts, settle

_LIST_WIDTH, _LEAST_PAGE = 250, 336


class ConflictsScreen(QSplitter):
    """``said`` has words for the status line."""

    said = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._wanted = ""
        self._event: tuple[str, str] | None = None
        self._model = ConflictsModel(self)
        self.list = listing(self._model, self.tr("Conflicts"))
        self.list.setItemDelegate(TwoLineDelegate(self._model, theme, self.list))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._enter)
        self._count = label("", theme, Type.TITLE)
        self._empty = label(
            self.tr(
                "There are no conflicts. Where an event is changed here and on the server at once and both touch the "
                "same, both versions are kept and stand here side by side, until you say which one holds."
            )
            + " "
            + self.tr("Esc leads back."),
            theme,
            ink="second",
            wrap=True,
        )
        self._empty.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.page = ConflictPage(session, theme)
        self.page.chosen.connect(self._settle)
        self.page.stepped.connect(self.step)
        self._lay_out()
        keys: dict[str, Callable[[], None]] = {"J": partial(self.step, 1), "K": partial(self.step, -1)}
        keys |= {key: partial(self.page.choose, choice) for key, choice in KEYS.items()}
        keys_within(self, keys)
        session.wrote.connect(self._wrote)
        self.reading = ReadInSight(self, session, self._read)

    def _lay_out(self) -> None:
        self._count.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, 0)
        side = side_with(self.list, self._count, spacing=Space.SMALL)
        self._right = page_or(self._empty, self.page)
        self._right.setMinimumWidth(_LEAST_PAGE)
        lay_beside(self, side, self._right, width=_LIST_WIDTH, share=3, side_grows=False)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._empty)

    def show_event(self, calendar_id: str, uid: str) -> None:
        """Show the conflict of that event, once it is read."""
        self._event = (calendar_id, uid)
        self.reading.refresh()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to the next conflict, or to the one before."""
        if not step_in(self.list, by):
            self.said.emit(self.tr("That was the last conflict.") if by > 0 else self.tr("That is the first conflict."))

    def _read(self) -> None:
        self._session.read(conflicts, self.show_conflicts)

    def show_conflicts(self, views: list[ConflictView]) -> None:
        """Show these; the one that is looked at stays."""
        # What is hidden below gives the keys away to whatever comes next.
        here = self._empty.hasFocus() or self.list.hasFocus() or QApplication.focusWidget() is None
        row = max(0, self.list.currentIndex().row())
        self._model.take(views, self._session.moments, utc_seconds(self._session.now()))
        self._count.setText(Numbers().conflicts(len(views)) if views else self.tr("No conflicts"))
        wanted, self._event = self._event, None
        shown = [(each.conflict.calendar_id, each.conflict.uid) for each in views]
        known = [each.conflict.id for each in views]
        if wanted in shown:
            at = shown.index(wanted)
        else:
            at = known.index(self._wanted) if self._wanted in known else min(row, len(views) - 1)
        self._right.setCurrentWidget(self.page if views else self._empty)
        self.list.setVisible(bool(views))
        self.setFocusProxy(self.list if views else self._empty)
        if here and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if views:
            self.list.setCurrentIndex(self._model.index(at))
        else:
            self._wanted = ""
            self.page.clear()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        view = self._model.view_at(index.row())
        self._wanted = view.conflict.id
        self.page.show_conflict(view, index.row() + 1, self._model.rowCount())

    @Slot()
    def _enter(self) -> None:
        self.page.comparison.focus_row()

    @Slot(object, object)
    def _settle(self, view: ConflictView, choice: Choice) -> None:
        job = partial(
            settle,
            conflict_id=view.conflict.id,
            choice=choice,
            now=self._session.now(),
            host=self._session.host,
            seen=view.standing,
        )
        self._session.write(job, None, self._refuse)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, refused: Refused) -> None:
        """Say why it was not settled; where somebody else has settled or changed it, show what there is now."""
        if isinstance(refused, NotFound | ChangedSince):
            self._session.refused.emit(refused)
            self.reading.refresh()
        else:
            self.page.refuse(refused)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        settled = What.CONFLICT_SETTLED in {written.done.what, written.done.of}
        if isinstance(written.done.undo, SettleConflict):  # it came back, and is looked at again
            self._wanted = written.done.undo.conflict_id
        if settled or written.done.changed.events or written.done.changed.calendars:
            self.reading.refresh()
