"""Where an answer leaves somebody, who is the same person, and sums of needs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.answering.answer_rules import (
    InvitationReply,
    is_same_name,
    is_similar_name,
    standing_after,
)
from facilitate.participation.answering.needs_pages import ParticipantNeed, count_needs
from facilitate.participation.models import Standing


@pytest.mark.parametrize(
    ("reply", "was", "free", "now"),
    [
        (InvitationReply.COMING, Standing.INVITED, None, Standing.COMING),
        (InvitationReply.COMING, Standing.INVITED, 1, Standing.COMING),
        (InvitationReply.COMING, Standing.INVITED, 0, Standing.WAITING),
        (InvitationReply.COMING, Standing.COMING, 0, Standing.COMING),
        (InvitationReply.COMING, Standing.WAITING, 3, Standing.WAITING),
        (InvitationReply.COMING, Standing.DECLINED, 0, Standing.WAITING),
        (InvitationReply.DECLINED, Standing.COMING, 0, Standing.DECLINED),
        (InvitationReply.REPLACED, Standing.WAITING, 0, Standing.REPLACED),
    ],
)
def test_where_an_answer_leaves_somebody(
    reply: InvitationReply, was: Standing, free: int | None, now: Standing
) -> None:
    assert standing_after(reply, was, free) is now


def test_names_are_the_same_without_accents_and_in_either_order() -> None:
    assert is_same_name("Çelë", "Hoxha", "hoxha", "CELE")
    assert not is_same_name("Ana", "Hoxha", "Ana", "Hoxha Kola")
    assert (
        is_similar_name("Ana", "Hoxha", "Ana", "Hoxha Kola"),
        is_similar_name("Ana", "Hoxha", "Ben", "Kola"),
    ) == (
        True,
        False,
    )


FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)


def test_needs_are_counted() -> None:
    sums = count_needs(
        [
            ParticipantNeed(True, True, "Vegjetarian", "", "2027-03-17"),
            ParticipantNeed(False, True, "vegjetarian ", "Karrige me rrota", ""),
            ParticipantNeed(False, False, "pa gluten", "", "2027-03-18"),
            ParticipantNeed(False, False, "", "", ""),
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
    sums = count_needs(
        [ParticipantNeed(False, bed, "", "", arrival) for bed, arrival in rows], FIRST, LAST
    )
    assert max(sums.beds.values(), default=0) <= sums.lodging
    assert sum(sums.beds.values()) == sum(
        {"": 1, "2027-03-17": 2, "2027-03-18": 1, "2027-03-19": 0}[arrival]
        for bed, arrival in rows
        if bed
    )
