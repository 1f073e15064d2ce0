"""Numbers that would contradict each other on paper are said before it is printed."""

from dataclasses import replace

import pytest

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanMaterial
from facilitate.guides.guide import GuideGuests, Lack
from facilitate.guides.labels import guide_hole_text
from facilitate.lib.text import Words
from facilitate.techniques.technique import QuantityBasis

from .sample import sample_cafe, sample_day, sample_guide, sample_step


def cafe_step(**more):
    return sample_step(1, StepKind.CAFE, technique="world-cafe", minutes=105, **more)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"people": 120}, [(Lack.SEATS, "110, 120")]),
        ({"people": 40}, [(Lack.SEATS, "110, 40")]),
        ({"groups": 2}, []),
        ({"groups": 5}, [(Lack.TABLES, "5, 2")]),
        ({"materials": (PlanMaterial(Words("Chairs", "karrige"), 55, QuantityBasis.TABLE),)}, []),
        (
            {"materials": (PlanMaterial(Words("chairs", "karrige"), 10, QuantityBasis.TABLE),)},
            [(Lack.CHAIRS, "20, 110")],
        ),
    ],
)
def test_a_café_and_its_step(more: dict[str, object], expected: list[tuple[Lack, str]]) -> None:
    for language in ("en", "sq"):
        made = sample_guide(
            sample_day(cafe_step(**more)), cafes={1: sample_cafe()}, language=language
        )
        found = [(hole.lack, hole.detail) for hole in made.differing]
        assert found == expected


@pytest.mark.parametrize(
    ("coming", "expected"), [(0, []), (100, []), (78, [(Lack.COMING, "110, 78")])]
)
def test_those_who_come_and_those_expected(coming: int, expected: list[tuple[Lack, str]]) -> None:
    made = sample_guide(sample_day(sample_step()), guests=GuideGuests(invited=120, coming=coming))
    assert [(hole.lack, hole.detail) for hole in made.differing] == expected


def test_who_takes_notes_at_a_table_and_moves_away() -> None:
    plan = replace(sample_cafe(), moving=[2])
    made = sample_guide(sample_day(cafe_step()), cafes={1: plan})
    assert [guide_hole_text(hole) for hole in made.differing] == [
        "The note-taker of table 2 also has seats at other tables"
    ]


def test_what_is_counted_by_table_counts_the_tables_of_the_café() -> None:
    paper = PlanMaterial(Words("paper", "letër"), 3, QuantityBasis.TABLE)
    made = sample_guide(
        sample_day(cafe_step(materials=(paper,), groups=5)), cafes={1: sample_cafe()}
    )
    assert (made.steps[0].tables, made.steps[0].materials[0].total) == (2, 6)
    assert [line.total for line in made.shopping] == [6]


def test_no_chairs_are_wanted_where_a_table_is_only_online() -> None:
    cafe = sample_cafe()
    cafe.tables[1].place = "online"
    chairs = PlanMaterial(Words("Chairs", "karrige"), 60)
    made = sample_guide(sample_day(cafe_step(materials=(chairs,))), cafes={1: cafe})
    assert made.differing == []
