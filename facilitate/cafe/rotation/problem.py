"""The event as numbers: people, tables and rounds count from 0; a set of people or of tables is the bits of one int.

Rule: everything the engine asks of an event is worked out once, here. The format is that of the JSON instance:
`rounds tables capacities participants hosts apart together met fixed_rounds max_visits locked mix wants`. Locked: {person: {"round": table}},
a hard rule of open rounds; in held ones it is history and ignored. Tables that the same people may sit at are one kind
(`allowed`); they are level among themselves, and `kinds.py` says how many people each kind seats.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from .attributes import Attribute, event_attributes
from .company import CompanyRule, company_rules
from .event_checks import check_event
from .kinds import Kinds

Round = list[list[int]]
"""One round: for each table the people who sit there."""


class SeatingProblem:
    """An event that is well formed (not yet: feasible)."""

    def __init__(
        self,
        *,
        rounds: int,
        tables: int,
        ids: list[str],
        names: list[str],
        attributes: list[Attribute],
        mix_named: bool,
        caps: list[int | None],
        host_of: dict[int, int],
        apart: list[tuple[int, int]],
        together: list[tuple[int, int]],
        held: list[Round],
        max_visits: int,
        wishes: list[list[int]],
        absent: list[set[int]],
        locked: list[dict[int, int]],
        before: list[int],
        allowed: dict[int, int],
        wants: list[CompanyRule],
    ) -> None:
        self.rounds, self.tables, self.caps, self.max_visits = rounds, tables, caps, max_visits
        self.ids, self.names = ids, names
        self.attributes = attributes  # all that are counted
        self.evened = [one for one in attributes if one.weight]
        self.mix_named = mix_named  # the event says itself what is evened
        self.host_of = host_of  # person -> table
        self.apart, self.together, self.held, self.wishes, self.absent = (
            apart,
            together,
            held,
            wishes,
            absent,
        )
        self.locked = locked  # for each round: person -> table
        self.before = before  # whom each person met before the event, as bits
        self.has_met = any(before)
        self.wants = wants
        self.allowed = allowed  # person -> their tables as bits; who is not in it may sit anywhere
        self.paid = 0  # repeats that wishes for every table have cost
        self.spread = False  # rather more pairs again than any pair every time
        self.pins: dict[int, dict[int, int]] = {}
        self.sized: dict[int, list[int]] = {}
        people = range(len(self.ids))
        self.present = [[p for p in people if r not in self.absent[p]] for r in range(self.rounds)]
        # bound by `together`, also through others
        self.groups = [group for group in connected_groups(people, self.together) if len(group) > 1]
        self.exempt = set(self.host_of)  # from the topic rule
        for group in self.groups:
            if any(p in self.host_of for p in group):
                self.exempt.update(group)
        self.kinds = Kinds(self)
        self.most_visits = self.kinds.most_visits()  # how often each person may be at one table
        self.apart_bits: dict[int, int] = {}
        for a, b in self.apart:
            self.apart_bits[a] = self.apart_bits.get(a, 0) | 1 << b
            self.apart_bits[b] = self.apart_bits.get(b, 0) | 1 << a

    @property
    def first(self) -> int:
        """The first open round."""
        return len(self.held)

    def blocks(self, r: int) -> list[list[int]]:
        """People who must share a table in this round: bound, and all links between them present. No singles."""
        bound = {p for group in self.groups for p in group if r not in self.absent[p]}
        links = [(a, b) for a, b in self.together if a in bound and b in bound]
        return [block for block in connected_groups(sorted(bound), links) if len(block) > 1]

    def pinned(self, r: int) -> dict[int, int]:
        """Who can sit at one table only in this round: its hosts, the locked, and those bound to them."""
        if r not in self.pins:
            at = {p: t for p, t in self.host_of.items() if r not in self.absent[p]}
            at.update((p, t) for p, t in self.locked[r].items() if r not in self.absent[p])
            for p, bits in self.allowed.items():
                if bits.bit_count() == 1 and r not in self.absent[p]:
                    at.setdefault(p, bits.bit_length() - 1)
            for block in self.blocks(r):
                tables = [at[p] for p in block if p in at]
                if tables:
                    for p in block:
                        at.setdefault(p, tables[0])
            self.pins[r] = at
        return self.pins[r]

    def is_frozen(self, r: int) -> bool:
        """Is nearly everybody's seat of this round given: held, or locked?"""
        if r < self.first:
            return True
        return bool(self.locked[r]) and 4 * len(self.pinned(r)) >= 3 * len(self.present[r])

    def sizes(self, r: int) -> list[int]:
        """Table sizes of a round under level fill; of open rounds only their multiset is fixed."""
        if r < self.first:
            return [len(table) for table in self.held[r]]
        if r not in self.sized:
            self.sized[r] = self.kinds.sizes(r)
        return self.sized[r]

    def most(self, r: int) -> list[int]:
        """The most people each table can have in an open round under level fill."""
        return self.kinds.most(self.sizes(r))

    def least(self, r: int) -> list[int]:
        """The fewest."""
        sizes = self.sizes(r)
        tops = self.kinds.tops(sizes)
        return [
            max(n - 1, 0) if n == top else n
            for n, top in zip(self.kinds.most(sizes), tops, strict=True)
        ]


def connected_groups(people: Sequence[int], links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Connected people, in the order of their first member."""
    if not links:
        return [[p] for p in people]
    parent = {p: p for p in people}

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in links:
        x, y = root(a), root(b)
        parent[max(x, y)] = min(x, y)
    found: dict[int, list[int]] = {}
    for p in people:
        found.setdefault(root(p), []).append(p)
    return list(found.values())


def seating_problem(event: Mapping[str, Any], held: Sequence[Any] = ()) -> SeatingProblem:
    """The event as numbers; `held` replaces its own `fixed_rounds`. Raises Malformed."""
    if held:
        event = {**event, "fixed_rounds": held}
    check_event(event)
    rounds, tables = event["rounds"], event["tables"]
    guests = event["participants"]
    index = {guest["id"]: number for number, guest in enumerate(guests)}
    fixed = [
        [[index[p] for p in table] for table in one] for one in event.get("fixed_rounds") or []
    ]
    absent = [set(guest.get("absent") or []) for guest in guests]
    for r, one in enumerate(fixed):  # who attended a held round is what its seating says
        seated = {p for table in one for p in table}
        for p in range(len(guests)):
            (absent[p].discard if p in seated else absent[p].add)(r)
    locked: list[dict[int, int]] = [{} for _ in range(rounds)]
    for name, seats in (event.get("locked") or {}).items():
        for r, table in seats.items():
            if int(r) >= len(fixed):
                locked[int(r)][index[name]] = table
    return SeatingProblem(
        rounds=rounds,
        tables=tables,
        ids=[guest["id"] for guest in guests],
        names=[str(guest.get("name") or guest["id"]) for guest in guests],
        attributes=event_attributes(event),
        mix_named=bool(event.get("mix")),
        caps=list(event.get("capacities") or [None] * tables),
        host_of={index[p]: table for p, table in (event.get("hosts") or {}).items()},
        apart=[(index[a], index[b]) for a, b in event.get("apart") or []],
        together=[(index[a], index[b]) for a, b in event.get("together") or [] if a != b],
        held=fixed,
        max_visits=event.get("max_visits") or ceil(rounds / tables),
        wishes=[sorted(set(guest.get("prefers") or [])) for guest in guests],
        absent=absent,
        locked=locked,
        wants=company_rules(event),
        before=met_before(event.get("met") or [], index),
        allowed={
            index[guest["id"]]: sum(1 << t for t in set(guest["allowed"]))
            for guest in guests
            if guest.get("allowed") is not None and len(set(guest["allowed"])) < tables
        },
    )


def met_before(given: Sequence[Sequence[str]], index: Mapping[str, int]) -> list[int]:
    """Whom each person has met before the event, as bits."""
    before = [0] * len(index)
    for a, b in given:
        before[index[a]] |= 1 << index[b]
        before[index[b]] |= 1 << index[a]
    return before
