"""Can one round be filled at all, given the tables that are barred and those that people have seen in held rounds?

Rule: Hall's condition, both ways, by augmenting paths: everybody must find a seat at a table open to them, and every table must
find the people that level fill demands. Bonds and people kept apart are left out, so a refusal is a proof.
Source: Kuhn's algorithm; who is reached by a failed search is the reason. Units: people, seats.
"""

from collections import deque


class Stuck(Exception):
    """People who have too few tables, and those tables."""

    def __init__(self, people: list[int], tables: list[int]) -> None:
        super().__init__()
        self.people, self.tables = people, tables


def assign_tables(choices: dict[int, list[int]], room: list[int]) -> dict[int, int]:
    """A table for everybody, at most `room` at each; Stuck with the reason where there is none."""
    at: dict[int, int] = {}
    here: list[set[int]] = [set() for _ in room]
    for p in sorted(choices, key=lambda p: len(choices[p])):
        came: dict[int, tuple[int, int]] = {}
        queue: deque[int] = deque()
        for t in choices[p]:
            came[t] = (p, -1)
            queue.append(t)
        end = -1
        while queue:
            t = queue.popleft()
            if len(here[t]) < room[t]:
                end = t
                break
            for q in sorted(here[t]):
                for other in choices[q]:
                    if other not in came:
                        came[other] = (q, t)
                        queue.append(other)
        if end < 0:
            raise Stuck(sorted({p, *(q for t in came for q in here[t])}), sorted(came))
        while end >= 0:
            mover, source = came[end]
            if source >= 0:
                here[source].discard(mover)
            here[end].add(mover)
            at[mover] = end
            end = source
    return at


def short_table(choices: dict[int, list[int]], least: list[int]) -> list[int]:
    """Tables that cannot find the people they need at least; nobody: none."""
    open_to: dict[int, list[int]] = {}
    people: dict[int, int] = {p: number for number, p in enumerate(choices)}
    wants = {(t, k): t for t, n in enumerate(least) for k in range(n)}
    for p, tables in choices.items():
        for t in tables:
            open_to.setdefault(t, []).append(people[p])
    demand = {number: open_to.get(t, []) for number, t in enumerate(wants.values())}
    tables = list(wants.values())
    try:
        assign_tables(demand, [1] * len(people))
    except Stuck as stuck:
        return sorted({tables[number] for number in stuck.people})
    return []
