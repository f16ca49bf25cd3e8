"""The tags of a request, typed with commas between them; those that are known already are offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from opiekun.desktop.request.panels import Panel
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.domain.errors import Refused
from opiekun.services.actions import clean_tags

_OFFERED = 12


class TagsPanel(Panel):
    """``tagged`` tells the tags that the request shall have."""

    tagged = Signal(object)

    def __init__(self, tags: Sequence[str], theme: Theme) -> None:
        super().__init__(self.tr("Tags"), theme)
        self._before = tuple(tags)
        self._known: list[str] = []
        self._field = QLineEdit(", ".join(tags))
        self._field.setAccessibleName(self.tr("Tags, with commas between them"))
        self._field.setPlaceholderText(self.tr("With commas between them, as VIP, shop"))
        self._field.textEdited.connect(self._offer)
        self._field.returnPressed.connect(self._keep)
        self._refusal = RefusalLine()
        self._hint = label(self.tr("Known tags; Tab goes to them"), theme, Type.SECOND, "second")
        self._offers = QWidget()
        self._flow = FlowLayout()
        self._offers.setLayout(self._flow)
        self._buttons = [KeyButton("", "", theme) for _ in range(_OFFERED)]
        for button in self._buttons:
            button.clicked.connect(self._add)
            self._flow.addWidget(button)
        for part in (self._field, self._refusal, self._hint, self._offers):
            self.column.addWidget(part)
        keep = KeyButton(self.tr("Save"), self.tr("Enter"), theme, primary=True)
        keep.clicked.connect(self._keep)
        self.add_buttons(keep)
        self.setFocusProxy(self._field)
        self._offer()

    def offer(self, known: Sequence[str]) -> None:
        """These are the tags that requests have."""
        self._known = list(known)
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return on an offered tag takes it; it keeps nothing."""
        focus = QApplication.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focus, KeyButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _offer(self) -> None:
        """Offer what is not there yet and begins or goes on like the word that is being typed."""
        typed = [word.strip().casefold() for word in self._field.text().split(",")]
        fits = [tag for tag in self._known if tag.casefold() not in typed and typed[-1] in tag.casefold()]
        if typed[-1] in (tag.casefold() for tag in self._known):
            fits = [tag for tag in self._known if tag.casefold() not in typed]
        fits.sort(key=lambda tag: not tag.casefold().startswith(typed[-1]))
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(fits))
            if at < len(fits):
                button.rename(fits[at])
        self._hint.setVisible(bool(fits))
        self._offers.setVisible(bool(fits))

    @Slot()
    def _add(self) -> None:
        """Put the offered tag in the place of the word that is being typed, or behind one that is whole."""
        button = self.sender()
        if not isinstance(button, KeyButton):
            return
        words = [word.strip() for word in self._field.text().split(",")]
        if words[-1].casefold() not in (tag.casefold() for tag in (*self._known, *self._before)):
            words.pop()
        self._field.setText(", ".join([*filter(None, words), button.text()]))
        self._field.setFocus()
        self._offer()

    @Slot()
    def _keep(self) -> None:
        try:
            tags = clean_tags(self._field.text().split(","))
        except Refused as refused:
            self._refusal.refuse(refused)
            return
        if tags == self._before:
            self.closed.emit()
        else:
            self.tagged.emit(tags)
