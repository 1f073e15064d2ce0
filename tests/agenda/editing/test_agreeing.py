"""A world café chosen as the kind or as the technique of a step is both; everything else stays as it was typed."""

import pytest

from facilitate.agenda.editing.agenda_changes import agree_kind_with_technique
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanStep

BLANK = PlanStep(0, minutes=30)
CAFE = PlanStep(1, kind=StepKind.CAFE, technique="world-cafe", minutes=90)


@pytest.mark.parametrize(
    ("wanted", "before", "agreed"),
    [
        (
            {"technique": "world-cafe"},
            BLANK,
            {"technique": "world-cafe", "kind": StepKind.CAFE, "minutes": 105},
        ),
        (
            {"kind": StepKind.CAFE},
            BLANK,
            {"kind": StepKind.CAFE, "technique": "world-cafe", "minutes": 105},
        ),
        (
            {"kind": StepKind.CAFE, "minutes": 75},
            BLANK,
            {"kind": StepKind.CAFE, "technique": "world-cafe", "minutes": 75},
        ),
        (
            {"kind": StepKind.CAFE, "technique": "carousel"},
            BLANK,
            {"kind": StepKind.CAFE, "technique": "carousel"},
        ),
        ({"technique": "fishbowl"}, BLANK, {"technique": "fishbowl"}),
        (
            {"kind": StepKind.GROUP, "technique": "world-cafe"},
            BLANK,
            {"kind": StepKind.GROUP, "technique": "world-cafe"},
        ),
        ({"technique": ""}, CAFE, {"technique": ""}),
        ({"minutes": 30}, CAFE, {"minutes": 30}),
        ({}, CAFE, {}),
    ],
)
def test_kind_and_technique_agree(app, wanted, before, agreed) -> None:
    with app.app_context():
        found = agree_kind_with_technique(wanted, before)
    shown = {name: value for name, value in found.items() if name in agreed}
    assert shown == agreed
    assert set(found) - set(agreed) <= {"minutes"}
    assert {name: found[name] for name in wanted if name != "kind"} == {
        name: value for name, value in wanted.items() if name != "kind"
    }
