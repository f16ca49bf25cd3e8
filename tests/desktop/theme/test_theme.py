"""The palette can be read, icons are sharp, and the theme follows its choice."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QVBoxLayout, QWidget

from opiekun.desktop.theme.icons import Icons
from opiekun.desktop.theme.shapes import Shape, paint_shape
from opiekun.desktop.theme.stylesheet import stylesheet
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import DARK, LIGHT, Tokens, Type
from opiekun.domain.timeline import Severity
from opiekun.resources import ROOT
from opiekun.services.preferences import Theme as Scheme


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_pairs(tokens: Tokens) -> tuple[tuple[str, str, str], ...]:
    """Every (name, ink, background) in which the window writes words."""
    pairs = [
        (f"{ink} on {ground}", getattr(tokens, ink), getattr(tokens, ground))
        for ink in ("text", "second", "accent")
        for ground in ("window", "surface", "subtle", "accent_soft")
    ]
    pairs.append(("button", tokens.on_accent, tokens.accent))
    for severity in Severity:
        shade = tokens.severity(severity)
        pairs.append((f"chip {severity}", shade.ink, shade.soft))
        pairs.append((f"text on chip {severity}", tokens.text, shade.soft))
        pairs += [
            (f"severity {severity} on {ground}", shade.ink, getattr(tokens, ground))
            for ground in ("window", "surface", "accent_soft")
        ]
    return tuple(pairs)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_background(tokens: Tokens) -> None:
    weak = {name: round(contrast(ink, ground), 2) for name, ink, ground in text_pairs(tokens)}
    assert {name: value for name, value in weak.items() if value < 4.5} == {}


def test_contrast_is_measured_as_wcag_measures_it() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_who_changes_a_font_changes_it_for_nobody_else(theme: Theme) -> None:
    theme.font(Type.BODY).setStrikeOut(True)
    assert not theme.font(Type.BODY).strikeOut()


def test_choosing_a_scheme_changes_the_application(app: QApplication, theme: Theme) -> None:
    told = []
    theme.changed.connect(lambda: told.append(theme.tokens.dark))
    theme.choose(Scheme.DARK)
    assert app.palette().window().color().name() == DARK.window.lower()
    theme.choose(Scheme.LIGHT)
    assert app.palette().window().color().name() == LIGHT.window.lower()
    assert told == [True, False]


def test_an_icon_has_one_pixel_for_each_of_the_screen(app: QApplication) -> None:
    icons = Icons()
    pixmap = icons.pixmap("search", LIGHT.accent, 18, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (36, 2.0)
    inks = {
        pixmap.toImage().pixelColor(x, y).name() for x in range(36) for y in range(36)
        if pixmap.toImage().pixelColor(x, y).alpha() == 255
    }  # fmt: skip
    assert inks == {LIGHT.accent.lower()}
    assert icons.pixmap("search", LIGHT.accent, 18, 2.0) is pixmap


def test_every_icon_can_be_tinted() -> None:
    names = sorted(path.name for path in (ROOT / "icons").glob("*.svg"))
    assert names
    assert [name for name in names if b"currentColor" not in (ROOT / "icons" / name).read_bytes()] == []


def _painted(shape: Shape, share: float = 0.5) -> bytes:
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_shape(painter, QRectF(2, 2, 20, 20), shape, ink="#000000", icons=Icons(), share=share)
    painter.end()
    return bytes(image.constBits())


def test_states_differ_by_shape_alone(app: QApplication) -> None:
    assert len({_painted(shape) for shape in Shape}) == len(Shape)
    assert len({_painted(Shape.RUNNING, share) for share in (0.0, 0.25, 0.75)}) == 3
    assert QColor("#000000").isValid()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_an_unticked_box_is_seen_and_a_disabled_button_looks_disabled(app: QApplication, tokens: Tokens) -> None:
    box, button, dead = QCheckBox(), QPushButton(), QPushButton()
    dead.setEnabled(False)
    frame = QWidget()
    column = QVBoxLayout(frame)
    for part in (box, button, dead):
        column.addWidget(part)
    frame.setObjectName("frame")
    frame.setStyleSheet(stylesheet(tokens) + f"#frame {{ background: {tokens.window}; }}")
    frame.resize(200, 160)
    picture = frame.grab().toImage()
    where = box.geometry()
    inks = {
        picture.pixelColor(x, y).name()
        for x in range(where.left(), where.left() + 24)
        for y in range(where.top(), where.bottom())
    }
    assert max(contrast(ink, tokens.window) for ink in inks) >= 3
    assert picture.pixelColor(button.geometry().center()).name() == tokens.surface.lower()
    assert picture.pixelColor(dead.geometry().center()).name() == tokens.window.lower()
