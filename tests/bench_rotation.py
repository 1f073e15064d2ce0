"""The rotation's table: events of the shapes that matter, repeats against the proved minimum, mix, CPU seconds, violations."""

import subprocess
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from facilitate.cafe.rotation import plan_seating

SIZES = [(88, 11, 3), (108, 12, 4), (119, 12, 3), (300, 30, 5), (1000, 100, 5)]
GOLFERS = [
    (5, 3, 7),
    (8, 4, 7),
    (8, 4, 9),
    (10, 4, 9),
    (10, 10, 3),
    (10, 10, 4),
    (10, 5, 8),
    (8, 4, 10),
]
DENSE = [(50, 10, 8), (240, 20, 10), (45, 5, 5), (64, 8, 8)]
VALUES = {
    "gender": (["f", "m"], [11, 9]),
    "language": (["sq", "en", "el", "mk"], [12, 4, 2, 2]),
    "age": (["18", "30", "45", "60"], [3, 6, 6, 3]),
    "level": (["local", "national", "organisation"], [5, 3, 2]),
}
"""Four attributes: their values and how common each is."""


def sample_event(
    shape: str, people: int, tables: int, rounds: int, seed: int = 1
) -> dict[str, Any]:
    """An event like the samples: plain, hosts (one a table), full (5 % apart, 2 % together, 5 % absent)."""
    random = Random(f"{shape} {people} {tables} {rounds} {seed}")
    regions = [f"r{k}" for k in range(12)]
    weights = [4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1]
    guests: list[dict[str, Any]] = [
        {
            "id": f"p{k}",
            "sector": random.choices("gci", [5, 4, 1])[0],
            "region": random.choices(regions, weights)[0],
            "absent": [],
        }
        for k in range(people)
    ]
    ids = [guest["id"] for guest in guests]
    one: dict[str, Any] = {"rounds": rounds, "tables": tables, "participants": guests}
    if shape == "plain":
        return one
    one["hosts"] = {person: table for table, person in enumerate(random.sample(ids, tables))}
    if shape == "full":
        free = [person for person in ids if person not in one["hosts"]]
        random.shuffle(free)
        bound = [free.pop() for _ in range(2 * (people // 50))]
        one["together"] = [list(pair) for pair in zip(bound[::2], bound[1::2], strict=True)]
        one["apart"] = [random.sample(ids, 2) for _ in range(people // 20)]
        away = {free.pop() for _ in range(people // 20)}
        for guest in guests:
            if guest["id"] in away:
                guest["absent"] = [random.randrange(rounds)]
    return one


def event_to_replan(
    people: int, tables: int, rounds: int, held: int, seed: int = 1
) -> dict[str, Any]:
    """The full event with rounds held: four have gone, two came late."""
    one = sample_event("full", people, tables, rounds, seed)
    one["fixed_rounds"] = plan_seating(one, effort="quick").rounds[:held]
    for guest in [guest for guest in one["participants"] if guest["id"] not in one["hosts"]][:4]:
        guest["absent"] = sorted({*guest["absent"], *range(held, rounds)})
    late = [
        {"id": f"late{k}", "sector": "g", "region": f"r{k}", "absent": list(range(held))}
        for k in range(2)
    ]
    return {**one, "participants": one["participants"] + late}


def event_of_four(people: int, tables: int, rounds: int, names: list[str]) -> dict[str, Any]:
    """The event with hosts, whose people have four attributes, of which some are evened."""
    one = sample_event("hosts", people, tables, rounds)
    random = Random(f"four {people} {tables} {rounds}")
    for guest in one["participants"]:
        guest["attributes"] = {
            name: random.choices(values, weights)[0] for name, (values, weights) in VALUES.items()
        }
    return {**one, "mix": [{"attribute": name} for name in names]}


def each_alone(
    people: int, tables: int, rounds: int, line: Callable[[str, str, str], None]
) -> None:
    """How even each of four attributes is, of what it reaches alone."""
    together = plan_seating(event_of_four(people, tables, rounds, [*VALUES])).metrics["mix"]
    shares = []
    for name in VALUES:
        alone = plan_seating(event_of_four(people, tables, rounds, [name])).metrics["mix"][name][
            "index"
        ]
        shares.append(f"{name} {100 * together[name]['index'] / alone:.1f} %")
    line(f"four attributes {people}-{tables}-{rounds}", ", ".join(shares), "95 · 88 %")


def print_row(
    name: str,
    one: dict[str, Any],
    effort: str,
    line: Callable[[str, str, str], None],
    priority: str = "meet",
    seconds: float | None = None,
) -> None:
    """One line of the table: CPU, repeats of the least that are possible, how mixed, when all were seated first."""
    start = time.process_time()
    first: list[float] = []

    def watch(progress: Any) -> None:
        if not first:
            first.append(time.process_time() - start)

    seating = plan_seating(
        one, effort=effort, on_progress=watch, priority=priority, deadline=seconds
    )
    seconds = time.process_time() - start
    line(
        name,
        f"{seconds:.2f} s, {seating.repeats} of {seating.minimum} repeats, mix {100 * seating.mix_index:.1f} %, "
        f"seated in {first[0]:.2f} s, {seating.metrics['violations']} broken, {seating.stopped}",
        "-",
    )


def bench_seating(line: Callable[[str, str, str], None], effort: str = "normal") -> None:
    """How well and how fast people are seated."""
    code = "import time; t = time.process_time(); import facilitate.cafe.rotation; print(time.process_time() - t)"
    runs = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            ).stdout
        )
        for _run in range(3)
    ]
    line("import of the engine", f"{min(runs) * 1000:.0f} ms", "50 ms")
    for shape in ("plain", "hosts", "full"):
        for people, tables, rounds in SIZES:
            print_row(
                f"{shape} {people}-{tables}-{rounds}",
                sample_event(shape, people, tables, rounds),
                effort,
                line,
            )
    for people, tables, rounds, held in (
        (88, 11, 3, 1),
        (119, 12, 3, 2),
        (119, 12, 4, 2),
        (300, 30, 5, 2),
    ):
        name = f"replan {people}-{tables}-{rounds}, {held} held"
        print_row(name, event_to_replan(people, tables, rounds, held), effort, line)
    for people, tables, rounds in SIZES:
        name = f"in a second: hosts {people}-{tables}-{rounds}"
        print_row(name, sample_event("hosts", people, tables, rounds), "normal", line, seconds=1.0)
    one = sample_event("hosts", 108, 12, 4)
    print_row(
        "in a second: mixed tables 108-12-4", one, "normal", line, priority="mixed", seconds=1.0
    )
    for people, tables, rounds in DENSE:
        for shape in ("plain", "hosts"):
            print_row(
                f"dense {shape} {people}-{tables}-{rounds}",
                sample_event(shape, people, tables, rounds),
                effort,
                line,
            )
    for people, tables, rounds in ((300, 30, 5), (119, 12, 3)):
        each_alone(people, tables, rounds, line)
    for groups, size, rounds in GOLFERS:
        guests = [{"id": f"p{k}"} for k in range(groups * size)]
        one = {"rounds": rounds, "tables": groups, "participants": guests, "max_visits": rounds}
        print_row(f"golfers {groups}-{size}-{rounds}", one, effort, line)
