"""Make a seating legal: sizes, bonds, barred tables, topics, people kept apart.

Rule: each breach has a price; one step takes a person or block in breach and makes the exchange of least price over all
tables (tabu for some steps, so that it does not swing back); bonds and sizes are put right first and kept by every
exchange. Source: tabu search for the social golfer (Dotú and Van Hentenryck 2005), with the hard rules as the price.
Units: breaches; the budget counts exchanges priced.
"""

from random import Random

from .state import Seats, bits_of, people_in


def mend_seating(seats: Seats, random: Random, budget: int) -> bool:
    """Repair every open round, some rounds again where one depends on another; False when the budget is spent."""
    problem = seats.problem
    rounds = list(range(problem.first, problem.rounds))
    for r in rounds:
        unite_bound(seats, r)
        level_tables(seats, r)
    for turn in range(200):
        left = 0
        for r in rounds:
            work = Mending(seats, r, random)
            if work.breaches():
                budget = work.run(budget, 60 + 20 * turn if turn % 2 else 4 + turn)
                left += work.breaches()
        if not left:
            return all(not Mending(seats, r, random).breaches() for r in rounds)
        if budget <= 0:
            return False
        if turn % 3 == 2:
            shake_rounds(seats, rounds, random)
    return False


def shake_rounds(seats: Seats, rounds: list[int], random: Random) -> None:
    """A few random exchanges of people who move alone, to come out of a dead end."""
    for r in rounds:
        alone = list(people_in(seats.fixed.singles[r]))
        for _ in range(min(len(alone) // 4, 8)):
            a, b = random.choice(alone), random.choice(alone)
            if seats.at[r][a] != seats.at[r][b]:
                seats.swap(r, a, b)


def unite_bound(seats: Seats, r: int) -> None:
    """Hosts and the locked go to their tables; people bound together to one, where the first of them sits."""
    for p, table in seats.problem.pinned(r).items():
        if seats.at[r][p] != table:
            seats.move(r, p, table)
    for block in seats.fixed.loose[r]:
        table = seats.at[r][block[0]]
        tables = seats.fixed.open_to[r][block[0]]
        if not tables >> table & 1:
            table = next(people_in(tables), table)
        for p in block:
            if seats.at[r][p] != table:
                seats.move(r, p, table)


def level_tables(seats: Seats, r: int, random: Random | None = None) -> None:
    """Move people from tables that are too large to tables that are too small; of equals the first, or one at random."""
    problem, tb = seats.problem, seats.tb[r]
    most, least = problem.most(r), problem.least(r)
    met = seats.met_elsewhere(r)
    open_people = seats.open_people(r)
    extra = sum(tb[t].bit_count() > most[t] for t in range(problem.tables))
    for _ in range(len(problem.present[r]) * 2 + extra):
        size = [bits.bit_count() for bits in tb[:-1]]
        over = [t for t in range(problem.tables) if size[t] > most[t]]
        under = [t for t in range(problem.tables) if size[t] < least[t]]
        if not over and not under:
            return
        sources = over or [t for t in range(problem.tables) if size[t] > least[t]]
        targets = under or [t for t in range(problem.tables) if size[t] < most[t]]
        choice = cheapest_move(
            seats,
            r,
            sources=sources,
            targets=targets,
            met=met,
            open_people=open_people,
            random=random,
        )
        if choice is None:
            if not block_moved(seats, r, sources=sources, targets=targets, size=size):
                return
            continue
        seats.move(r, *choice)


def cheapest_move(
    seats: Seats,
    r: int,
    sources: list[int],
    targets: list[int],
    met: list[int],
    open_people: list[int],
    random: Random | None,
) -> tuple[int, int] | None:
    """A person who moves alone and a table: fewest breaches, then fewest met."""
    tb, singles, apart = seats.tb[r], seats.fixed.singles[r], seats.problem.apart_bits
    prefer = seats.fixed.prefer
    best: tuple[int, int] | None = None
    least: float = 1 << 60
    for s in sources[: 30 if len(tb) < 60 else 4]:
        for p in people_in(tb[s] & singles):
            for t in targets[: 60 if len(tb) < 60 else 15]:
                breach = (not open_people[t] >> p & 1) + (apart.get(p, 0) & tb[t]).bit_count()
                price: float = (
                    1000 * breach
                    - 100 * (prefer >> p & 1)
                    + (met[p] & tb[t]).bit_count()
                    - (met[p] & tb[s]).bit_count()
                )
                if random:
                    price += random.random() / 2
                if price < least:
                    best, least = (p, t), price
    return best


def block_moved(
    seats: Seats, r: int, sources: list[int], targets: list[int], size: list[int]
) -> bool:
    """A table full of bonds gives one of them away, to the smallest table that is open to it."""
    for s in sources:
        for block in sorted(seats.fixed.loose[r], key=len):
            if seats.at[r][block[0]] == s:
                tables = [t for t in people_in(seats.fixed.open_to[r][block[0]]) if t != s]
                if tables:
                    target = min(
                        tables, key=lambda t: (size[t] - size[s] + len(block) > 0, size[t])
                    )
                    for p in block:
                        seats.move(r, p, target)
                    return True
    return False


class Mending:
    """One round being mended: units (people alone, or bound) and what each costs at each table."""

    def __init__(self, seats: Seats, r: int, random: Random) -> None:
        self.seats, self.r, self.random = seats, r, random
        fixed, problem = seats.fixed, seats.problem
        self.open_people = seats.open_people(r)
        self.tb, self.at = seats.tb[r], seats.at[r]
        self.still = bits_of(problem.pinned(r))
        self.units: list[tuple[int, ...]] = [(p,) for p in people_in(fixed.singles[r])]
        self.units += [tuple(block) for block in fixed.loose[r]]
        self.tabu: dict[tuple[int, int], int] = {}
        self.step = 0
        self.most, self.least = problem.most(r), problem.least(r)

    def size_breaches(self) -> int:
        """People too many or too few at tables."""
        out = 0
        for bits, most, least in zip(self.tb, self.most, self.least, strict=False):
            n = bits.bit_count()
            out += max(0, n - most) + max(0, least - n)
        return out

    def price(self, unit: tuple[int, ...], t: int, here: int) -> int:
        """Breaches of a unit at a table among the people `here`."""
        apart = self.seats.problem.apart_bits
        out = 0
        for p in unit:
            out += not self.open_people[t] >> p & 1
            if p in apart:
                out += (apart[p] & here).bit_count()
        return out

    def breaches(self) -> int:
        """All breaches of the round (a pair kept apart counts for each of the two)."""
        return self.size_breaches() + sum(
            self.price(u, self.at[u[0]], self.tb[self.at[u[0]]]) for u in self.units
        )

    def run(self, budget: int, steps: int) -> int:
        """Exchange until nothing is in breach; the budget left."""
        for _ in range(steps):
            self.step += 1
            if self.size_breaches():
                level_tables(self.seats, self.r)
            wrong = [u for u in self.units if self.price(u, self.at[u[0]], self.tb[self.at[u[0]]])]
            if not wrong or budget <= 0:
                break
            unit = wrong[self.random.randrange(len(wrong))]
            budget -= self.improve(unit)
        return budget

    def improve(self, unit: tuple[int, ...]) -> int:
        """The best exchange of this unit over all tables; how many were priced, or tables looked at where hardly anybody may
        move."""
        s = self.at[unit[0]]
        rest = self.tb[s] ^ bits_of(unit)
        now = self.price(unit, s, self.tb[s])
        best: tuple[int, int, list[int]] | None = None
        fewest = 0
        priced = 0
        tables = list(range(self.seats.problem.tables))
        self.random.shuffle(tables)
        for t in tables[:120]:
            if t == s:
                continue
            for others in self.partners(unit, t):
                priced += 1
                change = self.price_there(unit, t, others, s, rest) - now
                if best and change > best[0]:
                    continue
                if self.tabu.get((unit[0], t), 0) > self.step and change > -2:
                    continue
                slips = self.new_slips(unit, others)
                if best is None or (change, slips) < (best[0], fewest):
                    best, fewest = (change, t, others), slips
            if best and best[0] < 0 and self.seats.problem.tables > 60:
                break
        if best:
            _change, t, others = best
            for p in unit:
                self.seats.move(self.r, p, t)
            for p in others:
                self.seats.move(self.r, p, s)
            self.tabu[unit[0], s] = self.step + 4 + self.random.randrange(8)
            for p in others:
                self.tabu[p, t] = self.step + 4 + self.random.randrange(8)
        return max(priced, len(tables))

    def partners(self, unit: tuple[int, ...], t: int) -> list[list[int]]:
        """Who may come in exchange: as many people as the unit has; one alone may also just move on."""
        movable = self.tb[t] & ~self.still
        alone = list(people_in(movable & self.seats.fixed.singles[self.r]))
        if len(unit) == 1:
            return [[p] for p in alone] + ([[]] if self.can_just_move(self.at[unit[0]], t) else [])
        out = [list(u) for u in self.units if len(u) == len(unit) and self.at[u[0]] == t]
        for _ in range(4):
            if len(alone) >= len(unit):
                out.append(self.random.sample(alone, len(unit)))
        return out

    def new_slips(self, unit: tuple[int, ...], others: list[int]) -> int:
        """People who would get another slip, where those who have one already are known."""
        prefer = self.seats.fixed.prefer
        return sum(not prefer >> p & 1 for p in (*unit, *others)) if prefer else 0

    def can_just_move(self, s: int, t: int) -> bool:
        """A seat is free there and one fewer is right here."""
        return self.tb[t].bit_count() < self.most[t] and self.tb[s].bit_count() > self.least[s]

    def price_there(
        self, unit: tuple[int, ...], t: int, others: list[int], s: int, rest: int
    ) -> int:
        """Breaches of a unit at that table, once these others have left it for the table the unit comes from, where the rest
        stays; less what the others cost now. Written out: this is asked for every exchange."""
        bit, apart = self.seats.fixed.bit, self.seats.problem.apart_bits
        at_t, at_s = self.open_people[t], self.open_people[s]
        there = stay = self.tb[t]
        out = 0
        for p in others:
            stay ^= bit[p]
            out += (at_t >> p & 1) - (at_s >> p & 1)
            if p in apart:
                out += (apart[p] & rest).bit_count() - (apart[p] & there).bit_count()
        for p in unit:
            out += not at_t >> p & 1
            if p in apart:
                out += (apart[p] & stay).bit_count()
        return out
