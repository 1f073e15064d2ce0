"""The algebraic start: nobody meets twice because of how the tables turn.

Rule: people stand in a grid, row i of T, column j. In round r person (i, j) sits at table i + f_j(r) in an abelian group
of order T. If for any two rounds the differences f_j(r) - f_j(q) are all distinct over the columns, no pair meets twice;
a column with f = 0 never moves (hosts), and every other column never sees a table twice. Closed form j * r mod T where
no product vanishes; GF(T) for powers of a prime; else a short randomised depth-first search in Z_T or Z_a x Z_b, and difference
matrices found offline (`differences.py`). Beyond the field columns stand as earlier ones: some pairs then meet every round.
Source: difference matrices and mutually orthogonal Latin squares (Bose; Parker 1959 for order 10). Units: rows, columns,
rounds; the search counts vectors tried.
"""

from random import Random

from .differences import (
    MOVES,
    Vectors,
    anneal_columns,
    best_columns,
    count_collisions,
    random_columns,
    shipped_matrices,
    subtraction_table,
)


def addition_table(orders: list[int]) -> list[list[int]]:
    """The addition table of Z_a x Z_b x …"""
    size = 1
    for order in orders:
        size *= order

    def add(x: int, y: int) -> int:
        out, place = 0, 1
        for order in orders:
            out += (x % order + y % order) % order * place
            x, y, place = x // order, y // order, place * order
        return out

    return [[add(x, y) for y in range(size)] for x in range(size)]


def group_orders(tables: int) -> list[list[int]]:
    """The groups worth a try: cyclic, two factors that share a divisor, and all of one prime."""
    found = [[tables]]
    for a in range(2, int(tables**0.5) + 1):
        if tables % a == 0 and has_common_divisor(a, tables // a):
            found.insert(0, [a, tables // a])
    prime = smallest_factor(tables)
    power = 0
    while prime**power < tables:
        power += 1
    if prime**power == tables and power > 2:
        found.insert(0, [prime] * power)
    return found


def has_common_divisor(a: int, b: int) -> bool:
    """Do two numbers have a common divisor?"""
    while b:
        a, b = b, a % b
    return a > 1


def smallest_factor(n: int) -> int:
    """The smallest prime that divides n."""
    return next((d for d in range(2, int(n**0.5) + 1) if n % d == 0), max(n, 2))


def finite_field(tables: int) -> tuple[list[list[int]], list[list[int]]] | None:
    """Addition and multiplication of GF(T) for powers of 2, 3 and 5 up to 64; None for other orders."""
    prime = smallest_factor(tables)
    power = 1
    while prime**power < tables:
        power += 1
    if power == 1 or prime**power != tables or tables > 64:
        return None
    add = addition_table([prime] * power)
    for rule in range(tables):  # x^power = rule: the first that makes a field
        times_x = [0] * tables
        for value in range(tables):
            top, rest = divmod(value, tables // prime)
            out = rest * prime
            for _ in range(top):
                out = add[out][rule]
            times_x[value] = out
        product = multiplication_table(tables, prime, add, times_x)
        if all(0 not in row[1:] for row in product[1:]):
            return add, product
    return None


def multiplication_table(
    tables: int, prime: int, add: list[list[int]], times_x: list[int]
) -> list[list[int]]:
    """The products of polynomials, given what multiplying by x does."""
    out = [[0] * tables for _ in range(tables)]
    for a in range(tables):
        for b in range(tables):
            total, shifted, left = 0, a, b
            while left:
                for _ in range(left % prime):
                    total = add[total][shifted]
                shifted, left = times_x[shifted], left // prime
            out[a][b] = total
    return out


def column_vectors(
    tables: int, rounds: int, columns: int, random: Random, spread: bool = False
) -> tuple[list[list[int]], Vectors]:
    """The group's addition (empty: modulo T) and f_j(r) of columns 0 (which stands still) to `columns`: as good as can be found.
    `spread`: columns beyond the field meet several others now and then, not one in every round."""
    period = min(rounds, tables)
    if columns * (period - 1) < tables or (smallest_factor(tables) == tables and columns < tables):
        return [], [[j * (r % tables) % tables for r in range(rounds)] for j in range(columns + 1)]
    field = finite_field(tables)
    if field or smallest_factor(tables) == tables:  # columns beyond the field stand as earlier ones
        add, product = field or (addition_table([tables]), product_table(tables))
        if spread and columns >= tables:
            found = turned_columns(add, product, period, columns, random)
            return add, [[vector[r % period] for r in range(rounds)] for vector in found]
        turns = [0] + [1 + (j - 1) % (tables - 1) for j in range(1, columns + 1)]
        return add, [[product[j][r % tables] for r in range(rounds)] for j in turns]
    add, found = find_columns(tables, period, columns, random)
    return add, [[vector[r % period] for r in range(rounds)] for vector in [[0] * period, *found]]


def turns_exactly(tables: int, rounds: int, columns: int) -> bool:
    """Do multiples in a field give so many columns, the one that stands still among them, in which nobody meets twice?"""
    prime = smallest_factor(tables) == tables
    return max(rounds, columns) <= tables and (prime or finite_field(tables) is not None)


def turned_columns(
    add: list[list[int]], product: list[list[int]], rounds: int, columns: int, random: Random
) -> Vectors:
    """All columns of the field, then those again with the rounds in another order: of many orders the one with fewest meetings
    beyond the first, those beyond the second counted again."""
    tables, minus = len(add), subtraction_table(add)
    out = [[row[r] for r in range(rounds)] for row in product]
    while len(out) <= columns:
        more = min(columns + 1 - len(out), tables - 1)
        best: tuple[int, Vectors] | None = None
        for _ in range(ORDERS):
            order = random.sample(range(tables), rounds)
            block = [[product[j][r] for r in order] for j in range(1, more + 1)]
            price = sum(spread_cost(minus, one, other) for one in block for other in out[1:])
            if best is None or price < best[0]:
                best = price, block
        out += best[1] if best else []
    return out


def spread_cost(minus: list[list[int]], one: list[int], other: list[int]) -> int:
    """What the equal differences of two columns cost where pairs are to be spread."""
    here = [minus[x][y] for x, y in zip(one, other, strict=True)]
    return sum(n - 1 + 10 * max(n - 2, 0) ** 2 for n in map(here.count, set(here)))


def product_table(prime: int) -> list[list[int]]:
    """The products modulo a prime."""
    return [[x * y % prime for y in range(prime)] for x in range(prime)]


def find_columns(
    tables: int, rounds: int, columns: int, random: Random
) -> tuple[list[list[int]], Vectors]:
    """A group and columns with fewest equal differences: a short search, what was found offline, else annealed."""
    best: tuple[int, list[list[int]], Vectors] | None = None
    for orders in group_orders(tables):
        add = addition_table(orders)
        found = search_columns(
            add, tables, rounds=rounds, columns=min(columns, tables - 1), random=random
        )
        if len(found) > columns:
            return add, found[1:]
        if len(found) > 1:  # the same columns again: some pairs then meet in every round
            turns = [found[1 + j % (len(found) - 1)] for j in range(columns)]
            price = count_collisions(subtraction_table(add), turns)
            if best is None or price < best[0]:
                best = price, add, turns
    for row in shipped_matrices():
        if row.tables == tables and row.rounds >= rounds and len(row.columns) >= columns:
            add = addition_table(list(row.factors))
            minus = subtraction_table(add)
            cut = best_columns(minus, [one[:rounds] for one in row.columns], columns)
            price = count_collisions(minus, cut)
            if best is None or price < best[0]:
                best = price, add, cut
    if best is None or columns < tables and best[0] > columns:
        add = addition_table(group_orders(tables)[0])
        start = random_columns(tables, rounds, columns, random)
        found = anneal_columns(subtraction_table(add), start, random, MOVES // columns)
        price = count_collisions(subtraction_table(add), found)
        if best is None or price < best[0]:
            best = price, add, found
    return best[1], best[2]


def search_columns(
    add: list[list[int]], tables: int, rounds: int, columns: int, random: Random, tries: int = 400
) -> Vectors:
    """Depth-first: as many columns as can be found whose differences are distinct for each two rounds."""
    minus = subtraction_table(add)
    best: Vectors = [[0] * rounds]
    spent = 0
    while spent < tries and len(best) <= columns:
        used = [
            [1] * rounds for _ in range(rounds)
        ]  # differences taken, as bits: 0 by the column that stands still
        found: Vectors = [[0] * rounds]
        misses = 0
        while misses < 40 and len(found) <= columns and spent < tries:
            spent += 1
            vector = grow_column(minus, used, rounds, random)
            if vector is None:
                misses += 1
                continue
            misses = 0
            found.append(vector)
            for r in range(rounds):
                for q in range(r):
                    used[r][q] |= 1 << minus[vector[r]][vector[q]]
        if len(found) > len(best):
            best = found
    return best


def grow_column(
    minus: list[list[int]], used: list[list[int]], rounds: int, random: Random
) -> list[int] | None:
    """One more column, its entries chosen at random among those left; None at a dead end."""
    tables = len(minus)
    vector = [0]
    for r in range(1, rounds):
        fits = [
            x
            for x in range(1, tables)
            if not any(used[r][q] >> minus[x][vector[q]] & 1 for q in range(r))
        ]
        if not fits:
            return None
        vector.append(fits[random.randrange(len(fits))])
    return vector


ORDERS = 200
PARKER = """
00471876299385346152 86115728703994450263 95802267387149561304 59968133074872602415 73699082441758013526
68740991835527124630 37087519928466235041 14253640516203778899 21324354650610899778 42536405162031987987
"""
"""Two orthogonal Latin squares of order 10, row by row, a digit each (Parker 1959): Euler was wrong."""


def order_ten() -> list[list[tuple[int, int]]]:
    """The two squares as pairs."""
    rows = PARKER.split()
    return [[(int(row[k]), int(row[k + 1])) for k in range(0, 20, 2)] for row in rows]
