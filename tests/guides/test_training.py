"""The training rehearses this very plan; the rooms it needs are drawn once each."""

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.numbering import StepNumber
from facilitate.agenda.plan import PlanMaterial
from facilitate.data.content import content_folder, read_toml
from facilitate.guides.floorplan import room_setups
from facilitate.guides.guide import GuideGroup, GuideRoom, GuideStep
from facilitate.guides.training import EACH, MOST, steps_to_rehearse
from facilitate.guides.training_plan import TrainingPart
from facilitate.lib.text import Words
from facilitate.techniques.technique import RoomLayout

from .sample import HELPER, LEAD, sample_cafe, sample_day, sample_guide, sample_step, step_numbers

TABLE = read_toml(content_folder("guides") / "training.toml")


def test_a_half_day_without_gaps_that_tries_out_the_plan() -> None:
    made = sample_guide(
        sample_day(
            sample_step(1), sample_step(2, StepKind.CAFE, technique="world-cafe", minutes=105)
        ),
        cafes={2: sample_cafe()},
    )
    training = made.training
    assert training is not None
    ends = [part.start + part.minutes for part in training.parts]
    assert [part.start for part in training.parts] == [0, *ends[:-1]]
    assert (training.start, training.minutes) == (540, ends[-1])
    assert 150 <= training.minutes <= 270
    tried: TrainingPart = training.parts[3]
    assert (tried.steps, tried.minutes) == (step_numbers(2), EACH)
    assert training.parts[5].steps == step_numbers(2)


def test_everybody_who_leads_tries_out_the_hardest_of_their_own_steps() -> None:
    steps = sample_guide(
        sample_day(
            sample_step(1, StepKind.PLENARY, lead=LEAD.id, minutes=90),
            sample_step(2, lead=LEAD.id, minutes=20),
            sample_step(3, StepKind.PLENARY, lead=HELPER.id, minutes=10),
            sample_step(4, StepKind.PLENARY, lead=HELPER.id, minutes=15),
        )
    ).steps
    assert [one.number for one in steps_to_rehearse(steps)] == step_numbers(2, 4)
    assert len(steps_to_rehearse(steps * 40)) <= MOST


def test_nothing_to_rehearse() -> None:
    assert sample_guide(sample_day(sample_step(1, StepKind.BREAK, technique=""))).training is None
    assert sample_guide().training is None


def test_what_is_said_is_there_in_both_languages() -> None:
    for row in TABLE["parts"]:
        for name in ("title", "do"):
            assert (bool(row[f"{name}_en"]), bool(row[f"{name}_sq"])) == (True, True)
        assert ("say_en" in row) == ("say_sq" in row)
        assert row["do_en"] != row["do_sq"]
    assert all(row["en"] and row["sq"] for row in TABLE["materials"])
    assert (
        sample_guide(sample_day(sample_step()), language="sq").training.parts[0].title
        == TABLE["parts"][0]["title_sq"]
    )


def test_rooms_that_stand_alike_for_as_many_are_one_plan() -> None:
    made = sample_guide(
        sample_day(
            sample_step(1),
            sample_step(2, people=30),
            sample_step(3),
            sample_step(4, technique="parking-lot"),
            sample_step(5, technique=""),
        )
    )
    assert [(one.layout, one.room, one.people, one.tables, one.steps) for one in made.rooms] == [
        (RoomLayout.ROUND_TABLES, "Salla", 110, 11, step_numbers(1, 3)),
        (RoomLayout.ROUND_TABLES, "Salla", 30, 3, step_numbers(2)),
    ]
    assert isinstance(made.rooms[0], GuideRoom)


def test_groups_in_rooms_of_their_own_each_have_a_plan() -> None:
    groups = [
        GuideGroup("North", "Biblioteka", "", "", 20),
        GuideGroup("South", "Salla", "", "", 25),
    ]
    one = GuideStep(
        1,
        StepNumber(0, 4),
        "group",
        540,
        600,
        60,
        "Groups",
        room="Salla",
        people=45,
        tables=2,
        layout=RoomLayout.ROUND_TABLES,
        groups=groups,
    )
    assert [(room.room, room.people, room.tables, room.steps) for room in room_setups([one])] == [
        ("Biblioteka", 20, 2, step_numbers(4)),
        ("Salla", 45, 2, step_numbers(4)),
    ]


def test_what_to_bring_is_counted_out_with_the_steps_it_is_for() -> None:
    made = sample_guide(sample_day(sample_step(1), sample_step(2)))
    by_text = {line.text: line for line in made.shopping}
    assert {number for line in made.shopping for number in line.steps} == set(step_numbers(1, 2))
    first = made.steps[0].materials[0]
    assert by_text[first.text].total == 2 * first.total


def test_what_a_step_needs_twice_is_added_up() -> None:
    pens, more = (
        PlanMaterial(Words("Pens", "Stilolapsa"), 3),
        PlanMaterial(Words("pens", "stilolapsa"), 4),
    )
    made = sample_guide(
        sample_day(sample_step(1, materials=(pens, more)), sample_step(2, materials=(pens,)))
    )
    assert [
        (line.text, line.total, line.most, line.steps, line.counts) for line in made.shopping
    ] == [
        ("Pens", 10, 7, step_numbers(1, 2), [7, 3]),
    ]
