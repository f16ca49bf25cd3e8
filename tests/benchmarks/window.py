"""The window with 100,000 open requests: ticks, one change, idle, and start beside a bare PySide6 window with a table.

Run ``python tests/benchmarks/window.py``; it prints one JSON object. Starts are whole processes, from their creation
to the line that they print at the first idle: the window is painted, with the requests at the top of the queue in it,
and nothing is left to do on its thread. Both kinds take turns in the same run, with their bytecode kept, as installed
programs have it. The peak of memory is that of the process after all requests are there and every screen was opened.
``loading`` tells what goes on after the first idle: when all requests are there, and for how long the window's thread
did nothing else meanwhile, at most. The load average says how busy the machine was with other things.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from tests.desktop.rows import NOW, many  # noqa: E402

from opiekun.bootstrap import build  # noqa: E402
from opiekun.desktop.queue.model import QueueModel  # noqa: E402
from opiekun.desktop.queue.remaining import Moments  # noqa: E402
from opiekun.desktop.queue.sections import Sorted  # noqa: E402
from opiekun.desktop.queue.view import QueueView  # noqa: E402
from opiekun.desktop.theme.theme import Theme  # noqa: E402
from opiekun.domain.instants import utc_datetime  # noqa: E402
from opiekun.domain.people import Account  # noqa: E402
from opiekun.domain.queue import Order  # noqa: E402
from opiekun.domain.requests import Request, Source, SourceKind  # noqa: E402
from opiekun.domain.standing import Standing  # noqa: E402
from opiekun.domain.timeline import Event, EventKind  # noqa: E402
from opiekun.services.preferences import Theme as Scheme  # noqa: E402
from opiekun.services.setup import set_up  # noqa: E402

REQUESTS = 100_000
TICKS = 300
CHANGES = 300
STARTS = 7
IDLE_SECONDS = 10

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window = QMainWindow()
table = QTableWidget(20, 2)
for row in range(20):
    for column in range(2):
        table.setItem(row, column, QTableWidgetItem("Checkout is down for all shops"))
window.setCentralWidget(table)
window.resize(1280, 800)
window.show()
def idle():
    if window.windowHandle().isExposed():  # and so painted
        print("idle", flush=True)
        app.quit()
turn = QTimer(interval=0)
turn.timeout.connect(idle)
turn.start()
app.exec()
"""


def milliseconds(of: list[float]) -> dict[str, float]:
    """Median and 95th percentile of seconds, told in milliseconds."""
    return {
        "p50": round(statistics.median(of) * 1000, 3),
        "p95": round(statistics.quantiles(of, n=20)[-1] * 1000, 3),
        "max": round(max(of) * 1000, 3),
    }


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def in_process() -> dict[str, object]:
    """Ticks and changes, each with the painting that they cause; every visible timer counts seconds."""
    app = QApplication(["benchmark"])
    theme = Theme(app, Scheme.LIGHT)
    model = QueueModel(NOW, Moments(ZoneInfo("Europe/Bratislava"), QLocale("en_GB")))
    rows = [row._replace(callback_since=None) for row in many(REQUESTS)]
    soon = [row._replace(due_at=NOW + 1800 + row.key, at_risk_at=NOW + 900) for row in rows[:200] if row.due_at]
    model.load(Sorted.of([*soon, *rows[200:]], Order.URGENCY, NOW))
    view = QueueView(model, theme)
    view.resize(520, 900)
    view.show()
    app.processEvents()
    ticks, painted, changes = [], [], []
    for second in range(1, TICKS + 1):
        ticks.append(timed(lambda second=second: view.tick(NOW + second)))
        painted.append(timed(app.processEvents))
    for at in range(CHANGES):
        row = model.request(1000 + at)
        changes.append(
            timed(lambda row=row: (model.put([row._replace(due_at=NOW + 4000 + row.key)]), app.processEvents()))
        )
    first, last = view.visible_rows()
    view.close()
    return {
        "rows": model.total,
        "visible": last - first + 1,
        "tick_ms": milliseconds(ticks),
        "tick_paint_ms": milliseconds(painted),
        "change_to_screen_ms": milliseconds(changes),
    }


def fill(home: Path) -> None:
    """The desk of an agent, with that many open requests, written straight into the store."""
    program = build(home, utc_datetime(NOW))
    set_up(program.store, program.preferences, now=utc_datetime(NOW), name="Anna Nowak")
    with program.store.write() as unit:
        for row in many(7):
            unit.people.save_account(Account(row.account_id, row.account))
        for row in many(REQUESTS):
            received = utc_datetime(row.received_at)
            request = Request(
                0, row.id, row.account_id, row.subject, row.severity, row.channel, received,
                Source(SourceKind.FILE, row.id), "1",
            )  # fmt: skip
            standing = Standing(
                row.status, row.severity, None, row.clock, row.started_at, row.at_risk_at, row.due_at,
                row.callback_since, row.received_at,
            )  # fmt: skip
            unit.requests.add(request, [Event(1, received, EventKind.RECEIVED)], standing, None)
    program.close(backup=False)


def environment() -> dict[str, str]:
    """That of the processes which are measured."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT / "app")}


def start(command: list[str]) -> tuple[float, float]:
    """Seconds from the creation of the process to its first line, and its peak memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), bufsize=0)
    assert process.stdout is not None
    line = process.stdout.readline()
    took = time.perf_counter() - began
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status or not line:
        sys.exit(f"{' '.join(command[1:])[:80]} ended with status {status}")
    return took, usage.ru_maxrss / 1024


def starts(home: Path) -> dict[str, object]:
    """Ours and a bare window, in turns."""
    now = utc_datetime(NOW).isoformat()
    ours = [sys.executable, "-m", "opiekun", "--home", str(home), "--now", now, "desktop", "--smoke"]
    bare = [sys.executable, "-c", BARE]
    start(ours)
    start(bare)
    took: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for _ in range(STARTS):
        took["ours"].append(start(ours))
        took["bare"].append(start(bare))
    medians = {name: statistics.median(seconds for seconds, _ in runs) for name, runs in took.items()}
    return {
        "ours_ms": round(medians["ours"] * 1000),
        "bare_ms": round(medians["bare"] * 1000),
        "ratio": round(medians["ours"] / medians["bare"], 2),
        "ours_peak_mb": round(max(memory for _, memory in took["ours"])),
        "bare_peak_mb": round(max(memory for _, memory in took["bare"])),
    }


WATCH = f"""
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from opiekun.bootstrap import build
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import application, prompt, settle
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import utc_datetime
began = time.perf_counter()
prompt()
app = application("en")
composition = Composition(build(Path(sys.argv[1]), utc_datetime({NOW})), Theme(app))
composition.window.show()
beats = []
beat = QTimer(interval=1)
beat.timeout.connect(lambda: beats.append(time.perf_counter()))
whole = []
composition.session.looked.connect(lambda page: (beats.append(time.perf_counter()), beat.start()))
composition.session.opened.connect(lambda desk: whole.append(time.perf_counter()))
composition.start()
settle(composition)
beat.stop()
gaps = sorted(after - before for before, after in zip(beats, beats[1:]))
before = time.process_time()
QTimer.singleShot({IDLE_SECONDS * 1000}, app.quit)
app.exec()
busy = (time.process_time() - before) / {IDLE_SECONDS} * 100
composition.close()
composition.session.program.close(backup=False)
print(json.dumps([whole[0] - began, gaps[-1], gaps[-len(gaps) // 100], busy]))
"""


def watched(home: Path) -> dict[str, object]:
    """What the open window does: how it loads, and what it takes of one core while nobody touches it."""
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", WATCH, home], stdout=subprocess.PIPE, text=True, check=True, env=environment()
            ).stdout
        )
        for _ in range(3)
    ]
    whole, longest, often, busy = (statistics.median(run[part] for run in runs) for part in range(4))
    return {
        "loading": {
            "all_requests_ms": round(whole * 1000),
            "longest_gap_ms": round(longest * 1000, 1),
            "gap_p99_ms": round(often * 1000, 1),
        },
        "idle_cpu_percent": round(busy, 2),
    }


def apart(what: str) -> Any:
    """Run a part in a process of its own: a child's peak of memory is never told below its parent's size."""
    answer = subprocess.run([sys.executable, __file__, what], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout)


def main() -> None:
    """Print the figures."""
    if sys.argv[1:] == ["list"]:
        print(json.dumps(in_process()))
        return
    if len(sys.argv) > 2:
        fill(Path(sys.argv[2]))
        return
    figures = apart("list")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        subprocess.run([sys.executable, __file__, "fill", home], stdout=subprocess.DEVNULL, check=True)
        figures["start"] = starts(home)
        figures |= watched(home)
    figures["load_average"] = round(os.getloadavg()[0], 1)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
