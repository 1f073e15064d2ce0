"""Hand-made seatings: every rule is seen to be broken, a swap undone is nothing, the import stays light."""

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings

import facilitate.cafe.rotation
from facilitate.cafe.rotation import evaluate_seating, swap_cost, swap_in_rounds

from .events import random_event, seeds
from .rules import Rounds, broken_rules, count_meetings

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SAME = {"capacity": "seats", "fixed": "held"}


def by_hand(one: dict[str, Any], seed: int) -> Rounds:
    """Anybody anywhere."""
    random = Random(seed)
    rounds: Rounds = []
    for r in range(one["rounds"]):
        tables: list[list[str]] = [[] for _ in range(one["tables"])]
        for guest in one["participants"]:
            if r not in guest["absent"]:
                tables[random.randrange(one["tables"])].append(guest["id"])
        rounds.append(tables)
    return rounds


@many
@given(seeds)
def test_every_broken_rule_is_seen(seed: int) -> None:
    one = random_event(seed)
    rounds = by_hand(one, seed)
    judged = evaluate_seating(one, rounds)
    assert {SAME.get(kind, kind) for kind in judged["by_kind"]} == broken_rules(one, rounds)
    assert (judged["meetings"], judged["distinct"], judged["max_times_met"]) == count_meetings(
        rounds
    )


@many
@given(seeds)
def test_swap_and_undo_is_identity(seed: int) -> None:
    one = random_event(seed)
    rounds = by_hand(one, seed)
    people = [person for table in rounds[0] for person in table]
    if len(people) < 2:
        return
    a, b = Random(seed).sample(people, 2)
    there = swap_cost(one, rounds, 0, a, b)
    back = swap_cost(one, there.rounds, 0, a, b)
    assert (back.rounds, swap_in_rounds(there.rounds, 0, b, a)) == (rounds, rounds)
    assert (back.repeats, back.violations, back.mix_index) == (
        there.repeats[::-1],
        there.violations[::-1],
        there.mix_index[::-1],
    )
    assert (
        there.more_repeats
        == count_meetings(there.rounds)[0]
        - count_meetings(there.rounds)[1]
        - count_meetings(rounds)[0]
        + count_meetings(rounds)[1]
    )


def test_it_needs_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import facilitate.cafe.rotation; "
        "new = {n.split('.')[0] for n in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names)), sorted(n for n in sys.modules if n.startswith('facilitate.') "
        "and not n.startswith('facilitate.cafe')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert told.strip() == "['facilitate'] []"


def test_the_engine_stands_by_itself(tmp_path: Path) -> None:
    """Its folder alone, copied anywhere, seats people."""
    shutil.copytree(Path(facilitate.cafe.rotation.__file__).parent, tmp_path / "rotation")
    code = (
        "import rotation, sys; "
        "one = {'rounds': 8, 'tables': 10, 'participants': [{'id': f'p{k}'} for k in range(50)]}; "
        "seating = rotation.plan_seating(one, effort='quick'); "
        "print(seating.repeats, [n for n in sys.modules if n.startswith('facilitate')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    ).stdout
    assert told.strip() == "0 []"
