"""Sentences in the languages that the program speaks: those of the terminal, and every refusal's."""

from __future__ import annotations

import gettext
import os
from dataclasses import dataclass
from functools import lru_cache

from opiekun.domain.errors import Refused
from opiekun.resources import resource

LANGUAGES = ("en", "pl")
DOMAIN = "opiekun"


def N_(sentence: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a sentence for the translators where it stands, to be translated where it is used."""
    return sentence


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    """English is the language of the sentences' ids, so it has no catalogue of its own."""
    return gettext.translation(DOMAIN, resource("translations"), [language], fallback=language == "en")


@dataclass(frozen=True, slots=True)
class Words:
    """Speaks one of LANGUAGES. Sentences are English templates in :meth:`str.format` syntax."""

    language: str

    def say(self, sentence: str, /, **parts: object) -> str:
        """The sentence in this language, with its parts."""
        return _catalogue(self.language).gettext(sentence).format(**parts)

    def count(self, one: str, many: str, number: int, /, **parts: object) -> str:
        """The sentence in the form that this language wants for the number, which is its part ``n``."""
        return _catalogue(self.language).ngettext(one, many, number).format(n=number, **parts)


def sentence(refusal: Refused, language: str) -> str:
    """What a refusal says, in the language; so does a refusal that is a part of it.

    Other parts stand in it as they came from outside: show it as plain text.
    """
    parts = {
        name: sentence(part, language) if isinstance(part, Refused) else part for name, part in refusal.parts.items()
    }
    return Words(language).say(refusal.sentence, **parts)


def system_language() -> str:
    """The language of the user's environment where the program speaks it, else English."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        given = os.environ.get(variable)
        if given:
            spoken = given.partition(":")[0].partition("_")[0].partition(".")[0].lower()
            return spoken if spoken in LANGUAGES else "en"
    return "en"
