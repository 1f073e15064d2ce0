"""One round filled greedily: hosts, the locked and bonds first, then whoever has fewest tables left, where fewest have been met.

Rule: level fill decides how many sit at each table: water rises to `top`; tables whose seats are more than `top` - 1 take
`top` - 1 people and some of them one more. Who finds every open table full sends somebody on (augmenting path); who finds
none at all sits where there is room, to be mended. Units: people, seats.
"""

from collections import deque
from random import Random

from .problem import SeatingProblem
from .state import Seats, bits_of, people_in


class SeatsLeft:
    """Seats left at each table: sure ones, and extra ones that only some tables of each kind may use (`spare`)."""

    def __init__(self, problem: SeatingProblem, r: int) -> None:
        sizes = problem.sizes(r)
        self.kind, self.left = problem.kinds.of, problem.least(r)
        self.flexible = [n > low for n, low in zip(problem.most(r), self.left, strict=True)]
        self.spare = [
            sum(sizes[t] - self.left[t] for t in tables) for tables in problem.kinds.tables
        ]

    def has(self, t: int, people: int = 1) -> bool:
        """Is there room for so many?"""
        left = self.left[t]
        return left >= people or (left == people - 1 and self.may_grow(t))

    def may_grow(self, t: int) -> bool:
        """Whether the table may seat one more than the smallest of its kind."""
        return self.flexible[t] and self.spare[self.kind[t]] > 0

    def take(self, t: int, people: int = 1) -> None:
        """They sit down."""
        self.left[t] -= people
        if self.left[t] < 0:
            self.spare[self.kind[t]] -= 1

    def leave(self, t: int) -> None:
        """One of them gets up."""
        self.left[t] += 1
        if self.left[t] == 0 and self.flexible[t]:
            self.spare[self.kind[t]] += 1


def fill_round(seats: Seats, r: int, random: Random) -> None:
    """Seat everybody present in a round that is empty, or holds only hosts, the locked and those placed."""
    problem, fixed = seats.problem, seats.fixed
    room = SeatsLeft(problem, r)
    for p, t in {**problem.pinned(r), **fixed.placed[r]}.items():
        room.take(t)
        if seats.at[r][p] < 0:
            seats.put(r, p, t)
    met = seats.met_elsewhere(r)
    open_people = seats.open_people(r)
    base = fixed.open_to[r]
    blocks = [(tuple(block), base[block[0]]) for block in fixed.loose[r]]
    blocks.sort(key=lambda block: (block[1].bit_count(), -len(block[0])))
    for people, tables in blocks:
        choose_for_block(
            seats, r, room=room, people=people, tables=tables, open_people=open_people, met=met
        )
    order = [p for p in people_in(fixed.singles[r])]
    random.shuffle(order)
    count = [0] * len(problem.ids)
    for here in open_people:
        if here & fixed.singles[r] != fixed.singles[r]:
            for p in people_in(fixed.singles[r] & ~here):
                count[p] += 1
    order.sort(key=lambda p: -count[p])
    for p in order:
        place_single(seats, r, room=room, p=p, open_people=open_people, met=met, random=random)


def choose_for_block(
    seats: Seats,
    r: int,
    room: SeatsLeft,
    people: tuple[int, ...],
    tables: int,
    open_people: list[int],
    met: list[int],
) -> None:
    """The best table for people who sit together: open to all and with room, else with room, else any."""
    bits = bits_of(people)
    apart = 0
    for p in people:
        apart |= seats.problem.apart_bits.get(p, 0)
    tb = seats.tb[r]

    def price(t: int) -> tuple[int, int, int, int, int]:
        return (
            not tables >> t & 1,
            not room.has(t, len(people)),
            (bits & ~open_people[t]).bit_count() + (apart & tb[t]).bit_count(),
            sum((met[p] & tb[t]).bit_count() for p in people),
            -room.left[t],
        )

    best = min(range(len(open_people)), key=price)
    room.take(best, len(people))
    for p in people:
        seats.put(r, p, best)


def place_single(
    seats: Seats,
    r: int,
    room: SeatsLeft,
    p: int,
    open_people: list[int],
    met: list[int],
    random: Random,
) -> None:
    """The open table with room where the person met fewest."""
    tb, bit = seats.tb[r], 1 << p
    mine, apart = met[p], seats.problem.apart_bits.get(p, 0)
    tables = len(open_people)
    best, least = -1, 1 << 60
    shift = random.randrange(tables)
    for k in range(tables):
        t = (k + shift) % tables
        if open_people[t] & bit and room.has(t) and not apart & tb[t]:
            price = 64 * (mine & tb[t]).bit_count() - room.left[t]
            if price < least:
                best, least = t, price
                if price < 1 and tables > 60:
                    break
    if best < 0:
        best = make_room(seats, r, room=room, p=p, open_people=open_people)
    room.take(best)
    seats.put(r, p, best)


def make_room(seats: Seats, r: int, room: SeatsLeft, p: int, open_people: list[int]) -> int:
    """Send others on along a shortest path until somebody reaches a free seat; the table that gets free."""
    tb, at, singles = seats.tb[r], seats.at[r], seats.fixed.singles[r]
    apart = seats.problem.apart_bits
    came: dict[int, tuple[int, int]] = {}  # table -> (person who would come, table they leave)
    queue: deque[int] = deque()
    for t, here in enumerate(open_people):
        if here >> p & 1 and not apart.get(p, 0) & tb[t]:
            came[t] = (p, -1)
            queue.append(t)
    while queue:
        t = queue.popleft()
        if room.has(t):
            while came[t][1] >= 0:
                mover, source = came[t]
                room.leave(source)
                room.take(t)
                seats.move(r, mover, t)
                t = source
            return t
        for other, here in enumerate(open_people):
            if other not in came:
                for q in people_in(tb[t] & here & singles):
                    if at[q] == t and not apart.get(q, 0) & tb[other]:
                        came[other] = (q, t)
                        queue.append(other)
                        break
    tables = range(len(open_people))
    return next((t for t in tables if room.has(t)), max(tables, key=lambda t: room.left[t]))
