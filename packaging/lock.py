"""Remakes run.lock and test.lock from pyproject.toml, for Linux, macOS and Windows and each Python that we name.

Needs `uv` (pip install uv). The locks name versions and hashes and no place to get them from: that is pip's setting.
`python3 packaging/lock.py --upgrade` moves to the newest versions; without it, those in the locks are kept.
"""

import subprocess
import sys

from environment import LOCKS, PROJECT

COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config", "--no-header"),
    *("--universal", "--python-version", "3.11", "--only-binary", ":all:", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links"),
)

if __name__ == "__main__":
    for kind, options in (
        ("run", ()),
        ("test", ("--extra", "test", "--constraint", str(LOCKS["run"]))),  # it holds the program's, version for version
    ):
        line = (*COMPILE, "--output-file", str(LOCKS[kind]), *options, *sys.argv[1:])
        subprocess.run(line, cwd=PROJECT, stdout=subprocess.DEVNULL, check=True)
