"""The way from invited to attended: ribbons are as wide as their people are many, and nobody gets lost between bars."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.participation.counting.pictures.flow import FlowLayout, draw_flow, flow_layout
from facilitate.participation.counting.report import FlowStep

from .blocks import flow_table, is_inside, picture_about, picture_texts

COUNTS = {
    FlowStep.INVITED: 160,
    FlowStep.DECLINED: 12,
    FlowStep.REPLACED: 4,
    FlowStep.WAITING: 6,
    FlowStep.SILENT: 20,
    FlowStep.CONFIRMED: 118,
    FlowStep.ABSENT: 8,
    FlowStep.CAME: 110,
    FlowStep.WALK_IN: 9,
    FlowStep.ATTENDED: 119,
}
people = st.integers(0, 300)


def out_of(found: FlowLayout, step: FlowStep) -> list[float]:
    return [ribbon.width for ribbon in found.ribbons if ribbon.start is step]


@st.composite
def ways(draw: st.DrawFn) -> Mapping[FlowStep, int]:
    """Numbers that fit together: invited are those who answered and those who did not, confirmed came or did not."""
    came, absent, declined, replaced, waiting, silent, walk_in = (draw(people) for _ in range(7))
    return {
        FlowStep.INVITED: came + absent + declined + replaced + waiting + silent,
        FlowStep.DECLINED: declined,
        FlowStep.REPLACED: replaced,
        FlowStep.WAITING: waiting,
        FlowStep.SILENT: silent,
        FlowStep.CONFIRMED: came + absent,
        FlowStep.ABSENT: absent,
        FlowStep.CAME: came,
        FlowStep.WALK_IN: walk_in,
        FlowStep.ATTENDED: came + walk_in,
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ways())
def test_ribbons_are_as_wide_together_as_the_bar_they_leave(counts: Mapping[FlowStep, int]) -> None:
    found = flow_layout(counts, {})
    assert sum(out_of(found, FlowStep.INVITED)) == pytest.approx(
        found.nodes[FlowStep.INVITED].height, abs=0.1
    )
    if FlowStep.CONFIRMED in found.nodes:
        assert sum(out_of(found, FlowStep.CONFIRMED)) == pytest.approx(
            found.nodes[FlowStep.CONFIRMED].height, abs=0.1
        )
    for ribbon in found.ribbons:
        assert ribbon.width == pytest.approx(counts[ribbon.end] * found.scale, abs=0.01)
        assert ribbon.width == found.nodes[ribbon.end].height


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ways())
def test_bars_of_one_stage_do_not_touch(counts: Mapping[FlowStep, int]) -> None:
    for stage in range(3):
        there = sorted(
            (node.y, node.y + node.height)
            for node in flow_layout(counts, {}).nodes.values()
            if node.stage == stage
        )
        assert all(end < start for (_y, end), (start, _end) in zip(there, there[1:], strict=False))


@pytest.mark.parametrize("width", [640, 340])
def test_every_number_is_written_on_it(width: float) -> None:
    drawn = draw_flow(flow_table(COUNTS), width)
    written = " ".join(picture_texts(drawn))
    assert all(
        f"{counts} {step}"[:12] in written
        for step, counts in COUNTS.items()
        if step not in (FlowStep.WALK_IN, FlowStep.ATTENDED)
    )
    assert "9 walk in" in written
    assert "Attended: 119" in written
    assert "declined: People 12." in picture_about(drawn)
    assert is_inside(drawn)


def test_what_is_not_shown_is_a_star_on_a_thin_ribbon_and_never_nought() -> None:
    drawn = draw_flow(flow_table({**COUNTS, FlowStep.REPLACED: None, FlowStep.WAITING: None}))
    assert "* replaced" in picture_texts(drawn)
    assert "replaced: People not shown." in picture_about(drawn)
    found = flow_layout({**COUNTS, FlowStep.REPLACED: None, FlowStep.WAITING: None}, {})
    widths = {ribbon.end: ribbon.width for ribbon in found.ribbons}
    assert widths[FlowStep.REPLACED] == widths[FlowStep.WAITING] == 2.0


def test_nobody_at_all_is_drawn_too() -> None:
    assert is_inside(draw_flow(flow_table({})))


def test_before_the_event_answers_are_written_as_far_as_the_edge() -> None:
    before = {FlowStep.INVITED: 113, FlowStep.CONFIRMED: 78, FlowStep.SILENT: 35}
    table = flow_table(before)
    confirmed = next(row for row in table.rows if row.key == FlowStep.CONFIRMED)
    longer = replace(confirmed, name="Konfirmuan pjesëmarrjen")
    drawn = draw_flow(
        replace(table, rows=[longer if row is confirmed else row for row in table.rows]), 340
    )
    assert "pjesëmarrjen" in " ".join(picture_texts(drawn))
    assert is_inside(drawn)
