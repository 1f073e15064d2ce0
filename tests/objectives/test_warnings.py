"""What the objectives' page warns of: everything once, nothing without a reason."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.objectives.board import (
    CheckedObjective,
    CheckedPresentation,
    ObjectiveNotice,
    ObjectiveWarning,
    UnansweredGroups,
    objective_notices,
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
    UnansweredGroups,
    st.integers(0, 5),
    st.lists(ids, unique=True),
    st.lists(ids, unique=True),
    st.booleans(),
    st.booleans(),
)
FINE = CheckedObjective(1, 5, 1, 7)


def test_nothing_to_say() -> None:
    assert (
        objective_notices([], {7}, [FINE], [CheckedPresentation(1, True, 1)], UnansweredGroups(5))
        == []
    )
    assert objective_notices([], set(), [], [], UnansweredGroups(0, [1], [2], True)) == []


def test_each_kind_once_by_urgency() -> None:
    rows = [FINE, CheckedObjective(2, 0, 0, None), CheckedObjective(3, 1, 0, 8)]
    talks = [CheckedPresentation(1, True, 0), CheckedPresentation(2, False, 0)]
    assert objective_notices(
        [4, 5], {7}, rows, talks, UnansweredGroups(5, [6], [9], placed=True)
    ) == [
        ObjectiveNotice(ObjectiveWarning.WAITING, (4, 5)),
        ObjectiveNotice(ObjectiveWarning.UNSUPPORTED, (2,)),
        ObjectiveNotice(ObjectiveWarning.UNSERVED, (2, 3)),
        ObjectiveNotice(ObjectiveWarning.AIMLESS, (2, 3)),
        ObjectiveNotice(ObjectiveWarning.SPEAKERLESS, (1,)),
        ObjectiveNotice(ObjectiveWarning.SECTORS, (6,)),
        ObjectiveNotice(ObjectiveWarning.COUNTIES, (9,)),
    ]


def test_goals_are_missed_only_where_there_are_goals() -> None:
    assert objective_notices([], set(), [FINE._replace(goal=None)], [], UnansweredGroups(5)) == []


def test_before_the_first_answer_nobody_is_silent_and_nothing_unsupported() -> None:
    assert (
        objective_notices(
            [], {7}, [FINE._replace(answers=0)], [], UnansweredGroups(0, [1], [2], True)
        )
        == []
    )


def test_once_the_event_has_begun_nobody_is_asked_any_more() -> None:
    assert (
        objective_notices([], {7}, [FINE], [], UnansweredGroups(5, [1], [2], True, open=False))
        == []
    )


def test_counties_are_missed_only_where_answers_name_any() -> None:
    assert objective_notices([], {7}, [FINE], [], UnansweredGroups(5, [1], [2])) == [
        ObjectiveNotice(ObjectiveWarning.SECTORS, (1,))
    ]


@given(st.lists(ids, unique=True), st.sets(ids), objectives, presentations, asked)
def test_every_notice_names_rows_that_are_there_in_their_order(
    wait, goals, rows, talks, who
) -> None:
    found = objective_notices(wait, goals, rows, talks, who)
    assert [one.what for one in found] == [
        what for what in ObjectiveWarning if what in {one.what for one in found}
    ]
    order = {
        ObjectiveWarning.WAITING: wait,
        ObjectiveWarning.SPEAKERLESS: [one.id for one in talks],
        ObjectiveWarning.SECTORS: who.sectors,
        ObjectiveWarning.COUNTIES: who.counties,
    }
    for one in found:
        known = order.get(one.what, [row.id for row in rows])
        assert list(one.rows) == [key for key in known if key in one.rows] != []


@given(st.lists(ids, unique=True), st.sets(ids), objectives, presentations, asked)
def test_what_is_mended_is_not_told_again(wait, goals, rows, talks, who) -> None:
    goal = min(goals, default=None)
    mended = [row._replace(answers=1, steps=1, goal=goal) for row in rows]
    spoken = [one._replace(speakers=1) for one in talks]
    assert objective_notices([], goals, mended, spoken, UnansweredGroups(who.answers)) == []
