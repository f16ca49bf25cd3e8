"""start.py and test.py on a small project of the test's own, whose one package comes from a server on loopback."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
WHEEL = "greeting-1.0-py3-none-any.whl"


def _wheel(folder: Path) -> bytes:
    """A package with one module, as pip wants it."""
    files = {
        "greeting.py": "WORD = 'hello'\n",
        "greeting-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n",
        "greeting-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "greeting-1.0.dist-info/RECORD"
    lines = [f"{name},sha256={_digest(text)},{len(text)}" for name, text in files.items()]
    with zipfile.ZipFile(folder / WHEEL, "w") as archive:
        for name, text in {**files, record: "\n".join([*lines, f"{record},,"])}.items():
            archive.writestr(name, text)
    return (folder / WHEEL).read_bytes()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


class Shop(ThreadingHTTPServer):
    """Hands out the one wheel; `open` cleared, it keeps those who ask waiting, and `asked` tells that one does."""

    daemon_threads = True

    def __init__(self, wheel: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.wheel = wheel
        self.open = threading.Event()
        self.open.set()
        self.asked = threading.Event()
        self.sold = 0


class Counter(BaseHTTPRequestHandler):
    """What pip meets: a page of links, and behind the link the wheel."""

    server: Shop

    def do_GET(self) -> None:
        goods = self.path.endswith(WHEEL)
        if goods:
            self.server.asked.set()
            self.server.open.wait(60)
            self.server.sold += 1
        body = self.server.wheel if goods else f"<a href='/{WHEEL}'>{WHEEL}</a>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/zip" if goods else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Clone:
    """A small project with our packaging/ in it and a program that greets."""

    folder: Path
    shop: Shop
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Run its start.py."""
        shop = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": f"http://127.0.0.1:{self.shop.server_port}/",
            "PIP_NO_CACHE_DIR": "1",
        }
        environment = {**os.environ, **shop, "PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": os.devnull}
        process = subprocess.Popen(
            [sys.executable, self.folder / "packaging" / "start.py", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=self.folder.parent,
        )  # fmt: skip
        self.started.append(process)
        return process

    def told(self, *arguments: str) -> str:
        """What a start prints that succeeds."""
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    def lock(self, digest: str) -> None:
        """Name the wheel by this digest in both locks."""
        for kind in ("run", "test"):
            (self.folder / "packaging" / f"{kind}.lock").write_text(f"greeting==1.0 --hash=sha256:{digest}\n")


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    folder = tmp_path / "a clone"
    (folder / "app" / "opiekun").mkdir(parents=True)
    shutil.copytree(PROJECT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("*.png", "__pycache__"))
    (folder / "app" / "opiekun" / "__main__.py").write_text(
        "import greeting, sys; print(greeting.WORD, *sys.argv[1:]); sys.exit(3 if 'fail' in sys.argv else 0)\n"
    )
    wheel = _wheel(tmp_path)
    shop = Shop(wheel)
    serving = threading.Thread(target=shop.serve_forever)
    serving.start()
    made = Clone(folder, shop)
    made.lock(hashlib.sha256(wheel).hexdigest())
    yield made
    shop.open.set()
    for process in made.started:
        process.communicate()
    shop.shutdown()
    serving.join()
    shop.server_close()


def test_the_first_start_installs_and_the_next_only_starts(clone: Clone) -> None:
    assert clone.told("queue", "--json") == "hello queue --json\n"
    assert clone.shop.sold == 1
    failing = clone.start("fail")
    assert failing.communicate() == ("hello fail\n", "")  # not a word about installing
    assert failing.returncode == 3
    assert clone.shop.sold == 1

    (clone.folder / "app" / "opiekun" / "__main__.py").write_text("print('edited')\n")
    assert clone.told() == "edited\n"


def test_a_start_that_was_killed_is_made_good_by_the_next_which_waits_for_its_pip(clone: Clone) -> None:
    clone.shop.open.clear()
    killed = clone.start()
    assert clone.shop.asked.wait(60)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    second = clone.start("again")
    assert second.stderr is not None
    assert "waiting for it" in second.stderr.readline()  # the orphaned pip still has the environment
    clone.shop.open.set()
    out, err = second.communicate()
    assert (second.returncode, out) == (0, "hello again\n"), err
    assert clone.shop.sold == 2  # what the killed one had begun is not trusted


def test_two_starts_at_once_install_once(clone: Clone) -> None:
    clone.shop.open.clear()
    first = clone.start("first")
    assert clone.shop.asked.wait(60)
    second = clone.start("second")
    assert second.stderr is not None
    assert "waiting for it" in second.stderr.readline()
    clone.shop.open.set()
    assert first.communicate()[0] == "hello first\n"
    assert second.communicate()[0] == "hello second\n"
    assert clone.shop.sold == 1


def test_another_lock_makes_the_environment_again_and_takes_only_the_package_it_names(clone: Clone) -> None:
    assert clone.told() == "hello\n"
    good = hashlib.sha256(clone.shop.wheel).hexdigest()
    clone.lock("0" * 64)
    refused = clone.start()
    out, err = refused.communicate()
    assert (refused.returncode, out) == (1, "")
    assert "could not be installed" in err
    assert "Traceback" not in err
    clone.lock(good)
    assert clone.told() == "hello\n"


def _python(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT / "packaging",
        env={**os.environ, "PATH": str(path), "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_older_python_gets_a_sentence(tmp_path: Path) -> None:
    run = _python("import sys; sys.version_info = (3, 9, 2); import environment", tmp_path)
    assert run.returncode == 1
    assert run.stderr == "Opiekun needs Python 3.11 or newer, and this is 3.9. Install a newer one.\n"


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str, str], None]:
    """Put a program of our own on the only PATH there is."""

    def write(name: str, script: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)

    return write


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install -y --no-install-recommends fonts-inter fonts-dejavu-core"),
        ("dnf", "sudo dnf install -y rsms-inter-fonts dejavu-sans-fonts"),
        ("pacman", "sudo pacman -S --needed --noconfirm inter-font ttf-dejavu"),
        ("brew", ""),
    ],
)
def test_what_root_must_do_is_named(tmp_path: Path, program: Callable, manager: str, command: str) -> None:
    program(manager, "")
    run = _python("import os, system; os.geteuid = lambda: 1000; print(system.command(system.WINDOW[1:]))", tmp_path)
    assert run.stdout.strip() == command, run.stderr


def test_apt_installs_without_asking(tmp_path: Path, program: Callable) -> None:
    log, thing = tmp_path / "log", tmp_path / "thing"
    program("dpkg", f'echo "dpkg $@" >> "{log}"')
    program("apt-get", f'echo "$DEBIAN_FRONTEND $@" >> "{log}"; [ "$1" = update ] || : > "{thing}"')
    code = f"""
import os, pathlib, system
os.geteuid = lambda: 0
need = system.Need("a thing", pathlib.Path({str(thing)!r}).exists, {{"apt-get": "thing"}})
assert system.missing((need,)) and system.can_install()
system.install((need,))
assert not system.missing((need,))
"""
    run = _python(code, tmp_path)
    assert run.returncode == 0, run.stderr
    assert log.read_text().splitlines() == [
        "dpkg --configure -a",
        "noninteractive update -qq",
        "noninteractive install -y --no-install-recommends -qq -o DPkg::Lock::Timeout=600 thing",
    ]
