"""What the team has written into its guide goes wherever a step goes: copies, templates, versions, tables, back from Excel."""

import json
import tomllib
from dataclasses import replace
from datetime import date

from flask import Flask

from facilitate.agenda.comparing import PlanNames, describe_differences
from facilitate.agenda.history import apply_cells, plan_changes, reverse_cells
from facilitate.agenda.placing import duplicate_in_plan
from facilitate.agenda.plan import (
    WRITTEN,
    Plan,
    PlanDay,
    PlanPlace,
    PlanStep,
    ScriptPart,
    plan_from_json,
    plan_to_json,
)
from facilitate.agenda.reusing.step_copier import StepCopier
from facilitate.agenda.reusing.templating import from_template, lay_template, to_template
from facilitate.agenda.starting import plan_from_table
from facilitate.data.content import PACKAGE, read_toml
from facilitate.lib.text import Words
from facilitate.techniques.technique import Speaks

SCRIPT = (
    ScriptPart(
        2,
        Speaks.FACILITATOR,
        Words("Stand.", "Qëndroni në këmbë."),
        Words("Welcome", "Mirë se erdhët"),
    ),
    ScriptPart(0, Speaks.HOST, Words(), Words("Who begins?", "Kush e nis?")),
)
WORDS = {name: Words(f"{name} in English", f"{name} shqip") for name in WRITTEN}
PLAN = Plan(
    {1: PlanDay(1, date(2027, 3, 18))},
    {},
    {},
    {
        1: PlanStep(1, day=1, rank="a", title=Words("Opening"), minutes=20, script=SCRIPT, **WORDS),
        2: PlanStep(2, day=1, rank="b", title=Words("Money")),
        3: PlanStep(
            3, block=2, rank="a", title=Words("Donors"), script=SCRIPT[:1], late=Words("Hurry.")
        ),
    },
)
EMPTY = Plan({1: PlanDay(1, date(2028, 5, 4))})


def written(step: PlanStep) -> tuple[object, ...]:
    return (step.script, *(getattr(step, name) for name in WRITTEN))


def of_titles(plan: Plan) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for step in plan.steps.values():
        found.setdefault(step.title.en, []).append(written(step))
    return found


def test_a_duplicate_has_it_too() -> None:
    twice = of_titles(duplicate_in_plan(PLAN, [1, 2]))
    assert twice == {title: rows * 2 for title, rows in of_titles(PLAN).items()}


def test_a_copy_into_another_event_has_it_too() -> None:
    bring = StepCopier(EMPTY, PLAN)
    bring.put([1, 2, 3], PlanPlace(day=1))
    assert of_titles(bring.plan) == of_titles(PLAN)


def test_a_template_has_it_too() -> None:
    kept = from_template(json.loads(json.dumps(to_template(PLAN))))
    assert of_titles(lay_template(EMPTY, kept, [1]).plan) == of_titles(PLAN)


def test_a_version_has_it_too_and_one_kept_before_has_none() -> None:
    kept = json.loads(json.dumps(plan_to_json(PLAN)))
    assert plan_from_json(kept) == PLAN
    for step in kept["steps"]:
        for name in ("script", *WRITTEN):
            del step[name]
    assert {written(step) for step in plan_from_json(kept).steps.values()} == {((), *[Words()] * 5)}


def test_it_is_told_undone_and_done_again(app: Flask) -> None:
    bare = PLAN.with_rows(
        *(
            replace(step, script=(), **dict.fromkeys(WRITTEN, Words()))
            for step in PLAN.steps.values()
        )
    )
    cells = plan_changes(bare, PLAN)
    assert apply_cells(bare, cells) == PLAN
    assert apply_cells(PLAN, reverse_cells(cells)) == bare
    with app.test_request_context():
        assert [one.text for one in describe_differences(bare, PLAN, PlanNames())] == [
            "Opening: “script” changed, “instructions” changed, “transition” changed, “if time is short or left over” changed",
            "Donors: “script” changed, “if time is short or left over” changed",
        ]


def test_an_agenda_file_may_carry_it() -> None:
    table = tomllib.loads("""
        [[days]]
        start = "09:00"
        planned_end = "17:00"
        [[days.steps]]
        kind = "plenary"
        title_en = "Opening"
        minutes = 20
        transition_en = "Now coffee."
        transition_sq = "Tani kafja."
        late_en = "Hurry."
        spare_sq = "Këndoni."
        helper_en = "Stay."
        notes_en = "Names."
        [[days.steps.script]]
        minutes = 5
        speaks = "host"
        do_en = "Ring."
        do_sq = "Bini ziles."
        [[days.steps.script]]
        say_en = "Welcome."
        """)
    plan, made = plan_from_table(EMPTY, table, {}, {})
    step = plan.steps[made[0]]
    assert step.script == (
        ScriptPart(5, Speaks.HOST, Words("Ring.", "Bini ziles."), Words()),
        ScriptPart(0, Speaks.FACILITATOR, Words(), Words("Welcome.")),
    )
    assert written(step)[1:] == (
        Words("Stay."),
        Words("Names."),
        Words("Now coffee.", "Tani kafja."),
        Words("Hurry."),
        Words("", "Këndoni."),
    )


def test_the_demo_shows_scripts_in_both_languages_that_fill_their_steps() -> None:
    table = read_toml(PACKAGE / "setup" / "demo" / "agenda.toml")
    plan, _made = plan_from_table(
        Plan({1: PlanDay(1, date(2027, 3, 18)), 2: PlanDay(2, date(2027, 3, 19))}), table, {}, {}
    )
    own = [step for step in plan.steps.values() if step.script]
    assert len(own) == 4
    for step in own:
        assert sum(part.minutes for part in step.script) == step.minutes, step.title.en
        texts = [text for part in step.script for text in (part.do, part.say)]
        for text in [*texts, *(getattr(step, name) for name in WRITTEN)]:
            assert bool(text.en) == bool(text.sq), text
        assert all(part.do for part in step.script)
        assert step.transition
        assert step.late
