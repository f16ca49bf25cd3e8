"""The window speaks Polish wholly, and every word of the code is in the catalogues."""

import ast
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from tests.desktop.translations import CATALOGUES, LANGUAGES, compile_to, update

DUE = "bring the catalogues up to date: python -m tests.desktop.translations, then translate what is unfinished"


SOURCES = sorted((Path(__file__).parents[2] / "app" / "opiekun" / "desktop").rglob("*.py"))


def said(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, str, bool]]:
    """(context, source, whether it counts) of every literal that the code translates, as the code runs it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "tr":
                yield inside, node.args[0].value, len(node.args) == 3
            elif name == "translate":
                yield node.args[0].value, node.args[1].value, len(node.args) == 4
        yield from said(node, node.name if isinstance(node, ast.ClassDef) else inside)


def test_nothing_is_translated_under_a_name_that_is_not_looked_for() -> None:
    """lupdate reads calls of ``tr`` and ``translate`` alone; what goes by another name stays English."""
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        named = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and [getattr(to, "id", "") for to in node.targets] == ["translate"]
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {"translate", "tr"}:
                assert id(node) in called | named, f"{path}:{node.lineno}"


def test_every_literal_that_is_translated_is_in_the_catalogues() -> None:
    found = {each for path in SOURCES for each in said(ast.parse(path.read_text("utf-8")))}
    assert len(found) > 100
    polish, english = (entries(CATALOGUES / f"opiekun_{language}.ts") for language in ("pl", "en"))
    assert [(context, source) for context, source, _ in found if not polish.get((context, source))] == []
    # A catalogue has forms for numbers only of what ``tr`` says: lupdate overlooks the number of ``translate``.
    assert [(context, source) for context, source, counts in found if counts and (context, source) not in english] == []


def entries(path: Path) -> dict[tuple[str, str], list[str]]:
    """(context, source) → its translations; unfinished ones have none."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            source = (context.findtext("name"), message.findtext("source"))
            found[source] = [] if translation.get("type") == "unfinished" or "" in forms else forms
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_code_is_translated(language: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    copyfile(CATALOGUES / f"opiekun_{language}.ts", fresh)
    update(fresh, language)
    assert [source for source, forms in entries(fresh).items() if not forms] == [], DUE
    assert entries(fresh).keys() == entries(CATALOGUES / f"opiekun_{language}.ts").keys(), DUE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_fresh(language: str, tmp_path: Path) -> None:
    compile_to(CATALOGUES / f"opiekun_{language}.ts", tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == (CATALOGUES / f"opiekun_{language}.qm").read_bytes(), DUE


def test_translations_keep_the_parts_of_their_sentences() -> None:
    def parts(text: str) -> set[str]:
        return {piece.partition("}")[0] for piece in text.split("{")[1:]} | ({"%n"} if "%n" in text else set())

    wrong = [
        (source, form)
        for (_, source), forms in entries(CATALOGUES / "opiekun_pl.ts").items()
        for form in forms
        if parts(form) != parts(source)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 godzina"), (2, "2 godziny"), (5, "5 godzin"), (12, "12 godzin"), (22, "22 godziny"), (112, "112 godzin")],
)
def test_polish_numbers_have_their_forms(app: QCoreApplication, number: int, words: str) -> None:
    polish = QTranslator()
    assert polish.load(str(CATALOGUES / "opiekun_pl.qm"))
    assert polish.translate("Numbers", "%n hour(s)", "", number).replace("%n", str(number)) == words
