"""What a check of the desk has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Findings:
    """What was found so far: the answer in JSON, the same in lines, and what is wrong."""

    answer: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def tell(self, name: str, fields: dict[str, Any], line: str, wrong: str | None = None) -> None:
        """Note one finding; ``wrong`` is a sentence where it is not well."""
        self.answer[name] = {**fields, "ok": wrong is None, "problem": wrong}
        self.lines.append(f"{'✓' if wrong is None else '◆'} {line}")
        if wrong is not None:
            self.lines.append(f"    {wrong}")
            self.wrong.append(wrong)
