"""Whose steps are whose: groups and tables count too, and what is the team's alone is announced to nobody."""

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanStrand
from facilitate.guides.choices import Choices, GuideReader, cut_guide
from facilitate.lib.text import Words

from .sample import HELPER, LEAD, sample_day, sample_guide, sample_step, step_numbers

STRANDS = [
    PlanStrand(1, 1, "a", Words("North", "Veriu"), lead=HELPER.id, people=20),
    PlanStrand(2, 1, "b", Words("South", "Jugu"), lead=LEAD.id, note_taker=HELPER.id, people=25),
]


def test_who_leads_a_group_finds_its_step_in_their_own_guide() -> None:
    made = sample_guide(
        sample_day(sample_step(1, supporters=()), sample_step(2, supporters=()), strands=STRANDS)
    )
    first, second = cut_guide(made, Choices("en", GuideReader.FACILITATOR, member=HELPER.id)).steps
    assert (first.own, second.own) == (True, False)
    person = next(one for one in made.team if one.id == HELPER.id)
    assert (person.leads, person.helps, person.notes) == (step_numbers(1), [], step_numbers(1))
    noted = cut_guide(made, Choices("en", GuideReader.NOTES, member=HELPER.id)).steps
    assert [one.own for one in noted] == [True, False]


def test_the_room_is_not_led_into_what_is_the_teams_alone() -> None:
    note = sample_step(2, kind=StepKind.NOTE, minutes=0)
    made = sample_guide(
        sample_day(sample_step(1), note, sample_step(3, internal=True), sample_step(4))
    )
    assert "Step 4" in made.steps[0].transition
    assert [one.transition for one in made.steps[1:3]] == ["", ""]
