"""Property tests run the same examples each time, in a number that keeps the suite short."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", max_examples=100, derandomize=True, deadline=None, database=None)
settings.load_profile("suite")
