"""No protected cell can be worked out from anything that leaves: over counties, editions, sexes, ages and the national total."""

import random
from collections.abc import Iterator
from fractions import Fraction

from facilitate.situation.cells import (
    TOTAL,
    PeopleSplit,
    margins_of,
    splits_of,
    sum_counts,
    unequal_splits,
)
from facilitate.situation.protecting import national_total, number_of, rest_of, tell_county

CELLS = splits_of(PeopleSplit.SEX_AGE, 0)
[PEOPLE] = CELLS.values()
ROUNDS, COUNTIES, EDITIONS = 120, 6, 4


def counts_of(cells: dict[str, int]) -> dict[str, int]:
    return {**cells, TOTAL: sum(cells.values())}


def drawn(rng: random.Random) -> dict[str, int]:
    return {cell: rng.choice((0, 0, 0, 1, 1, 2, 3, 5, 9)) for cell in PEOPLE}


def small(rng: random.Random) -> dict[str, int]:
    """Half of the counties have one or two people in all."""
    cells = dict.fromkeys(PEOPLE, 0)
    cells[rng.choice(PEOPLE)] = rng.choice((1, 2, 0, 1, 2, 7, 12))
    return cells


def corrected(rng: random.Random, cells: dict[str, int]) -> dict[str, int]:
    cell = rng.choice(PEOPLE)
    return {**cells, cell: max(0, cells[cell] + rng.choice((-1, 1, 2, 4)))}


def shown(telling) -> Iterator[tuple[set[str], int]]:
    """Every number anybody reads: the total, each part, each sum by sex and age."""
    if TOTAL in telling:
        yield set(PEOPLE), telling[TOTAL]
    for cells in [*([one] for one in PEOPLE), *margins_of(PeopleSplit.SEX_AGE).values()]:
        number = number_of(telling, cells)
        if number is not None and TOTAL in telling:
            yield set(cells), number


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss: what can be added and subtracted from what is known, in its simplest form."""
    found: list[list[Fraction]] = []
    width = len(rows[0]) - 1 if rows else 0
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [
            [a - row[column] * b for a, b in zip(row, pivot, strict=True)] if row[column] else row
            for row in rows
        ]
        found = [
            [a - row[column] * b for a, b in zip(row, pivot, strict=True)] if row[column] else row
            for row in found
        ] + [pivot]
    return found


def worked_out(equations: list[tuple[set, int]]) -> dict:
    """The unknowns that follow from these sums, whatever the others are."""
    names = sorted({one for cells, _number in equations for one in cells})
    rows = [
        [Fraction(name in cells) for name in names] + [Fraction(number)]
        for cells, number in equations
    ]
    return {
        names[places[0]]: row[-1]
        for row in reduced(rows)
        for places in [[n for n, value in enumerate(row[:-1]) if value]]
        if len(places) == 1
    }


def test_no_small_cell_of_a_county_follows_from_its_tellings() -> None:
    """Every edition is read beside those before: a cell that was not corrected meanwhile is the same unknown in each."""
    rng = random.Random(29)
    told_somewhere = 0
    for _round in range(ROUNDS):
        cells, editions, known, equations = drawn(rng), [], [], []
        for _number in range(EDITIONS):
            telling = tell_county(counts_of(cells), editions)
            assert telling is not None
            if telling not in editions:  # an old one that stays says nothing of today
                known.append(dict(cells))
                same = [
                    next(n for n, was in enumerate(known) if was[cell] == cells[cell])
                    for cell in PEOPLE
                ]
                state = dict(zip(PEOPLE, same, strict=True))
                equations += [
                    ({(cell, state[cell]) for cell in made}, total)
                    for made, total in shown(telling)
                ]
            editions.append(telling)
            cells = corrected(rng, cells)
        found = worked_out(equations)
        told_somewhere += len(found)
        assert {name: number for name, number in found.items() if 0 < number < 3} == {}
    assert told_somewhere > ROUNDS


def test_a_total_without_splits_tells_no_small_group_nor_who_was_corrected() -> None:
    rng, seen = random.Random(2929), set[int]()
    for _round in range(ROUNDS):
        number, told = rng.choice((0, 1, 2, 3, 5, 9)), []
        for _edition in range(EDITIONS):
            told.append(tell_county({TOTAL: number}, told))
            number = max(0, number + rng.choice((-4, -1, 0, 1, 2, 4)))
        totals = {one[TOTAL] for one in told if TOTAL in one}
        seen |= totals
        assert not totals & {1, 2}
        assert all(abs(one - other) >= 3 for one in totals for other in totals - {one})
    assert len(seen) > 3


def test_the_national_total_tells_no_small_county() -> None:
    """Beside what every county tells, the country's total leaves open how many a small county has: one or two."""
    rng = random.Random(12)
    whole = 0
    for _round in range(400):
        counties = [small(rng) for _county in range(COUNTIES)]
        tellings = {n: tell_county(counts_of(cells)) for n, cells in enumerate(counties)}
        totals = {n: sum(cells.values()) for n, cells in enumerate(counties)}
        rest = rest_of(totals, tellings)
        number, is_whole = national_total(tellings, rest)
        untold = [n for n, telling in tellings.items() if TOTAL not in telling]
        told = sum(totals[n] for n in totals if n not in untold)
        assert number == (sum(totals.values()) if is_whole else told)
        if is_whole and untold:
            whole += 1
            left = number - told
            assert {totals[n] for n in untold} == {1, 2}
            assert len(untold) < left < 2 * len(untold)
    assert whole > 10


def test_sums_are_equal_or_told() -> None:
    right = {TOTAL: 5, "people:f child": 3, "people:-": 2}
    assert unequal_splits(CELLS, right) == []
    [wrong] = unequal_splits(CELLS, {**right, TOTAL: 6})
    assert (wrong.parts, wrong.total) == (5, 6)
    assert [one.total for one in unequal_splits(CELLS, {"people:f child": 3})] == [None]
    assert sum_counts([right, {TOTAL: 4}]) == {
        TOTAL: 9
    }  # one office gave no split: the sum has none
    assert sum_counts([right, right])["people:-"] == 4


def test_parts_of_any_office_and_of_all_together_add_up_or_are_told() -> None:
    """By people, kind and place: what does not add up is told; what offices send rightly adds up in the county, too."""
    rng, added_up = random.Random(29), 0
    splits = splits_of(PeopleSplit.SEX_AGES, 3, ("korce", "maliq", "pogradec"))
    for _round in range(ROUNDS):
        offices = []
        for _office in range(rng.randint(1, 4)):
            total = rng.randint(0, 40)
            counts = {TOTAL: total}
            for cells in splits.values():
                if rng.random() < 0.8:
                    counts |= dict.fromkeys(cells, 0)
                    for _person in range(total):
                        counts[rng.choice(cells)] += 1
            assert unequal_splits(splits, counts) == []
            offices.append(counts)
            split = rng.choice([one for one in splits if splits[one][0] in counts] or [None])
            if split:
                cell = rng.choice(splits[split])
                [told] = unequal_splits(splits, {**counts, cell: counts[cell] + 1})
                assert (told.split, told.parts - total) == (split, 1)
        assert unequal_splits(splits, sum_counts(offices)) == []
        added_up += len(offices)
    assert added_up > ROUNDS


def test_a_group_is_not_told_again_once_each_of_its_cells_is_one_person() -> None:
    group = PEOPLE[:3]
    told = {TOTAL: 7, "splits": {"people": [[group, 7]]}}
    same = [
        tell_county(counts_of(dict(zip(group, cells, strict=True))), [told]) == told
        for cells in ((1, 1, 1), (1, 1, 2))
    ]
    assert same == [True, False]
