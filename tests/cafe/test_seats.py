"""A seating as a value: whose slip another seating changes."""

from facilitate.cafe.seats import Seating, changed_slips, new_slips

NOW = Seating((1, 2), ((("a", "b"), ("c", "d")), (("a", "c"), ("b", "d"))))


def test_who_sits_elsewhere_has_another_slip() -> None:
    assert changed_slips(NOW, NOW.swap_seats(2, "c", "b")) == ["b", "c"]
    assert changed_slips(NOW, NOW) == []


def test_a_round_somebody_misses_now_is_no_change_and_one_they_come_to_is() -> None:
    late = NOW.with_rounds([NOW.rounds[0], [["a"], ["b", "d"]]])
    assert changed_slips(NOW, late) == []
    assert changed_slips(late, NOW) == ["c"]


def test_with_one_round_more_everybody_needs_another() -> None:
    longer = NOW.with_rounds([*NOW.rounds, NOW.rounds[0]])
    assert changed_slips(NOW, longer) == ["a", "b", "c", "d"]
    assert changed_slips(longer, NOW) == []


def test_who_had_no_slip_has_a_first_one() -> None:
    more = NOW.with_rounds([[["a", "b", "e"], ["c", "d"]], NOW.rounds[1]])
    assert (changed_slips(NOW, more), new_slips(NOW, more)) == ([], ["e"])
