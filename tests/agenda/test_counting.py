"""What is counted and warned about: pure rules on plain values."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.accounts.models import User
from facilitate.agenda.editing.checked_days import days_to_check, leaves_of_day, technique_parts
from facilitate.agenda.headcount import groups_at, people_at_step, people_in_strand, tables_at
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import Plan, PlanDay, PlanRoom, PlanSpeaker, PlanStep, PlanStrand
from facilitate.agenda.programmes import programme_from
from facilitate.agenda.totals import (
    BREAKS,
    USUAL,
    DayTotals,
    LeafStep,
    WhoSpeaks,
    add_up_day,
    longest_track,
    voices_in_step,
)
from facilitate.agenda.warnings import (
    RESTS,
    TALKS,
    UNLED,
    AgendaWarning,
    CheckedDay,
    CheckedStep,
    WarningKind,
    find_warnings,
    unserved_objectives,
)
from facilitate.events.models import Event, Member, Role
from facilitate.lib.shares import scale_shares
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import Speaks

KINDS = [kind.value for kind in StepKind]
PARTS = st.lists(st.tuples(st.sampled_from(list(Speaks)), st.floats(0.05, 1)), max_size=5)
LEAVES = st.lists(
    st.builds(
        LeafStep,
        st.sampled_from(KINDS),
        st.integers(0, 600),
        PARTS,
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=12,
)


def test_content_breaks_and_who_has_the_word() -> None:
    kinds = ["registration", "plenary", "panel", "break", "group", "cafe", "meal", "talk"]
    day = [
        LeafStep(kind, minutes)
        for kind, minutes in zip(kinds, [30, 15, 60, 20, 45, 105, 60, 20], strict=True)
    ]
    assert add_up_day(day) == DayTotals(content=245, breaks=110, speaking=180, presenting=65)
    assert round(add_up_day(day).share, 2) == 0.73


def test_who_speaks_in_a_technique_comes_before_the_kind() -> None:
    parts = [
        (Speaks.FACILITATOR, 0.2),
        (Speaks.SPEAKERS, 0.3),
        (Speaks.HOST, 0.2),
        (Speaks.PARTICIPANTS, 0.3),
    ]
    assert add_up_day([LeafStep("talk", 60, parts)]) == DayTotals(
        content=60, breaks=0, speaking=30, presenting=18
    )
    assert add_up_day([LeafStep("break", 20, parts)]) == DayTotals(content=0, breaks=20, speaking=0)


def test_parallel_strands_count_once_as_long_as_the_longest() -> None:
    day = [
        LeafStep("talk", 10),
        LeafStep("group", 45, block=1, strand=1),
        LeafStep("talk", 30, block=1, strand=2),
        LeafStep("group", 30, block=1, strand=2),
        LeafStep("break", 20),
    ]
    assert add_up_day(day) == DayTotals(content=70, breaks=20, speaking=30, presenting=40)
    assert longest_track(day) == [day[0], day[2], day[3], day[4]]


def test_a_day_without_content_has_no_share() -> None:
    assert add_up_day([LeafStep("break", 20)]).share == 0.0


def test_the_rules_speak_of_kinds_that_exist() -> None:
    assert set(KINDS) >= BREAKS | UNLED | RESTS | TALKS | set(USUAL)


@given(LEAVES)
def test_every_minute_of_the_track_is_content_or_break(day: list[LeafStep]) -> None:
    counted = add_up_day(day)
    assert counted.content + counted.breaks == sum(leaf.minutes for leaf in longest_track(day))
    assert counted.speaking + counted.presenting <= counted.content
    assert min(counted.speaking, counted.presenting) >= 0


@given(st.sampled_from(KINDS), st.integers(0, 600), PARTS)
def test_voices_fill_the_step(kind: str, minutes: int, parts) -> None:
    assert sum(length for _voice, length in voices_in_step(kind, minutes, parts)) == minutes


@given(st.lists(st.floats(0.05, 1), min_size=1, max_size=8), st.integers(0, 600))
def test_scaled_minutes_add_up_without_a_gap(shares: list[float], minutes: int) -> None:
    marks = scale_shares(shares, minutes)
    assert sum(length for _offset, length in marks) == minutes
    assert [offset for offset, _length in marks[1:]] == [
        offset + length for offset, length in marks[:-1]
    ]


# --------------------------------------------------------------------------------------------------- warnings


def day(
    *steps: CheckedStep, number: int = 1, over: int = 0, within: bool = True, **more: int
) -> CheckedDay:
    return CheckedDay(number, over, within, steps, **more)


def in_turn(*rows: tuple[str, int], start: int = 540) -> list[CheckedStep]:
    """Steps of (kind, minutes), one after the other, numbered from 1."""
    found = []
    for number, (kind, minutes) in enumerate(rows, 1):
        found.append(CheckedStep(number, kind, start, start + minutes))
        start += minutes
    return found


def test_the_most_urgent_comes_first() -> None:
    first = day(
        CheckedStep(1, "break", 540, 560, led=False),
        CheckedStep(2, "group", 545, 1030, -15, False, frozenset({7}), pinned=True),
        over=10,
    )
    second = day(CheckedStep(3, "note", 540, 540, 20, led=False), number=2, within=False)
    assert [
        (one.what, one.day, one.step, one.objective, one.minutes)
        for one in find_warnings([first, second], [7, 8])
    ] == [
        (WarningKind.OVER, 1, 2, 0, 10),
        (WarningKind.STRAY, 2, 0, 0, 0),
        (WarningKind.OVERLAP, 1, 2, 0, 15),
        (WarningKind.UNSERVED, 0, 0, 8, 0),
        (WarningKind.TIRED, 1, 2, 0, 485),
        (WarningKind.UNLED, 1, 2, 0, 0),
    ]


def test_a_sound_agenda_has_no_warning() -> None:
    sound = [
        CheckedStep(1, "talk", 540, 580, objectives=frozenset({7})),
        CheckedStep(2, "group", 580, 660),
        CheckedStep(3, "break", 660, 680, led=False),
        CheckedStep(4, "cafe", 680, 800),
    ]
    assert find_warnings([day(*sound)], [7]) == []


def test_an_empty_day_is_not_over() -> None:
    assert find_warnings([day(over=60)], []) == []


def test_unserved_keeps_the_order_of_the_objectives_and_what_is_parked_serves_none() -> None:
    parked = day(CheckedStep(2, objectives=frozenset({9})), number=0)
    assert unserved_objectives(
        [day(CheckedStep(1, objectives=frozenset({5}))), parked], [9, 5, 3]
    ) == [9, 3]


def test_two_steps_pinned_to_one_minute_are_told_once() -> None:
    steps = [
        CheckedStep(1, "group", 540, 570, pinned=True),
        CheckedStep(2, "group", 540, 600, -30, pinned=True),
    ]
    assert find_warnings([day(*steps)], []) == [AgendaWarning(WarningKind.TWIN, 1, 2, other=1)]


def test_a_marker_may_be_pinned_to_the_minute_of_the_next_step() -> None:
    steps = [
        CheckedStep(1, "note", 540, 540, pinned=True),
        CheckedStep(2, "group", 540, 600, pinned=True),
    ]
    assert find_warnings([day(*steps)], []) == []


def test_what_is_parked_keeps_no_pin() -> None:
    parked = day(CheckedStep(1, pinned=True, led=False), CheckedStep(2, led=False), number=0)
    assert find_warnings([parked], []) == [AgendaWarning(WarningKind.PARKED, step=1)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("group", 60), ("group", 60)], []),
        ([("group", 60), ("group", 61)], [(2, 121)]),
        ([("group", 90), ("note", 0), ("cafe", 60), ("group", 10)], [(3, 160)]),
        ([("group", 90), ("break", 15), ("cafe", 100)], []),
        ([("registration", 150), ("group", 100), ("meal", 60), ("cafe", 120)], []),
    ],
)
def test_two_hours_without_a_break(
    rows: list[tuple[str, int]], found: list[tuple[int, int]]
) -> None:
    told = [
        one for one in find_warnings([day(*in_turn(*rows))], []) if one.what is WarningKind.TIRED
    ]
    assert [(one.step, one.minutes) for one in told] == found


def test_free_minutes_are_a_break() -> None:
    steps = [CheckedStep(1, "group", 540, 640), CheckedStep(2, "group", 645, 745, 5, pinned=True)]
    assert find_warnings([day(*steps)], []) == []


def test_a_break_in_one_strand_is_none_for_the_other() -> None:
    steps = [
        CheckedStep(1, "group", 540, 640),
        CheckedStep(2, "session", 640, 700, holds=True),
        CheckedStep(3, "break", 640, 700, block=2, strand=1),
        CheckedStep(4, "group", 640, 670, block=2, strand=2),
        CheckedStep(5, "group", 700, 730),
    ]
    assert find_warnings([day(*steps)], []) == [AgendaWarning(WarningKind.TIRED, 1, 4, minutes=160)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("talk", 20), ("plenary", 20)], []),
        ([("talk", 20), ("note", 0), ("talk", 21)], [(3, 41)]),
        ([("talk", 25), ("group", 10), ("talk", 25)], []),
        ([("panel", 80)], []),
        ([("panel", 90)], [(1, 45)]),
        ([("talk", 15), ("panel", 60), ("talk", 15)], [(2, 45)]),
    ],
)
def test_forty_minutes_of_listening(
    rows: list[tuple[str, int]], found: list[tuple[int, int]]
) -> None:
    told = [
        one for one in find_warnings([day(*in_turn(*rows))], []) if one.what is WarningKind.LECTURE
    ]
    assert [(one.step, one.minutes) for one in told] == found


def test_a_technique_in_which_participants_speak_breaks_the_talk() -> None:
    half = [(Speaks.SPEAKERS, 0.4), (Speaks.PARTICIPANTS, 0.2), (Speaks.FACILITATOR, 0.4)]
    assert find_warnings([day(CheckedStep(1, "talk", 540, 640, parts=half))], []) == []
    assert find_warnings([day(CheckedStep(1, "talk", 540, 645, parts=half))], []) == [
        AgendaWarning(WarningKind.LECTURE, 1, 1, minutes=42)
    ]


ARTA = frozenset({"Arta"})


def test_somebody_in_two_groups_at_once() -> None:
    steps = [
        CheckedStep(1, "group", 540, 600, people=ARTA),
        CheckedStep(1, "group", 540, 600, block=1, strand=1, is_strand=True, people=ARTA),
        CheckedStep(1, "group", 540, 600, block=1, strand=2, is_strand=True, people=ARTA),
    ]
    assert find_warnings([day(*steps)], []) == [
        AgendaWarning(WarningKind.CLASH, 1, 1, minutes=60, other=1, name="Arta")
    ]


def test_a_block_and_what_it_holds_are_one_place() -> None:
    steps = [
        CheckedStep(1, "session", 540, 600, holds=True, people=ARTA, room="Hall"),
        CheckedStep(1, "session", 540, 600, block=1, strand=1, is_strand=True, people=ARTA),
        CheckedStep(2, "group", 540, 600, block=1, strand=1, people=ARTA, room="Hall"),
    ]
    assert find_warnings([day(*steps)], []) == []


def test_steps_that_run_into_each_other_are_an_overlap_alone_and_side_by_side_a_clash() -> None:
    into = [
        CheckedStep(1, "group", 540, 600, people=ARTA, room="Hall"),
        CheckedStep(2, "group", 590, 650, -10, people=ARTA, room="Hall", pinned=True),
    ]
    assert find_warnings([day(*into)], []) == [AgendaWarning(WarningKind.OVERLAP, 1, 2, minutes=10)]
    beside = [
        into[0],
        CheckedStep(2, "group", 545, 600, -55, people=ARTA, room="Hall", pinned=True),
    ]
    assert find_warnings([day(*beside)], []) == [
        AgendaWarning(WarningKind.OVERLAP, 1, 2, minutes=55),
        AgendaWarning(WarningKind.CLASH, 1, 2, minutes=55, other=1, name="Arta"),
        AgendaWarning(WarningKind.BOOKED, 1, 2, minutes=55, other=1, name="Hall"),
    ]


def test_a_room_is_wanted_twice_across_strands() -> None:
    steps = [
        CheckedStep(1, "session", 540, 600, holds=True),
        CheckedStep(2, "group", 540, 600, block=1, strand=1, room="Buna"),
        CheckedStep(3, "group", 560, 590, block=1, strand=2, room="Buna"),
    ]
    assert find_warnings([day(*steps)], []) == [
        AgendaWarning(WarningKind.BOOKED, 1, 3, minutes=30, other=2, name="Buna")
    ]


def test_a_day_past_midnight_meets_the_next_one() -> None:
    late = day(CheckedStep(1, "meal", 1380, 1500, people=ARTA), planned_end=1500)
    early = day(CheckedStep(2, "group", 30, 60, people=ARTA), number=2, midnight=1440)
    assert find_warnings([late, early], []) == [
        AgendaWarning(WarningKind.CLASH, 2, 2, minutes=30, other=1, name="Arta")
    ]


def test_a_room_that_is_too_small_is_told_once_a_block_with_the_worst_case() -> None:
    steps = [
        CheckedStep(1, "session", 540, 600, holds=True, place="Hall", seats=20, needs=110),
        CheckedStep(2, "group", 540, 570, block=1, place="Hall", seats=20, needs=25),
        CheckedStep(3, "group", 570, 600, block=1, place="Hall", seats=20, needs=30),
        CheckedStep(4, "group", 600, 630, place="Hall", seats=20, needs=20),
    ]
    assert find_warnings([day(*steps)], []) == [
        AgendaWarning(WarningKind.SMALL, 1, 3, name="Hall", people=30, seats=20)
    ]


# ------------------------------------------------------------------------------------------- from the programme


EVENT = Event(expected=110, first_day=date(2027, 3, 18), last_day=date(2027, 3, 18))
TEAM = [
    Member(id=key, role=Role.FACILITATOR, user=User(name=name))
    for key, name in ((1, "Arta Hoxha"), (2, "Besnik Kola"))
]
DAY = PlanDay(1, date(2027, 3, 18))


def told(*rows: object) -> list[AgendaWarning]:
    """The warnings of a plan of one day, lacking leads left out."""
    plan = Plan({1: DAY}).with_rows(*rows)  # type: ignore[arg-type]
    days = programme_from(EVENT, plan, TEAM, [])
    return [
        one
        for one in find_warnings(days_to_check(EVENT, days, plan, TEAM), [])
        if one.what is not WarningKind.UNLED
    ]


def test_who_leads_a_group_and_speaks_in_the_other_is_in_two_places() -> None:
    block = PlanStep(1, day=1, rank="a", kind=StepKind.GROUP, minutes=60)
    found = told(
        block,
        PlanStrand(1, 1, "a", lead=1),
        PlanStrand(2, 1, "b"),
        PlanStep(2, block=1, strand=1, rank="a", kind=StepKind.GROUP, minutes=60),
        PlanStep(
            3,
            block=1,
            strand=2,
            rank="a",
            kind=StepKind.GROUP,
            minutes=30,
            speakers=(PlanSpeaker("Arta Hoxha"),),
        ),
    )
    assert found == [AgendaWarning(WarningKind.CLASH, 1, 3, minutes=30, other=1, name="Arta Hoxha")]


def test_two_speakers_of_one_name_are_two_people() -> None:
    steps = [
        PlanStep(1, day=1, rank="a", kind=StepKind.GROUP, minutes=60),
        *(PlanStrand(key, 1, str(key)) for key in (1, 2)),
        *(
            PlanStep(
                key + 1,
                block=1,
                strand=key,
                kind=StepKind.GROUP,
                minutes=30,
                speakers=(PlanSpeaker("Ana Deda", key),),
            )
            for key in (1, 2)
        ),
    ]
    assert told(*steps) == []


def test_rooms_hold_an_even_share_in_parallel_groups() -> None:
    rooms = [PlanRoom(1, "Hall", 120), PlanRoom(2, "Buna", 27)]
    block = PlanStep(1, day=1, rank="a", kind=StepKind.GROUP, minutes=60, room=1)
    strands = [PlanStrand(key, 1, str(key), room=2 if key == 1 else None) for key in range(1, 5)]
    assert told(*rooms, block, *strands) == [
        AgendaWarning(WarningKind.SMALL, 1, 1, name="Buna", people=28, seats=27)
    ]
    few = [PlanStrand(1, 1, "1", room=2, people=20), *strands[1:]]
    assert told(*rooms, block, *few) == []


def test_people_tables_and_groups_of_a_step() -> None:
    plan = Plan().with_rows(
        PlanStep(1, day=1, people=41),
        PlanStrand(1, 1),
        PlanStrand(2, 1, people=7),
        PlanStep(2, block=1, strand=1),
        PlanStep(3, block=1, strand=2, groups=3),
        PlanStep(4, day=1),
    )
    assert [people_at_step(plan, plan.steps[key], 110) for key in (1, 2, 3, 4)] == [41, 21, 7, 110]
    assert [tables_at(plan, plan.steps[key], 110) for key in (1, 2, 3, 4)] == [5, 3, 3, 11]
    assert [groups_at(plan, plan.steps[key], 110) for key in (1, 2, 3, 4)] == [2, 1, 3, 11]
    assert people_in_strand(plan, plan.strands[2], 110) == 7


def test_each_parallel_group_has_a_table_at_least() -> None:
    few = Plan().with_rows(PlanStep(1, day=1), *(PlanStrand(key, 1) for key in range(1, 13)))
    assert tables_at(few, few.steps[1], 60) == 12
    assert tables_at(few, few.steps[1], 200) == 20


def test_a_day_is_added_up_from_what_is_really_done(app: Flask) -> None:
    plan = Plan({1: DAY}).with_rows(
        PlanStep(1, day=1, rank="a", kind=StepKind.SESSION),
        PlanStep(2, block=1, rank="a", kind=StepKind.TALK, minutes=20),
        PlanStep(3, block=1, rank="b", kind=StepKind.CAFE, minutes=100, technique="world-cafe"),
    )
    (one,) = programme_from(EVENT, plan, TEAM, [])
    assert add_up_day(leaves_of_day(one)) == DayTotals(
        content=120, breaks=0, speaking=90, presenting=20
    )
    with app.app_context():
        assert technique_parts("gone-technique") == []
    assert {
        voice
        for key in shipped_techniques()
        for voice, _length in voices_in_step("group", 60, technique_parts(key))
    } == set(WhoSpeaks)
