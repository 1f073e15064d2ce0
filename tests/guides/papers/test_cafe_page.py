"""What the guide says of a café's tables: one by one where anything is known of them, else how many there are."""

from dataclasses import replace

import pytest
from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.cafe.group_words import speaking_of
from facilitate.guides.guide import GuideCafe, GuideRound, GuideTable
from facilitate.guides.papers.cafe_page import cafe_page
from facilitate.guides.papers.look import GuideLine, PendingTable

BARE = GuideCafe(
    rounds=[GuideRound(number, 600, 620, 625) for number in (1, 2)],
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
    assert lines(app, named, StepKind.CAFE) == ["Rounds", "Tables"]
    asked = replace(named, tables=[replace(named.tables[0], question="Who stays?")])
    assert lines(app, asked, StepKind.CAFE) == ["Rounds", "Tables and questions"]


def test_groups_that_stay_together_have_no_table_of_one_round_and_no_empty_columns(
    app: Flask,
) -> None:
    alike = [
        replace(one, name=name)
        for one, name in zip(BARE.tables, ("Berat", "Fier", "Korçë"), strict=True)
    ]
    groups = replace(BARE, rounds=BARE.rounds[:1], tables=alike, stays=True)
    with app.test_request_context(), speaking_of(StepKind.GROUP):
        heading, table = cafe_page(groups)
    assert heading == GuideLine("Groups", "Heading 3")
    assert isinstance(table, PendingTable)
    assert table.heading == ["Group", "Name", "Seats"]
    assert table.rows[0] == ["1", "Berat", "8"]


def test_who_hosts_one_table_has_the_column_shown_for_all(app: Flask) -> None:
    hosted = replace(BARE, tables=[*BARE.tables[:2], replace(BARE.tables[2], host="Besa Hoxha")])
    with app.test_request_context():
        table = cafe_page(hosted)[-1]
    assert isinstance(table, PendingTable)
    assert list(table.heading) == ["Table", "Name", "Host", "Seats"]
    assert [row[2] for row in table.rows] == ["–", "–", "Besa Hoxha"]
