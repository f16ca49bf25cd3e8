"""A sentence that is kept, to be told later in the language of whoever looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from opiekun.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Told:
    """An English template in :meth:`str.format` syntax, which is the message's id, and its parts as text."""

    sentence: str
    parts: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, refusal: Refused) -> Told:
        """What a refusal says. A refusal within it is told in English: its own id would be lost."""
        return cls(refusal.sentence, {name: str(part) for name, part in refusal.parts.items()})

    def refusal(self) -> Refused:
        """As a refusal, for those who put refusals into words."""
        return Refused(self.sentence, **self.parts)

    def __str__(self) -> str:
        return self.sentence.format(**self.parts)
