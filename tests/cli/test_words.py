"""Every sentence has its Polish one, none is left over, and what the program reads is what stands in the source."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import string
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

from opiekun.cli import vocabulary
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.resources import resource
from opiekun.words import LANGUAGES, Words, sentence, system_language

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def keeper() -> ModuleType:
    """The tool that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("keeper_of_words", ROOT / "packaging" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def catalogue(keeper):
    [po] = (ROOT / "resources" / "translations").glob("pl/LC_MESSAGES/*.po")
    return keeper.read(po)


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


def test_nothing_is_untranslated_or_stale(keeper, catalogue):
    assert ids(keeper.extracted()) == ids(catalogue)
    for message in catalogue:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy


def placeholders(text: str) -> set[tuple[str | None, str | None, str | None]]:
    return {
        (name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text) if name is not None
    }


def test_translations_have_the_same_parts(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        plural = isinstance(message.id, tuple)
        wanted = set().union(*(placeholders(text) for text in (message.id if plural else (message.id,))))
        for text in message.string if plural else (message.string,):
            assert placeholders(text) <= wanted, message.id
            if not plural:
                assert placeholders(text) == wanted, message.id


def test_compiled_catalogue_is_fresh(keeper, catalogue):
    compiled = resource("translations/pl/LC_MESSAGES/opiekun.mo").read_bytes()
    assert compiled == keeper.compiled(catalogue)


def test_refusals_are_literal_sentences(keeper):
    """A sentence that is put together cannot be translated; that of another refusal may be said again."""
    refusals = keeper.refusals()
    for file in sorted((ROOT / "app" / "opiekun").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = getattr(node.exc.func, "id", "")
                if name in refusals:
                    said = node.exc.args[0]
                    again = ast.unparse(said) in {"refused", "refusal.sentence"}
                    assert again or isinstance(said, ast.Constant), f"{file}:{node.lineno}"


@pytest.mark.parametrize(
    ("number", "form"), [(1, "godzina"), (2, "godziny"), (5, "godzin"), (12, "godzin"), (22, "godziny")]
)
def test_polish_counts(number, form):
    assert Words("pl").count("{n} hour", "{n} hours", number) == f"{number} {form}"


def test_a_refusal_within_a_refusal_is_translated_too():
    inner = InvalidInput("The file is empty.")
    assert sentence(Refused("{file}: {reason}", file="a.csv", reason=inner), "pl") == "a.csv: Plik jest pusty."
    assert sentence(inner, "en") == "The file is empty."


def test_every_code_has_words():
    tables = [
        table for table in vars(vocabulary).values() if isinstance(table, dict) and table and "__name__" not in table
    ]
    for table, language in product(tables, LANGUAGES):
        assert set(table) == set(type(next(iter(table))))
        assert all(Words(language).say(text, name="", subject="", detail="") for text in table.values())


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANGUAGE": "pl:en", "LANG": "C"}, "pl"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_language_of_the_system(monkeypatch, variables, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


def test_gettext_can_read_the_catalogue():
    with resource("translations/pl/LC_MESSAGES/opiekun.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("The queue is empty.") == "Kolejka jest pusta."
