"""What leaves the house of the way from the invitation to the room: no small step, and none that follows from the others."""

import pytest
from flask import Flask

from facilitate.participation.counting.outside_report import for_outside
from facilitate.participation.counting.report import (
    BlockKey,
    FamilyAtom,
    FiguresColumn,
    FiguresReport,
    FiguresStage,
    FlowStep,
    TableFamily,
)
from facilitate.web import i18n
from facilitate.web.i18n import use_language

from .pictures.blocks import flow_table, named_table

APP = Flask("facilitate")
i18n.init_app(APP)
NOBODY = (TableFamily((BlockKey.SECTOR,), ()),)


def outside(counts: dict[FlowStep, int]) -> tuple[dict[FlowStep, int], int | None]:
    """The steps that are told with their numbers, but for empty ones; and the total of the column."""
    with APP.test_request_context(), use_language("en"):
        block = for_outside(
            FiguresReport("Spring", "", (flow_table(counts),), families=NOBODY)
        ).block(BlockKey.FLOW)
    assert block is not None
    assert [row.key for row in block.rows] == list(FlowStep)
    empty = {step for step in FlowStep if not counts.get(step)}
    assert all(
        block.rows[list(FlowStep).index(step)].counts == (0,) for step in empty
    )  # nobody: that exposes nobody
    told = {FlowStep(row.key): row.counts[0] for row in block.rows if row.counts[0]}
    return told, block.columns[0].total


FULL = {
    FlowStep.INVITED: 160,
    FlowStep.DECLINED: 12,
    FlowStep.REPLACED: 4,
    FlowStep.WAITING: 6,
    FlowStep.SILENT: 20,
    FlowStep.CONFIRMED: 118,
    FlowStep.ABSENT: 8,
    FlowStep.CAME: 110,
    FlowStep.WALK_IN: 14,
    FlowStep.ATTENDED: 124,
}


def test_where_no_step_is_small_all_are_told() -> None:
    assert outside(FULL) == (FULL, 160)


@pytest.mark.parametrize(
    "small",
    [
        {FlowStep.WALK_IN: 2, FlowStep.ATTENDED: 112},
        {FlowStep.ABSENT: 1, FlowStep.CAME: 117, FlowStep.ATTENDED: 131},
        {FlowStep.UNSAID: 2, FlowStep.ATTENDED: 126},
        {FlowStep.CAME: 2, FlowStep.ABSENT: 116, FlowStep.WALK_IN: 20, FlowStep.ATTENDED: 22},
    ],
)
def test_where_a_way_into_the_room_is_small_none_of_the_ways_is_told(
    small: dict[FlowStep, int],
) -> None:
    """Told alone, the others would give it away: attended less came is who walked in."""
    counts = FULL | small
    ways = (FlowStep.CAME, FlowStep.ABSENT, FlowStep.UNSAID, FlowStep.WALK_IN)
    assert outside(counts) == ({step: n for step, n in counts.items() if step not in ways}, 160)


def test_a_small_answer_takes_another_one_with_it() -> None:
    counts = FULL | {FlowStep.REPLACED: 1, FlowStep.SILENT: 23}
    hidden = (FlowStep.REPLACED, FlowStep.WAITING)
    assert outside(counts) == ({step: n for step, n in counts.items() if step not in hidden}, 160)


def test_a_stage_one_person_away_from_another_is_not_told_and_no_step_but_the_stages() -> None:
    counts = FULL | {FlowStep.WALK_IN: 9, FlowStep.ATTENDED: 119}  # 118 confirmed, 119 attended
    assert outside(counts) == ({FlowStep.INVITED: 160, FlowStep.ATTENDED: 119}, 160)
    alone = {
        FlowStep.INVITED: 120,
        FlowStep.CONFIRMED: 119,
        FlowStep.CAME: 119,
        FlowStep.ATTENDED: 119,
        FlowStep.SILENT: 1,
    }
    assert outside(alone) == (
        {FlowStep.ATTENDED: 119},
        None,
    )  # who was silent would be known from the rest


COLUMN = (FiguresColumn(FiguresStage.ATTENDED, "Attended", 20),)


def sectors(counts: dict[str, int], column: FiguresColumn = COLUMN[0]) -> FiguresReport:
    rows = {key: (n,) for key, n in counts.items()}
    atoms = tuple(FamilyAtom(((key,),), (n,)) for key, n in counts.items())
    flow = flow_table(
        {FlowStep.INVITED: 40, FlowStep.ATTENDED: sum(counts.values()), FlowStep.SILENT: 9}
    )
    return FiguresReport(
        "Spring",
        "",
        (flow, named_table(BlockKey.SECTOR, rows, (column,))),
        families=(TableFamily((BlockKey.SECTOR,), atoms),),
    )


def told(report: FiguresReport) -> tuple[dict[str, int | None], int | None, bool]:
    with APP.test_request_context(), use_language("en"):
        outside = for_outside(report)
    block = outside.block(BlockKey.SECTOR)
    assert block is not None
    return {row.key: row.counts[0] for row in block.rows}, block.columns[0].total, outside.left_out


def test_a_small_sector_is_left_out_with_another_one_and_that_is_said() -> None:
    assert told(sectors({"donor": 9, "media": 1, "ngo": 10})) == (
        {"donor": None, "media": None, "ngo": 10},
        20,
        True,
    )
    assert told(sectors({"donor": 9, "media": 0, "ngo": 11})) == (
        {"donor": 9, "media": 0, "ngo": 11},
        20,
        False,
    )


def test_a_column_whose_very_total_is_small_is_empty() -> None:
    found = told(
        sectors({"donor": 1, "media": 1}, FiguresColumn(FiguresStage.ATTENDED, "Attended", 2))
    )
    assert found == ({"donor": None, "media": None}, None, True)


def test_who_only_says_so_never_stands_alone_across_events() -> None:
    report = sectors(
        {"donor": 9, "ngo": 11}, FiguresColumn("spring", "Spring", 20, stage=FiguresStage.CONFIRMED)
    )
    with (
        APP.test_request_context(),
        use_language("en"),
        pytest.raises(ValueError, match="never alone"),
    ):
        for_outside(FiguresReport("All", "", report.blocks, families=report.families, across=True))


def test_a_report_that_has_left_the_house_leaves_it_as_it_is() -> None:
    bare = FiguresReport("Spring", "Nine came.", (flow_table({FlowStep.INVITED: 2}),))
    assert for_outside(bare) is bare
