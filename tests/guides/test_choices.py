"""For whom a guide is cut: days, own steps, and what is left of the rest."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.numbering import StepNumber
from facilitate.guides.choices import Choices, GuideReader, cut_guide

from .sample import HELPER, LEAD, sample_day, sample_guide, sample_step, step_numbers

FIRST, SECOND = date(2027, 3, 18), date(2027, 3, 19)


def two_days():  # type: ignore[no-untyped-def]
    """Three steps: the lead's alone, one the helper helps in, one where the helper takes notes."""
    first = sample_day(sample_step(1, supporters=()), sample_step(2, lead=None))
    second = sample_day(sample_step(3, supporters=(), note_taker=HELPER.id))
    made = sample_guide(first, second)
    return replace(made, days=[made.days[0], replace(made.days[1], on=SECOND)])


def test_the_usual_choices_leave_the_guide_as_it_is() -> None:
    made = two_days()
    assert cut_guide(made, Choices("en")) == made


def test_a_facilitator_s_own_steps_are_those_they_lead_help_in_or_take_notes_in() -> None:
    own = [
        (str(one.number), one.own)
        for one in cut_guide(two_days(), Choices("en", GuideReader.FACILITATOR, HELPER.id)).steps
    ]
    assert own == [("1·1", False), ("1·2", True), ("2·1", True)]
    own = [
        (str(one.number), one.own)
        for one in cut_guide(two_days(), Choices("en", GuideReader.FACILITATOR, LEAD.id)).steps
    ]
    assert own == [("1·1", True), ("1·2", False), ("2·1", True)]


def test_a_note_taker_s_booklet_has_the_steps_they_take_notes_in() -> None:
    own = [
        one.own for one in cut_guide(two_days(), Choices("en", GuideReader.NOTES, HELPER.id)).steps
    ]
    assert own == [False, False, True]
    assert all(one.own for one in cut_guide(two_days(), Choices("en", GuideReader.NOTES)).steps)


def test_one_day_keeps_the_numbers_of_the_whole() -> None:
    made = cut_guide(two_days(), Choices("en", days=frozenset({SECOND})))
    assert [one.number for one in made.steps] == step_numbers(1, on=2)
    assert [room.steps for room in made.rooms] == [step_numbers(1, on=2)]
    assert {hole.number for hole in made.holes} <= {None, *step_numbers(1, on=2)}
    whole = {line.text: line for line in two_days().shopping}
    for line in made.shopping:
        assert (line.steps, line.total) == (
            step_numbers(1, on=2),
            whole[line.text].counts[whole[line.text].steps.index(StepNumber(2, 1))],
        )


@given(st.sampled_from(GuideReader), st.integers(0, 3), st.sets(st.sampled_from([FIRST, SECOND])))
def test_holes_and_rooms_are_those_of_the_steps_that_are_told(
    reader: GuideReader, member: int, days: set[date]
) -> None:
    made = cut_guide(two_days(), Choices("en", reader, member, frozenset(days)))
    told = {one.number for one in made.steps if one.own}
    assert {hole.number for hole in made.holes if hole.step_id} <= told
    assert {number for room in made.rooms for number in room.steps} <= told
