"""The script: whose words, at which minute, in which language, and what is still missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.numbering import StepNumber
from facilitate.agenda.plan import PlanMaterial, PlanSpeaker, ScriptPart
from facilitate.events.models import Member, Role
from facilitate.guides.guide import Hole, Lack, ScriptLine
from facilitate.lib.shares import scale_shares
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import Speaks

from .sample import (
    EVENT,
    GOAL,
    HELPER,
    LEAD,
    sample_cafe,
    sample_day,
    sample_guide,
    sample_step,
    step_numbers,
)


def lacks(*days, **more) -> list[tuple[Lack, str]]:
    return [(hole.lack, hole.detail) for hole in sample_guide(*days, **more).holes]


def test_a_step_without_words_of_its_own_takes_the_technique_scaled_to_its_minutes() -> None:
    technique = shipped_techniques()["one-two-four-all"]
    lines = sample_guide(sample_day(sample_step(minutes=40))).steps[0].lines
    assert len(lines) == len(technique.steps)
    assert [line.say for line in lines] == [part.say.en for part in technique.steps]
    assert sum(line.minutes for line in lines) == 40
    assert lines[0].clock == "09:00"


def test_the_step_s_own_words_come_first() -> None:
    own = sample_step(do=Words("Ring", "Bini ziles"), say=Words("Welcome", "Mirë se erdhët"))
    assert sample_guide(sample_day(own)).steps[0].lines == [
        ScriptLine(540, 40, None, "Ring", "Welcome")
    ]


def test_what_the_step_leaves_empty_comes_from_the_technique() -> None:
    one = sample_guide(sample_day(sample_step(say=Words("Welcome", "Mirë se erdhët")))).steps[0]
    parts = shipped_techniques()["one-two-four-all"].steps
    assert (one.lines[0].at, one.lines[0].say, one.lines[0].do) == (None, "Welcome", "")
    assert [(line.do, line.say) for line in one.lines[1:]] == [(part.do.en, "") for part in parts]


def test_everything_is_in_the_language_asked_for() -> None:
    made = sample_guide(sample_day(sample_step()), language="sq")
    one, technique = made.steps[0], shipped_techniques()["one-two-four-all"]
    assert (made.title, made.goals) == (EVENT.title.sq, [GOAL.text.sq])
    assert (one.title, one.aim, one.technique) == ("Hapi 1", "Të dimë", technique.name.sq)
    assert one.lines[0].do == technique.steps[0].do.sq
    assert (one.helper, one.notes, one.close) == (
        technique.helper.sq,
        technique.notes.sq,
        technique.close.sq,
    )


def test_steps_are_numbered_and_timed_day_by_day() -> None:
    steps = sample_guide(
        sample_day(sample_step(1), sample_step(2, minutes=20)), sample_day(sample_step(3))
    ).steps
    assert [(str(one.number), one.when) for one in steps] == [
        ("1·1", "09:00–09:40"),
        ("1·2", "09:40–10:00"),
        ("2·1", "09:00–09:40"),
    ]


def test_the_team_knows_its_steps() -> None:
    team = sample_guide(sample_day(sample_step(1), sample_step(2, lead=HELPER.id))).team
    assert [(one.name, one.leads, one.helps) for one in team] == [
        ("Besnik Kola", step_numbers(1), []),
        ("Çeljeta Doçi", step_numbers(2), step_numbers(1, 2)),
    ]


def test_a_cafe_brings_rounds_with_clock_times_questions_and_hosts() -> None:
    made = sample_guide(
        sample_day(sample_step(kind=StepKind.CAFE, technique="world-cafe", minutes=105)),
        cafes={1: sample_cafe()},
    )
    plan = made.steps[0].cafe
    assert [(one.number, one.start, one.end, one.moved) for one in plan.rounds] == [
        (1, 540, 560, 565),
        (2, 565, 585, 590),
        (3, 590, 610, 615),
    ]
    assert (plan.harvest_start, plan.harvest_end) == (615, 645)
    assert [(one.question, one.host) for one in plan.tables] == [
        ("Who stays?", "Besnik Kola"),
        ("What lasts?", "Çeljeta Doçi"),
    ]
    assert {line.at for line in made.steps[0].lines} == {None}
    assert made.holes == []


def test_materials_are_the_step_s_own_or_the_technique_s_with_quantities() -> None:
    own = (
        sample_guide(
            sample_day(
                sample_step(
                    materials=(
                        PlanMaterial(Words("bells", "zile"), 2),
                        PlanMaterial(Words("6 pens")),
                    )
                )
            )
        )
        .steps[0]
        .materials
    )
    assert [(one.text, one.quantity) for one in own] == [("bells", 2), ("6 pens", 0)]
    theirs = sample_guide(sample_day(sample_step())).steps[0].materials
    assert [(one.text, one.quantity) for one in theirs] == [
        (one.text.en, one.quantity) for one in shipped_techniques()["one-two-four-all"].materials
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (sample_step(lead=None), [(Lack.LEAD, "")]),
        (sample_step(technique=""), [(Lack.TECHNIQUE, ""), (Lack.SCRIPT, "")]),
        (sample_step(technique="gone"), [(Lack.SHELF, "gone"), (Lack.SCRIPT, "")]),
        (sample_step(minutes=0), [(Lack.MINUTES, "")]),
        (sample_step(say=Words("Welcome", "")), []),
        (sample_step(kind=StepKind.BREAK, technique="", lead=None), []),
        (sample_step(kind=StepKind.NOTE, technique="", lead=None, minutes=0), []),
        (sample_step(kind=StepKind.CAFE), [(Lack.CAFE, "")]),
    ],
)
def test_holes_of_a_step(row, expected) -> None:
    assert lacks(sample_day(row)) == expected


def test_a_step_pinned_into_the_one_before_it() -> None:
    steps = sample_step(1, minutes=40), sample_step(2, pinned=570)
    assert [(str(hole.number), hole.lack) for hole in sample_guide(sample_day(*steps)).holes] == [
        ("2", Lack.OVERLAP)
    ]


def test_a_text_in_the_other_language_only_is_shown_and_marked() -> None:
    made = sample_guide(sample_day(sample_step(say=Words("Welcome", ""))), language="sq")
    assert made.steps[0].lines[0].say == "Welcome"
    assert [hole.lack for hole in made.holes] == [Lack.LANGUAGE]


def test_holes_of_a_cafe() -> None:
    row = sample_step(kind=StepKind.CAFE, technique="world-cafe", minutes=60)
    assert lacks(sample_day(row), cafes={1: sample_cafe(host=None, question="")}) == [
        (Lack.CAFE_TIME, ""),
        (Lack.QUESTION, "2"),
        (Lack.HOST, "2"),
    ]


def test_a_participant_who_hosts_is_no_hole() -> None:
    row = sample_step(kind=StepKind.CAFE, technique="world-cafe", minutes=105)
    made = sample_guide(sample_day(row), cafes={1: sample_cafe(host=None, hosts={2: "Drita Muka"})})
    assert [one.host for one in made.steps[0].cafe.tables] == ["Besnik Kola", "Drita Muka"]
    assert made.holes == []


def test_names_note_takers_and_a_question_for_each_round() -> None:
    row = sample_step(kind=StepKind.CAFE, technique="world-cafe", minutes=105)
    plan = sample_cafe(
        question="",
        questions=[{"en": "One?", "sq": "Një?"}, {"en": "Two?"}, {"en": "", "sq": "Tre?"}],
    )
    plan.tables[0].name, plan.tables[0].note_taker_name = (
        Words("Staff", "Punonjësit"),
        "Dritan Gjoka",
    )
    shown = sample_guide(sample_day(row), cafes={1: plan}, language="sq").steps[0].cafe
    assert [one.question for one in shown.rounds] == ["Një?", "Two?", "Tre?"]
    assert [(one.name, one.note_taker) for one in shown.tables] == [
        ("Punonjësit", "Dritan Gjoka"),
        ("", ""),
    ]
    assert lacks(sample_day(row), cafes={1: plan}) == []
    plan.cafe.questions = plan.cafe.questions[:2]
    assert lacks(sample_day(row), cafes={1: plan}) == [(Lack.QUESTION, "2")]


def test_holes_of_the_event() -> None:
    viewer = Member(id=3, role=Role.VIEWER, user=LEAD.user)
    assert lacks(sample_day(), objectives=[], team=[viewer]) == [
        (Lack.OBJECTIVES, ""),
        (Lack.FACILITATOR, ""),
        (Lack.STEPS, "1"),
    ]


def test_a_hole_says_where_it_is() -> None:
    assert sample_guide(sample_day(sample_step(), sample_step(2, lead=None))).holes == [
        Hole(Lack.LEAD, "", 2, StepNumber(0, 2), "Step 2", EVENT.first_day, "group")
    ]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=12), st.integers(0, 600))
def test_scaled_shares_fill_the_step_without_a_gap(shares: list[float], minutes: int) -> None:
    marks = scale_shares(shares, minutes)
    assert sum(length for _, length in marks) == minutes
    assert all(length >= 0 for _, length in marks)
    assert [start for start, _ in marks[1:]] == [start + length for start, length in marks[:-1]]


PARTS = (
    ScriptPart(
        10, Speaks.FACILITATOR, Words("Ring", "Bini ziles"), Words("Welcome", "Mirë se erdhët")
    ),
    ScriptPart(30, Speaks.HOST, Words("Listen", "Dëgjoni"), Words()),
)


def test_the_script_the_team_has_written_takes_the_place_of_the_technique_s() -> None:
    lines = sample_guide(sample_day(sample_step(minutes=80, script=PARTS))).steps[0].lines
    assert lines == [
        ScriptLine(540, 20, Speaks.FACILITATOR, "Ring", "Welcome"),
        ScriptLine(560, 60, Speaks.HOST, "Listen", ""),
    ]
    sq = (
        sample_guide(sample_day(sample_step(minutes=80, script=PARTS)), language="sq")
        .steps[0]
        .lines
    )
    assert [line.do for line in sq] == ["Bini ziles", "Dëgjoni"]


def test_what_is_written_in_one_language_only_is_told_in_both_and_marked() -> None:
    half = (ScriptPart(40, Speaks.FACILITATOR, Words("Ring"), Words("Welcome")),)
    made = sample_guide(
        sample_day(sample_step(script=half, helper=Words("Stay", "Rrini"))), language="sq"
    )
    assert (made.steps[0].lines[0].do, made.steps[0].helper) == ("Ring", "Rrini")
    assert [hole.lack for hole in made.holes] == [Lack.LANGUAGE]


@given(st.lists(st.integers(0, 90), min_size=1, max_size=8), st.integers(0, 600))
def test_written_minutes_always_add_up_to_those_of_the_step(
    minutes: list[int], length: int
) -> None:
    parts = tuple(ScriptPart(one, Speaks.FACILITATOR, Words("x")) for one in minutes)
    lines = sample_guide(sample_day(sample_step(minutes=length, script=parts))).steps[0].lines
    assert len(lines) == len(parts)
    assert sum(line.minutes for line in lines) == (length if any(minutes) else 0)


def test_people_speakers_tables_and_troubles() -> None:
    one = sample_guide(
        sample_day(sample_step(speakers=(PlanSpeaker("Ana Leka"),), people=25))
    ).steps[0]
    assert (one.people, one.tables, one.speakers) == (25, 3, ["Ana Leka"])
    assert len(one.troubles) == len(shipped_techniques()["one-two-four-all"].troubles)
    assert one.materials[0].total > 0
