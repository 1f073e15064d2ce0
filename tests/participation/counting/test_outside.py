"""A report that leaves the house: no number under three in it, and none that follows from all its tables together."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.data.db import db
from facilitate.directory.models import Gender
from facilitate.events.models import Event
from facilitate.lib.coarsening import is_too_few
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.counting.across_events import OFFERED, report_across_events
from facilitate.participation.counting.event_report import report_of_event
from facilitate.participation.counting.outside_report import for_outside
from facilitate.participation.counting.report import (
    BlockKey,
    FiguresBlock,
    FiguresReport,
    FiguresStage,
)
from facilitate.participation.counting.tables import with_shares
from facilitate.participation.models import (
    ParticipantRole,
    Participation,
    PublishedShares,
    Standing,
)

from ...directory.rows import add_office, add_worker
from ...lib.bounds import find_bounds
from ..rows import EDITIONS, hold_edition

BEFORE, DURING, OVER = date(2027, 1, 1), date(2027, 3, 18), date(2027, 3, 20)
"""Days around `spring`."""
PLACES = ["tirane", "kavaje", "gjirokaster", "permet", "berat", "skrapar", "korce", "vlore"]
SECTORS = ["central_government", "local_government", "civil_society", "donor", "media"]
WHO = st.tuples(
    st.sampled_from(SECTORS),
    st.sampled_from(PLACES),
    st.sampled_from([*[Standing.ATTENDED] * 4, *Standing]),
    st.sampled_from(
        [
            (ParticipantRole.PARTICIPANT,),
            (ParticipantRole.PRESENTER,),
            (ParticipantRole.PRESENTER, ParticipantRole.SPEAKER),
        ]
    ),
    st.booleans(),
)


def everybody(cast, people: list) -> Event:
    """These people in `spring`, in a transaction that is not kept."""
    spring = db.session.get_one(Event, cast.event_id)
    offices = {key: add_office(f"{key}", key[0], key[1]) for key in {who[:2] for who in people}}
    for number, (sector, place, standing, parts, woman) in enumerate(people):
        one = add_worker(f"Ana P{number}", offices[sector, place])
        one.gender = Gender.WOMAN if woman else None
        invite_all_to_event(spring, [one], standing, parts)
    db.session.flush()
    return spring


def cells(block: FiguresBlock) -> list[tuple[str, str, int | None]]:
    return [
        (row.key, column.key, count)
        for row in block.rows
        for column, count in zip(block.columns, row.counts, strict=True)
    ]


def columns_linked(block: FiguresBlock) -> list[int]:
    """Small numbers that follow by taking one shown column of a row from another one."""
    found = []
    for row in block.rows:
        shown = [count for count in row.counts if count is not None]
        found += [abs(one - other) for one in shown for other in shown]
    return [number for number in found if is_too_few(number)]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(WHO, min_size=3, max_size=45))
def test_nothing_small_is_in_it_or_follows_from_it(app, cast, people: list) -> None:
    with app.test_request_context():
        inside = report_of_event(everybody(cast, people), OVER)
        report = for_outside(inside)
        db.session.rollback()
    for block in report.blocks:
        assert [cell for cell in cells(block) if cell[2] is not None and is_too_few(cell[2])] == []
        assert [
            column.total
            for column in block.columns
            if column.total is not None and is_too_few(column.total)
        ] == []
        if block.key is not BlockKey.FLOW:
            assert columns_linked(block) == []
            for number, column in enumerate(block.columns):
                _solved(inside, report, block, number, column.key)


def _solved(
    inside: FiguresReport, report: FiguresReport, block: FiguresBlock, number: int, column: str
) -> None:
    """By the solver: no row under three of this table has one possible value, all tables of its family together.

    The reader knows which people can be in which rows at all, and how many there are together.
    """
    family = next(one for one in inside.families if block.key in one.blocks)
    atoms, place = family.atoms, family.blocks.index(block.key)
    if block.columns[number].total is None:
        return
    known = [([1] * len(atoms), sum(atom.counts[number] for atom in atoms))]
    for at, key in enumerate(family.blocks):
        other = report.block(key)
        for row in other.rows if other else ():
            if (count := row.counts[number]) is not None:
                known.append(([int(row.key in atom.rows[at]) for atom in atoms], count))
    for row in block.rows:
        wanted = [int(row.key in atom.rows[place]) for atom in atoms]
        true = sum(atom.counts[number] for atom, one in zip(atoms, wanted, strict=True) if one)
        if is_too_few(true):
            low, high = find_bounds(wanted, known, [0] * len(atoms))
            assert low < high, (row.key, column)


def _shares_tell_nothing(inside: FiguresReport, report: FiguresReport) -> None:
    """Shares follow from what is shown beside them, are the same inside, and add up there."""
    for block in (one for one in report.blocks if one.key is not BlockKey.FLOW):
        own = inside.block(block.key)
        assert own is not None
        assert with_shares(block) == block
        for number, column in enumerate(block.columns):
            if column.total and column.total == own.columns[number].total:
                told = [row for row in block.rows if row.counts[number] is not None]
                at_home = {row.key: row.shares[number] for row in own.rows}
                assert {row.key: row.shares[number] for row in told} == {
                    row.key: at_home[row.key] for row in told
                }
            parts = [
                row.shares[number] or 0 for row in own.rows if not row.together and not row.unknown
            ]
            if own.adds_up and own.columns[number].total:
                assert sum(parts) == 1000


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(WHO, min_size=3, max_size=45), day=st.sampled_from([BEFORE, DURING, OVER]))
def test_no_share_tells_more_than_the_numbers_beside_it(app, cast, people: list, day: date) -> None:
    with app.test_request_context():
        spring = everybody(cast, people)
        one, across = report_of_event(spring, day), report_across_events([spring], day, OFFERED)
        pairs = [(one, for_outside(one)), (across, for_outside(across))]
        db.session.rollback()
    for inside, report in pairs:
        _shares_tell_nothing(inside, report)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(WHO, min_size=3, max_size=45), day=st.sampled_from([BEFORE, DURING, OVER]))
def test_the_files_of_one_event_and_of_several_tell_nothing_together(
    app, cast, people: list, day: date
) -> None:
    """Whatever stands in the file across events stands in the event's own file as well, and nothing of who only says so."""
    with app.test_request_context():
        spring = everybody(cast, people)
        other = hold_edition(EDITIONS[0], None, cast.users["viewer"])
        single = for_outside(report_of_event(spring, day))
        across = for_outside(report_across_events([other, spring], day, OFFERED))
        db.session.rollback()
    for block in across.blocks:
        place = next((n for n, column in enumerate(block.columns) if column.key == "spring"), None)
        own = single.block(block.key)
        if place is None or own is None or not block.columns[place].total:
            continue
        stage = next(
            (n for n, column in enumerate(own.columns) if column.key == FiguresStage.ATTENDED), None
        )
        assert (block.columns[place].stage, stage is not None) == (FiguresStage.ATTENDED, True)
        assert stage is not None
        told = {row.key: (row.counts[stage], row.shares[stage]) for row in own.rows}
        assert block.columns[place].total == own.columns[stage].total
        for row in block.rows:
            if row.counts[place]:
                assert told[row.key] == (row.counts[place], row.shares[place])
        if day is BEFORE:
            raise AssertionError("nobody has been there")


def from_places(cast, places: dict[str, int]) -> Event:
    return everybody(
        cast,
        [
            ("civil_society", place, Standing.ATTENDED, (ParticipantRole.PARTICIPANT,), False)
            for place, number in places.items()
            for _n in range(number)
        ],
    )


def test_groups_of_counties_do_not_give_a_district_away(app, cast) -> None:
    """East is Korçë and two districts of other counties: its number less Korçë's would be one person from Përmet."""
    with app.test_request_context():
        report = for_outside(
            report_of_event(
                from_places(cast, {"korce": 5, "permet": 1, "gjirokaster": 4, "vlore": 6}), OVER
            )
        )
    found = {
        block.key: {key: n for key, _column, n in cells(block) if n} for block in report.blocks
    }
    assert found[BlockKey.COUNTY] == {"gjirokaster": 5, "korce": 5, "vlore": 6}
    assert found[BlockKey.REGION] == {}


def test_offices_by_name_stay_in_the_house(app, cast) -> None:
    people = [("donor", "tirane", Standing.ATTENDED, (ParticipantRole.PARTICIPANT,), False)] * 9
    with app.test_request_context():
        inside = report_of_event(everybody(cast, people), OVER)
        assert inside.block(BlockKey.ORGANISATION) is not None
        assert for_outside(inside).block(BlockKey.ORGANISATION) is None


def test_what_is_hidden_does_not_depend_on_what_is_called_government(app, cast) -> None:
    sectors = {"central_government": 2, "local_government": 9, "donor": 4, "media": 3}
    people = [
        (sector, "tirane", Standing.ATTENDED, (ParticipantRole.PARTICIPANT,), False)
        for sector, number in sectors.items()
        for _n in range(number)
    ]
    with app.test_request_context():
        spring = everybody(cast, people)
        shown = [
            [
                cell
                for cell in cells(for_outside(report_of_event(spring, OVER, chosen)).blocks[1])
                if cell[0] != "government"
            ]
            for chosen in (
                ("central_government", "local_government"),
                ("central_government",),
                ("local_government",),
            )
        ]
    assert shown[0] == shown[1] == shown[2]


def test_who_is_not_known_is_not_told_by_the_denominator(app, cast) -> None:
    """Nine attended, eight of known gender: nine stands in another table, so eight is not shown."""
    people = [
        ("donor", "tirane", Standing.ATTENDED, (ParticipantRole.PARTICIPANT,), number < 8)
        for number in range(9)
    ]
    with app.test_request_context():
        block = for_outside(report_of_event(everybody(cast, people), OVER)).block(BlockKey.GENDER)
    assert block is not None
    assert (
        [column.total for column in block.columns],
        [row.counts for row in block.rows if row.counts != (0,)],
    ) == (
        [9],
        [(None,), (None,)],
    )


@pytest.mark.parametrize("kept", [2, 1])
def test_an_event_of_two_people_has_no_figures_outside(app, cast, kept: int) -> None:
    people = [("donor", "tirane", Standing.ATTENDED, (ParticipantRole.PARTICIPANT,), False)] * kept
    with app.test_request_context():
        report = for_outside(report_of_event(everybody(cast, people), OVER))
    assert all(column.total is None for block in report.blocks[1:] for column in block.columns)
    assert {count for block in report.blocks for _key, _column, count in cells(block)} <= {None, 0}
    assert report.sentence == "How many people came is not told: it could give somebody away."
    assert report.changes == ()


def test_beside_many_invited_two_who_came_are_not_nobody(app, cast) -> None:
    part, stays = (ParticipantRole.PARTICIPANT,), Standing.COMING
    came = [("donor", "tirane", Standing.ATTENDED, part, False)] * 2
    people = [*came, *[("media", "vlore", stays, part, True)] * 9]
    with app.test_request_context():
        report = for_outside(report_of_event(everybody(cast, people), OVER))
    assert (report.sentence, report.changes) == (
        "How many people came is not told: it could give somebody away.",
        (),
    )


def test_across_events_the_same_is_hidden_as_in_each(app, cast) -> None:
    with app.test_request_context():
        events = [hold_edition(edition, None, cast.users["viewer"]) for edition in EDITIONS[:2]]
        across = for_outside(report_across_events(events, OVER)).block(BlockKey.SECTOR)
        single = [
            for_outside(report_of_event(event, OVER)).block(BlockKey.SECTOR) for event in events
        ]
    assert across is not None
    for number, block in enumerate(single):
        assert block is not None
        place = next(
            n for n, column in enumerate(block.columns) if column.key == FiguresStage.ATTENDED
        )
        assert [row.counts[number] for row in across.rows] == [
            row.counts[place] for row in block.rows
        ]


def test_published_shares_stay_as_they_are(app, cast) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        db.session.add(
            PublishedShares(
                event_id=spring.id,
                total=90,
                at_least=True,
                shares={"civil_society": 600, "government": 160},
            )
        )
        db.session.flush()
        assert db.session.scalar(sa.select(sa.func.count(Participation.id))) == 0
        report = for_outside(report_across_events([spring], OVER))
    block = report.block(BlockKey.SECTOR)
    assert block is not None
    assert (block.columns[0].said, report.left_out) == ("of over 90, as published", False)
    assert {row.key: row.shares[0] for row in block.rows if row.shares[0]} == {
        "civil_society": 600,
        "government": 160,
    }
