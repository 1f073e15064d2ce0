"""People of one kind together: which groups those of one county (or sector, or any other trait) sit in.

Rule: people of one value stay together. Where they are more than a group, they fill several of about the same size; values with few
people join others, the largest first: their neighbours while that leaves groups about even, else where fewest are. Who has no value
may sit in any group. The same people, the same groups. Units: people; groups by their place.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

LEAST = 4
"""People of one value that are not divided further, so that no group stays empty."""
FEWEST = 3
"""People of one value who may be a group of their own; fewer join others, also where a group is left empty by it."""
NEIGHBOURLY = 3
"""By how many people a group may be larger than the others for neighbours to be in one."""


def gather_people(
    values: Mapping[str, str],
    seats: Sequence[int],
    settled: Mapping[str, int],
    beside: Mapping[str, Collection[str]] | None = None,
) -> dict[str, frozenset[int]]:
    """The groups the people of each value may sit in. `values`: of everybody who sits; `seats`: in each group; `settled`: whose
    group is said already, such as its host: their seat is taken; `beside`: values that rather join each other, such as neighbours.
    """
    near = beside or {}
    load = [0] * len(seats)
    for place in settled.values():
        load[place] += 1
    counts = Counter(value for key, value in values.items() if value and key not in settled)
    found: dict[str, set[int]] = {value: set() for value in counts}
    even = max(1, -(-len(values) // max(1, len(seats))))
    parts = [
        (size, value) for value, count in counts.items() for size in _parts(count, even, seats)
    ]
    while (
        parts
        and sum(size >= FEWEST for size, _value in parts) < len(seats)
        and max(parts)[0] >= 2 * LEAST
    ):
        size, value = max(parts)
        parts.remove((size, value))
        parts += [(size - size // 2, value), (size // 2, value)]
    for size, value in sorted(parts, key=lambda one: (-one[0], one[1])):
        left = size
        while left > 0:
            free = [place for place, most in enumerate(seats) if load[place] < most]
            if not free:
                break
            whole = [place for place in free if seats[place] - load[place] >= left]

            def cost(one: int, value: str = value, left: int = left) -> tuple[int, int, bool, int]:
                """How little that group suits them, how many are in it, whether more of their value are."""
                joins = any(one in found[other] for other in near.get(value, ()) if other in found)
                return _misfit(left, load[one], even, joins), load[one], one in found[value], one

            place = min(whole or free, key=cost)
            took = min(left, seats[place] - load[place])
            load[place] += took
            found[value].add(place)
            left -= took
    return {value: frozenset(places) for value, places in found.items() if places}


def _misfit(people: int, load: int, even: int, joins: bool) -> int:
    """How little a group of `load` suits `people` of one value: best beside neighbours or by themselves; few rather join others."""
    if joins and load + people <= even + NEIGHBOURLY:
        return 0
    if people >= FEWEST:
        return int(load > 0)
    if load:
        return 1 if load + people <= even else 3
    return 2


def _parts(count: int, even: int, seats: Sequence[int]) -> list[int]:
    """So many people in parts near the `even` size, of which each finds room in the largest group."""
    number = max(1, round(count / even), -(-count // max(seats, default=1)))
    return [count // number + (part < count % number) for part in range(number)]


def groups_as_seated(
    values: Mapping[str, str], groups: Iterable[Iterable[str]]
) -> dict[str, frozenset[int]]:
    """The groups in which people of each value sit now."""
    found: dict[str, set[int]] = {}
    for place, people in enumerate(groups):
        for key in people:
            if value := values.get(key, ""):
                found.setdefault(value, set()).add(place)
    return {value: frozenset(places) for value, places in found.items()}
