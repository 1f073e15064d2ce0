"""What leaves the house once more, after numbers were told; and which columns, totals and sentences go with it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from facilitate.participation.counting.outside_report import for_outside
from facilitate.participation.counting.report import (
    BlockKey,
    FamilyAtom,
    FiguresBlock,
    FiguresColumn,
    FiguresReport,
    FiguresRow,
    FiguresStage,
    FlowStep,
    TableFamily,
)
from facilitate.web import i18n
from facilitate.web.i18n import use_language

from .pictures.blocks import flow_table, named_table
from .test_way_outside import FULL as MOST
from .test_way_outside import NOBODY

APP = Flask("facilitate")
i18n.init_app(APP)
FULL = MOST | {FlowStep.UNSAID: 5, FlowStep.ATTENDED: 129}
ANSWERS = {FlowStep.DECLINED, FlowStep.REPLACED, FlowStep.WAITING, FlowStep.SILENT}
WAYS = {FlowStep.CAME, FlowStep.ABSENT, FlowStep.UNSAID, FlowStep.WALK_IN}


def outside(report: FiguresReport, *earlier: dict[str, Any]) -> FiguresReport:
    with APP.test_request_context(), use_language("en"):
        return for_outside(report, earlier)


def steps_after(
    told: Mapping[FlowStep, int], now: Mapping[FlowStep, int | None] = FULL
) -> set[FlowStep]:
    """The steps with people in them that are told after `told` was."""
    whole = flow_table(now)
    there = tuple(row for row in whole.rows if row.counts[0] != 0)  # empty steps have no row
    report = FiguresReport("Spring", "", (replace(whole, rows=there),), families=NOBODY)
    earlier = {"flow": {step.value: number for step, number in told.items()}, "families": {}}
    block = outside(report, earlier).block(BlockKey.FLOW)
    assert block is not None
    return {FlowStep(row.key) for row in block.rows if row.counts[0]}


def without(*steps: FlowStep) -> dict[FlowStep, int]:
    return {step: number for step, number in FULL.items() if step not in steps}


def test_the_same_numbers_are_told_again() -> None:
    assert steps_after(FULL) == set(FULL)


def test_what_was_never_told_may_be_told_now() -> None:
    assert steps_after(without(*ANSWERS)) == set(FULL)
    assert steps_after(without(*WAYS)) == set(FULL)


def test_answers_that_were_hidden_then_stay_hidden_with_those_beside_them() -> None:
    """Two were told and two left out: told all together now, the change of a few people could be worked out."""
    told = steps_after(without(FlowStep.REPLACED, FlowStep.WAITING))
    assert told == set(FULL) - ANSWERS


def test_answers_that_are_hidden_as_then_hide_no_more() -> None:
    """One person is replaced, and was: who waits is left out beside them, the others are told again."""
    counts = FULL | {FlowStep.REPLACED: 1, FlowStep.SILENT: 23}
    told = set(counts) - {FlowStep.REPLACED, FlowStep.WAITING}
    assert steps_after({step: counts[step] for step in told}, counts) == told


def test_a_step_that_nobody_took_hides_none() -> None:
    counts = FULL | {FlowStep.UNSAID: 0, FlowStep.WALK_IN: 19, FlowStep.REPLACED: 0}
    counts |= {FlowStep.SILENT: 24}
    told = {step for step, number in counts.items() if number}
    assert steps_after({}, counts) == told
    before = counts | {FlowStep.UNSAID: 3, FlowStep.WALK_IN: 16}
    assert steps_after(before, counts) == told


def test_where_it_is_not_known_how_many_took_a_way_none_is_told() -> None:
    counts: dict[FlowStep, int | None] = {**FULL, FlowStep.UNSAID: None}
    assert steps_after({}, counts) == set(FULL) - {FlowStep.UNSAID}


def test_ways_that_were_hidden_then_stay_hidden() -> None:
    assert steps_after(without(FlowStep.WALK_IN)) == set(FULL) - WAYS


def test_one_person_more_in_one_answer_hides_the_answers() -> None:
    before = FULL | {FlowStep.SILENT: FULL[FlowStep.SILENT] - 1}
    assert steps_after(before) == set(FULL) - ANSWERS


def test_one_person_more_on_one_way_hides_the_ways() -> None:
    before = FULL | {FlowStep.WALK_IN: FULL[FlowStep.WALK_IN] - 1}
    assert steps_after(before) == set(FULL) - WAYS


def test_every_edition_before_counts() -> None:
    report = FiguresReport("Spring", "", (flow_table(FULL),), families=NOBODY)
    same = {"flow": {step.value: number for step, number in FULL.items()}, "families": {}}
    other = {**same, "flow": {**same["flow"], "walk_in": FULL[FlowStep.WALK_IN] - 1}}
    for earlier in ((same, other), (other, same)):
        block = outside(report, *earlier).block(BlockKey.FLOW)
        assert block is not None
        told = {FlowStep(row.key) for row in block.rows if row.counts[0]}
        assert told == set(FULL) - WAYS


def families(*keyed: tuple[BlockKey, dict[str, int]]) -> tuple[TableFamily, ...]:
    """A family of each table alone, whose rows are all there is."""
    return tuple(
        TableFamily((key,), tuple(FamilyAtom(((row,),), (n,)) for row, n in rows.items()))
        for key, rows in keyed
    )


def table(
    key: BlockKey, rows: dict[str, int], total: int, unknown: str = "", **column: Any
) -> FiguresBlock:
    """A table of who attended; the row `unknown` is of whom it is not known."""
    head = FiguresColumn(FiguresStage.ATTENDED, "Attended", total, **column)
    made = named_table(key, {name: (n,) for name, n in rows.items()}, (head,))
    told = [
        FiguresRow(row.key, row.name, row.counts, row.shares, unknown=row.key == unknown)
        for row in made.rows
    ]
    return FiguresBlock(key, made.title, made.columns, tuple(told))


def flow_of(attended: int) -> FiguresBlock:
    return flow_table({FlowStep.INVITED: 60, FlowStep.ATTENDED: attended, FlowStep.SILENT: 9})


SECTORS, LEVELS = {"donor": 9, "ngo": 20}, {"national": 12, "local": 16, "unknown": 1}


def levels_told(rows: dict[str, int], total: int) -> tuple[dict[str, int | None], int | None]:
    """Beside a table of sectors with atoms of its own."""
    blocks = (
        flow_of(sum(rows.values())),
        table(BlockKey.SECTOR, SECTORS, 29),
        table(BlockKey.LEVEL, rows, total, "unknown"),
    )
    made = families((BlockKey.SECTOR, SECTORS), (BlockKey.LEVEL, rows))
    block = outside(FiguresReport("Spring", "", blocks, families=made)).block(BlockKey.LEVEL)
    assert block is not None
    return {row.key: row.counts[0] for row in block.rows}, block.columns[0].total


def test_where_the_unknown_are_hidden_shares_are_of_everybody() -> None:
    """Of the known alone they would tell how many are unknown: 28 beside 29 who attended."""
    told, total = levels_told(LEVELS, 28)
    assert told["unknown"] is None
    assert total == 29


def test_where_the_unknown_are_told_shares_are_of_the_known() -> None:
    rows = {"national": 12, "local": 16, "unknown": 6}
    assert levels_told(rows, 28) == (rows, 28)


def test_where_others_are_hidden_shares_are_of_the_known() -> None:
    told, total = levels_told({"national": 1, "regional": 3, "local": 30, "unknown": 9}, 34)
    assert told == {"national": None, "regional": None, "local": 30, "unknown": 9}
    assert total == 34


def test_an_office_by_name_stays_in_the_house() -> None:
    offices = {"shelter": 9, "ministry": 20}
    blocks = (
        flow_of(29),
        table(BlockKey.SECTOR, SECTORS, 29),
        table(BlockKey.ORGANISATION, offices, 29),
    )
    made = families((BlockKey.SECTOR, SECTORS), (BlockKey.ORGANISATION, offices))
    found = outside(FiguresReport("Spring", "", blocks, families=made))
    assert [block.key for block in found.blocks] == [BlockKey.FLOW, BlockKey.SECTOR]


def across(*columns: FiguresColumn, sectors: dict[str, tuple[int | None, ...]]) -> FiguresReport:
    """A report of several events: of each a column."""
    block = named_table(BlockKey.SECTOR, sectors, columns)
    atoms = tuple(
        FamilyAtom(((row,),), tuple(n or 0 for n in counts)) for row, counts in sectors.items()
    )
    places = named_table(BlockKey.PLACE, {"capital": tuple(20 for _one in columns)}, columns)
    return FiguresReport(
        "All",
        "Two meetings.",
        (places, block),
        across=True,
        families=(
            TableFamily((BlockKey.PLACE,), (FamilyAtom((("capital",),), (20, 20)),)),
            TableFamily((BlockKey.SECTOR,), atoms),
        ),
    )


SPRING = FiguresColumn("spring", "Spring", 40)
AUTUMN = FiguresColumn("autumn", "Autumn", 40)


def test_across_events_the_sentence_stays_and_what_changed_is_told() -> None:
    found = outside(across(SPRING, AUTUMN, sectors={"donor": (30, 10), "ngo": (10, 30)}))
    assert found.sentence == "Two meetings."
    assert len(found.changes) == 1
    assert found.left_out is False


def test_of_one_event_the_sentence_is_made_of_what_is_told() -> None:
    counties = {"berat": 9, "vlore": 20, "fier": 0}
    blocks = (flow_of(29), table(BlockKey.COUNTY, counties, 29))
    made = families((BlockKey.COUNTY, counties))
    found = outside(FiguresReport("Spring", "Of the house.", blocks, families=made))
    assert found.sentence not in ("", "Of the house.")
    assert ["Fier" in one for one in found.changes] == [True]


PUBLISHED = FiguresColumn("old", "Old", 250, published=True, stage=FiguresStage.CONFIRMED)


def test_published_shares_stand_there_as_they_are_and_leave_nothing_out() -> None:
    shown = across(PUBLISHED, AUTUMN, sectors={"donor": (None, 10), "ngo": (None, 30)})
    found = outside(shown)
    assert [column.name for column in found.blocks[1].columns] == ["Old", "Autumn"]
    assert found.blocks[1].columns[0] == PUBLISHED
    assert found.left_out is False


@pytest.mark.parametrize("across_events", [True, False])
def test_who_only_says_so_is_told_of_one_event_alone(across_events: bool) -> None:
    """Or where there is nobody yet."""
    total = 0 if across_events else 29
    coming = FiguresColumn(FiguresStage.CONFIRMED, "Confirmed", total, stage=FiguresStage.CONFIRMED)
    blocks = (
        flow_table({FlowStep.INVITED: 60, FlowStep.CONFIRMED: 29, FlowStep.SILENT: 31}),
        named_table(BlockKey.SECTOR, {name: (n,) for name, n in SECTORS.items()}, (coming,)),
    )
    made = families((BlockKey.SECTOR, SECTORS))
    report = FiguresReport("Spring", "", blocks, families=made, across=across_events)
    assert outside(report).block(BlockKey.SECTOR) is not None
