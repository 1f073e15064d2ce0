"""What of a county's counts may leave it: no number under three, and none from which one could be worked out. Pure.

It is judged when the committee approves, and kept: what was told once is told for ever. The first telling groups cells by
`lib.telling`; a later one, of corrected numbers, keeps to the same groups, and is told only where each of them is what it was or
has changed by three people or more. Until then what was told last stays: whoever knows which numbers were not corrected finds
nobody. A split is judged by itself, since splits share nothing but their total. Everything that leaves – analysis, panorama,
Excel – shows these groups or sums of them, and nothing else.

The country's total is the sum of what counties tell. Counties whose own total is too small join it together, once, when every
county has approved, and only where their sum leaves open how many are in any of them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..lib.coarsening import is_too_few
from ..lib.suppression import LEAST
from ..lib.telling import is_steady, tell_table, told_to_json
from .cells import TOTAL, Counts, SplitKind

Telling = dict[str, Any]
"""What is told of one indicator, as JSON: `total` and, by split, the groups of `lib.telling`; or `few` and nothing else."""
FEW: Telling = {"few": True}
Groups = list[list[Any]]
"""Cells that are told together and how many they hold, as `lib.telling` writes them."""


def tell_county(counts: Counts, earlier: Sequence[Telling] = ()) -> Telling | None:
    """What may be told of an indicator's counts, after what was told of them before; None where nothing was counted."""
    if TOTAL not in counts:
        return None
    told = [one for one in earlier if TOTAL in one]
    total = counts[TOTAL]
    if any(not is_steady(total, one[TOTAL]) for one in told):
        return told[-1]
    if is_too_few(total):
        return FEW
    splits = {}
    for split in SplitKind:
        cells = {cell: n for cell, n in counts.items() if cell.startswith(f"{split}:")}
        before = [one["splits"][split] for one in told if split in one["splits"]]
        if not cells:
            continue
        if before:
            groups = _in_the_same_groups(cells, before)
            if groups is None:
                return told[-1]
            splits[split.value] = groups
            continue
        fresh = tell_table(cells)
        if fresh is None:
            return told[-1] if told else FEW
        splits[split.value] = told_to_json(fresh)
    return {TOTAL: total, "splits": splits}


def _in_the_same_groups(cells: Counts, before: Sequence[Groups]) -> Groups | None:
    """The cells in the groups they were told in; None where a group is small now, or a few came or went. Others were empty."""
    keys = [tuple(group) for group, _people in before[-1]]
    keys += [(cell,) for cell in cells if all(cell not in group for group in keys)]
    found: Groups = []
    for group in keys:
        parts = [cells.get(cell, 0) for cell in group]
        people, filled = sum(parts), sum(number > 0 for number in parts)
        was = [dict((tuple(key), n) for key, n in one).get(group, 0) for one in before]
        if is_too_few(people) or (filled > 1 and people <= filled):
            return None
        if not all(is_steady(people, number) for number in was):
            return None
        found.append([list(group), people])
    return found


def tell_all(
    counts: Mapping[str, Counts], editions: Sequence[Mapping[str, Telling]]
) -> dict[str, Telling]:
    """What may be told of every indicator, by its number, after these editions."""
    found = {
        key: tell_county(row, [one[key] for one in editions if key in one])
        for key, row in counts.items()
    }
    return {key: telling for key, telling in found.items() if telling is not None}


def number_of(telling: Telling | None, cells: Collection[str]) -> int | None:
    """The cells of one split together, where they are made of whole groups; None where that may not be told.

    Ask only for cells of a split that is told (`has_split`).
    """
    if telling is None or TOTAL not in telling:
        return None
    groups = telling["splits"].get(next(iter(cells)).partition(":")[0], ())
    found, wanted = 0, set(cells)
    for group, people in groups:
        part = wanted & set(group)
        if part and people and len(part) < len(group):
            return None
        found += people if part else 0
    return found


def has_split(telling: Telling | None, split: SplitKind) -> bool:
    """Whether a telling has that split."""
    return bool(telling) and split in telling.get("splits", {})  # type: ignore[union-attr]


def rest_of(totals: Mapping[int, int], tellings: Mapping[int, Telling]) -> dict[str, Any] | None:
    """The counties whose total is not told (by the number of their forum) and their sum, where that may be told.

    Each of them has one or two: the sum says which only where all have one, or all have two.
    """
    untold = sorted(key for key, telling in tellings.items() if TOTAL not in telling)
    numbers = [totals[key] for key in untold]
    if len(untold) < 2 or max(numbers) >= LEAST:
        return None
    if not len(numbers) < sum(numbers) < 2 * len(numbers):
        return None
    return {"forums": untold, "sum": sum(numbers)}


def national_total(
    tellings: Mapping[int, Telling], rest: Mapping[str, Any] | None
) -> tuple[int, bool]:
    """The country's total of what these counties tell, and whether it is whole; else it is at least so much."""
    told = sum(one[TOTAL] for one in tellings.values() if TOTAL in one)
    untold = sorted(key for key, one in tellings.items() if TOTAL not in one)
    if not untold:
        return told, True
    if rest is not None and rest["forums"] == untold:
        return told + rest["sum"], True
    return told, False
