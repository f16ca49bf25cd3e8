"""Pictures of every screen, for the eye: both themes, all sizes, crowded and empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from opiekun.bootstrap import Program, build
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import application, settle
from opiekun.desktop.scenes import first_scenes, scenes
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.errors import Refused
from opiekun.services.preferences import Theme as Scheme
from opiekun.services.sample import fill_sample

SIZES = ((1280, 800), (1920, 1080))
_NARROW = QSize(960, 600)
_LARGE = 2.0


@dataclass(frozen=True, slots=True)
class Pictures:
    """Which pictures to take, and where to put them."""

    folder: Path
    schemes: tuple[Scheme, ...] = (Scheme.LIGHT, Scheme.DARK)
    sizes: tuple[tuple[int, int], ...] = SIZES
    languages: tuple[str, ...] = ("en", "pl")


def take(program: Program, pictures: Pictures) -> tuple[Path, ...]:
    """Take them; the answer is the files. Raises Refused where one cannot be written.

    Screens that have nothing to show yet are those of a new home, which is thrown away; nothing is changed. A desk
    without requests has the sample desk stand in for it: its own pictures would be the empty ones twice.
    """
    try:
        pictures.folder.mkdir(parents=True, exist_ok=True)
    except OSError as refusal:
        raise Refused(
            "The folder {path} cannot be made: {reason}.", path=pictures.folder, reason=refusal.strerror
        ) from refusal
    with TemporaryDirectory(prefix="opiekun-") as scratch:
        desk = _crowded(program, Path(scratch))
        taken = _taken(desk, pictures)
        if desk is not program:
            desk.close(backup=False)
    return tuple(taken)


def _crowded(program: Program, scratch: Path) -> Program:
    with program.store.read() as unit:
        if unit.requests.count():
            return program
    sample = replace(build(scratch), clock=program.clock, database_url="")
    sample.preferences.save(replace(sample.preferences.load(), guided=True))
    fill_sample(sample.store, sample.preferences, sample.letter_writer, sample.read_messages, now=sample.clock.now())
    return sample


def _taken(program: Program, pictures: Pictures) -> list[Path]:
    taken: list[Path] = []
    for language in pictures.languages:
        theme = Theme(application(language), pictures.schemes[0])
        for scheme in pictures.schemes:
            theme.choose(scheme)
            for width, height in pictures.sizes:
                for name, picture in _shots(program, theme, QSize(width, height)):
                    path = pictures.folder / f"{name}-{scheme}-{width}x{height}-{language}.png"
                    if not picture.save(str(path)):
                        raise Refused("The picture {path} cannot be written; is there room and permission?", path=path)
                    taken.append(path)
        theme.deleteLater()
    return taken


def _shots(program: Program, theme: Theme, size: QSize) -> Iterator[tuple[str, QPixmap]]:
    with TemporaryDirectory(prefix="opiekun-") as scratch:
        composition = _opened(program, theme, size)
        for name in scenes(composition, Path(scratch)):
            settle(composition)
            yield name, composition.window.grab()
            if name == "desk":
                composition.window.resize(_NARROW)
                settle(composition)
                yield "desk-200-percent", _enlarged(composition.window)
                composition.window.resize(size)
        composition.close()
        new = replace(build(Path(scratch) / "home"), clock=program.clock, database_url="")
        composition = _opened(new, theme, size)
        for name in first_scenes(composition):
            settle(composition)
            yield name, composition.window.grab()
        composition.close()
        new.close(backup=False)


def _opened(program: Program, theme: Theme, size: QSize) -> Composition:
    composition = Composition(program, theme)
    composition.window.resize(size)
    composition.window.show()
    composition.window.start()
    return composition


def _enlarged(window: QWidget) -> QPixmap:
    """The window as a screen of 200 % shows it."""
    picture = QPixmap(window.size() * _LARGE)
    picture.setDevicePixelRatio(_LARGE)
    picture.fill(Qt.GlobalColor.transparent)
    window.render(picture)
    return picture
