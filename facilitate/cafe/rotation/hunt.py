"""Hunt repeats: one round at a time, a person who sits with somebody met elsewhere, the best exchange over all tables.

Rule: an exchange that leaves nobody of the two with anyone met is found by bits at once; else the exchange of least price
is made unless it is tabu (5 to 10 steps). The rules of seating are never broken. Source: Dotú and Van Hentenryck 2005,
with bits in the place of counts. Units: repeats; the budget counts exchanges priced.
"""

from collections.abc import Callable
from random import Random

from .state import Seats, bits_of, people_in

LOOK = 8  # what a look costs before any exchange is priced


class Hunt:
    """One round in which repeats are hunted."""

    def __init__(self, seats: Seats, r: int, random: Random) -> None:
        self.seats, self.r, self.random = seats, r, random
        self.at, self.tb = seats.at[r], seats.tb[r]
        self.met = seats.met_elsewhere(r)
        self.open_people = seats.open_people(r)
        self.singles = seats.fixed.singles[r]
        self.apart = seats.problem.apart_bits
        self.bar = self.met
        if self.apart:
            self.bar = self.met[:]
            for p, bits in self.apart.items():
                self.bar[p] |= bits

    def conflicts(self) -> list[int]:
        """People who sit with somebody they met elsewhere."""
        tb = self.tb
        return [p for p, (m, t) in enumerate(zip(self.met, self.at, strict=True)) if m & tb[t]]

    def repeats(self) -> int:
        """Pairs of this round that met elsewhere (forced ones left out)."""
        tb = self.tb
        return sum((m & tb[t]).bit_count() for m, t in zip(self.met, self.at, strict=True)) // 2

    def run(self, steps: int) -> tuple[int, int]:
        """Hunt for so many steps; exchanges priced, and repeats left of this round (the best seating is kept)."""
        best, kept, spent = self.repeats(), None, 0
        now = best
        tabu: dict[tuple[int, int], int] = {}
        for step in range(steps):
            if not now:
                break
            wrong = [p for p in self.conflicts() if self.singles >> p & 1]
            if not wrong:
                spent += self.move_block()
                now = self.repeats()
                if now >= best:
                    break
                best, kept = now, None
                continue
            a = wrong[self.random.randrange(len(wrong))]
            b, change, priced = self.best_for(a, tabu, step, best - now)
            spent += priced + LOOK
            if b < 0:
                continue
            s, t = self.at[a], self.at[b]
            self.seats.swap(self.r, a, b)
            tabu[a, s] = tabu[b, t] = step + 5 + self.random.randrange(6)
            now += change
            if now < best:
                best, kept = now, None
            elif kept is None and now > best:
                kept = self.before(a, b)
        if kept is not None and now > best:
            self.at[:], self.tb[:] = kept
        return spent, best

    def before(self, a: int, b: int) -> tuple[list[int], list[int]]:
        """The round as it was before the last exchange."""
        self.seats.swap(self.r, a, b)
        kept = self.at[:], self.tb[:]
        self.seats.swap(self.r, a, b)
        return kept

    def clean(self, a: int) -> int:
        """Everybody with whom `a` could exchange so that neither sits with anyone met, as bits."""
        bar, tb, at = self.bar, self.tb, self.at
        s, bit, mine = at[a], 1 << a, self.bar[a]
        taken = 0
        for p in people_in(tb[s] ^ bit):
            taken |= bar[p]
        come = self.singles & self.open_people[s] & ~taken & ~tb[s]
        if not come:
            return 0
        out = 0
        for t, here in enumerate(self.open_people):
            if here & bit and t != s:
                there = tb[t]
                x = mine & there
                if not x:
                    out |= there
                elif not x & (x - 1):
                    out |= x
        return out & come

    def best_for(
        self, a: int, tabu: dict[tuple[int, int], int], step: int, record: int
    ) -> tuple[int, int, int]:
        """The best partner for `a`, the change of repeats, exchanges priced."""
        tb, at, met = self.tb, self.at, self.met
        s, bit, mine = at[a], 1 << a, met[a]
        rest = tb[s] ^ bit
        was = (mine & rest).bit_count()
        clean = self.clean(a)
        if clean:
            choice = list(people_in(clean))
            b = choice[self.random.randrange(len(choice))]
            return b, -was - (met[b] & tb[at[b]]).bit_count(), 1
        best, least, priced = -1, 1 << 60, 0
        barred = self.apart.get(a, 0)
        tables = [
            t
            for t, here in enumerate(self.open_people)
            if here & bit and t != s and not tabu.get((a, t), 0) > step
        ]
        if len(tables) > 40:
            tables = sorted(
                self.random.sample(tables, 40), key=lambda t: (mine & tb[t]).bit_count()
            )[:12]
        for t in tables:
            there = tb[t]
            come = (mine & there).bit_count()
            for b in people_in(there & self.singles & self.open_people[s]):
                his, other = met[b], 1 << b
                change = (
                    come
                    - was
                    + (his & rest).bit_count()
                    - (his & there).bit_count()
                    - 2 * (mine >> b & 1)
                )
                change += mine >> b & 1
                priced += 1
                if change < least or (change == least and self.random.random() < 0.3):
                    if barred & (there ^ other) or self.apart.get(b, 0) & rest:
                        continue
                    if tabu.get((b, s), 0) > step and change >= record:
                        continue
                    best, least = b, change
        return best, least, max(priced, 1)

    def move_block(self) -> int:
        """The best exchange of a block in conflict with people who sit alone at another table; exchanges priced."""
        fixed, priced = self.seats.fixed, 0
        for block in [] if fixed.still else fixed.loose[self.r]:
            s = self.at[block[0]]
            if not any(self.met[p] & self.tb[s] for p in block):
                continue
            options = []
            for t in people_in(fixed.open_to[self.r].get(block[0], fixed.everywhere)):
                if t != s:
                    priced += 1
                    options.append((*self.block_to(block, s, t), t))
            options = [option for option in options if option[1]]
            if options:
                change, others, t = min(options, key=lambda option: option[0])
                if change < 0:
                    for p in block:
                        self.seats.move(self.r, p, t)
                    for p in others:
                        self.seats.move(self.r, p, s)
        return max(priced, 1)

    def block_to(self, block: list[int], s: int, t: int) -> tuple[int, list[int]]:
        """Repeats more if the block went to table t, and who would come in exchange (nobody: impossible)."""
        mine = bits_of(block)
        if any(not self.open_people[t] >> p & 1 for p in block):
            return 0, []
        rest, there = self.tb[s] & ~mine, self.tb[t]
        able = [
            p
            for p in people_in(there & self.singles & self.open_people[s])
            if not self.apart.get(p, 0) & rest
        ]
        able.sort(
            key=lambda p: (
                (self.met[p] & rest).bit_count() - sum(self.met[q] >> p & 1 for q in block)
            )
        )
        others = able[: len(block)]
        if len(others) < len(block):
            return 0, []
        theirs = bits_of(others)
        for p in block:
            if self.apart.get(p, 0) & (there ^ theirs):
                return 0, []
        if any(self.apart.get(p, 0) & theirs for p in others):
            return 0, []
        before = self.cost(self.tb[s]) + self.cost(there)
        return self.cost(rest | theirs) + self.cost((there ^ theirs) | mine) - before, others

    def cost(self, table: int) -> int:
        """Pairs of a table that met elsewhere."""
        return sum((self.met[p] & table).bit_count() for p in people_in(table)) // 2


def hunt_repeats(
    seats: Seats,
    target: int,
    budget: int,
    random: Random,
    turns: int = 60,
    over: Callable[[], bool] = lambda: False,
) -> int:
    """Hunt over all open rounds until the repeats are down to the target or the budget is spent; what is left of it."""
    alone = [bits.bit_count() for bits in seats.fixed.singles]
    rounds = [
        r
        for r in range(seats.problem.first, seats.problem.rounds)
        if alone[r] > 1 or seats.fixed.loose[r]
    ]
    movers = max((alone[r] for r in rounds), default=0)
    steps = min(40 + len(seats.problem.ids) // 4, 40 + 10 * movers)
    turns = min(turns, 2 + 2 * movers)
    for _ in range(turns):
        if seats.repeats() <= target or budget <= 0 or over():
            break
        before = budget
        random.shuffle(rounds)
        for r in rounds:
            if over():
                break
            spent, _left = Hunt(seats, r, random).run(steps)
            budget -= spent
        if before == budget:
            break
    return budget
