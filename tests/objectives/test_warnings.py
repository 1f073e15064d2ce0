"""What the objectives' page warns of: everything once, nothing without a reason."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.objectives.warnings import (
    Asked,
    CheckedObjective,
    CheckedPresentation,
    Notice,
    Warn,
    warnings,
)

ids = st.integers(1, 9)
objectives = st.lists(
    st.builds(CheckedObjective, ids, st.integers(0, 3), st.integers(0, 2), st.none() | ids),
    unique_by=lambda one: one.id,
)
presentations = st.lists(
    st.builds(CheckedPresentation, ids, st.booleans(), st.integers(0, 2)),
    unique_by=lambda one: one.id,
)
asked = st.builds(
    Asked,
    st.integers(0, 5),
    st.lists(ids, unique=True),
    st.lists(ids, unique=True),
    st.booleans(),
    st.booleans(),
)
FINE = CheckedObjective(1, 5, 1, 7)


def test_nothing_to_say() -> None:
    assert warnings([], {7}, [FINE], [CheckedPresentation(1, True, 1)], Asked(5)) == []
    assert warnings([], set(), [], [], Asked(0, [1], [2], True)) == []


def test_each_kind_once_by_urgency() -> None:
    rows = [FINE, CheckedObjective(2, 0, 0, None), CheckedObjective(3, 1, 0, 8)]
    talks = [CheckedPresentation(1, True, 0), CheckedPresentation(2, False, 0)]
    assert warnings([4, 5], {7}, rows, talks, Asked(5, [6], [9], placed=True)) == [
        Notice(Warn.WAITING, (4, 5)),
        Notice(Warn.UNSUPPORTED, (2,)),
        Notice(Warn.UNSERVED, (2, 3)),
        Notice(Warn.AIMLESS, (2, 3)),
        Notice(Warn.SPEAKERLESS, (1,)),
        Notice(Warn.SECTORS, (6,)),
        Notice(Warn.COUNTIES, (9,)),
    ]


def test_goals_are_missed_only_where_there_are_goals() -> None:
    assert warnings([], set(), [FINE._replace(goal=None)], [], Asked(5)) == []


def test_before_the_first_answer_nobody_is_silent_and_nothing_unsupported() -> None:
    assert warnings([], {7}, [FINE._replace(answers=0)], [], Asked(0, [1], [2], True)) == []


def test_once_the_event_has_begun_nobody_is_asked_any_more() -> None:
    assert warnings([], {7}, [FINE], [], Asked(5, [1], [2], True, open=False)) == []


def test_counties_are_missed_only_where_answers_name_any() -> None:
    assert warnings([], {7}, [FINE], [], Asked(5, [1], [2])) == [Notice(Warn.SECTORS, (1,))]


@given(st.lists(ids, unique=True), st.sets(ids), objectives, presentations, asked)
def test_every_notice_names_rows_that_are_there_in_their_order(
    wait, goals, rows, talks, who
) -> None:
    found = warnings(wait, goals, rows, talks, who)
    assert [one.what for one in found] == [
        what for what in Warn if what in {one.what for one in found}
    ]
    order = {
        Warn.WAITING: wait,
        Warn.SPEAKERLESS: [one.id for one in talks],
        Warn.SECTORS: who.sectors,
        Warn.COUNTIES: who.counties,
    }
    for one in found:
        known = order.get(one.what, [row.id for row in rows])
        assert list(one.rows) == [key for key in known if key in one.rows] != []


@given(st.lists(ids, unique=True), st.sets(ids), objectives, presentations, asked)
def test_what_is_mended_is_not_told_again(wait, goals, rows, talks, who) -> None:
    goal = min(goals, default=None)
    mended = [row._replace(answers=1, steps=1, goal=goal) for row in rows]
    spoken = [one._replace(speakers=1) for one in talks]
    assert warnings([], goals, mended, spoken, Asked(who.answers)) == []
