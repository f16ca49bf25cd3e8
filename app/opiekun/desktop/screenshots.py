"""Pictures of every screen, for the eye: both themes, all sizes, crowded and empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize

from opiekun.bootstrap import Program
from opiekun.desktop.compose import Composition
from opiekun.desktop.new_request.panel import NewRequestPanel
from opiekun.desktop.queue.sections import Sorted
from opiekun.desktop.request.panels import SeverityPanel
from opiekun.desktop.run import application, settle
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.queue import Order
from opiekun.domain.timeline import Severity
from opiekun.services.setup import Theme as Scheme

SIZES = ((1280, 800), (1920, 1080))


@dataclass(frozen=True, slots=True)
class Pictures:
    """Which pictures to take, and where to put them."""

    folder: Path
    schemes: tuple[Scheme, ...] = (Scheme.LIGHT, Scheme.DARK)
    sizes: tuple[tuple[int, int], ...] = SIZES
    languages: tuple[str, ...] = ("en", "pl")


def take(program: Program, pictures: Pictures) -> tuple[Path, ...]:
    """Take them; the answer is the files. Raises Refused where one cannot be written."""
    taken: list[Path] = []
    try:
        pictures.folder.mkdir(parents=True, exist_ok=True)
    except OSError as refusal:
        raise Refused(
            "The folder {path} cannot be made: {reason}.", path=pictures.folder, reason=refusal.strerror
        ) from refusal
    for language in pictures.languages:
        theme = Theme(application(language), pictures.schemes[0])
        for scheme in pictures.schemes:
            theme.choose(scheme)
            for width, height in pictures.sizes:
                composition = Composition(program, theme)
                composition.window.resize(QSize(width, height))
                composition.window.show()
                composition.window.start()
                for name in _scenes(composition):
                    settle(composition)
                    path = pictures.folder / f"{name}-{scheme}-{width}x{height}-{language}.png"
                    if not composition.window.grab().save(str(path)):
                        raise Refused("The picture {path} cannot be written; is there room and permission?", path=path)
                    taken.append(path)
                composition.close()
        theme.deleteLater()
    return tuple(taken)


def _scenes(composition: Composition) -> Iterator[str]:
    """Bring each scene about, and tell its name when it is there."""
    window, desk = composition.window, composition.window.desk
    settle(composition)
    for row in desk.model.requests_shown():
        if row.severity is Severity.CRITICAL and row.clock is not None and row.callback_since is None:
            desk.select(row.key, row.id)
            break
    yield "desk"
    if desk.pane.view is not None:
        desk.do(Do.WHY)
        yield "desk-why"
        desk.do(Do.SEVERITY)
        panel = desk.pane.panel
        if isinstance(panel, SeverityPanel):
            panel.choose(Severity.STANDARD)
        yield "desk-severity"
        desk.do(Do.NOTE)
        yield "desk-note"
        desk.do(Do.ASSIGN)
        yield "desk-assign"
        desk.pane.close_panel()
    desk.toggle_order()
    desk.queue.view.set_compact(True)
    yield "desk-urgency-compact"
    desk.toggle_order()
    desk.queue.view.set_compact(False)
    window.actions_list[Do.FIND].trigger()
    yield "find"
    window.palette_box.hide()
    for do in window.screens:
        if do is not Do.DESK:
            window.go(do)
            yield str(do)
    yield from _around(window)
    desk.model.load(Sorted.of([], Order.GROUPED, utc_seconds(composition.session.now())))
    yield "desk-empty"


def _around(window: Window) -> Iterator[str]:
    """The parts of the settings, and the form that opens over the desk."""
    settings = window.findChild(SettingsScreen)
    if settings is not None:
        window.go(Do.SETTINGS)
        for number, part in enumerate(settings.parts[1:], start=2):
            settings.open_part(part)
            yield f"settings-{number}"
    window.go(Do.DESK)
    window.actions_list[Do.NEW].trigger()
    yield "new-request"
    panel = window.findChild(NewRequestPanel)
    if panel is not None:
        panel.close_panel()
