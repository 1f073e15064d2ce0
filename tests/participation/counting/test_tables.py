"""Counting: nobody twice, nobody lost; shares add up; the way from invited to attended adds up."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.counting.report import BlockKey, FiguresColumn, FiguresStage, FlowStep
from facilitate.participation.counting.stages import (
    When,
    count_flow,
    main_stage,
    stages_of,
    when_of_days,
)
from facilitate.participation.counting.tables import (
    UNKNOWN,
    RowHead,
    build_block,
    build_family,
    counts_by_row,
)
from facilitate.participation.models import ParticipantRole, Standing

STAGES = list(FiguresStage)
SECTORS = ["central_government", "local_government", "civil_society", UNKNOWN]
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(SECTORS),
        st.lists(st.sampled_from(list(ParticipantRole)), min_size=1, max_size=3, unique=True).map(
            tuple
        ),
        st.sampled_from(list(Standing)),
        st.booleans(),
    ),
    max_size=60,
)
GOVERNMENT = ("central_government", "local_government")


def columns_of(standing: Standing, walk_in: bool) -> list[int]:
    return [STAGES.index(stage) for stage in stages_of(standing, walk_in, None, When.AFTER)]


@given(PEOPLE)
def test_nobody_counts_twice_and_nobody_without_a_sector_is_lost(people: list) -> None:
    one = build_family(
        (BlockKey.SECTOR, BlockKey.ROLE),
        3,
        (
            ((sector, parts), columns_of(standing, walk_in), 1)
            for sector, parts, standing, walk_in in people
        ),
        lambda who: (
            (who[0], "government") if who[0] in GOVERNMENT else (who[0],),
            tuple(map(str, who[1])),
        ),
    )
    there = [
        [person for person in people if n in columns_of(person[2], person[3])] for n in range(3)
    ]
    assert [sum(atom.counts[n] for atom in one.atoms) for n in range(3)] == [
        len(some) for some in there
    ]
    sectors, roles, nobody = (
        counts_by_row(one, BlockKey.SECTOR),
        counts_by_row(one, BlockKey.ROLE),
        [0, 0, 0],
    )
    for n, some in enumerate(there):
        assert sum(sectors.get(key, nobody)[n] for key in SECTORS) == len(some)
        together = sum(sectors.get(key, nobody)[n] for key in GOVERNMENT)
        assert sectors.get("government", nobody)[n] == together
        for part in ParticipantRole:
            assert roles.get(part, nobody)[n] == sum(1 for person in some if part in person[1])


@given(PEOPLE)
def test_shares_of_those_who_are_known_add_up(people: list) -> None:
    one = build_family(
        (BlockKey.SECTOR,),
        3,
        (
            (sector, columns_of(standing, walk_in), 1)
            for sector, _parts, standing, walk_in in people
        ),
        lambda who: ((who, "government") if who in GOVERNMENT else (who,),),
    )
    heads = [RowHead(key, key, always=key != UNKNOWN) for key in SECTORS]
    heads.append(RowHead("government", "government", together=True, always=True))
    block = build_block(
        BlockKey.SECTOR,
        "",
        [FiguresColumn(stage, stage, None, stage=stage) for stage in STAGES],
        heads,
        one,
    )
    for n, column in enumerate(block.columns):
        known = [row for row in block.rows if not row.together and not row.unknown]
        assert column.total == sum(row.counts[n] or 0 for row in known)
        if column.total:
            assert sum(row.shares[n] or 0 for row in known) == 1000
        assert [row.shares[n] for row in block.rows if row.unknown] in ([], [None])


WAYS = st.tuples(
    st.sampled_from(list(Standing)),
    st.booleans(),
    st.sampled_from([None, *Standing]),
    st.integers(0, 40),
).filter(lambda way: way[2] is not Standing.ATTENDED)


@given(st.lists(WAYS, max_size=30), st.sampled_from(list(When)))
def test_the_way_from_invited_to_attended_adds_up(people: list, now: When) -> None:
    flow = count_flow(people, now)
    answers = [
        FlowStep.CONFIRMED,
        FlowStep.DECLINED,
        FlowStep.REPLACED,
        FlowStep.WAITING,
        FlowStep.SILENT,
    ]
    assert flow[FlowStep.INVITED] == sum(flow[step] for step in answers)
    assert flow[FlowStep.CONFIRMED] == flow[FlowStep.CAME] + flow[FlowStep.ABSENT]
    assert (
        flow[FlowStep.ATTENDED]
        == flow[FlowStep.CAME] + flow[FlowStep.UNSAID] + flow[FlowStep.WALK_IN]
    )
    there = sum(n for standing, _walk_in, _was, n in people if standing is Standing.ATTENDED)
    assert flow[FlowStep.ATTENDED] == (0 if now is When.BEFORE else there)


@given(
    WAYS.filter(lambda way: way[0] is not Standing.ATTENDED),
    st.sampled_from([When.DURING, When.AFTER]),
)
def test_a_check_in_changes_nothing_of_what_was_said(way: tuple, now: When) -> None:
    said, _walk_in, _was, number = way
    before = count_flow([(said, False, None, number)], now)
    after = count_flow([(Standing.ATTENDED, False, said, number)], now)
    answers = [
        FlowStep.INVITED,
        FlowStep.CONFIRMED,
        FlowStep.DECLINED,
        FlowStep.REPLACED,
        FlowStep.WAITING,
        FlowStep.SILENT,
    ]
    assert [after[step] for step in answers] == [before[step] for step in answers]
    assert count_flow([(Standing.ATTENDED, False, said, number)], When.BEFORE) == count_flow(
        [(said, False, None, number)], When.BEFORE
    )


def test_whoever_is_only_on_the_list_is_not_invited() -> None:
    assert stages_of(Standing.LISTED, False, None, When.AFTER) == ()


def test_whoever_comes_without_invitation_attended_and_was_not_invited() -> None:
    assert stages_of(Standing.ATTENDED, True, None, When.AFTER) == (FiguresStage.ATTENDED,)
    assert stages_of(Standing.ATTENDED, False, Standing.LISTED, When.AFTER) == (
        FiguresStage.ATTENDED,
    )


def test_whoever_comes_without_having_said_so_confirmed_nothing() -> None:
    for said in (Standing.INVITED, Standing.WAITING, Standing.DECLINED):
        assert stages_of(Standing.ATTENDED, False, said, When.AFTER) == (
            FiguresStage.INVITED,
            FiguresStage.ATTENDED,
        )


def test_nobody_attended_before_the_first_day() -> None:
    told = {
        now: main_stage(
            count_flow(
                [
                    (Standing.ATTENDED, False, Standing.COMING, 1),
                    (Standing.COMING, False, None, 77),
                ],
                now,
            )
        )
        for now in When
    }
    assert told == {
        When.BEFORE: FiguresStage.CONFIRMED,
        When.DURING: FiguresStage.ATTENDED,
        When.AFTER: FiguresStage.ATTENDED,
    }
    assert (
        main_stage(count_flow([(Standing.COMING, False, None, 3)], When.DURING))
        is FiguresStage.CONFIRMED
    )


def test_an_event_runs_from_its_first_to_its_last_day() -> None:
    days = [
        when_of_days(date(2027, 3, 18), date(2027, 3, 19), date(2027, 3, day))
        for day in (17, 18, 19, 20)
    ]
    assert days == [When.BEFORE, When.DURING, When.DURING, When.AFTER]
