"""Walking the thread forwards and back ends where it began, and nothing is lost on it; whatever hangs on what."""

import random

import pytest

from facilitate.tracing.web import NONE, Knot, KnotKind, ThreadWeb, TracedDeed


def web(seed: int) -> ThreadWeb:
    """Any web: also objectives that are gone, steps that are gone, decisions that hang on nothing."""
    draw = random.Random(seed)
    objectives = list(range(1, draw.randint(1, 6)))
    some = [*objectives, 99, None]
    steps = {
        key: draw.sample(objectives, min(len(objectives), draw.randint(0, 2)))
        for key in range(11, draw.randint(12, 18))
    }
    places = [*steps, 98, None]

    def deeds(first: int) -> list[TracedDeed]:
        number = draw.randint(0, 8)
        return [
            TracedDeed(first + at, draw.choice(some), draw.choice(places)) for at in range(number)
        ]

    themes = {key: draw.choice(some) for key in range(21, draw.randint(22, 30))}
    blocks = {key: draw.choice([steps[11], served]) for key, served in steps.items()}
    return ThreadWeb(objectives, themes, steps, deeds(31), deeds(51), blocks)


def knots(one: ThreadWeb) -> list[Knot]:
    return [
        *(Knot(KnotKind.THEME, key) for key in one.themes),
        *(Knot(KnotKind.OBJECTIVE, key) for key in one.objectives),
        *(Knot(KnotKind.STEP, key) for key in one.steps),
        *(Knot(KnotKind.DECISION, deed.id) for deed in one.decisions),
        *(Knot(KnotKind.ACTION, deed.id) for deed in one.actions),
    ]


@pytest.mark.parametrize("seed", range(60))
def test_walking_forwards_and_back_ends_where_it_began(seed: int) -> None:
    one = web(seed)
    ways = {knot: one.way(knot) for knot in knots(one)}
    assert len(ways) > 1
    for knot, way in ways.items():
        assert way[knot.kind] == (knot.id,)
        for kind, ids in way.items():
            for other in ids:
                assert knot.id in ways[Knot(kind, other)][knot.kind], (knot, kind, other)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost(seed: int) -> None:
    one = web(seed)
    lanes = list(one.lanes.values())
    assert {key for lane in lanes for key in lane.themes} == set(one.themes)
    assert {key for lane in lanes for key in lane.decisions} == {row.id for row in one.decisions}
    assert {key for lane in lanes for key in lane.actions} == {row.id for row in one.actions}
    assert [lane.objective for lane in lanes] == [*one.objectives, NONE]


def test_a_decision_stays_with_its_own_objective() -> None:
    """A step serves two; what was decided in it about one is not told of the other."""
    one = ThreadWeb(
        objectives=[1, 2],
        themes={5: 1, 6: 2, 7: None},
        steps={11: [1, 2], 12: [1]},
        decisions=[TracedDeed(31, 2, 11), TracedDeed(32, None, 11), TracedDeed(33, None, None)],
        actions=[TracedDeed(51, 2, 12), TracedDeed(52, 2, None), TracedDeed(53, 2, 11)],
    )
    assert one.way(Knot(KnotKind.THEME, 5))[KnotKind.DECISION] == (32,)
    assert one.way(Knot(KnotKind.DECISION, 31)) == {
        KnotKind.THEME: (6,),
        KnotKind.OBJECTIVE: (2,),
        KnotKind.STEP: (11,),
        KnotKind.DECISION: (31,),
        KnotKind.ACTION: (52, 53),
    }
    assert one.way(Knot(KnotKind.THEME, 7))[KnotKind.OBJECTIVE] == ()
    assert one.lanes[NONE].decisions == (33,)
    assert one.holds(Knot(KnotKind.ACTION, 53))
    assert not one.holds(Knot(KnotKind.THEME, 8))


def test_what_was_made_inside_a_block_serves_what_the_block_serves() -> None:
    """Unless the step, or what was made in it, serves something of its own."""
    one = ThreadWeb(
        objectives=[1, 2],
        themes={5: 1},
        steps={11: [1], 12: [], 13: [2]},
        decisions=[TracedDeed(31, None, 12), TracedDeed(32, None, 13), TracedDeed(33, 2, 12)],
        actions=[TracedDeed(51, None, 12)],
        inherited={11: [1], 12: [1], 13: [2]},
    )
    assert [(one.lanes[key].steps, one.lanes[key].decisions) for key in (1, 2, NONE)] == [
        ((11, 12), (31,)),
        ((12, 13), (32, 33)),
        ((), ()),
    ]
    assert one.way(Knot(KnotKind.THEME, 5))[KnotKind.ACTION] == (51,)


def test_what_serves_nothing_is_told_together_only_where_it_was_made_together() -> None:
    """A chair's decision about the next conference has nothing to do with flags that go back to the theatre."""
    one = ThreadWeb(
        objectives=[1],
        themes={},
        steps={11: [1], 12: [], 13: []},
        decisions=[TracedDeed(31, None, None), TracedDeed(32, None, 12)],
        actions=[TracedDeed(51, None, 12), TracedDeed(52, None, 13), TracedDeed(53, None, None)],
    )
    ways = {key: one.way(Knot(KnotKind.DECISION, key)) for key in (31, 32)}
    assert {key: (way[KnotKind.STEP], way[KnotKind.ACTION]) for key, way in ways.items()} == {
        31: ((), (53,)),
        32: ((12,), (51,)),
    }
