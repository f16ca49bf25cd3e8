"""What was recommended to a customer: a list, what became of the chosen one, and a field for another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QListView, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.recommendations.rows import RecommendationDelegate, RecommendationModel, standing_word
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Space
from opiekun.desktop.widgets.form import RefusalLine, flow, heading, second_line
from opiekun.domain.errors import Refused
from opiekun.domain.recommendations import Advice, Recommendation
from opiekun.services.recommendations import LONGEST, recommend, recommend_in_call, settle_recommendation

_MOST_ROWS = 6
_KEYS = {Advice.ACCEPTED: "A", Advice.DECLINED: "X", Advice.DONE: "D"}
ADD_KEY = "Alt+R"


class _AnsweringList(QListView):
    """``answered`` carries which of the keys was pressed, by its place; they are the window's keys elsewhere."""

    answered = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Here they are no shortcuts of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _place(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A key answers for the chosen row."""
        place = _place(event)
        if place is not None:
            self.answered.emit(place)
        else:
            super().keyPressEvent(event)


def _place(event: QKeyEvent) -> int | None:
    """Which of the keys it is, None for another one."""
    key = event.text().upper()
    return list(_KEYS.values()).index(key) if not event.modifiers() and key in _KEYS.values() else None


class RecommendationsPart(QWidget):
    """Writes what is recommended and what becomes of it by itself; whoever shows it tells it what there is.

    Alt+R anywhere in ``around`` goes to the field for another one.
    """

    def __init__(self, session: Session, theme: Theme, around: QWidget) -> None:
        super().__init__(around)
        self._session = session
        self._account_id = self._call_uid = ""
        self._model = RecommendationModel(self)
        self.typed = QLineEdit()
        self.typed.setMaxLength(LONGEST)
        self.typed.setPlaceholderText(self.tr("What do you recommend? Enter keeps it ({key})").format(key=ADD_KEY))
        self.typed.setAccessibleName(self.tr("Another recommendation"))
        self.typed.returnPressed.connect(self._recommend)
        self.list = _AnsweringList()
        self.list.setModel(self._model)
        self.list.setItemDelegate(RecommendationDelegate(self._model, theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Recommendations"))
        self.list.selectionModel().currentChanged.connect(self._tell)
        self._nothing = second_line(self.tr("Nothing that was recommended is pending."), theme)
        self._refusal = RefusalLine()
        self._buttons = self._made_buttons(theme)
        self._choices = flow(*self._buttons.values())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for part in (
            heading(self.tr("Recommendations"), theme),
            self._nothing,
            self.list,
            self._choices,
            self.typed,
            self._refusal,
        ):
            column.addWidget(part)
        shortcut = QShortcut(QKeySequence(ADD_KEY), around)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.ask)

    def _made_buttons(self, theme: Theme) -> dict[Advice, KeyButton]:
        """What became of the chosen one; the letters work in the list, where nothing is typed."""
        buttons: dict[Advice, KeyButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(False)
        for number, (standing, key) in enumerate(_KEYS.items()):
            words = standing_word(standing)
            button = KeyButton(words[:1].upper() + words[1:], key, theme)
            button.setCheckable(True)
            button.setToolTip(self.tr("Say so of the chosen one, or take it back ({key} in the list)").format(key=key))
            group.addButton(button, number)
            buttons[standing] = button
        group.idClicked.connect(self._settle)
        self.list.answered.connect(self._settle)
        return buttons

    def show_recommendations(self, shown: Sequence[Recommendation], account_id: str, call_uid: str = "") -> None:
        """Show those to that account; another one is made in that call, "" for outside of one."""
        if (account_id, call_uid) != (self._account_id, self._call_uid):
            self.typed.clear()
            self._refusal.settle()
        self._account_id, self._call_uid = account_id, call_uid
        chosen = self.list.currentIndex()
        kept = self._model.at(chosen.row()).id if chosen.isValid() else ""
        row = chosen.row()
        self._model.take(shown, self._session.moments)
        again = self._model.row_of(kept)
        if shown:
            self.list.setCurrentIndex(self._model.index(again if again >= 0 else min(max(row, 0), len(shown) - 1)))
        for part in (self.list, self._choices):
            part.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self.list.setFixedHeight(min(len(shown), _MOST_ROWS) * ROW_HEIGHT + 2)
        self._tell()

    @Slot()
    def ask(self) -> None:
        """Go to where another one is typed."""
        self.typed.setFocus(Qt.FocusReason.ShortcutFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.typed)

    @property
    def _chosen(self) -> Recommendation | None:
        index = self.list.currentIndex()
        return self._model.at(index.row()) if index.isValid() else None

    @Slot()
    def _tell(self) -> None:
        chosen = self._chosen
        for standing, button in self._buttons.items():
            button.setEnabled(chosen is not None)
            button.setChecked(chosen is not None and chosen.standing is standing)

    @Slot(int)
    def _settle(self, number: int) -> None:
        chosen, standing = self._chosen, tuple(_KEYS)[number]
        self._tell()
        if chosen is not None:
            became = Advice.OPEN if standing is chosen.standing else standing
            job = partial(settle_recommendation, recommendation_id=chosen.id, standing=became, now=self._session.now())
            self._session.write(job, self._settled, self._refusal.refuse)

    @Slot()
    def _recommend(self) -> None:
        text, now = self.typed.text(), self._session.now()
        if self._call_uid:
            job = partial(recommend_in_call, uid=self._call_uid, text=text, now=now)
        else:
            job = partial(recommend, account=self._account_id, text=text, now=now)
        if text.strip():
            self._session.write(job, partial(self._made, text), self._refuse)

    def _made(self, text: str, _written: Written) -> None:
        """What was typed meanwhile stays."""
        self._refusal.settle()
        if self.typed.text() == text:
            self.typed.clear()

    def _settled(self, _written: Written) -> None:
        self._refusal.settle()

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)
        self.typed.setFocus()
