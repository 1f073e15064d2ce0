"""The way from invited to attended: ribbons are as wide as their people are many, and nobody gets lost between bars."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.participation.counting.pictures.flow import Flow, flow, flow_of
from facilitate.participation.counting.report import Step

from .blocks import about, flow_table, inside, texts

COUNTS = {
    Step.INVITED: 160,
    Step.DECLINED: 12,
    Step.REPLACED: 4,
    Step.WAITING: 6,
    Step.SILENT: 20,
    Step.CONFIRMED: 118,
    Step.ABSENT: 8,
    Step.CAME: 110,
    Step.WALK_IN: 9,
    Step.ATTENDED: 119,
}
people = st.integers(0, 300)


def out_of(found: Flow, step: Step) -> list[float]:
    return [ribbon.width for ribbon in found.ribbons if ribbon.start is step]


@st.composite
def ways(draw: st.DrawFn) -> Mapping[Step, int]:
    """Numbers that fit together: invited are those who answered and those who did not, confirmed came or did not."""
    came, absent, declined, replaced, waiting, silent, walk_in = (draw(people) for _ in range(7))
    return {
        Step.INVITED: came + absent + declined + replaced + waiting + silent,
        Step.DECLINED: declined,
        Step.REPLACED: replaced,
        Step.WAITING: waiting,
        Step.SILENT: silent,
        Step.CONFIRMED: came + absent,
        Step.ABSENT: absent,
        Step.CAME: came,
        Step.WALK_IN: walk_in,
        Step.ATTENDED: came + walk_in,
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ways())
def test_ribbons_are_as_wide_together_as_the_bar_they_leave(counts: Mapping[Step, int]) -> None:
    found = flow_of(counts, {})
    assert sum(out_of(found, Step.INVITED)) == pytest.approx(
        found.nodes[Step.INVITED].height, abs=0.1
    )
    if Step.CONFIRMED in found.nodes:
        assert sum(out_of(found, Step.CONFIRMED)) == pytest.approx(
            found.nodes[Step.CONFIRMED].height, abs=0.1
        )
    for ribbon in found.ribbons:
        assert ribbon.width == pytest.approx(counts[ribbon.end] * found.scale, abs=0.01)
        assert ribbon.width == found.nodes[ribbon.end].height


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ways())
def test_bars_of_one_stage_do_not_touch(counts: Mapping[Step, int]) -> None:
    for stage in range(3):
        there = sorted(
            (node.y, node.y + node.height)
            for node in flow_of(counts, {}).nodes.values()
            if node.stage == stage
        )
        assert all(end < start for (_y, end), (start, _end) in zip(there, there[1:], strict=False))


@pytest.mark.parametrize("width", [640, 340])
def test_every_number_is_written_on_it(width: float) -> None:
    drawn = flow(flow_table(COUNTS), width)
    written = " ".join(texts(drawn))
    assert all(
        f"{counts} {step}"[:12] in written
        for step, counts in COUNTS.items()
        if step not in (Step.WALK_IN, Step.ATTENDED)
    )
    assert "9 walk in" in written
    assert "Attended: 119" in written
    assert "declined: People 12." in about(drawn)
    assert inside(drawn)


def test_what_is_not_shown_is_a_star_on_a_thin_ribbon_and_never_nought() -> None:
    drawn = flow(flow_table({**COUNTS, Step.REPLACED: None, Step.WAITING: None}))
    assert "* replaced" in texts(drawn)
    assert "replaced: People not shown." in about(drawn)
    found = flow_of({**COUNTS, Step.REPLACED: None, Step.WAITING: None}, {})
    widths = {ribbon.end: ribbon.width for ribbon in found.ribbons}
    assert widths[Step.REPLACED] == widths[Step.WAITING] == 2.0


def test_nobody_at_all_is_drawn_too() -> None:
    assert inside(flow(flow_table({})))
