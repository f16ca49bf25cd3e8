"""What is one person's alone, in a small file beside the desk: written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Generic, TypeVar

from opiekun.domain.errors import StoreRefused

Value = TypeVar("Value")


class JsonFile(Generic[Value]):
    """A frozen dataclass in a JSON file. What is missing or of no use there is what ``make`` makes of it."""

    def __init__(self, path: Path, make: Callable[[Mapping[str, Any]], Value]) -> None:
        self._path = path
        self._make = make

    def load(self) -> Value:
        """The value; the one of an empty file where there is none. Raises StoreRefused for one that is not JSON."""
        try:
            read = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            read = {}
        except (OSError, ValueError) as damage:
            raise StoreRefused("{path} cannot be read; mend or remove it.", path=self._path) from damage
        return self._make(read if isinstance(read, dict) else {})

    def save(self, value: Value) -> None:
        """Write the value in place of the old one, synced to disk. Raises StoreRefused."""
        try:
            with NamedTemporaryFile("w", encoding="utf-8", dir=self._path.parent, delete=False) as file:
                json.dump(asdict(value), file, indent=2)  # type: ignore[call-overload]
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self._path)
        except OSError as refusal:
            raise StoreRefused(
                "{path} cannot be written: {reason}.", path=self._path, reason=refusal.strerror
            ) from refusal
