"""No rule is ever broken; stopping early, seeds, held rounds, one more or one fewer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from facilitate.cafe.rotation import Infeasible, PlannedSeating, evaluate_seating, plan_seating
from facilitate.cafe.rotation.search_clock import EFFORT

from .events import event_later, plain_event, random_event, seeds
from .rules import broken_rules, count_meetings, sum_squares

SAMPLES = Path(__file__).parents[2] / "samples" / "rotation"
some = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def planned(one: dict[str, Any], **how: Any) -> PlannedSeating | None:
    """A short search; None where the event is refused with a reason."""
    steps = iter(range(1_000))
    try:
        return plan_seating(one, effort="quick", on_progress=lambda _p: next(steps) < 2, **how)
    except Infeasible as refused:
        why = refused.reason
    assert why.kind not in ("malformed", "")
    assert why.text.endswith(".")
    return None


@some
@given(seeds)
def test_no_rule_is_broken_and_the_metrics_are_a_recount(seed: int) -> None:
    one = random_event(seed)
    seating = planned(one, seed=seed)
    if seating is None:
        return
    assert broken_rules(one, seating.rounds) == set()
    metrics = seating.metrics
    assert (metrics["meetings"], metrics["distinct"], metrics["max_times_met"]) == count_meetings(
        seating.rounds
    )
    assert metrics["repeats"] >= seating.minimum
    for attribute in ("sector", "region"):
        assert metrics["mix"][attribute]["ss"] == pytest.approx(
            sum_squares(one, seating.rounds, attribute)
        )
    assert {key: value for key, value in evaluate_seating(one, seating.rounds).items()} == metrics


@some
@given(seeds)
def test_replanning_keeps_what_was_held(seed: int) -> None:
    one = random_event(seed, most=24)
    before = planned(one, seed=seed)
    if before is None or one["rounds"] < 2:
        return
    held = 1 + seed % (one["rounds"] - 1)
    after = event_later(one, before.rounds, held, seed)
    for how in ({}, {"keep": before.rounds}):
        seating = planned(after, seed=seed, **how)
        if seating is not None:
            assert broken_rules(after, seating.rounds) == set()


def test_held_as_an_argument_is_the_same() -> None:
    one = plain_event(20, 4, 4)
    first = plan_seating(one, effort="quick").rounds
    by_argument = plan_seating(one, held=first[:2], effort="quick")
    assert (
        by_argument.rounds
        == plan_seating({**one, "fixed_rounds": first[:2]}, effort="quick").rounds
    )
    assert by_argument.rounds[:2] == first[:2]


@few
@given(seeds)
def test_one_person_more_or_fewer_never_breaks(seed: int) -> None:
    one = plain_event(10 + seed % 23, 2 + seed % 5, 2 + seed % 3)
    for guests in (
        one["participants"][:-1],
        [*one["participants"], {"id": "more", "sector": "a", "region": "u"}],
    ):
        changed = {**one, "participants": guests}
        seating = planned(changed, seed=seed)
        assert seating is not None
        assert broken_rules(changed, seating.rounds) == set()


def test_asked_to_stop_at_once_it_still_gives_a_legal_seating() -> None:
    one = json.loads((SAMPLES / "full-88-11-3.json").read_text())
    seating = plan_seating(one, on_progress=lambda _progress: False)
    assert broken_rules(one, seating.rounds) == set()
    assert seating.stopped == "asked"


def test_a_deadline_is_named() -> None:
    one = json.loads((SAMPLES / "replan-88-11-3.json").read_text())
    seating = plan_seating(one, effort="long", deadline=0.05)
    assert broken_rules(one, seating.rounds) == set()
    assert seating.stopped == "deadline"


def test_progress_rises_and_ends() -> None:
    shares: list[float] = []
    plan_seating(
        plain_event(40, 5, 6),
        effort="quick",
        on_progress=lambda progress: shares.append(progress.share),
    )
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


def test_it_stops_at_the_bounds() -> None:
    seating = plan_seating(plain_event(30, 6, 2), effort="long")
    assert (seating.stopped, seating.repeats, seating.mix_index) == ("bound", 0, 1.0)


@pytest.mark.parametrize("name", ["full-88-11-3", "replan-88-11-3"])
def test_the_same_seed_gives_the_same_seating_in_another_process(name: str) -> None:
    code = (
        "import json, sys; from facilitate.cafe.rotation import plan_seating; "
        f"print(json.dumps(plan_seating(json.load(open({str(SAMPLES / name) + '.json'!r})), effort='quick', seed=3).rounds))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": hashed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[3],
        ).stdout
        for hashed in ("1", "22")
    }
    here = plan_seating(
        json.loads((SAMPLES / f"{name}.json").read_text()), effort="quick", seed=3
    ).rounds
    assert [json.loads(run) for run in runs] == [here]


@pytest.mark.parametrize(("name", "least"), [("full-88-11-3", 0.95), ("replan-88-11-3", 0.93)])
def test_the_samples_reach_the_minimum_and_a_good_mix(name: str, least: float) -> None:
    one = json.loads((SAMPLES / f"{name}.json").read_text())
    seating = plan_seating(one, effort="quick")
    assert broken_rules(one, seating.rounds) == set()
    assert seating.repeats == seating.minimum
    assert seating.mix_index > least


@pytest.mark.parametrize(
    ("groups", "size", "rounds"),
    [(5, 3, 7), (8, 4, 7), (8, 4, 9), (8, 4, 10), (10, 4, 9), (10, 10, 3), (10, 10, 4), (10, 5, 8)],
)
def test_bare_golfers(groups: int, size: int, rounds: int) -> None:
    guests = [{"id": f"p{k}"} for k in range(groups * size)]
    one = {"rounds": rounds, "tables": groups, "participants": guests, "max_visits": rounds}
    seating = plan_seating(one, effort="normal")
    assert broken_rules(one, seating.rounds) == set()
    assert seating.repeats == 0


@few
@given(seeds)
def test_dense_and_long_events_are_legal(seed: int) -> None:
    tables = 3 + seed % 4
    one = plain_event(tables * 4 + seed % 9, tables, tables * (1 + seed % 2) - seed % 3)
    seating = plan_seating(one, effort="quick", seed=seed)
    assert broken_rules(one, seating.rounds) == set()
    assert seating.metrics["distinct"] == count_meetings(seating.rounds)[1]


@pytest.mark.parametrize("one", [plain_event(30, 5, 4), plain_event(40, 8, 3)])
def test_the_price_of_each_priority(one: dict[str, Any]) -> None:
    meet, balanced, mixed = (
        plan_seating(one, effort="quick", priority=priority)
        for priority in ("meet", "balanced", "mixed")
    )
    assert meet.repeats <= balanced.repeats
    assert meet.repeats <= mixed.repeats
    assert meet.mix_index <= balanced.mix_index + 1e-9
    assert meet.mix_index <= mixed.mix_index + 1e-9


def test_long_is_never_worse_and_progress_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for effort in ("normal", "long"):  # a tenth of each
        monkeypatch.setitem(EFFORT, effort, EFFORT[effort] // 10)
    one = plain_event(
        30,
        5,
        4,
        participants=[
            {"id": f"p{k}", "sector": "abc"[k % 3], "region": str(k % 7)} for k in range(30)
        ],
    )
    shares: list[float] = []
    usual = plan_seating(one, effort="normal")
    patient = plan_seating(
        one, effort="long", on_progress=lambda progress: shares.append(progress.share)
    )
    assert shares == sorted(shares)
    assert (patient.repeats, -patient.mix_index) <= (usual.repeats, -usual.mix_index)


def test_keeping_changes_fewer_slips() -> None:
    one = plain_event(60, 6, 4)
    before = plan_seating(one, effort="quick").rounds
    after = event_later(one, before, 2, 5)
    kept = plan_seating(after, effort="quick", keep=before)
    assert kept.changes is not None
    assert kept.changes.number <= 3
    assert kept.changes.new == ["late"]
    same = plan_seating(one, effort="quick", keep=before, held=before[:1])
    assert same.changes is not None
    assert (same.rounds, same.changes.number) == (before, 0)


def test_nobody_and_everything_held() -> None:
    assert plan_seating({"rounds": 2, "tables": 3, "participants": []}).rounds == [
        [[], [], []],
        [[], [], []],
    ]
    one = plain_event(9, 3, 2)
    rounds = plan_seating(one, effort="quick").rounds
    assert plan_seating(one, held=rounds).rounds == rounds
