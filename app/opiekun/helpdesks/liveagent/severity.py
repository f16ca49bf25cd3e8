"""Where a LiveAgent account keeps the severity: in a tag with a prefix, or in a custom field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opiekun.domain.errors import InvalidInput
from opiekun.domain.timeline import Severity
from opiekun.helpdesks.severity_names import severity_of


@dataclass(frozen=True, slots=True)
class SeverityField:
    """Exactly one of ``prefix`` (of a tag, letters of either case) and ``code`` (of a custom field) is not ""."""

    prefix: str = ""
    code: str = ""

    def of_tag(self, name: str) -> Severity | None:
        """The severity that a tag stands for, None for any other tag."""
        if not self.prefix or not name.casefold().startswith(self.prefix.casefold()):
            return None
        return severity_of(name[len(self.prefix) :])

    def worst_of(self, tags: Iterable[str]) -> Severity | None:
        """The worst severity among these tags, None where none of them stands for one."""
        return min((found for name in tags if (found := self.of_tag(name)) is not None), default=None)


def severity_field(setting: str) -> SeverityField:
    """The setting ``tag:PREFIX`` or ``field:CODE``. Raises InvalidInput for any other."""
    kind, _colon, value = setting.partition(":")
    value = value.strip()
    if kind == "tag" and value:
        return SeverityField(prefix=value)
    if kind == "field" and value:
        return SeverityField(code=value)
    raise InvalidInput("“{value}” does not say where the severity is: write tag:PREFIX or field:CODE.", value=setting)
