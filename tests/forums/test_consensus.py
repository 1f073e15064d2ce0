"""Who counts, when all approve, and when there is consensus. Observers never count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.consensus import (
    MembershipDays,
    ReviewOutcome,
    counted_members,
    is_approved_by_all,
    tally_review,
)
from facilitate.forums.models import Stand

SENT, NOW = date(2027, 3, 1), date(2027, 4, 1)
YES, FINE, CHANGE, NO = Stand.AGREES, Stand.CAN_LIVE_WITH, Stand.CHANGE, Stand.DISSENTS


def test_those_count_who_belonged_when_it_was_sent_and_still_do() -> None:
    rows = [
        MembershipDays(1),
        MembershipDays(2, observer=True),
        MembershipDays(3, since=date(2027, 3, 2)),  # joined a day later
        MembershipDays(4, until=date(2027, 3, 15)),  # has left
        MembershipDays(5, until=date(2027, 3, 9)),  # somebody else speaks for it since
        MembershipDays(5, since=date(2027, 3, 10)),
        MembershipDays(6, since=SENT),
    ]
    assert counted_members(rows, SENT, NOW) == {1, 5, 6}
    assert counted_members(rows, None, NOW) == {1, 3, 5, 6}
    assert counted_members(rows, SENT, date(2027, 3, 15)) == {1, 4, 5, 6}


def test_who_observes_now_or_observed_then_does_not_count() -> None:
    rows = [
        MembershipDays(1, until=date(2027, 3, 9)),
        MembershipDays(1, observer=True, since=date(2027, 3, 10)),  # observes since
        MembershipDays(2, observer=True, until=date(2027, 3, 9)),
        MembershipDays(2, since=date(2027, 3, 10)),  # observed then
        MembershipDays(3),
    ]
    assert counted_members(rows, SENT, NOW) == {3}


def test_what_is_sent_round_later_asks_those_who_belong_today() -> None:
    rows = [
        MembershipDays(1, until=NOW),
        MembershipDays(2, since=date(2027, 4, 2)),
        MembershipDays(3),
    ]
    assert counted_members(rows, date(2027, 5, 1), NOW) == {1, 3}


def test_words_stand_in_the_order_of_the_organisations() -> None:
    assert tally_review({9, 1, 4, 33}, [(33, NO), (4, YES), (1, FINE), (8, NO)]).stands == (
        FINE,
        YES,
        NO,
    )
    assert tally_review({1, 2, 3}, [(1, NO), (2, CHANGE), (3, YES)]).against == 2


@pytest.mark.parametrize(
    ("counted", "said", "all_of_them"),
    [
        ({1, 2}, {1: True, 2: True}, True),
        ({1, 2}, {1: True}, False),
        ({1, 2}, {1: True, 2: False}, False),
        ({1, 2}, {1: True, 2: True, 9: False}, True),  # 9 observes
        ({1, 2}, {1: True, 9: True}, False),
        (set(), {}, False),
    ],
)
def test_all_approve(counted, said, all_of_them) -> None:
    assert is_approved_by_all(counted, said) is all_of_them


@pytest.mark.parametrize(
    ("stands", "outcome"),
    [
        ([YES, FINE, YES], ReviewOutcome.CONSENSUS),  # three of five are more than half
        ([YES, YES], ReviewOutcome.TOO_FEW),
        ([NO, YES], ReviewOutcome.TOO_FEW),
        ([YES, FINE, CHANGE], ReviewOutcome.DISSENT),
        ([YES, YES, YES, YES, NO], ReviewOutcome.DISSENT),
        ([], ReviewOutcome.TOO_FEW),
    ],
)
def test_consensus_of_five(stands, outcome) -> None:
    assert tally_review({1, 2, 3, 4, 5}, enumerate(stands, 1)).outcome is outcome


def test_of_four_three_are_more_than_half_and_of_nobody_nobody_is() -> None:
    assert tally_review({1, 2, 3, 4}, []).quorum == 3
    assert tally_review(set(), []).outcome is ReviewOutcome.TOO_FEW


def test_the_latest_word_of_an_organisation_counts() -> None:
    assert tally_review({1}, [(1, NO), (1, YES)]).outcome is ReviewOutcome.CONSENSUS


STANDS = st.dictionaries(st.integers(1, 9), st.sampled_from(Stand))


@given(
    counted=st.sets(st.integers(1, 9)),
    said=STANDS,
    observers=st.dictionaries(st.integers(10, 20), st.sampled_from(Stand)),
)
def test_what_observers_say_changes_nothing(counted, said, observers) -> None:
    assert tally_review(counted, [*said.items(), *observers.items()]) == tally_review(
        counted, said.items()
    )
    yes = {key: stand is YES for key, stand in {**said, **observers}.items()}
    assert is_approved_by_all(counted, yes) == is_approved_by_all(
        counted, {key: yes[key] for key in said}
    )
