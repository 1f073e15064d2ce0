"""Counting what members say of days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.rhythm.plans import DayCount, best_day, tally_days

FIRST, SECOND = date(2027, 3, 18), date(2027, 3, 25)


def test_a_table_by_hand() -> None:
    votes = {
        (1, FIRST): 2,
        (2, FIRST): 1,
        (3, FIRST): 0,
        (1, SECOND): 1,
        (2, SECOND): 1,
        (9, FIRST): 0,
        (9, SECOND): 2,
    }
    counts = tally_days([FIRST, SECOND], votes, [1, 2, 3, 4])
    assert counts == [DayCount(FIRST, 1, 1, 1, 1), DayCount(SECOND, 0, 2, 0, 2)]
    assert best_day(counts) == FIRST


def test_nobody_said_anything_or_nobody_can() -> None:
    assert best_day(tally_days([FIRST], {}, [1, 2])) is None
    assert best_day(tally_days([FIRST], {(1, FIRST): 0}, [1])) is None
    assert best_day([]) is None


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 9), st.sampled_from([FIRST, SECOND])), st.integers(0, 2)
    )
)
def test_observers_change_nothing(votes: dict[tuple[int, date], int]) -> None:
    members = [1, 2, 3, 4, 5]
    without = {key: value for key, value in votes.items() if key[0] in members}
    assert tally_days([FIRST, SECOND], votes, members) == tally_days(
        [FIRST, SECOND], without, members
    )
    for one in tally_days([FIRST, SECOND], votes, members):
        assert one.can + one.does_not + one.silent == len(members)
