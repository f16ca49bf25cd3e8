"""The house stands as it was agreed: what lies where, how long a module is, and what is nowhere said."""

from __future__ import annotations

import ast
import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TOP = {"pyproject.toml", "README.md", "LICENSE", "app", "resources", "tests", "packaging"}
MODULES = sorted((PROJECT / "app").rglob("*.py"))
TEXT = {".py", ".toml", ".md", ".lock", ".txt", ".svg", ".po", ".ts", ".json", ".jsonl", ".csv", ".html", ".sh", ""}
# Written apart, so that this file does not name them itself.
NOWHERE = {
    "a package registry": rf"pypi\.{'org'}|files\.python{'hosted'}|test\.{'pypi'}|--(extra-)?{'index'}-url",
    "a machine's path": rf"/(home|Users)/\w+/(?!project)|/{'work'}/(main|shared)|/tmp/{'opk'}|/opt/{'wheels'}",
    "who wrote it": rf"(?i)\b({'chat'}gpt|{'clau'}de|{'anthro'}pic|open{'ai'}|{'fresh'}-machine|{'before'}-stop)\b",
    "unfinished work": rf"\b(TO{'DO'}|FIX{'ME'}|X{'XX'})\b",
    "a merge left open": "^(<{7}|>{7}) ",
}


def kept_files() -> list[Path]:
    """Every file that a clone brings, whoever owns the clone."""
    line = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(line, cwd=PROJECT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := PROJECT / name).is_file()]


FILES = kept_files()


def test_only_the_agreed_names_stand_at_the_top() -> None:
    top = {path.relative_to(PROJECT).parts[0] for path in FILES}
    assert {name for name in top if not name.startswith(".")} == TOP


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_is_one_idea(module: Path) -> None:
    """Under 400 lines, and it says in its docstring what lives there."""
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") < 400
    assert ast.get_docstring(ast.parse(text)), "no docstring"


def test_migrations_stand_alone() -> None:
    """An old desk becomes the same whatever the program around its migrations is like by now."""
    for path in (PROJECT / "app/opiekun/store/migrations/versions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] in {"opiekun", ""}], path.name


def test_every_folder_is_a_package() -> None:
    by_path = {"migrations", "versions"}  # Alembic's two folders, which it runs by path
    folders = {module.parent for module in MODULES if module.parent.name not in by_path}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


@pytest.mark.parametrize("what", NOWHERE)
def test_nowhere_names(what: str) -> None:
    pattern = re.compile(NOWHERE[what], re.MULTILINE)
    assert not [
        f"{path.relative_to(PROJECT)}: {found.group()}"
        for path in FILES
        if path.suffix in TEXT and (found := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]


def test_a_module_is_named_after_what_it_holds() -> None:
    vague = {"utils", "util", "helper", "helpers", "manager", "data", "misc", "common"}
    assert not [module for module in MODULES if vague & set(module.stem.split("_"))]


def test_the_licence_names_each_library_that_asks_for_it() -> None:
    licence = (PROJECT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    lock = (PROJECT / "packaging" / "run.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # of another system
        terms = [about.get("License-Expression") or about.get("License") or "", *(about.get_all("Classifier") or ())]
        if any(re.search(r"GPL|MPL|General Public|Mozilla Public", term) for term in terms):
            assert name.lower() in licence.lower(), f"{name} is {terms[0]}"
    for named in re.findall(r"resources/\S+\.txt", licence):
        assert (PROJECT / named).is_file(), named


def test_no_widget_is_asked_for_what_pyside_makes_its_child_by_mistake() -> None:
    """What these methods of a widget answer becomes its child in PySide's books, and a ring of such is thrown away.

    ``QApplication.focusWidget`` is the same without the harm.
    """
    wrong = re.compile(r"\.(next|previous)InFocusChain\(|(?<!QApplication)\.focusWidget\(")
    assert [str(path) for path in MODULES if wrong.search(path.read_text("utf-8"))] == []
