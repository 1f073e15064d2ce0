"""What leaves the house of the way from the invitation to the room: no small step, and none that follows from the others."""

import pytest
from flask import Flask

from facilitate.participation.counting.outside import for_outside
from facilitate.participation.counting.report import (
    Atom,
    BlockKey,
    Column,
    Family,
    Report,
    Stage,
    Step,
)
from facilitate.web import i18n
from facilitate.web.i18n import use_language

from .pictures.blocks import flow_table, table

APP = Flask("facilitate")
i18n.init_app(APP)
NOBODY = (Family((BlockKey.SECTOR,), ()),)


def outside(counts: dict[Step, int]) -> tuple[dict[Step, int], int | None]:
    """The steps that are told with their numbers, but for empty ones; and the total of the column."""
    with APP.test_request_context(), use_language("en"):
        block = for_outside(Report("Spring", "", (flow_table(counts),), families=NOBODY)).block(
            BlockKey.FLOW
        )
    assert block is not None
    assert [row.key for row in block.rows] == list(Step)
    empty = {step for step in Step if not counts.get(step)}
    assert all(
        block.rows[list(Step).index(step)].counts == (0,) for step in empty
    )  # nobody: that exposes nobody
    told = {Step(row.key): row.counts[0] for row in block.rows if row.counts[0]}
    return told, block.columns[0].total


FULL = {
    Step.INVITED: 160,
    Step.DECLINED: 12,
    Step.REPLACED: 4,
    Step.WAITING: 6,
    Step.SILENT: 20,
    Step.CONFIRMED: 118,
    Step.ABSENT: 8,
    Step.CAME: 110,
    Step.WALK_IN: 14,
    Step.ATTENDED: 124,
}


def test_where_no_step_is_small_all_are_told() -> None:
    assert outside(FULL) == (FULL, 160)


@pytest.mark.parametrize(
    "small",
    [
        {Step.WALK_IN: 2, Step.ATTENDED: 112},
        {Step.ABSENT: 1, Step.CAME: 117, Step.ATTENDED: 131},
        {Step.UNSAID: 2, Step.ATTENDED: 126},
        {Step.CAME: 2, Step.ABSENT: 116, Step.WALK_IN: 20, Step.ATTENDED: 22},
    ],
)
def test_where_a_way_into_the_room_is_small_none_of_the_ways_is_told(
    small: dict[Step, int],
) -> None:
    """Told alone, the others would give it away: attended less came is who walked in."""
    counts = FULL | small
    ways = (Step.CAME, Step.ABSENT, Step.UNSAID, Step.WALK_IN)
    assert outside(counts) == ({step: n for step, n in counts.items() if step not in ways}, 160)


def test_a_small_answer_takes_another_one_with_it() -> None:
    counts = FULL | {Step.REPLACED: 1, Step.SILENT: 23}
    hidden = (Step.REPLACED, Step.WAITING)
    assert outside(counts) == ({step: n for step, n in counts.items() if step not in hidden}, 160)


def test_a_stage_one_person_away_from_another_is_not_told_and_no_step_but_the_stages() -> None:
    counts = FULL | {Step.WALK_IN: 9, Step.ATTENDED: 119}  # 118 confirmed, 119 attended
    assert outside(counts) == ({Step.INVITED: 160, Step.ATTENDED: 119}, 160)
    alone = {
        Step.INVITED: 120,
        Step.CONFIRMED: 119,
        Step.CAME: 119,
        Step.ATTENDED: 119,
        Step.SILENT: 1,
    }
    assert outside(alone) == (
        {Step.ATTENDED: 119},
        None,
    )  # who was silent would be known from the rest


COLUMN = (Column(Stage.ATTENDED, "Attended", 20),)


def sectors(counts: dict[str, int], column: Column = COLUMN[0]) -> Report:
    rows = {key: (n,) for key, n in counts.items()}
    atoms = tuple(Atom(((key,),), (n,)) for key, n in counts.items())
    flow = flow_table({Step.INVITED: 40, Step.ATTENDED: sum(counts.values()), Step.SILENT: 9})
    return Report(
        "Spring",
        "",
        (flow, table(BlockKey.SECTOR, rows, (column,))),
        families=(Family((BlockKey.SECTOR,), atoms),),
    )


def told(report: Report) -> tuple[dict[str, int | None], int | None, bool]:
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
    found = told(sectors({"donor": 1, "media": 1}, Column(Stage.ATTENDED, "Attended", 2)))
    assert found == ({"donor": None, "media": None}, None, True)


def test_who_only_says_so_never_stands_alone_across_events() -> None:
    report = sectors({"donor": 9, "ngo": 11}, Column("spring", "Spring", 20, stage=Stage.CONFIRMED))
    with (
        APP.test_request_context(),
        use_language("en"),
        pytest.raises(ValueError, match="never alone"),
    ):
        for_outside(Report("All", "", report.blocks, families=report.families, across=True))


def test_a_report_that_has_left_the_house_leaves_it_as_it_is() -> None:
    bare = Report("Spring", "Nine came.", (flow_table({Step.INVITED: 2}),))
    assert for_outside(bare) is bare
