"""The selected request: the largest thing on the screen is its clock."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.request.clock_card import ClockCard
from opiekun.desktop.request.others import OtherRequests
from opiekun.desktop.request.panels import Panel
from opiekun.desktop.request.timeline import TimelinePart
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.labels import ElidedLabel, FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.desktop.widgets.folding import FoldingLayout
from opiekun.desktop.widgets.form import AsHighAsItsWords
from opiekun.desktop.words import channel_word, severity_word
from opiekun.domain.explain import Explanation
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.people import Agent, Contact, Entitlement
from opiekun.domain.timeline import Severity
from opiekun.services.queue import RequestView

_BUTTONS = (
    Do.RESPONDED,
    Do.CONTACT,
    Do.WAITING,
    Do.SEVERITY,
    Do.NOTE,
    Do.ASSIGN,
    Do.RESOLVE,
    Do.TAGS,
    Do.POSTPONE,
    Do.SET_ASIDE,
    Do.BOOK_CALL,
    Do.OPEN,
)
_CARDS = 4
_CONTACTS = 6
_WIDEST = 860


class RequestPane(QScrollArea):
    """Shows a :class:`RequestView`. ``why`` asks to explain one of its clocks, ``other`` for another request's row.

    ``shown`` tells that there is another request, or the same one as it is now. ``call_wanted`` carries the UID of
    the call from which it followed.
    """

    why = Signal(object)
    other = Signal(object)
    shown = Signal()
    call_wanted = Signal(str)

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._actions = actions
        self._theme = theme
        self._cards: list[ClockCard] = []
        self._others: OtherRequests | None = None
        self._collision: _Warning | None = None
        self._before: QWidget | None = None
        self._panel: Panel | None = None
        self.view: RequestView | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Request"))
        self.show_empty(self.tr("Select a request to see its clocks."))

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """The clocks that are shown, the most pressing first."""
        return tuple(card.explanation for card in self._cards)

    def show_empty(self, words: str) -> None:
        """Show a sentence in place of a request."""
        self.view = None
        self._cards, self._panel, self._others, self._collision = [], None, None, None
        self.setWidget(_empty(words, self._theme))

    def show_request(self, view: RequestView, agents: tuple[Agent, ...], moments: Moments, now: UtcSeconds) -> None:
        """Show that request."""
        same = self.view is not None and self.view.file.request.key == view.file.request.key
        scrolled = self.verticalScrollBar().value() if same else 0
        self.view = view
        self._panel = None
        page = AsHighAsItsWords()
        page.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        self._column.setSpacing(Space.MEDIUM)
        self._add_head(view)
        self._add_call(view, moments, now)
        self._add_facts(view, moments, now)
        self._add_cards(view, moments)
        self._collision = _Warning(self._theme)
        self._column.addWidget(self._collision)
        self._panel_at = self._column.count()
        self._add_buttons()
        timeline = TimelinePart(view.file, agents, moments, self._theme)
        timeline.fill(now)
        self._column.addSpacing(Space.SMALL)
        self._column.addWidget(timeline)
        self._add_account(view)
        self._add_others(view, moments, now)
        self._column.addStretch(1)
        self.setWidget(page)
        self.tick(now)
        self.verticalScrollBar().setValue(scrolled)
        self.shown.emit()

    def tell_collision(self, words: str) -> None:
        """Say below the clocks what leaves too little time for them; "" for nothing."""
        if self._collision is not None:
            self._collision.tell(words)

    def tick(self, now: UtcSeconds) -> None:
        """Bring the clocks to that instant."""
        for card in self._cards:
            card.tick(now)
        if self._others is not None:
            self._others.tick(now)

    def open_panel(self, panel: Panel) -> None:
        """Open a panel between the clocks and the buttons; one at a time."""
        before = QApplication.focusWidget() if self._panel is None else self._before
        self.close_panel()
        self._before = before
        self._panel = panel
        panel.closed.connect(self.close_panel)
        self._column.insertWidget(self._panel_at, panel)
        # A layout shows what it is given a moment later; the next key may come before that.
        panel.show()
        panel.setFocus()
        self.ensureWidgetVisible(panel)

    @Slot()
    def close_panel(self) -> None:
        """Close the panel, if one is open; the focus goes back to where it was before."""
        if self._panel is not None:
            focus = QApplication.focusWidget()
            inside = focus is not None and (focus is self._panel or self._panel.isAncestorOf(focus))
            if inside and self._before is not None:
                self._before.setFocus()
            self._before = None
            self._column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    @property
    def panel(self) -> Panel | None:
        """The panel that is open."""
        return self._panel

    def _add_head(self, view: RequestView) -> None:
        request, standing = view.file.request, view.file.standing
        line = QHBoxLayout()
        line.setSpacing(Space.SMALL)
        line.addWidget(self._chip(standing.severity))
        meta = ElidedLabel(
            " · ".join([request.id, view.account.name, channel_word(request.channel), *self._people(view)])
        )
        meta.setFont(self._theme.font(Type.SECOND))
        meta.setProperty("ink", "second")
        line.addWidget(meta, 1)
        self._column.addLayout(line)
        title = label(request.subject, self._theme, Type.TITLE, wrap=True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(title)
        if request.triage:
            self._add_warning(self.tr("Nobody gave this request a severity yet; press S to choose one."))
        if view.entitlement not in (Entitlement.ENTITLED, Entitlement.UNKNOWN_PLAN):
            self._add_warning(_not_entitled(view.entitlement))
        if view.waits_for_source:
            self._add_warning(self.tr("Your changes wait to be written to LiveAgent."))

    def _add_call(self, view: RequestView, moments: Moments, now: UtcSeconds) -> None:
        """What leads back to the call from which it followed."""
        call = view.after_call
        if call is None:
            return
        when = moments.moment(call.start, now)
        told = self.tr("Follows from “{title}”, {when}").format(title=call.title, when=when)
        button = QPushButton(told.replace("&", "&&"))
        button.setProperty("kind", "link")
        button.setToolTip(self.tr("Open the call from which this request followed"))
        button.clicked.connect(self._open_call)
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self._column.addLayout(line)

    @Slot()
    def _open_call(self) -> None:
        if self.view is not None and self.view.after_call is not None:
            self.call_wanted.emit(self.view.after_call.uid)

    def _add_facts(self, view: RequestView, moments: Moments, now: UtcSeconds) -> None:
        """Its tags, and until when it is postponed; no line where there is neither."""
        facts = [(tag, "tag") for tag in view.file.tags]
        if view.postponed_until is not None:
            when = moments.moment(utc_seconds(view.postponed_until), now)
            facts.insert(0, (self.tr("Postponed until {when}").format(when=when), "postponed"))
        if not facts:
            return
        flow = FlowLayout(Space.TIGHT)
        for words, kind in facts:
            chip = label(words, self._theme, Type.SECOND)
            chip.setProperty("kind", kind)
            if kind == "tag":
                chip.setAccessibleName(self.tr("Tag {tag}").format(tag=words))
            flow.addWidget(chip)
        self._column.addLayout(flow)

    def _add_warning(self, words: str) -> None:
        warning = _Warning(self._theme)
        warning.tell(words)
        self._column.addWidget(warning)

    def _chip(self, severity: Severity) -> QLabel:
        shade = self._theme.tokens.severity(severity)
        chip = label(f"{int(severity)} {severity_word(severity)}", self._theme, Type.CHIP)
        chip.setStyleSheet(
            f"color: {shade.ink}; background: {shade.soft}; border-radius: {Radius.CHIP}px;"
            f"padding: 2px {Space.SMALL}px;"
        )
        return chip

    def _people(self, view: RequestView) -> list[str]:
        people = []
        if view.assignee is not None:
            people.append(self.tr("assigned to {name}").format(name=view.assignee.name))
        else:
            people.append(self.tr("unassigned"))
        if view.dedicated is not None and view.dedicated != view.assignee:
            people.append(self.tr("dedicated: {name}").format(name=view.dedicated.name))
        if view.cover is not None:
            people[-1] += self.tr(", cover {name}").format(name=view.cover.name)
        return people

    def _add_cards(self, view: RequestView, moments: Moments) -> None:
        unstopped = [each for each in view.explanations if each.clock.stopped_at is None]
        stopped = [each for each in view.explanations if each.clock.stopped_at is not None]
        unstopped.sort(key=lambda each: each.clock.due_at)
        stopped.sort(key=lambda each: each.clock.stopped_at or 0, reverse=True)
        self._cards = [ClockCard(each, moments, self._theme) for each in (unstopped + stopped)[:_CARDS]]
        for at, card in enumerate(self._cards):
            card.why.connect(self.why)
            if at % 2 == 0:
                pair = FoldingLayout(spacing=Space.MEDIUM)
                self._column.addLayout(pair)
            pair.addWidget(card, 1)
        if not self._cards:
            self._column.addWidget(label(self.tr("No clock runs for this request."), self._theme, ink="second"))

    def _add_buttons(self) -> None:
        flow = FlowLayout()
        row = self.view.file.standing if self.view is not None else None
        owed = row is not None and row.callback_since is not None
        shown = (Do.CALLED, *_BUTTONS) if owed else _BUTTONS
        if row is not None and row.severity is Severity.CRITICAL:
            # It takes the time of calls that were booked.
            shown = (*shown, Do.REARRANGE)
        for at, do in enumerate(do for do in shown if do in self._actions):
            action = self._actions[do]
            flow.addWidget(KeyButton.of(action, self._actions.deeds[do].button, self._theme, primary=at == 0))
        self._column.addLayout(flow)

    def _add_account(self, view: RequestView) -> None:
        self._column.addWidget(label(view.account.name.upper(), self._theme, Type.HEADING, "second", wrap=True))
        card = QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.MEDIUM + 2, Space.MEDIUM, Space.MEDIUM + 2, Space.MEDIUM)
        column.setSpacing(2)
        facts = FoldingLayout(spacing=Space.LARGE)
        column.addLayout(facts)
        nobody = self.tr("nobody yet")
        cells = [
            (self.tr("Dedicated agent"), view.dedicated.name if view.dedicated else nobody),
            (self.tr("Cover"), view.cover.name if view.cover else nobody),
            (self.tr("Add-on"), _entitled(view)),
        ]
        for name, value in cells:
            fact = QVBoxLayout()
            fact.setSpacing(2)
            fact.addWidget(label(name, self._theme, Type.SECOND, "second"))
            fact.addWidget(label(value, self._theme, wrap=True), 1)
            facts.addLayout(fact, 1)
        below = [_contact(contact) for contact in view.contacts[:_CONTACTS]]
        if view.account.note:
            below.insert(0, view.account.note)
        if below:
            column.addSpacing(Space.SMALL)
        for words in below:
            column.addWidget(label(words, self._theme, Type.SECOND, "second", wrap=True))
        self._column.addWidget(card)

    def _add_others(self, view: RequestView, moments: Moments, now: UtcSeconds) -> None:
        self._others = None
        if view.others:
            title = self.tr("Also from {account}").format(account=view.account.name)
            self._column.addWidget(label(title.upper(), self._theme, Type.HEADING, "second", wrap=True))
            self._others = OtherRequests(view.others, moments, now, self._theme)
            self._others.setAccessibleName(title)
            self._others.chosen.connect(self.other)
            self._column.addWidget(self._others)


class _Warning(QFrame):
    """What one should know before anything else; hidden while there is nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("card", "warning")
        self._words = label("", theme, Type.SUBJECT, "at_risk", wrap=True)
        mark = label("▲", theme, Type.SUBJECT, "at_risk")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        inner.setSpacing(Space.SMALL)
        inner.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self._words, 1)
        self.hide()

    def tell(self, words: str) -> None:
        """Say that."""
        self._words.setText(words)
        self.setVisible(bool(words))


def _contact(contact: Contact) -> str:
    return " · ".join(part for part in (contact.name, contact.email, contact.phone) if part)


def _entitled(view: RequestView) -> str:
    translate = QCoreApplication.translate
    if view.entitlement is Entitlement.UNKNOWN_PLAN:
        return translate("RequestPane", "plan not told yet")
    if view.entitlement is not Entitlement.ENTITLED:
        return translate("RequestPane", "not entitled")
    if view.account.addon_end is None:
        return translate("RequestPane", "entitled")
    return translate("RequestPane", "entitled until {date}").format(date=view.account.addon_end.isoformat())


def _not_entitled(entitlement: Entitlement) -> str:
    translate = QCoreApplication.translate
    return {
        Entitlement.OTHER_PLAN: translate(
            "RequestPane", "The account is not on the All-inclusive plan, so it is not entitled."
        ),
        Entitlement.NO_ADD_ON: translate(
            "RequestPane", "The account has no add-on for a dedicated agent, so it is not entitled."
        ),
        Entitlement.NOT_STARTED: translate("RequestPane", "The account’s add-on has not started yet."),
        Entitlement.ENDED: translate("RequestPane", "The account’s add-on has ended; it is not entitled any more."),
    }[entitlement]


def _empty(words: str, theme: Theme) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(2)
    text = label(words, theme, Type.BODY, "second", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(text)
    column.addStretch(3)
    return page
