"""What the system itself must have, which pip cannot bring: seen by looking, installed by apt for root, else named."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# What Qt loads when a window opens: under Wayland, under X11, and for text, offscreen too.
WINDOW_LIBRARIES = (
    "libEGL.so.1", "libGL.so.1", "libdbus-1.so.3", "libfontconfig.so.1", "libglib-2.0.so.0",
    "libwayland-client.so.0", "libwayland-cursor.so.0", "libX11-xcb.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4",
    "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-randr.so.0", "libxcb-render-util.so.0", "libxcb-shape.so.0",
    "libxcb-shm.so.0", "libxcb-sync.so.1", "libxcb-xfixes.so.0", "libxcb-xkb.so.1", "libxkbcommon-x11.so.0",
)  # fmt: skip

INSTALL = {
    "apt-get": "apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "zypper": "zypper install -y",
    "pacman": "pacman -S --needed --noconfirm",
    "brew": "brew install",
}


@dataclass(frozen=True)
class Need:
    """A thing outside Python's reach: how to see that it is there, and each package manager's names for it."""

    what: str
    present: Callable[[], bool]
    packages: dict[str, str]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_window_libraries() -> bool:
    return sys.platform != "linux" or all(map(_loads, WINDOW_LIBRARIES))


def _has_fonts() -> bool:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.local/share/fonts").expanduser())
    return sys.platform != "linux" or any(next(folder.rglob("*.[ot]t[fc]"), None) for folder in folders)


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _has_postgresql() -> bool:
    return bool(shutil.which("initdb") or next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None))


def _has_display_tools() -> bool:
    return sys.platform != "linux" or all(map(shutil.which, ("Xvfb", "xdotool")))


def _has_tray() -> bool:
    return sys.platform != "linux" or shutil.which("trayer") is not None


def _has_mail_server() -> bool:
    # Debian splits what speaks IMAP off from the server itself.
    return sys.platform != "linux" or any(map(os.path.exists, ("/usr/lib/dovecot/imap", "/usr/libexec/dovecot/imap")))


PYTHON = (
    Need(
        "Python's venv and pip",
        _has_venv,
        # Debian splits them off from each Python; elsewhere they come with it.
        {"apt-get": "python{}.{}-venv".format(*sys.version_info), "zypper": "python3-pip", "dnf": "python3-pip"},
    ),
)
WINDOW = (
    Need(
        "the libraries that Qt's windows need",
        _has_window_libraries,
        {
            "apt-get": "libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libwayland-client0 libwayland-cursor0"
            " libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0"
            " libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0",
            "dnf": "libglvnd-egl libglvnd-glx dbus-libs fontconfig glib2 libwayland-client libwayland-cursor libX11-xcb"
            " xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil libxcb libxkbcommon-x11",
            "zypper": "libEGL1 libGL1 libdbus-1-3 libfontconfig1 libglib-2_0-0 libwayland-client0 libwayland-cursor0"
            " libX11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0"
            " libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0",
            "pacman": "libglvnd dbus fontconfig glib2 wayland libx11 xcb-util-cursor xcb-util-wm xcb-util-image"
            " xcb-util-keysyms xcb-util-renderutil libxcb libxkbcommon-x11",
        },
    ),
    Need(
        "a font",
        _has_fonts,
        {
            "apt-get": "fonts-inter fonts-dejavu-core",
            "dnf": "rsms-inter-fonts dejavu-sans-fonts",
            "zypper": "inter-fonts dejavu-fonts",
            "pacman": "inter-font ttf-dejavu",
        },
    ),
)
TESTS = (
    Need(
        "a PostgreSQL server",
        _has_postgresql,
        {
            "apt-get": "postgresql",
            "dnf": "postgresql-server",
            "zypper": "postgresql-server",
            "pacman": "postgresql",
            "brew": "postgresql",
        },
    ),
    Need(
        "a display for tests",
        _has_display_tools,
        {
            "apt-get": "xvfb xdotool",
            "dnf": "xorg-x11-server-Xvfb xdotool",
            "zypper": "xorg-x11-server-Xvfb xdotool",
            "pacman": "xorg-server-xvfb xdotool",
        },
    ),
    Need(
        "an IMAP server for tests",
        _has_mail_server,
        {"apt-get": "dovecot-imapd", "dnf": "dovecot", "zypper": "dovecot", "pacman": "dovecot"},
    ),
    Need(
        "a tray for tests",
        _has_tray,
        {"apt-get": "trayer", "dnf": "trayer", "pacman": "trayer"},
    ),
)


def missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Those of `needs` that this system does not have."""
    return tuple(need for need in needs if not need.present())


def has_display() -> bool:
    """Whether a window could be shown, or Qt was told where to draw instead."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def command(needs: tuple[Need, ...]) -> str:
    """What a person types here to get `needs`; empty where no known package manager has them."""
    manager = next(filter(shutil.which, INSTALL), "")
    packages = _packages(needs, manager)
    sudo = "" if manager == "brew" or _is_root() else "sudo "
    return f"{sudo}{INSTALL[manager]} {packages}" if packages else ""


def can_install() -> bool:
    """Whether packages can be installed without asking: as root, by apt."""
    return _is_root() and shutil.which("apt-get") is not None


def install(needs: tuple[Need, ...]) -> str:
    """Let apt install `needs` without asking; returns what it printed. Look again to see what came of it."""
    lines = (
        "dpkg --configure -a",  # what an install that was cut short left behind
        "apt-get update -qq",  # fails without a network; the lists on disk may do all the same
        f"{INSTALL['apt-get']} -qq -o DPkg::Lock::Timeout=600 {_packages(needs, 'apt-get')}",
    )
    return "".join(map(_output, lines))


def _output(line: str) -> str:
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        line.split(), env=quietly, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    ).stdout


def _packages(needs: tuple[Need, ...], manager: str) -> str:
    return " ".join(need.packages[manager] for need in needs if manager in need.packages)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
