"""Two texts, and the runs in which they differ."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.sync.text_differences import Run, text_differences

LETTERS = st.text(alphabet="ab \n.ż", max_size=60)


@given(LETTERS, LETTERS)
def test_the_runs_are_the_texts_and_what_does_not_differ_is_the_same(one: str, other: str) -> None:
    mine, theirs = text_differences(one, other)
    assert "".join(run.text for run in mine) == one
    assert "".join(run.text for run in theirs) == other
    shared, also = ("".join(run.text for run in side if not run.differs) for side in (mine, theirs))
    assert shared == also
    assert all(run.text for run in (*mine, *theirs))
    assert all(first.differs is not second.differs for side in (mine, theirs) for first, second in pairwise(side))


@given(LETTERS)
def test_nothing_differs_from_itself(text: str) -> None:
    assert text_differences(text, text) == ((Run(text, False),) * bool(text),) * 2


def test_words_stand_out_whole() -> None:
    mine, theirs = text_differences("Call at 14:00 with Acme", "Call at 15:00 with Acme")
    assert [run.text for run in mine if run.differs] == ["14"]
    assert [run.text for run in theirs if run.differs] == ["15"]
    mine, _ = text_differences("We meet downstairs tomorrow", "We see us tomorrow")
    assert [run.text for run in mine if run.differs] == ["meet downstairs"]


def test_long_texts_that_share_nothing_take_no_time() -> None:
    one, other = ("a b\n" * 50_000), ("c d\n" * 50_000)
    mine, theirs = text_differences(f"first {one}last", f"first {other}last")
    assert mine == (Run("first ", False), Run(one, True), Run("last", False)) or len(mine) <= 3
    assert "".join(run.text for run in theirs) == f"first {other}last"


def test_long_texts_are_compared_line_by_line() -> None:
    lines = [f"line {number} of the minutes\n" for number in range(400)]
    changed = [*lines[:10], "another line\n", *lines[11:390], "and one more\n", *lines[391:]]
    mine, theirs = text_differences("".join(lines), "".join(changed))
    assert [run.text for run in theirs if run.differs] == ["another line\n", "and one more\n"]
    assert [run.text for run in mine if run.differs] == [lines[10], lines[390]]
