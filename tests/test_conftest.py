"""The guards of conftest.py do fail what they must: each case is a test that another pytest runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

PROJECT = Path(__file__).parents[1]
QT = """
from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication.instance() or QApplication([])
kept = []
def test():
"""
FAILING = {
    "timer": (QT + " timer = QTimer(); kept.append(timer); timer.start(60_000)", "left behind: <PySide6.QtCore.QTimer"),
    "qt_thread": (QT + " kept.append(QThread()); kept[0].start()", "left behind: <PySide6.QtCore.QThread"),
    "window": (QT + " kept.append(QWidget()); kept[0].show()", "left behind: <PySide6.QtWidgets.QWidget"),
    "hidden_window": (QT + " kept.append(QWidget())", "left behind: <PySide6.QtWidgets.QWidget"),
    "qt_warning": (QT + " qWarning('beware')", "Qt said: beware"),
    "slot": (
        QT + " timer = QTimer(); timer.setSingleShot(True); timer.timeout.connect(lambda: 1 / 0); timer.start(0)\n"
        " while timer.isActive(): application.processEvents()",
        "ZeroDivisionError",
    ),
    "thread": (
        "import threading as t\ndef test(): t.Thread(target=t.Event().wait, name='stray', daemon=True).start()",
        "left running: <Thread(stray",
    ),
    "connect": (
        "import socket\ndef test(): socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "reached for 192.0.2.1",
    ),
    "look_up": ("import socket\ndef test(): socket.getaddrinfo('example.com', 80)", "reached for example.com"),
    "warning": ("import warnings\ndef test(): warnings.warn('old')", "UserWarning: old"),
}
PASSING = {
    "tidy": QT
    + """
    window = QWidget(); window.show(); application.processEvents()
    timer = QTimer(window); timer.start(60_000)
    thread = QThread(); thread.start(); thread.quit(); thread.wait()
    window.raise_()
""",
    "loopback": """
import socket
def test():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()): pass
""",
    "own_home_and_keyring": """
import keyring, pathlib, platformdirs, pytest
@pytest.mark.parametrize("turn", [1, 2])
def test(turn, tmp_path_factory):
    assert keyring.get_password("desk", "LIVEAGENT") is None
    keyring.set_password("desk", "LIVEAGENT", "secret")
    assert keyring.get_password("desk", "LIVEAGENT") == "secret"
    home = pathlib.Path(platformdirs.user_data_dir("opiekun"))
    assert tmp_path_factory.getbasetemp() in home.parents and not home.exists()
    home.mkdir(parents=True)
""",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What another pytest, with our conftest and settings, complained about in each case; empty where it did not."""
    folder = tmp_path_factory.mktemp("cases")
    for name, code in {**{name: code for name, (code, _) in FAILING.items()}, **PASSING}.items():
        (folder / f"test_{name}.py").write_text(code)
    line = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", PROJECT / "pyproject.toml", folder]
    subprocess.run(
        [*line, "-p", "no:cacheprovider", f"--basetemp={folder / 'tmp'}", f"--junitxml={folder / 'results.xml'}"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    told: dict[str, str] = {}
    for case in ET.parse(folder / "results.xml").iter("testcase"):  # noqa: S314 - our own pytest wrote it
        name = case.get("classname", "").rpartition("test_")[2]
        told[name] = told.get(name, "") + "".join(f"{fault.get('message')}\n{fault.text}" for fault in case)
    return told


@pytest.mark.parametrize("case", FAILING)
def test_a_test_that_leaves_something_or_touches_the_world_fails(results: dict[str, str], case: str) -> None:
    assert FAILING[case][1] in results[case]


@pytest.mark.parametrize("case", PASSING)
def test_a_tidy_test_passes(results: dict[str, str], case: str) -> None:
    assert results[case] == ""
