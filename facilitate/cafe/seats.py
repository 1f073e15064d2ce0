"""A seating as one value that never changes: who sits at which table in every round, what is locked, how good it is.

People are keys (`floor.Guest.key`), tables are their ids, rounds count from 1 wherever a number names one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

Rounds = tuple[tuple[tuple[str, ...], ...], ...]
"""Rounds, tables in the order of `Seating.tables`, keys of people."""
Path = tuple[int | None, ...]
"""Somebody's table in each round (its id; None: no seat)."""
NO_PATH: Path = ()
ALWAYS = "always together"
"""The engine's reason that tells how many pairs sit together in every round, though nothing binds them."""


@dataclass(frozen=True)
class Seating:
    """Who sits where. `locked`: (round, person) who stay where they are; `locked_rounds`: rounds nobody moves in.

    `metrics` as the engine gives them; `why`: what could not be had, as the engine's reasons (kind, who, table, round,
    number); `how`: `{"priority", "seed", "stopped"}` of the search it came from, and `spread` where nobody was to be with the
    same person in every round.
    """

    tables: tuple[int, ...]
    rounds: Rounds
    locked: frozenset[tuple[int, str]] = frozenset()
    locked_rounds: frozenset[int] = frozenset()
    metrics: Mapping[str, Any] = field(default_factory=dict)
    why: tuple[Mapping[str, Any], ...] = ()
    how: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Everybody's table in each round."""
        found: dict[str, list[int | None]] = {}
        for number, one in enumerate(self.rounds):
            for table, people in zip(self.tables, one, strict=True):
                for key in people:
                    found.setdefault(key, [None] * len(self.rounds))[number] = table
        return {key: tuple(path) for key, path in found.items()}

    def path(self, key: str) -> Path:
        """Somebody's tables; nobody who has a seat has an empty one."""
        return self.paths.get(key, NO_PATH)

    def at(self, number: int, key: str) -> int | None:
        """The table (id) somebody sits at in round `number`; None where they have no seat."""
        path = self.path(key)
        return path[number - 1] if 0 < number <= len(path) else None

    def people_at(self, number: int, table: int) -> tuple[str, ...]:
        """Who sits at that table in round `number`."""
        if table not in self.tables or not 0 < number <= len(self.rounds):
            return ()
        return self.rounds[number - 1][self.tables.index(table)]

    @property
    def always_together(self) -> int | None:
        """Pairs who sit together in every round though nothing binds them; None where nobody has to, spread or not."""
        for one in self.why:
            if one.get("kind") == ALWAYS:
                return int(one.get("number", 0))
        return 0 if self.how.get("spread") else None

    def is_locked(self, number: int, key: str) -> bool:
        """Whether somebody's seat in round `number` is to stay as it is."""
        return number in self.locked_rounds or (number, key) in self.locked

    def with_rounds(self, rounds: Iterable[Iterable[Iterable[str]]]) -> "Seating":
        """The seating with other people at its tables; what was known of its quality is dropped."""
        return replace(
            self,
            rounds=tuple(tuple(tuple(table) for table in one) for one in rounds),
            metrics={},
            why=(),
        )

    def swap_seats(self, number: int, a: str, b: str) -> "Seating":
        """The seating after two people changed places in round `number`."""
        other = {a: b, b: a}
        return self.with_rounds(
            [[other.get(key, key) for key in table] for table in one] if round == number else one
            for round, one in enumerate(self.rounds, 1)
        )

    def move_person(self, number: int, key: str, table: int) -> "Seating":
        """The seating with somebody at another table (id) in round `number`; who had no seat there gets one."""

        def after(one: tuple[tuple[str, ...], ...]) -> list[list[str]]:
            left = [[person for person in people if person != key] for people in one]
            left[self.tables.index(table)].append(key)
            return left

        return self.with_rounds(
            after(one) if round == number else one for round, one in enumerate(self.rounds, 1)
        )


def changed_slips(before: Seating, after: Seating) -> list[str]:
    """Whose slip is another than before in a round they sit in; a round they miss now is no change, as in the engine.

    Who had no slip before is not among them, nor who has no seat now.
    """
    return [
        key
        for key, path in after.paths.items()
        if key in before.paths and _other(before.paths[key], path)
    ]


def _other(before: Path, after: Path) -> bool:
    """Whether somebody sits elsewhere in a round."""
    both = zip_longest(before, after)
    return any(now is not None and then != now for then, now in both)


def new_slips(before: Seating, after: Seating) -> list[str]:
    """Who has a slip now and had none before."""
    return [key for key in after.paths if key not in before.paths]


def seating_to_json(seating: Seating) -> dict[str, Any]:
    """The seating as it is kept."""
    return {
        "tables": list(seating.tables),
        "rounds": [[list(table) for table in one] for one in seating.rounds],
        "locked": sorted([number, key] for number, key in seating.locked),
        "locked_rounds": sorted(seating.locked_rounds),
        "metrics": dict(seating.metrics),
        "why": [dict(one) for one in seating.why],
        "how": dict(seating.how),
    }


def seating_from_json(kept: Mapping[str, Any]) -> Seating:
    """The seating that was kept."""
    return Seating(
        tables=tuple(kept["tables"]),
        rounds=tuple(tuple(tuple(table) for table in one) for one in kept["rounds"]),
        locked=frozenset((number, key) for number, key in kept.get("locked", ())),
        locked_rounds=frozenset(kept.get("locked_rounds", ())),
        metrics=kept.get("metrics", {}),
        why=tuple(kept.get("why", ())),
        how=kept.get("how", {}),
    )
