"""What Qt's style sheets and palette must know of the tokens."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from opiekun.desktop.theme.tokens import Radius, Space, Tokens

_SHEET = Template("""
* { outline: none; }
QToolTip { color: $text; background: $surface; border: 1px solid $line; padding: ${tight}px ${small}px; }
QLabel { color: $text; background: transparent; }
QLabel[drop="true"] { border: 3px dashed $accent; color: $accent; font-size: 20px; font-weight: 600; }
QLabel[ink="second"] { color: $second; }
QLabel[ink="breached"] { color: $breached; }
QLabel[ink="at_risk"] { color: $at_risk; }
QLabel[ink="met"] { color: $met; }
QLabel[ink="accent"] { color: $accent; }
QFrame[ground="window"], QWidget[ground="window"] { background: $window; }
QFrame[ground="surface"], QWidget[ground="surface"] { background: $surface; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QFrame[card="warning"] { background: $at_risk_soft; border: none; border-radius: ${card}px; }
QFrame[edge="bottom"] { border: none; border-bottom: 1px solid $line; }
QFrame[edge="top"] { border: none; border-top: 1px solid $line; }
QFrame[edge="right"] { border: none; border-right: 1px solid $line; }
QFrame[edge="left"] { border: none; border-left: 1px solid $line; }
QSplitter::handle { background: $line; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea { border: none; }
QTableView, QListView { background: $window; color: $text; border: none; }
QListView::item { border: none; border-radius: ${button}px; }
QListView::item:selected { background: $accent_soft; color: $text; }
QListWidget { background: transparent; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateTimeEdit, QDateEdit, QTimeEdit {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${button}px;
    padding: 5px ${small}px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit[reading="true"], QPlainTextEdit[reading="true"], QComboBox[reading="true"] {
    background: transparent; border-color: transparent;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: $accent; }
QPlainTextEdit[version] { border: none; border-left: 3px solid transparent; border-radius: 0; padding: 0; }
QPlainTextEdit[version="same"] { background: transparent; color: $second; }
QPlainTextEdit[version="faint"] { background: transparent; color: $second; font-style: italic; }
QPlainTextEdit[version="differs"] { background: $at_risk_soft; border-left-color: $at_risk; }
QFrame[row="true"] { border: 1px solid transparent; border-radius: ${button}px; }
QFrame[row="true"]:focus { border-color: $accent; }
QComboBox QLineEdit { background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line;
    selection-background-color: $accent_soft; selection-color: $text; }
QPushButton, QToolButton[kind="button"] {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${button}px;
    padding: 5px ${medium}px;
}
QPushButton:hover, QToolButton[kind="button"]:hover { background: $subtle; }
QPushButton:focus, QToolButton[kind="button"]:focus { border-color: $accent; }
QPushButton:disabled { color: $second; background: transparent; border: 1px dashed $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $subtle; color: $second; border-color: $line; }
QPushButton[kind="link"] {
    background: transparent; border: none; color: $second; padding: 0; text-decoration: underline;
}
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { color: $accent; }
QPushButton[kind="alert"] { background: transparent; border: none; color: $at_risk; padding: 0; text-align: left; }
QPushButton[kind="alert"]:hover, QPushButton[kind="alert"]:focus { text-decoration: underline; }
QPushButton[kind="find"] { background: $surface; text-align: left; color: $second; padding: 4px ${small}px; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; color: $second; padding: 4px 6px; }
QPushButton[kind="flat"]:hover { background: $subtle; color: $text; }
QPushButton[kind="flat"]:focus { border-color: $accent; }
QFrame[switch="true"] { background: $surface; border: 1px solid $line; border-radius: ${button}px; }
QPushButton[kind="switch"] {
    background: transparent; border: 1px solid transparent; border-radius: ${button}px; padding: 4px 0;
}
QPushButton[kind="switch"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[kind="switch"]:hover:!checked { background: $subtle; }
QPushButton[kind="switch"]:focus { border-color: $accent; }
QLabel[kind="key"] {
    background: $subtle; color: $second; border-radius: ${tight}px; padding: 1px 5px;
}
QLabel[kind="tag"] { background: $subtle; color: $text; border-radius: ${chip}px; padding: 2px ${small}px; }
QLabel[kind="postponed"] {
    background: $accent_soft; color: $accent; border-radius: ${chip}px; padding: 2px ${small}px;
}
QToolButton[kind="rail"] {
    background: transparent; border: 1px solid transparent; border-radius: 9px; color: $second; padding: 6px 0 4px 0;
}
QToolButton[kind="rail"]:hover { background: $subtle; }
QToolButton[kind="rail"]:checked { background: $accent_soft; color: $accent; }
QToolButton[kind="rail"]:focus { border-color: $accent; }
QRadioButton, QCheckBox { color: $text; spacing: ${small}px; }
QCheckBox::indicator:unchecked { background: $surface; border: 1px solid $second; border-radius: 2px; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: ${tight}px; }
QMenu::item { padding: 5px ${wide}px 5px ${medium}px; border-radius: ${chip}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::separator { height: 1px; background: $line; margin: ${tight}px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 1px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $second; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $subtle; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
""")


def stylesheet(tokens: Tokens) -> str:
    """The application's style sheet in those tokens."""
    return _SHEET.substitute(
        window=tokens.window,
        surface=tokens.surface,
        subtle=tokens.subtle,
        line=tokens.line,
        text=tokens.text,
        second=tokens.second,
        accent=tokens.accent,
        accent_soft=tokens.accent_soft,
        on_accent=tokens.on_accent,
        breached=tokens.severity_1.ink,
        at_risk=tokens.severity_2.ink,
        at_risk_soft=tokens.severity_2.soft,
        met=tokens.severity_4.ink,
        tight=Space.TIGHT,
        small=Space.SMALL,
        medium=Space.MEDIUM,
        wide=Space.WIDE,
        chip=Radius.CHIP,
        button=Radius.BUTTON,
        card=Radius.CARD,
    )


def qt_palette(tokens: Tokens) -> QPalette:
    """The palette for whatever no style sheet reaches, such as Qt's own dialogs."""
    palette = QPalette()
    role = QPalette.ColorRole
    for part, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.subtle,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.second,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.subtle,
        role.Mid: tokens.line,
        role.Dark: tokens.line,
        role.Shadow: tokens.line,
    }.items():
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.second))
    return palette
