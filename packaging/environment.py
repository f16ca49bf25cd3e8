"""The private environment that start.py and test.py run in: made once from a hash-locked file, then only looked at.

It lies in .venv beside the code: it goes when the clone goes, editors find it, and two clones never share one.
Plain standard library, in a syntax that older Pythons can read as far as the sentence that asks for a newer one.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - who has an older one runs into exactly this
    sys.exit("Opiekun needs Python 3.11 or newer, and this is {}.{}. Install a newer one.".format(*sys.version_info))

import system

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / ".venv"
STAMP = FOLDER / "installed"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {kind: PROJECT / "packaging" / f"{kind}.lock" for kind in ("run", "test")}


def prepare(kind: str) -> None:
    """Make sure that the system and the environment have what `kind`, run or test, needs; at once if they have.

    What cannot be had ends the program with a sentence that names the command to type. Standard output stays clean.
    """
    try:
        _prepare(kind)
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start begins the installation again.")
    except PermissionError as refusal:
        sys.exit(f"{refusal.filename} belongs to somebody else; clone the project into a folder of your own.")


def _prepare(kind: str) -> None:
    wanted = system.WINDOW + (system.TESTS if kind == "test" else ())
    if _has(kind) and not system.missing(wanted):
        return
    with _alone():
        _prepare_system(wanted)
        if not _has(kind):
            _install(kind)


def become(*arguments: str) -> None:
    """Run the environment's Python in place of this process, deaf to PYTHONPATH and the like (-I)."""
    line = [str(PYTHON), "-I", *arguments]
    if os.name == "nt":  # there exec leaves the console to the shell before the program ends
        sys.exit(subprocess.run(line, check=False).returncode)
    os.execv(PYTHON, line)  # noqa: S606 - no shell is meant


def _fingerprint() -> str:
    """What an environment is good for: this Python, this clone, these locks."""
    python = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"  # the same after a bug-fix release
    parts = [python.encode(), os.fsencode(PROJECT), *(lock.read_bytes() for lock in LOCKS.values())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _has(kind: str) -> bool:
    """Whether the environment was made for what is here now, wholly, and with `kind` in it."""
    if not (STAMP.exists() and PYTHON.exists()):
        return False
    words = STAMP.read_text().split()
    return _fingerprint() in words and kind in words


def _prepare_system(wanted: tuple[system.Need, ...]) -> None:
    lacking = system.missing(wanted if _has("run") else system.PYTHON + wanted)
    if lacking and system.can_install():
        _say(f"Installing {' and '.join(need.what for need in lacking)} …")
        output = system.install(lacking)
        lacking = system.missing(lacking)
        if lacking:
            _say(output)
    if not lacking:
        return
    command = system.command(lacking)
    advice = f"Type:\n  {command}" if command else "Install what is missing by this system's own means."
    sentence = f"This system lacks {' and '.join(need.what for need in lacking)}. {advice}"
    # The terminal does without a window's libraries, and no one is stopped for what we cannot name.
    needless = () if system.has_display() else system.WINDOW
    if any(need in system.PYTHON or (command and need not in needless) for need in lacking):
        sys.exit(sentence)
    _say(sentence)


def _install(kind: str) -> None:
    """Fill the environment from the lock. The stamp is written last: without it, what is there was cut short."""
    kinds = ["run"] if kind == "run" else list(LOCKS)
    _say(f"Installing Opiekun's packages into {FOLDER}; this takes a minute, once …")
    if _has("run"):
        STAMP.unlink()
    else:
        _make_afresh()
    _run(
        *(str(PYTHON), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install"),
        *(() if sys.stderr.isatty() else ("--quiet",)),
        *("--require-hashes", "--only-binary=:all:", "--requirement", str(LOCKS[kind])),
        failure="The packages could not be installed; pip says why above. Mend that (often it is the network), then"
        " start again.",
    )
    complete = STAMP.with_suffix(".part")
    complete.write_text(" ".join([_fingerprint(), *kinds]))
    complete.replace(STAMP)


def _make_afresh() -> None:
    try:
        if FOLDER.exists():
            STAMP.unlink(missing_ok=True)  # first: what is half removed is not to be trusted
            shutil.rmtree(FOLDER)
    except OSError as error:
        sys.exit(f"{error.filename} cannot be removed ({error.strerror}). Close Opiekun, then start again.")
    _run(
        sys.executable, "-m", "venv", str(FOLDER), failure=f"Python's venv could not make {FOLDER}; it says why above."
    )
    # The program runs from the clone, so that a change to it counts at once.
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(FOLDER)}))
    (packages / "opiekun.pth").write_text(str(PROJECT / "app"), encoding="utf-8")


def _run(*line: str, failure: str) -> None:
    """Run `line`; it inherits the lock, and so holds it even if this process is killed meanwhile."""
    if subprocess.run(line, stdout=sys.stderr, close_fds=False, check=False).returncode:
        sys.exit(failure)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock on the environment, waiting for whoever has it."""
    path = FOLDER.with_suffix(".lock")
    try:
        lock = path.open("w")
    except OSError as error:
        sys.exit(f"{path} cannot be written ({error.strerror}). Clone the project to a folder of your own.")
    with lock:
        os.set_inheritable(lock.fileno(), True)
        if not _take(lock.fileno()):
            _say("Another start is installing here; waiting for it …")
            while not _take(lock.fileno()):
                time.sleep(0.2)
        yield


def _take(descriptor: int) -> bool:
    """Lock the file, or tell that another process holds it. The system lets go of it when its last holder ends."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
