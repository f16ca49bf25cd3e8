"""Sentences that are kept, as JSON in a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opiekun.domain.sync.told import Told


def told_json(told: Told | None) -> dict[str, Any] | None:
    """A sentence for a column; None where nothing was said."""
    return None if told is None else {"sentence": told.sentence, "parts": dict(told.parts)}


def told_of(told: Mapping[str, Any] | None) -> Told | None:
    """The sentence of a column."""
    return None if told is None else Told(told["sentence"], told["parts"])
