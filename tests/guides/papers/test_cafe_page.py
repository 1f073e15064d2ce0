"""What the guide says of a café's tables: one by one where anything is known of them, else how many there are."""

from dataclasses import replace

import pytest
from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.cafe.group_words import speaking_of
from facilitate.guides.guide import GuideCafe, GuideTable
from facilitate.guides.papers.cafe_page import cafe_page
from facilitate.guides.papers.look import GuideLine

BARE = GuideCafe(
    rounds=[],
    harvest_start=600,
    harvest_end=600,
    tables=[GuideTable(number, "", "", seats=8) for number in (1, 2, 3)],
)


def lines(app: Flask, cafe: GuideCafe, kind: StepKind) -> list[str]:
    with app.test_request_context(), speaking_of(kind):
        return [one.text for one in cafe_page(cafe) if isinstance(one, GuideLine)]


@pytest.mark.parametrize(
    ("kind", "told"), [(StepKind.CAFE, "3 tables"), (StepKind.GROUP, "3 groups")]
)
def test_tables_of_which_nothing_is_known_are_counted(
    app: Flask, kind: StepKind, told: str
) -> None:
    assert lines(app, BARE, kind) == ["Rounds", told]


def test_one_that_is_known_lists_them_all(app: Flask) -> None:
    named = replace(BARE, tables=[*BARE.tables[:2], replace(BARE.tables[2], host="Besa Hoxha")])
    assert lines(app, named, StepKind.CAFE) == ["Rounds", "Tables and questions"]
