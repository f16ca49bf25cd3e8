"""The window's catalogues: `python -m tests.desktop.translations` brings them up to date with the code.

It adds new words to the .ts files, unfinished, and compiles what is finished. The tests tell when it is due.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "resources" / "translations"
LANGUAGES = ("en", "pl")
_BIN = Path(sys.executable).parent


def update(catalogue: Path, language: str) -> None:
    """Add the words of the code to a catalogue, and take out those that the code has no more."""
    sources = sorted(str(path) for path in (ROOT / "app" / "opiekun" / "desktop").rglob("*.py"))
    # English needs no words but the forms of its plurals.
    plural = ["-pluralonly"] if language == "en" else []
    options = ["-source-language", "en", "-target-language", language, "-no-obsolete", "-locations", "none", *plural]
    subprocess.run([_BIN / "pyside6-lupdate", *sources, "-ts", catalogue, *options], check=True, capture_output=True)


def compile_to(catalogue: Path, compiled: Path) -> None:
    """Write the form that Qt reads."""
    subprocess.run([_BIN / "pyside6-lrelease", catalogue, "-qm", compiled], check=True, capture_output=True)


if __name__ == "__main__":
    for each in LANGUAGES:
        update(CATALOGUES / f"opiekun_{each}.ts", each)
        compile_to(CATALOGUES / f"opiekun_{each}.ts", CATALOGUES / f"opiekun_{each}.qm")
