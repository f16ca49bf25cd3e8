"""Keeps the terminal's translations: `words.py` brings the catalogues up to date with the code and compiles them.

What is new in the code stands in each .po with an empty translation afterwards; what is gone from it is gone.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import SEEK_END, BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parents[1]
CODE = HERE / "app" / "opiekun"
SPEAKING = (
    "cli",
    "services",
    "words.py",
    "store",
    "helpdesks",
    "caldav",
    "mail",
    "domain",
    "bootstrap.py",
    "secret_keeper.py",
)
REFUSING = ("desktop",)
CATALOGUES = HERE / "resources" / "translations"
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
# Functions whose first arguments are sentences, with how many of them are; refusals are added below.
SPEAKERS = {"N_": 1, "Told": 1, "say": 1, "count": 2, "in_other_words": 1}
# What click says in the most common cases. Its other sentences stay English.
CLICK: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "required",
    "default: {default}",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def refusals() -> dict[str, int]:
    """The types of expected errors, whose first argument is a sentence: Refused and all that comes from it."""
    trees = (ast.parse(file.read_text("utf-8")) for file in sorted(CODE.rglob("*.py")))
    parents = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    known = {"Refused"}
    while more := {name for name, bases in parents.items() if bases & known} - known:
        known |= more
    return dict.fromkeys(known, 1)


def sentences(source: str, speakers: Mapping[str, int]) -> Iterator[str | tuple[str, ...]]:
    """The sentences in a source text; singular and plural stand together in a tuple."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        told = [word.value for word in node.args[: speakers.get(name, 0)] if isinstance(word, ast.Constant)]
        texts = tuple(text for text in told if isinstance(text, str))
        if texts and len(texts) == speakers[name]:
            yield texts[0] if len(texts) == 1 else texts


def extracted() -> Catalog:
    """Every sentence in the code, with the file in which it stands."""
    catalogue = Catalog(project="opiekun")
    refusing = refusals()
    for places, speakers in ((SPEAKING, refusing | SPEAKERS), (REFUSING, refusing)):
        for place in places:
            path = CODE / place
            for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
                for sentence in sentences(file.read_text("utf-8"), speakers):
                    catalogue.add(sentence, locations=[(file.relative_to(HERE).as_posix(), 0)])
    for sentence in CLICK:
        catalogue.add(sentence)
    return catalogue


class _Compiled(Catalog):
    """A catalogue whose header holds what is needed to read it, and nothing of the Babel that made it."""

    lines: tuple[tuple[str, str], ...] = ()

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines."""
        return list(self.lines)

    @mime_headers.setter
    def mime_headers(self, lines: Iterable[tuple[str, str]]) -> None:
        self.lines = tuple(lines)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it; compiling again makes the same."""
    plain = _Compiled(catalogue.locale)
    plain.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", catalogue.plural_forms)]
    for message in catalogue:
        if message.id:
            plain[message.id] = message
    buffer = BytesIO()
    write_mo(buffer, plain)
    return buffer.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The catalogue as translators read it, with a header that changes with its language alone."""
    buffer = BytesIO(HEADER.format(language=catalogue.locale_identifier, plurals=catalogue.plural_forms).encode())
    buffer.seek(0, SEEK_END)
    write_po(buffer, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=True)
    return buffer.getvalue()


def read(po: Path) -> Catalog:
    """A catalogue as it stands in the source."""
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3])


def main() -> int:
    """Update and compile every catalogue; the exit status tells whether a translation is missing."""
    template = extracted()
    missing = 0
    for po in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        catalogue = read(po)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        po.write_bytes(written(catalogue))
        po.with_suffix(".mo").write_bytes(compiled(catalogue))
        for message in catalogue:
            if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string):
                print(f"{po.parts[-3]}: {message.id!r}")
                missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
