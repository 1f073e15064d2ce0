"""What leads from one step to the next, and what to do when time is short or left."""

from dataclasses import replace
from datetime import date

import pytest

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanStrand
from facilitate.guides.guide import Hole, Lack
from facilitate.guides.keeping_time import (
    DayAhead,
    NextStepGlimpse,
    late_advice,
    spare_time_advice,
    transition_words,
)
from facilitate.guides.labels import guide_hole_text
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.web.i18n import use_language

from .sample import APP, sample_day, sample_guide, sample_step, step_numbers


def leads_on(*given: object) -> str:
    with APP.test_request_context(), use_language("en"):
        return transition_words(*given)  # type: ignore[arg-type]


BREAK = NextStepGlimpse("break", "Coffee", 630, 650, "Foyer")
NEXT = NextStepGlimpse("group", "Action plan", 650, 700, "Hall")


@pytest.mark.parametrize(
    ("kind", "room", "following", "tomorrow", "said"),
    [
        (
            "group",
            "Hall",
            BREAK,
            None,
            "Now comes “Coffee”. It is over at 10:50, and we begin again on time; please be back in your seats.",
        ),
        ("group", "Hall", NEXT, None, "Thank you. We continue with “Action plan”."),
        ("group", "", NEXT, None, "Thank you. We continue with “Action plan”."),
        ("break", "Hall", NEXT, None, "Welcome back. We continue with “Action plan”."),
        ("registration", "Hall", NEXT, None, "It is 10:50, let us begin: “Action plan”."),
        (
            "group",
            "Library",
            NEXT,
            None,
            "We continue with “Action plan” in Hall. Please walk over now; we begin there at 10:50.",
        ),
        (
            "group",
            "Hall",
            None,
            DayAhead(date(2027, 3, 19), 540),
            "That is all for today; thank you. We begin again on Friday 19 March at 09:00.",
        ),
        (
            "group",
            "Hall",
            None,
            DayAhead(date(2027, 3, 19), None),
            "That is all for today; thank you. We continue on Friday 19 March.",
        ),
        (
            "group",
            "Hall",
            None,
            None,
            "This was the last step. Thank you all for your work, and a safe way home.",
        ),
    ],
)
def test_how_it_goes_on(
    kind: str, room: str, following: NextStepGlimpse | None, tomorrow: object, said: str
) -> None:
    assert leads_on(kind, room, following, tomorrow) == said


@pytest.mark.parametrize(
    ("hole", "said"),
    [
        (Hole(Lack.STEPS, "2"), "Day 2 has no steps yet"),
        (Hole(Lack.HOST, "6"), "Table 6 has no host"),
        (Hole(Lack.QUESTION, "6, 7"), "Tables 6, 7 have no question"),
    ],
)
def test_what_is_missing_says_where(hole: Hole, said: str) -> None:
    with APP.test_request_context(), use_language("en"):
        assert guide_hole_text(hole) == said


def test_the_technique_knows_what_to_cut_and_how_short_it_may_be() -> None:
    cafe = shipped_techniques()["world-cafe"]
    with APP.test_request_context(), use_language("en"):
        assert (
            late_advice("cafe", 105, cafe, "en") == cafe.late.en + " It needs at least 60 minutes."
        )
        assert late_advice("cafe", 60, cafe, "en") == cafe.late.en
        assert spare_time_advice("cafe", cafe, "en") == cafe.spare.en


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_knows_what_to_do_without_a_technique(kind: StepKind) -> None:
    with APP.test_request_context(), use_language("en"):
        words = late_advice(kind.value, 30, None, "en"), spare_time_advice(kind.value, None, "en")
    nothing = kind in (StepKind.SESSION, StepKind.NOTE)
    assert [bool(one) for one in words] == [not nothing, not nothing]


def test_what_the_team_has_written_comes_first() -> None:
    own = sample_step(
        transition=Words("Off to lunch", "Në drekë"),
        late=Words("Skip it"),
        spare=Words("", "Kënduam"),
    )
    one = sample_guide(sample_day(own)).steps[0]
    assert (one.transition, one.late, one.spare, one.rewritten) == (
        "Off to lunch",
        "Skip it",
        "Kënduam",
        True,
    )
    assert sample_guide(sample_day(sample_step())).steps[0].rewritten is False


def test_a_group_s_step_leads_to_its_own_next_one_and_the_last_to_what_comes_after_all() -> None:
    north, south = (
        PlanStrand(key, 1, f"{key}", Words(name)) for key, name in ((1, "North"), (2, "South"))
    )
    inside = [
        replace(
            sample_step(number, title=Words(title), technique=""), day=None, block=1, strand=strand
        )
        for number, strand, title in ((2, 1, "N1"), (3, 1, "N2"), (4, 2, "S1"))
    ]
    rest = sample_step(5, StepKind.BREAK, title=Words("Lunch"), minutes=30)
    made = sample_guide(
        sample_day(sample_step(1, StepKind.SESSION), *inside, rest, strands=[north, south])
    ).steps
    after = {one.title: one.transition for one in made}
    assert after["N1"] == "Thank you. We continue with “N2”."
    assert after["N2"] == after["S1"]
    assert after["S1"].startswith("Now comes “Lunch”.")
    assert after["Step 1"] == ""
    assert [(one.title, one.session, one.group) for one in made[1:4]] == [
        ("N1", "Step 1", "North"),
        ("N2", "Step 1", "North"),
        ("S1", "Step 1", "South"),
    ]
    assert [(one.name, one.steps) for one in made[0].groups] == [
        ("North", step_numbers(2, 3)),
        ("South", step_numbers(4)),
    ]
