"""How good a seating is, as facts: who meets whom again, how many others, who is missing where, what could not be had.

Counted from the floor and its seating alone; only what nobody can go below comes from the engine (`Seating.metrics`).
Units: people, pairs, cells (a table in a round); rounds count from 1, tables are the numbers on them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..floor import CAPITAL, CafeFloor, Guest
from ..instance import problem_rounds
from ..mixing.wording import CompanyMet, WantedShare, company_in, evened_in, wanted_shares_in
from ..seats import Seating
from ..traits import trait_value
from .wishes import wish_ranks, wishless_names

BUNDLES = {
    "government": ("central_government", "local_government"),
    "international": ("international_ngo", "intergovernmental", "donor"),
}
"""Sectors that are told as one where none of them has somebody for every table."""
EPSILON = 1e-9
PAIRS = 3
"""Groups so small say nothing of who is missing in them."""
Cell = tuple[int, int]
"""The number on a table, a round."""


PAID = "wishes paid"
"""The engine's reason that tells which repeats are the price of what is wished for at every table."""


@dataclass(frozen=True)
class Meetings:
    """`again` pairs meet twice or more, `thrice` of them three times or more; `repeats` counts each meeting after a first.

    `least` and `most` others that one person meets, out of `others`; `minimum`: repeats that nobody can go below (None: not
    known); `forced`: those of them that bonds, locks and rounds already held bring.
    """

    again: int = 0
    thrice: int = 0
    repeats: int = 0
    least: int = 0
    most: int = 0
    others: int = 0
    minimum: int | None = None
    forced: int = 0

    @property
    def beyond(self) -> int:
        """Repeats beyond what is proved to be unavoidable."""
        return self.repeats - self.minimum if self.minimum is not None else 0


@dataclass(frozen=True)
class CommonSector:
    """A sector (its key, or one of BUNDLES) with people enough for every table; the cells that have nobody of it."""

    key: str
    people: int
    missing: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class RegionCrowd:
    """The region most people are from (CAPITAL or a county's name): at most `most` at a table, where `even` would be even."""

    region: str
    name: str
    most: int
    even: int


@dataclass(frozen=True)
class RareGroup:
    """A sector (`kind` sector, its key) or region (its name) with fewer people than tables; `never` tables meet none of them."""

    kind: str
    name: str
    people: int
    never: int


@dataclass(frozen=True)
class SeatingQuality:
    """All facts about one seating.

    `mixed`: how evenly people are spread, 0 (as by chance) to 1 (as even as whole people allow; None: not known), in the
    traits `evened` (none: sectors and counties). `wanted`: what every table was to have; `company`: what some were to have
    because of who sits there. `ranks`: of those who chose tables, how many sit at their first, second or third choice at
    best, and how many at none (empty: nobody was asked); `wishless`: who they are. `earlier`: days on which some sat together before, the latest first,
    and how many pairs do so again. `best`: proved that neither fewer repeats nor a more even mix can be had. `wishes`: (come
    true, possible). `always`: `Seating.always_together`. `alike`: in what the people of a group are to be alike; `pure`: at how many
    tables all are, of how many with people. `keeps`: people are with the same ones in all rounds. `hosted`: every table is to have one.
    """

    people: int
    cells: int
    meetings: Meetings
    everywhere: tuple[CommonSector, ...] = ()
    crowd: RegionCrowd | None = None
    rare: tuple[RareGroup, ...] = ()
    wishes: tuple[int, int] = (0, 0)
    hosts: int = 0
    unhosted: tuple[int, ...] = ()
    mixed: float | None = None
    evened: tuple[str, ...] = ()
    wanted: tuple[WantedShare, ...] = ()
    paid: int = 0
    company: tuple[CompanyMet, ...] = ()
    ranks: tuple[int, ...] = ()
    wishless: tuple[str, ...] = ()
    earlier: tuple[tuple[date, int], ...] = ()
    best: bool = False
    tables: int = 0
    always: int | None = None
    alike: str = ""
    pure: tuple[int, int] = (0, 0)
    keeps: bool = False
    hosted: bool = True
    counted: Mapping[str, int] = field(default_factory=dict)


def seating_quality(floor: CafeFloor, seating: Seating) -> SeatingQuality:
    """The facts about a seating of that floor."""
    numbers = {table.id: table.number for table in floor.tables}
    rooms = [
        [
            (numbers[table], people)
            for table, people in zip(seating.tables, one, strict=True)
            if table in numbers
        ]
        for one in seating.rounds[: floor.cafe.rounds]
    ]
    known = floor.people
    cells = {
        (table, number): [known[key] for key in people if key in known]
        for number, one in enumerate(rooms, 1)
        for table, people in one
    }
    open_cells = {
        cell: people for cell, people in cells.items() if cell[1] > floor.cafe.held
    } or cells
    seated = {guest.key: guest for people in cells.values() for guest in people}
    metrics = seating.metrics
    kept = [list(enumerate(map(tuple, one))) for one in problem_rounds(floor, seating)]
    meetings = count_meetings(kept if floor.keeps_company else rooms, metrics)
    mix = metrics.get("mix") or {}
    facts = SeatingQuality(
        people=len(seated),
        cells=len(open_cells),
        meetings=meetings,
        everywhere=common_sectors(open_cells),
        crowd=largest_region(open_cells),
        rare=rare_groups(cells, seated.values(), len(floor.tables)),
        wishes=(metrics.get("wishes_met", 0), metrics.get("wishes_possible", 0)),
        hosts=len(floor.host_at),
        unhosted=tuple(table.number for table in floor.tables if not floor.host_of(table)),
        mixed=mix.get("mix_index"),
        evened=tuple(evened_in(metrics)),
        wanted=tuple(wanted_shares_in(metrics)),
        paid=sum(one.get("number", 0) for one in seating.why if one.get("kind") == PAID),
        company=tuple(company_in(metrics)),
        ranks=wish_ranks(floor, seating) if floor.cafe.asks_wishes else (),
        wishless=wishless_names(floor, seating) if floor.cafe.asks_wishes else (),
        earlier=tuple(
            (date.fromisoformat(one["on"]), one["again"])
            for one in reversed(metrics.get("earlier", ()))
        ),
        best=bool(mix)
        and not metrics.get("met_again")
        and meetings.minimum is not None
        and meetings.beyond <= 0
        and mix["ss"] <= mix["ss_lb"] + EPSILON,
        tables=len(floor.tables),
        always=seating.always_together,
        alike=floor.cafe.alike or "",
        pure=count_pure(floor, open_cells),
        keeps=floor.keeps_company,
        hosted=floor.form.is_cafe or bool(floor.host_at),
        counted=Counter(guest.sector for guest in seated.values()),
    )
    if floor.cafe.alike:  # nobody is to meet others, and nothing is to be mixed
        return replace(
            facts, everywhere=(), crowd=None, rare=(), earlier=(), mixed=None, best=False
        )
    if floor.form.largest <= PAIRS:
        return replace(facts, everywhere=(), crowd=None, rare=())
    return replace(facts, rare=()) if floor.keeps_company else facts


def count_pure(floor: CafeFloor, cells: Mapping[Cell, list[Guest]]) -> tuple[int, int]:
    """How many groups of the first of these rounds have people of one value only, in what they are to be alike; of how many."""
    first = min((number for _table, number in cells), default=0)
    values = [
        {trait_value(guest, floor.cafe.alike) for guest in people} - {""}
        for (_table, number), people in cells.items()
        if number == first and floor.cafe.alike and people
    ]
    return sum(len(one) < 2 for one in values), len(values)


def count_meetings(
    rooms: Iterable[Iterable[tuple[int, tuple[str, ...]]]], metrics: Mapping[str, Any]
) -> Meetings:
    """Who meets whom: one bit a person, so that a table's people meet in one step."""
    place: dict[str, int] = {}
    once: list[int] = []
    twice: list[int] = []
    thrice: list[int] = []
    meetings = 0
    for one in rooms:
        for _table, people in one:
            for key in people:
                if key not in place:
                    place[key] = len(place)
                    for row in (once, twice, thrice):
                        row.append(0)
            here = [place[key] for key in people]
            bits = sum(1 << p for p in here)
            meetings += len(here) * (len(here) - 1) // 2
            for p in here:
                others = bits & ~(1 << p)
                thrice[p] |= twice[p] & others
                twice[p] |= once[p] & others
                once[p] |= others
    counts = [bits.bit_count() for bits in once]
    bound = metrics.get("bound")
    return Meetings(
        again=sum(bits.bit_count() for bits in twice) // 2,
        thrice=sum(bits.bit_count() for bits in thrice) // 2,
        repeats=meetings - sum(counts) // 2,
        least=min(counts, default=0),
        most=max(counts, default=0),
        others=max(len(counts) - 1, 0),
        minimum=None if bound is None else max(0, metrics["meetings"] - bound),
        forced=(metrics.get("bound_parts") or {}).get("forced_repeats", 0),
    )


def common_sectors(cells: Mapping[Cell, list[Guest]]) -> tuple[CommonSector, ...]:
    """The sectors with somebody for every table in every round; bundled where none of a bundle has."""
    present: dict[int, Counter[str]] = {}
    tables: Counter[int] = Counter()
    for (_table, number), people in cells.items():
        if people:
            tables[number] += 1
            present.setdefault(number, Counter()).update(guest.sector for guest in people)
    seen = {cell: {guest.sector for guest in people} for cell, people in cells.items() if people}
    sectors = sorted({sector for one in present.values() for sector in one if sector})

    def enough(members: Iterable[str]) -> int:
        """The people of these sectors in the round with fewest, or 0 where they are fewer than its tables."""
        row = [
            (sum(one[key] for key in members), tables[number]) for number, one in present.items()
        ]
        return (
            min(people for people, _tables in row)
            if row and all(people >= need for people, need in row)
            else 0
        )

    found = [
        CommonSector(key, enough([key]), _missing(seen, {key})) for key in sectors if enough([key])
    ]
    alone = {one.key for one in found}
    for bundle, members in BUNDLES.items():
        if not alone & set(members) and enough(members):
            found.append(CommonSector(bundle, enough(members), _missing(seen, set(members))))
    return tuple(sorted(found, key=lambda one: (-one.people, one.key)))


def _missing(seen: Mapping[Cell, set[str]], members: set[str]) -> tuple[Cell, ...]:
    return tuple(
        sorted(
            (cell for cell, keys in seen.items() if not keys & members),
            key=lambda cell: (cell[1], cell[0]),
        )
    )


def largest_region(cells: Mapping[Cell, list[Guest]]) -> RegionCrowd | None:
    """The capital where three people are from there, else the region most people are from; nothing where all are from one."""
    people: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for guests in cells.values():
        for guest in guests:
            people.setdefault(guest.region, set()).add(guest.key)
            names[guest.region] = guest.region_name
    people.pop("", None)
    if len(people) < 2:
        return None
    region = (
        CAPITAL
        if len(people.get(CAPITAL, ())) > 2
        else max(sorted(people), key=lambda key: len(people[key]))
    )
    most = even = 0
    for number in {number for _table, number in cells}:
        here = [guests for (_table, other), guests in cells.items() if other == number]
        total = sum(map(len, here))
        of = sum(guest.region == region for guests in here for guest in guests)
        for guests in here:
            most = max(most, sum(guest.region == region for guest in guests))
            even = max(even, -(-len(guests) * of // total) if total else 0)
    return RegionCrowd(region, names[region], most, even)


def rare_groups(
    cells: Mapping[Cell, list[Guest]], seated: Iterable[Guest], tables: int
) -> tuple[RareGroup, ...]:
    """Sectors and regions with fewer people than tables whom some tables never meet; those missed most come first."""
    sectors: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for guest in seated:
        sectors[guest.sector] += 1
        regions[_region(guest)] += 1
    at_sector: dict[str, set[int]] = {}
    at_region: dict[str, set[int]] = {}
    for (table, _number), people in cells.items():
        for guest in people:
            at_sector.setdefault(guest.sector, set()).add(table)
            at_region.setdefault(_region(guest), set()).add(table)
    found = [
        RareGroup(kind, name, people, tables - len(at[name]))
        for kind, counts, at in (("region", regions, at_region), ("sector", sectors, at_sector))
        for name, people in counts.items()
        if name and people < tables and len(at[name]) < tables
    ]
    return tuple(sorted(found, key=lambda one: (one.people, -one.never, one.kind, one.name)))


def _region(guest: Guest) -> str:
    return CAPITAL if guest.region == CAPITAL else guest.region_name
