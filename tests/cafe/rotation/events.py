"""Random events of every shape: seats, hosts, absences, bonds, wishes, more rounds than tables, rounds held."""

from random import Random
from typing import Any

from hypothesis import strategies as st


def random_event(seed: int, most: int = 36) -> dict[str, Any]:
    """One random event; many are feasible, some are not."""
    random = Random(seed)
    tables, rounds = random.randint(1, 7), random.choice([1, 2, 3, 3, 4, 5, 8])
    number = random.randint(1, most)
    missing = random.choice([0, 0, 0.05, 0.15])
    guests = [
        {
            "id": f"p{k}",
            "sector": random.choice("abc"),
            "region": random.choice("uvwxyz"),
            "absent": [r for r in range(rounds) if random.random() < missing],
            "prefers": [t for t in range(tables) if random.random() < 0.1],
        }
        for k in range(number)
    ]
    ids = [guest["id"] for guest in guests]
    seats = -(-number // tables)
    caps = random.choice(
        [
            None,
            None,
            [seats + random.randint(0, 2) for _ in range(tables)],
            [None, *(max(1, seats + random.randint(-3, 3)) for _ in range(tables - 1))],
        ]
    )
    hosts = dict(
        zip(
            random.sample(ids, min(number, random.choice([0, tables, tables // 2]))),
            range(tables),
            strict=False,
        )
    )

    def pairs(count: int) -> list[list[str]]:
        return [random.sample(ids, 2) for _ in range(count)] if number > 1 else []

    return {
        "name": f"random {seed}",
        "rounds": rounds,
        "tables": tables,
        "capacities": caps,
        "participants": guests,
        "hosts": hosts,
        "apart": pairs(random.choice([0, 1, number // 10])),
        "together": pairs(random.choice([0, 0, 1, number // 10])),
        "fixed_rounds": [],
        "max_visits": random.choice([None, None, None, rounds]),
    }


def plain_event(number: int, tables: int, rounds: int, **more: Any) -> dict[str, Any]:
    """An event without anything special."""
    guests = [
        {"id": f"p{k}", "sector": "abc"[k % 3], "region": "uvwxyz"[k % 6]} for k in range(number)
    ]
    return {"rounds": rounds, "tables": tables, "participants": guests, **more}


def event_later(before: dict[str, Any], rounds: list[Any], held: int, seed: int) -> dict[str, Any]:
    """The same event after some rounds: two went home, one came late."""
    random = Random(seed)
    guests = [dict(guest) for guest in before["participants"]]
    open_rounds = set(range(held, before["rounds"]))
    for guest in random.sample(guests, min(2, len(guests))):
        guest["absent"] = sorted(set(guest.get("absent") or []) | open_rounds)
    guests.append({"id": "late", "sector": "a", "region": "u", "absent": list(range(held))})
    return {**before, "participants": guests, "fixed_rounds": rounds[:held]}


seeds = st.integers(0, 10**6)
