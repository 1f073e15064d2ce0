"""Where an answer leaves somebody, who is the same person, and sums of needs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.answering.needs import Need, counted
from facilitate.participation.answering.said import Reply, alike, same_name, stands
from facilitate.participation.models import Standing


@pytest.mark.parametrize(
    ("reply", "was", "free", "now"),
    [
        (Reply.COMING, Standing.INVITED, None, Standing.COMING),
        (Reply.COMING, Standing.INVITED, 1, Standing.COMING),
        (Reply.COMING, Standing.INVITED, 0, Standing.WAITING),
        (Reply.COMING, Standing.COMING, 0, Standing.COMING),
        (Reply.COMING, Standing.WAITING, 3, Standing.WAITING),
        (Reply.COMING, Standing.DECLINED, 0, Standing.WAITING),
        (Reply.DECLINED, Standing.COMING, 0, Standing.DECLINED),
        (Reply.REPLACED, Standing.WAITING, 0, Standing.REPLACED),
    ],
)
def test_where_an_answer_leaves_somebody(
    reply: Reply, was: Standing, free: int | None, now: Standing
) -> None:
    assert stands(reply, was, free) is now


def test_names_are_the_same_without_accents_and_in_either_order() -> None:
    assert same_name("Çelë", "Hoxha", "hoxha", "CELE")
    assert not same_name("Ana", "Hoxha", "Ana", "Hoxha Kola")
    assert (alike("Ana", "Hoxha", "Ana", "Hoxha Kola"), alike("Ana", "Hoxha", "Ben", "Kola")) == (
        True,
        False,
    )


FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)


def test_needs_are_counted() -> None:
    sums = counted(
        [
            Need(True, True, "Vegjetarian", "", "2027-03-17"),
            Need(False, True, "vegjetarian ", "Karrige me rrota", ""),
            Need(False, False, "pa gluten", "", "2027-03-18"),
            Need(False, False, "", "", ""),
        ],
        FIRST,
        LAST,
    )
    assert (sums.interpreters, sums.access, sums.lodging, sums.open_arrivals) == (1, 1, 2, 1)
    assert sums.diets == [("Vegjetarian", 2), ("pa gluten", 1)]
    assert sums.beds == {date(2027, 3, 17): 1, date(2027, 3, 18): 2}


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["", "2027-03-17", "2027-03-18", "2027-03-19"]))
    )
)
def test_no_night_has_more_beds_than_people_who_ask_for_one(rows: list[tuple[bool, str]]) -> None:
    sums = counted([Need(False, bed, "", "", arrival) for bed, arrival in rows], FIRST, LAST)
    assert max(sums.beds.values(), default=0) <= sums.lodging
    assert sum(sums.beds.values()) == sum(
        {"": 1, "2027-03-17": 2, "2027-03-18": 1, "2027-03-19": 0}[arrival]
        for bed, arrival in rows
        if bed
    )
