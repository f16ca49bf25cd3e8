"""Sorting in steps is sorting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun import sorting


@pytest.fixture(autouse=True, scope="module")
def _small_steps():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_STEP", 4)
        yield


@given(st.lists(st.integers(0, 20), max_size=60))
def test_as_sorted_does(values):
    assert sorting.sorted_in_steps(values) == sorted(values)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers()), max_size=60))
def test_with_a_key_and_equal_ones_in_their_order(values):
    assert sorting.sorted_in_steps(iter(values), lambda value: value[0]) == sorted(values, key=lambda value: value[0])
