"""Two agendas told in words: nothing for nothing, a sentence a step, and only what somebody did."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.agenda.change_texts import moved_rows
from facilitate.agenda.comparing import PlanDifference, PlanNames, describe_differences
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.placing import (
    add_strand,
    add_to_plan,
    duplicate_in_plan,
    move_in_plan,
    move_step_by_one,
    remove_from_plan,
)
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanDay,
    PlanMaterial,
    PlanPlace,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
)
from facilitate.lib.text import Words
from facilitate.techniques.technique import QuantityBasis
from facilitate.web.i18n import use_language

from .agendas import plans

THU, FRI = date(2027, 3, 18), date(2027, 3, 19)
NAMES = PlanNames({1: "Arta Hoxha", 2: "Besnik Kola"}, {1: "O1", 2: "O2"})


def agenda() -> Plan:
    """Two days; the second holds a block with two groups; one step is parked."""
    days = {1: PlanDay(1, THU), 2: PlanDay(2, FRI)}
    rooms = {1: PlanRoom(1, "Hall", 110), 2: PlanRoom(2, "Library", 30)}
    plan = Plan(days, rooms)
    for number, (title, minutes) in enumerate(
        [("Welcome", 30), ("World café", 105), ("Café harvest", 30), ("Coffee", 20), ("Panel", 60)],
        1,
    ):
        plan = add_to_plan(
            plan, PlanStep(number, 1, title=Words(title, f"{title} sq"), minutes=minutes)
        )
    plan = add_to_plan(plan, PlanStep(6, 2, title=Words("Working groups"), kind=StepKind.SESSION))
    for number, name in enumerate(["North", "South"], 1):
        plan = add_strand(plan, PlanStrand(number, 6, name=Words(name)))
        plan = add_to_plan(
            plan, PlanStep(6 + number, None, 6, number, title=Words(f"Talk {name}"), minutes=40)
        )
    plan = add_to_plan(plan, PlanStep(9, 2, title=Words("Closing"), minutes=15))
    return add_to_plan(plan, PlanStep(10, title=Words("Fishbowl"), minutes=40))


@pytest.fixture
def words_of(app: Flask) -> Any:
    """What is told of two plans in English, as texts."""

    def texts(before: Plan, after: Plan, language: str = "en") -> list[str]:
        with app.test_request_context(), use_language(language):
            return [one.text for one in describe_differences(before, after, NAMES)]

    return texts


def step(plan: Plan, number: int, **values: Any) -> Plan:
    return plan.with_rows(replace(plan.steps[number], **values))


def test_minutes_and_a_move_are_one_sentence(words_of) -> None:
    plan = agenda()
    after = move_in_plan(step(plan, 3, minutes=45), [3], PlanPlace(1), after=4)
    assert words_of(plan, after) == ["Café harvest: 30 → 45 min, moved to 11:35"]


def test_what_only_starts_later_has_not_moved(words_of) -> None:
    plan = agenda()
    assert words_of(plan, step(plan, 1, minutes=45)) == ["Welcome: 30 → 45 min"]


def test_taken_out_and_new(words_of) -> None:
    plan = agenda()
    after = add_to_plan(
        remove_from_plan(plan, [4]), PlanStep(11, 1, title=Words("Fishbowl"), minutes=40), 2
    )
    assert words_of(plan, after) == [
        "Fishbowl: new, 40 min at 11:15 on Thursday 18 March",
        "Coffee: removed",
    ]


def test_a_block_is_told_with_what_it_holds(words_of) -> None:
    plan = agenda()
    without = remove_from_plan(plan, [6])
    assert words_of(plan, without) == ["Working groups: removed with 2 steps"]
    assert words_of(without, plan) == [
        "Working groups: new, 40 min at 09:00 on Friday 19 March, with 2 steps"
    ]


def test_a_block_takes_its_steps_along_without_a_word(words_of) -> None:
    plan = agenda()
    assert words_of(plan, move_in_plan(plan, [6], PlanPlace(1), None)) == [
        "Working groups: moved to 09:00 on Thursday 18 March"
    ]


def test_out_of_the_parking_and_back(words_of) -> None:
    plan = agenda()
    out = move_in_plan(plan, [10], PlanPlace(2), 6)
    assert words_of(plan, out) == ["Fishbowl: moved to 09:40 on Friday 19 March"]
    assert words_of(out, plan) == ["Fishbowl: parked"]


def test_into_a_group_and_between_groups(words_of) -> None:
    plan = agenda()
    assert words_of(plan, move_in_plan(plan, [9], PlanPlace(block=6, strand=1), 7)) == [
        "Closing: moved into “North” at 09:40"
    ]
    assert words_of(plan, move_in_plan(plan, [7], PlanPlace(block=6, strand=2), 8)) == [
        "Talk North: moved into “South” at 09:40"
    ]


def test_the_first_group_of_a_block_takes_its_steps_in_without_a_word(words_of) -> None:
    plan = Plan({1: PlanDay(1, THU)})
    plan = add_to_plan(plan, PlanStep(1, 1, title=Words("Session"), kind=StepKind.SESSION))
    plan = add_to_plan(plan, PlanStep(2, None, 1, title=Words("Talk"), minutes=30))
    after = add_strand(plan, PlanStrand(1, 1, name=Words("North")))
    assert words_of(plan, after) == ["Session, group North: new"]
    assert words_of(after, plan) == ["Session, group North: removed"]


def test_days_rooms_and_groups(words_of) -> None:
    plan = agenda()
    after = plan.with_rows(
        replace(plan.days[1], starts=510, planned_end=1050),
        replace(plan.rooms[1], name="Great hall", capacity=120),
        PlanRoom(3, "Attic"),
        replace(plan.strands[2], room=2, lead=1, people=25),
    )
    assert words_of(plan, after) == [
        "Thursday 18 March: starts: 09:00 → 08:30, planned end: 17:00 → 17:30",
        "Working groups, group South: room: Library, lead: Arta Hoxha, people: 25",
        "Room Great hall: was called “Hall”, capacity: 110 → 120",
        "Room Attic: new",
    ]


CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "title": ({}, {"title": Words("Opening", "Welcome sq")}, "Opening: was called “Welcome”"),
    "title in the other language": (
        {},
        {"title": Words("Welcome", "Mirë se vini")},
        "Welcome: its name in Albanian changed",
    ),
    "pinned": ({}, {"pinned": 600}, "Welcome: start fixed at 10:00"),
    "pinned anew": ({"pinned": 540}, {"pinned": 600}, "Welcome: start fixed: 09:00 → 10:00"),
    "unpinned": ({"pinned": 540}, {"pinned": None}, "Welcome: start no longer fixed"),
    "room": ({"room": 1}, {"room": 2}, "Welcome: room: Hall → Library"),
    "lead": ({}, {"lead": 1}, "Welcome: lead: Arta Hoxha"),
    "no lead": ({"lead": 1}, {"lead": None}, "Welcome: lead: Arta Hoxha → none"),
    "a lead who left": (
        {"lead": 7},
        {"lead": 2},
        "Welcome: lead: somebody who has left → Besnik Kola",
    ),
    "note-taker": (
        {"note_taker": 2},
        {"note_taker": 1},
        "Welcome: note-taker: Besnik Kola → Arta Hoxha",
    ),
    "supporters": (
        {"supporters": (1,)},
        {"supporters": (2,)},
        "Welcome: supporters: + Besnik Kola − Arta Hoxha",
    ),
    "speakers": ({}, {"speakers": (PlanSpeaker("Ana Leka", 4),)}, "Welcome: speakers: + Ana Leka"),
    "order of speakers": (
        {"speakers": (PlanSpeaker("A"), PlanSpeaker("B"))},
        {"speakers": (PlanSpeaker("B"), PlanSpeaker("A"))},
        "Welcome: speakers: changed",
    ),
    "another speaker of that name": (
        {"speakers": (PlanSpeaker("A", 1),)},
        {"speakers": (PlanSpeaker("A", 2),)},
        "Welcome: speakers: changed",
    ),
    "objectives": ({"objectives": (1,)}, {"objectives": (1, 2)}, "Welcome: objectives: + O2"),
    "technique": ({}, {"technique": "world-cafe"}, "Welcome: technique: World café"),
    "a technique off the shelf": (
        {"technique": "world-cafe"},
        {"technique": "gone"},
        "Welcome: technique: World café → gone",
    ),
    "kind": ({}, {"kind": StepKind.PANEL}, "Welcome: kind: Plenary → Panel"),
    "what to say": ({}, {"say": Words("Hello")}, "Welcome: “what to say” changed"),
    "two texts": (
        {},
        {"aim": Words("All arrive"), "do": Words("Open the door")},
        "Welcome: “aim” changed, “what to do” changed",
    ),
    "for participants": ({}, {"about": Words("Hello")}, "Welcome: “for participants” changed"),
    "materials": (
        {"materials": (PlanMaterial(Words("sheets"), 2, QuantityBasis.TABLE),)},
        {"materials": (PlanMaterial(Words("pens")),)},
        "Welcome: materials: + pens − sheets (2 per table)",
    ),
    "internal": ({}, {"internal": True}, "Welcome: now only for the team"),
    "public": ({"internal": True}, {"internal": False}, "Welcome: now in the public programme"),
    "people": ({}, {"people": 20}, "Welcome: people: 20"),
    "groups": ({"groups": 4}, {"groups": 0}, "Welcome: tables or groups: 4 → none"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_field_in_words(words_of, name: str) -> None:
    old, new, text = CHANGES[name]
    plan = step(agenda(), 1, **old)
    assert words_of(plan, step(plan, 1, **new)) == [text]


def test_a_speaker_taken_out_of_the_directory_is_no_change(words_of) -> None:
    plan = step(agenda(), 1, speakers=(PlanSpeaker("Ana Leka", 4),))
    assert words_of(plan, step(plan, 1, speakers=(PlanSpeaker("Ana Leka"),))) == []


def test_in_the_language_spoken(words_of) -> None:
    plan = agenda()
    assert words_of(plan, step(plan, 1, minutes=45), "sq")[0].startswith("Welcome sq: ")


def test_each_sentence_names_its_step_and_day(app: Flask) -> None:
    plan = agenda()
    after = step(step(plan, 8, minutes=50), 10, minutes=50)
    with app.test_request_context():
        assert describe_differences(
            plan, after.with_rows(replace(plan.days[2], starts=600)), NAMES
        ) == [
            PlanDifference(0, "Friday 19 March: starts: 09:00 → 10:00", FRI, "Friday 19 March"),
            PlanDifference(8, "Talk South: 40 → 50 min", FRI, "Talk South"),
            PlanDifference(10, "Fishbowl: 40 → 50 min", None, "Fishbowl"),
        ]


ANY: dict[str, st.SearchStrategy[Any]] = {
    "title": st.builds(Words, st.sampled_from(["A", "B"]), st.sampled_from(["C", "D"])),
    "minutes": st.integers(0, 240),
    "pinned": st.none() | st.integers(0, 1439),
    "kind": st.sampled_from(list(StepKind)),
    "technique": st.sampled_from(["", "world-cafe", "gone"]),
    "room": st.sampled_from([None, 1, 2]),
    "lead": st.sampled_from([None, 1, 2, 9]),
    "note_taker": st.sampled_from([None, 1, 2]),
    "supporters": st.sampled_from([(), (1,), (1, 2)]),
    "speakers": st.sampled_from([(), (PlanSpeaker("A"),), (PlanSpeaker("B"), PlanSpeaker("A"))]),
    "objectives": st.sampled_from([(), (1,), (1, 2)]),
    "about": st.builds(Words, st.sampled_from(["", "B"])),
    "aim": st.builds(Words, st.sampled_from(["", "B"])),
    "say": st.builds(Words, st.sampled_from(["", "B"])),
    "do": st.builds(Words, st.sampled_from(["", "B"])),
    "materials": st.sampled_from(
        [(), (PlanMaterial(Words("A")),), (PlanMaterial(Words("A", "B"), 3),)]
    ),
    "internal": st.booleans(),
    "people": st.integers(0, 3),
    "groups": st.integers(0, 3),
}
ONE_FIELD = st.sampled_from(list(ANY)).flatmap(lambda name: st.tuples(st.just(name), ANY[name]))
QUIET = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)


@QUIET
@given(st.integers(1, 10), ONE_FIELD)
def test_one_field_of_one_step_is_one_sentence(
    app: Flask, number: int, changed: tuple[str, Any]
) -> None:
    plan = agenda()
    after = step(plan, number, **dict([changed]))
    with app.test_request_context():
        assert describe_differences(plan, plan, NAMES) == []
        assert [one.step for one in describe_differences(plan, after, NAMES)] == (
            [] if after == plan else [number]
        )
        assert [one.step for one in describe_differences(after, plan, NAMES)] == (
            [] if after == plan else [number]
        )


PLACES = [
    PlanPlace(1),
    PlanPlace(2),
    PlanPlace(block=6, strand=1),
    PlanPlace(block=6, strand=2),
    PARKED,
]


@QUIET
@given(st.integers(1, 10), st.sampled_from(PLACES), st.integers(0, 10))
def test_one_step_moved_is_at_most_one_sentence(
    app: Flask, number: int, place: PlanPlace, below: int
) -> None:
    plan = agenda()
    if number == 6 and place.block:
        return
    after = move_in_plan(plan, [number], place, below or None)
    same = {key: [one.id for one in rows] for key, rows in plan.lists.items()} == {
        key: [one.id for one in rows] for key, rows in after.lists.items()
    }
    with app.test_request_context():
        assert [one.step for one in describe_differences(plan, after, NAMES)] == (
            [] if same else [number]
        )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(plans(), plans())
def test_any_two_agendas_can_be_told(app: Flask, one: Plan, other: Plan) -> None:
    with app.test_request_context():
        assert describe_differences(one, one, NAMES) == []
        steps = [row.step for row in describe_differences(one, other, NAMES) if row.step]
        assert set(steps) <= {*one.steps, *other.steps}
        gone = [
            key
            for key, row in one.steps.items()
            if key not in other.steps and row.block in (None, *other.steps)
        ]
        assert set(gone) <= set(steps)


def test_moving_one_of_many_tells_one(words_of) -> None:
    plan = Plan({1: PlanDay(1, THU)})
    for number in range(1, 21):
        plan = add_to_plan(plan, PlanStep(number, 1, title=Words(f"S{number}"), minutes=10))
    assert words_of(plan, move_in_plan(plan, [1], PlanPlace(1), 20)) == ["S1: moved to 12:10"]
    assert words_of(plan, move_step_by_one(plan, 20, -1)) == ["S20: moved to 12:00"]
    assert [one[:3] for one in words_of(plan, move_in_plan(plan, [4, 5, 6], PlanPlace(1), 8))] == [
        "S4:",
        "S5:",
        "S6:",
    ]


def test_who_got_a_new_rank_but_no_new_place_did_not_move() -> None:
    old = [(1, "A"), (2, "B"), (3, "C"), (4, "D")]
    assert moved_rows(old, [(2, "a"), (3, "b"), (4, "c"), (1, "d")]) == {1}
    assert moved_rows(old, [(1, "K"), (2, "L"), (3, "M"), (4, "N")]) == set()
    assert moved_rows(old, [(2, "B"), (1, "C0"), (3, "D0"), (4, "E")]) == {1}


@given(st.permutations(range(12)))
def test_as_few_as_can_be_have_moved(order: list[int]) -> None:
    new = [(one, f"{number:02}x") for number, one in enumerate(order)]
    moved = moved_rows([(one, f"{one:02}") for one in range(12)], new)
    rest = [one for one in order if one not in moved]
    assert rest == sorted(rest)


def test_two_versions_of_300_steps(app: Flask) -> None:
    days = {number: PlanDay(number, date(2027, 3, 17 + number)) for number in (1, 2, 3)}
    plan = Plan(days)
    for number in range(1, 301):
        plan = add_to_plan(
            plan, PlanStep(number, number % 3 + 1, title=Words(f"S{number}"), minutes=10)
        )
    after = duplicate_in_plan(move_in_plan(plan, list(range(1, 300, 7)), PlanPlace(2), 50), [5, 50])
    for number in range(1, 300, 2):
        after = step(after, number, minutes=20, say=Words("Hello"), lead=1)
    with app.test_request_context():
        found = describe_differences(plan, after, NAMES)
    assert len(found) > 150
