"""Drafts hold what is promised of them, whatever they are composed of."""

import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.agenda.composing.compose import checked_draft_days, compose_drafts, is_draft_sound
from facilitate.agenda.composing.draft import (
    AgendaDraft,
    DraftAim,
    DraftBrief,
    DraftHours,
    DraftStyle,
    DraftWhy,
    TechniquePast,
)
from facilitate.agenda.hints import find_hints
from facilitate.agenda.warnings import WarningKind, find_warnings
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import OutputKind

SEEKING = [one for one in OutputKind if one is not OutputKind.UNSAID]
hours = st.builds(
    lambda starts, length: DraftHours(1, starts, starts + length),
    st.sampled_from([480, 525, 540, 600, 840]),
    st.integers(90, 600),
)
briefs = st.builds(
    lambda days, sought, people, leads, past: DraftBrief(
        hours=tuple(replace(day, day=number) for number, day in enumerate(days, 1)),
        aims=tuple(DraftAim(number, one) for number, one in enumerate(sought, 11)),
        people=people,
        leads=tuple(range(1, leads + 1)),
        room=7,
        techniques=shipped_techniques(),
        past=past,
    ),
    st.lists(hours, min_size=1, max_size=3),
    st.lists(st.sampled_from(SEEKING), min_size=1, max_size=8),
    st.sampled_from([0, 4, 9, 25, 60, 110, 250, 900]),
    st.integers(1, 4),
    st.dictionaries(
        st.sampled_from(sorted(shipped_techniques())),
        st.builds(TechniquePast, st.integers(5, 200), st.just(2), st.just(3)),
        max_size=4,
    ),
)
DAY = DraftBrief(
    (DraftHours(1, 540, 990),),
    (DraftAim(1, OutputKind.IDEAS), DraftAim(2, OutputKind.AGREEMENT)),
    people=45,
    leads=(1, 2),
    techniques=shipped_techniques(),
    past={"consensus-gradients": TechniquePast(52, 2, 3)},
)


def follow(draft: AgendaDraft) -> None:
    """One step after the other, day by day: nobody and no room is wanted twice."""
    for one, then in zip(draft.steps, draft.steps[1:], strict=False):
        assert one.day < then.day or (one.day == then.day and one.end == then.start)


@given(briefs)
@settings(max_examples=40, deadline=None)
def test_whatever_it_is_composed_of(brief: DraftBrief) -> None:
    found = compose_drafts(brief)
    assert compose_drafts(brief) == found, "the same input gives the same drafts"
    by_day = {one.day: one for one in brief.hours}
    for draft in found:
        follow(draft)
        for step in draft.steps:
            assert by_day[step.day].starts <= step.start
            assert step.end <= by_day[step.day].ends
            assert step.minutes > 0
            assert step.reasons
            assert step.lead in brief.leads
        days = checked_draft_days(brief, draft)
        told = find_warnings(days, [aim.id for aim in brief.aims])
        assert {one.objective for one in told} == set(draft.left)
        assert all(one.what is WarningKind.UNSERVED for one in told)
        assert find_hints(days, {aim.id: aim.sought for aim in brief.aims}) == []
        served = {one for step in draft.steps for one in step.objectives}
        assert served == {aim.id for aim in brief.aims} - set(draft.left)


@pytest.mark.parametrize("sought", SEEKING)
@pytest.mark.parametrize("people", [12, 40, 110, 300])
def test_a_day_is_enough_for_anything_sought_by_anybody(sought: OutputKind, people: int) -> None:
    found = compose_drafts(replace(DAY, aims=(DraftAim(1, sought),), people=people))
    assert [draft.style for draft in found] == list(DraftStyle)
    for draft in found:
        assert draft.left == ()
        kinds = {step.kind for step in draft.steps}
        assert {"registration", "break", "meal"} <= kinds
        assert draft.steps[-1].start >= 780, "the day is used"
        for step, then in zip(draft.steps, draft.steps[1:], strict=False):
            if any(
                one.why is DraftWhy.NONE_FITS for one in step.reasons
            ):  # then it is proposed how
                assert step.groups >= people // 8
                assert all((step.do.en, step.do.sq, then.do.en, then.do.sq))
    ways = [tuple(step.technique for step in draft.steps) for draft in found]
    assert len(set(ways)) == 3, "they differ"


@pytest.mark.parametrize("hours", [(510, 990), (540, 960), (540, 1020), (570, 1020)])
@pytest.mark.parametrize("people", [20, 78, 300])
def test_no_pause_stands_beside_the_meal_of_a_usual_day(
    hours: tuple[int, int], people: int
) -> None:
    for count in (1, 2, 3, 6):
        aims = tuple(DraftAim(n + 1, SEEKING[(2 * n + count) % 6]) for n in range(count))
        brief = replace(DAY, hours=(DraftHours(1, *hours),), aims=aims, people=people)
        drafts = compose_drafts(brief)
        assert drafts
        for draft in drafts:
            [meal] = [step for step in draft.steps if step.kind == "meal"]
            pauses = [step for step in draft.steps if step.kind == "break"]
            assert pauses
            for one in pauses:
                assert one.end + 60 <= meal.start or meal.end + 60 <= one.start


@pytest.mark.parametrize("hours", [(540, 780), (540, 960), (540, 1020)])
def test_nobody_rests_after_opening_a_day_or_before_closing_it(hours: tuple[int, int]) -> None:
    for count, people in product((1, 2, 3, 6), (20, 78)):
        aims = tuple(DraftAim(n + 1, SEEKING[(2 * n + count) % 6]) for n in range(count))
        days = (DraftHours(1, *hours), DraftHours(2, *hours))
        drafts = compose_drafts(replace(DAY, hours=days, aims=aims, people=people))
        assert drafts
        for draft in drafts:
            for day in (1, 2):
                steps = [step for step in draft.steps if step.day == day]
                for one in (step for step in steps if step.kind == "break"):
                    assert min(one.start - steps[0].start, steps[-1].end - one.end) > 20


def test_each_step_says_why_and_earlier_events_count() -> None:
    talk, settle, move = compose_drafts(DAY)
    for draft in (talk, settle, move):
        [agreeing] = [step for step in draft.steps if step.objectives == (2,)]
        assert agreeing.technique == "consensus-gradients"
        assert agreeing.reasons[0].why is DraftWhy.SERVES
        [took] = [one for one in agreeing.reasons if one.why is DraftWhy.TOOK]
        assert took.numbers == (52, 2, 3)
        assert agreeing.minutes >= 45


def test_too_few_hours_are_said_and_none_are_no_draft() -> None:
    short = replace(
        DAY,
        hours=(DraftHours(1, 600, 720),),
        aims=tuple(DraftAim(n, one) for n, one in enumerate(SEEKING, 1)),
    )
    assert all(draft.left for draft in compose_drafts(short))
    assert compose_drafts(replace(DAY, hours=(DraftHours(1, 600, 630),))) == []
    assert compose_drafts(replace(DAY, hours=())) == compose_drafts(replace(DAY, aims=())) == []


def test_what_is_told_of_an_agenda_is_told_of_a_draft() -> None:
    """A draft without its rests is refused by the same rules that look at agendas."""
    draft = compose_drafts(DAY)[0]
    assert is_draft_sound(DAY, draft)
    bare = [step for step in draft.steps if step.kind not in ("break", "meal")]
    moved = []
    for step in bare:
        moved.append(replace(step, start=moved[-1].end if moved else step.start))
    assert not is_draft_sound(DAY, replace(draft, steps=tuple(moved)))


def test_three_drafts_of_three_full_days_take_no_time() -> None:
    full = replace(
        DAY,
        hours=tuple(DraftHours(number, 540, 1050) for number in (1, 2, 3)),
        aims=tuple(DraftAim(number, SEEKING[number % 6]) for number in range(12)),
    )
    begun = time.process_time()
    compose_drafts(full)
    assert time.process_time() - begun < 2


def test_a_hundred_objectives_in_half_an_hour_are_soon_too_many() -> None:
    full = replace(
        DAY,
        hours=(DraftHours(1, 540, 570),),
        aims=tuple(DraftAim(number, SEEKING[number % 6]) for number in range(100)),
        people=900,
    )
    begun = time.process_time()
    assert compose_drafts(full) == []
    assert time.process_time() - begun < 5  # it was a minute, while the page waited
