"""Which numbers of a report may leave the house: none under three, and none from which one could be worked out."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from ...lib.coarsening import AtomGroup, coarsened_groups, safe_columns, visible_rows
from ...lib.suppression import suppress_count
from ...lib.suppression import suppress_total as total_without_small
from ...lib.telling import is_steady
from .heads import GOVERNMENT
from .report import (
    BlockKey,
    DifferentPeople,
    FamilyAtom,
    FiguresBlock,
    FiguresReport,
    FiguresStage,
    FlowStep,
    TableFamily,
)
from .tables import with_shares

FIRST = (FiguresStage.ATTENDED, FiguresStage.INVITED, FiguresStage.CONFIRMED)
"""Which column of one event is shown as fully as can be, which one next."""
NEVER = (BlockKey.ORGANISATION,)
"""An office by name stands for a few people who are known there: it stays in the house."""
ShownCells = dict[int, dict[str, bool]]
FiguresEdition = dict[str, Any]
"""What was told of an event once, as JSON holds it: `flow`, the people of each step that was shown; `families`, by the tables

of each the groups of a column (`[rows of its atoms, people a column]`) from which everything shown was made. No group is small.
Where the columns are events, `columns` are the people of each.
"""
ANSWERS = (FlowStep.DECLINED, FlowStep.REPLACED, FlowStep.WAITING, FlowStep.SILENT)
WEIGHT = {
    BlockKey.SECTOR: 10,
    BlockKey.LEVEL: 2,
    BlockKey.KIND: 1,
    BlockKey.PLACE: 200,
    BlockKey.COUNTY: 15,
    BlockKey.REGION: 1,
}
"""How much a row of a table is worth keeping, each person in it; of a table that is not named, 1.

Kinds of organisation and groups of counties are given up first, then levels and counties; sectors, and who came from outside
the capital, last: those are the figures an event is known by.
"""


def judge_cells(
    report: FiguresReport, earlier: Sequence[FiguresEdition] = ()
) -> dict[BlockKey, ShownCells]:
    """Which cells of every table of a report may be shown, column by column; a column that is missing may not be at all.

    All tables of a family are judged together, and with what was told of it `earlier`; tables of different families share
    nothing but their totals.
    """
    stages = stages_to_tell(report.block(BlockKey.FLOW), earlier)
    return {
        key: told
        for one in report.families
        if not set(one.blocks) & set(NEVER)
        for key, told in _family(one, report, stages, earlier).items()
    }


def edition_of_report(
    report: FiguresReport, shown: FiguresReport, earlier: Sequence[FiguresEdition] = ()
) -> FiguresEdition:
    """What telling `shown`, made from the report of the house, tells for ever: later ones are judged with it."""
    stages = stages_to_tell(report.block(BlockKey.FLOW), earlier)
    families = {}
    for one in report.families:
        blocks = [block for key in one.blocks if (block := report.block(key))]
        if not blocks or set(one.blocks) & set(NEVER):
            continue
        atoms, told = _with_gone(one, blocks[0], earlier)
        names = [column.key for column in blocks[0].columns]
        groups: dict[str, list[Any]] = {}
        for chain in _safe_chains(blocks[0], stages, atoms=atoms, before=told, earlier=earlier):
            people, everybody = [atom.counts for atom in atoms], frozenset(range(len(atoms)))
            for place, whole in coarsened_groups(people, _weighed(one), chain, told).items():
                total = AtomGroup(everybody, {place: sum(atom.counts[place] for atom in atoms)})
                groups[names[place]] = [
                    [
                        [atoms[n].rows for n in sorted(group.atoms)],
                        {names[n]: number for n, number in group.people.items()},
                    ]
                    for group in (whole if whole is not None else [total])
                    if group.atoms
                ]
        families["/".join(one.blocks)] = groups
    flow = report.block(BlockKey.FLOW)
    counts = {row.key: row.counts[0] or 0 for row in flow.rows} if flow else {}
    totals = {stage.value: counts.get(stage, 0) for stage in stages}  # told by each table's column
    return {"flow": {**totals, **edition_from_outside(shown)["flow"]}, "families": families}


def edition_from_outside(shown: FiguresReport) -> FiguresEdition:
    """What can be read from published figures alone: how many were on the way, not how groups were put together."""
    flow = shown.block(BlockKey.FLOW)
    counts = (
        {row.key: row.counts[0] for row in flow.rows if row.counts[0] is not None} if flow else {}
    )
    return {"flow": counts, "families": {}}


def edition_as_column(edition: FiguresEdition, slug: str) -> FiguresEdition:
    """What was told of the event of that address, for a report in which it is a column among others: who attended."""
    there = FiguresStage.ATTENDED.value
    families = {
        key: {slug: [[rows, {slug: people[there]}] for rows, people in groups[there]]}
        for key, groups in edition["families"].items()
        if there in groups
    }
    columns = {slug: edition["flow"][there]} if there in edition["flow"] else {}
    return {"flow": {}, "families": families, "columns": columns}


def round_for_outside(report: FiguresReport) -> FiguresReport:
    """The report with the shares it will still have outside: rows that are not shown there are rounded together."""
    told = judge_cells(report)
    blocks = tuple(
        with_shares(block, _apart(block, told[block.key])) if block.key in told else block
        for block in report.blocks
    )
    return replace(report, blocks=blocks)


def people_to_tell(came: Sequence[Collection[int]]) -> DifferentPeople | None:
    """How many different people came to several events, by who came to each; None of fewer than ten. Pure.

    Where a few came to one event alone, missed one to which others came, or came again, they could be told apart by the
    number beside the attendances. Then it is told in whole tens, or as many as came to the largest event.
    """
    times = Counter(person for some in came for person in some)
    people = len(times)
    few = [times.total() - people]
    for some in came:
        few += [len(some), people - len(some), sum(times[one] == 1 for one in some)]
    if all(suppress_count(number) is not None for number in few):
        return DifferentPeople(people)
    least = max(people // 10 * 10, *map(len, came))
    return DifferentPeople(least, at_least=True) if people >= 10 else None


def _apart(block: FiguresBlock, told: ShownCells) -> dict[int, list[str]]:
    """The rows of a table that are not shown, column by column; none where not even the same whole is shown."""
    hidden = {
        place: [row.key for row in block.rows if not shown[row.key]]
        for place, shown in told.items()
    }
    unknown = next((row.key for row in block.rows if row.unknown), None)
    return {place: keys for place, keys in hidden.items() if unknown not in keys}


def few_came_or_went(report: FiguresReport, earlier: Sequence[FiguresEdition]) -> bool:
    """Whether not even how many there are may be told, after what was told earlier."""
    flow = report.block(BlockKey.FLOW)
    told = {
        FiguresStage(key) for one in earlier for key in one["flow"] if key in list(FiguresStage)
    }
    return bool(told) and FIRST[0] in told and FIRST[0] not in stages_to_tell(flow, earlier)


def stages_to_tell(
    flow: FiguresBlock | None, earlier: Sequence[FiguresEdition] = ()
) -> list[FiguresStage]:
    """The stages of one event whose totals may be told beside each other and after what was told, the most important first."""
    if flow is None:
        return []
    counts = {row.key: row.counts[0] or 0 for row in flow.rows}
    kept = safe_columns([counts.get(stage, 0) for stage in FIRST], range(len(FIRST)))
    stages = [FIRST[place] for place in kept]
    answers = [counts.get(step, 0) for step in ANSWERS]
    if (
        sum(answers) and total_without_small(answers) is None
    ):  # each answer is one person's: their sum would tell
        stages = [stage for stage in stages if stage is not FiguresStage.CONFIRMED]
    kept = []
    for stage in stages:
        changes = [(counts.get(stage, 0), one["flow"].get(stage)) for one in earlier]
        beside = [
            (counts.get(stage, 0) - counts.get(other, 0), one["flow"][stage] - one["flow"][other])
            for other in kept_stages(kept)
            for one in earlier
            if stage in one["flow"] and other in one["flow"]
        ]
        if all(is_steady(now, was) for now, was in (*changes, *beside)):
            kept.append(FIRST.index(stage))
    return kept_stages(kept)


def kept_stages(places: Sequence[int]) -> list[FiguresStage]:
    """The stages at these places of `FIRST`."""
    return [FIRST[place] for place in places]


def _chains(block: FiguresBlock, stages: Sequence[FiguresStage]) -> list[list[int]]:
    """Columns that tell of each other: the stages of one event; events across stand each for itself."""
    if all(column.key in list(FiguresStage) for column in block.columns):
        place = {FiguresStage(column.key): number for number, column in enumerate(block.columns)}
        return [[place[stage] for stage in stages if stage in place]]
    return [[number] for number, column in enumerate(block.columns) if not column.published]


def _family(
    one: TableFamily,
    report: FiguresReport,
    stages: Sequence[FiguresStage],
    earlier: Sequence[FiguresEdition],
) -> dict[BlockKey, ShownCells]:
    """Which cells of a family's tables may be shown at these stages, judged together and with what was told `earlier`."""
    blocks = [block for key in one.blocks if (block := report.block(key))]
    if not blocks:
        return {}
    heads = [(block.key, row.key) for block in blocks for row in block.rows]
    atoms, before = _with_gone(one, blocks[0], earlier)
    one = replace(one, atoms=atoms)
    rows = [_atoms_of(one, *head) for head in heads]
    people, weighed = [atom.counts for atom in one.atoms], _weighed(one)
    told: dict[BlockKey, ShownCells] = {block.key: {} for block in blocks}
    for chain in _safe_chains(blocks[0], stages, atoms=atoms, before=before, earlier=earlier):
        for column, shown in visible_rows(
            people, rows, weighed=weighed, chain=chain, earlier=before
        ).items():
            for (key, row), may in zip(heads, shown, strict=True):
                told[key].setdefault(column, {})[row] = may
    return told


Before = list[dict[int, list[AtomGroup]]]


def _with_gone(
    one: TableFamily, block: FiguresBlock, earlier: Sequence[FiguresEdition]
) -> tuple[tuple[FamilyAtom, ...], Before]:
    """The family's atoms, and those that held people in an earlier edition; and what these told, by place of atom and column."""
    places, nobody = (
        {column.key: place for place, column in enumerate(block.columns)},
        (0,) * len(block.columns),
    )
    atoms = {atom.rows: atom for atom in one.atoms}
    found = []
    for edition in earlier:
        groups = edition["families"].get("/".join(one.blocks), {})
        found.append({places[key]: rows for key, rows in groups.items() if key in places})
        for rows, _people in (group for column in groups.values() for group in column):
            for row in rows:
                key = tuple(tuple(part) for part in row)
                atoms.setdefault(key, FamilyAtom(key, nobody))
    number = {rows: place for place, rows in enumerate(atoms)}

    def whole(rows: Sequence[Any], people: dict[str, int]) -> AtomGroup:
        inside = frozenset(number[tuple(tuple(part) for part in row)] for row in rows)
        return AtomGroup(
            inside, {places[key]: count for key, count in people.items() if key in places}
        )

    before = [
        {place: [whole(*group) for group in column] for place, column in one_.items()}
        for one_ in found
    ]
    return tuple(atoms.values()), before


def _safe_chains(
    block: FiguresBlock,
    stages: Sequence[FiguresStage],
    atoms: Sequence[FamilyAtom],
    before: Before,
    earlier: Sequence[FiguresEdition],
) -> list[list[int]]:
    """The columns whose totals may be told beside each other, and after what was told before."""
    totals = [sum(atom.counts[place] for atom in atoms) for place in range(len(block.columns))]

    def was(told: dict[int, list[AtomGroup]], column: int) -> int | None:
        return sum(group.people[column] for group in told[column]) if column in told else None

    def steady_since(column: int) -> bool:
        known = [was(told, column) for told in before]
        known += [one.get("columns", {}).get(block.columns[column].key) for one in earlier]
        return all(is_steady(totals[column], number) for number in known)

    return [
        [column for column in safe_columns(totals, chain) if steady_since(column)]
        for chain in _chains(block, stages)
    ]


def _atoms_of(one: TableFamily, key: BlockKey, row: str) -> frozenset[int]:
    place = one.blocks.index(key)
    return frozenset(number for number, atom in enumerate(one.atoms) if row in atom.rows[place])


def _weighed(one: TableFamily) -> list[tuple[frozenset[int], int]]:
    """Every row of every table of the family, government as it usually is, whatever the report calls so."""
    rows: dict[tuple[int, str], set[int]] = {}
    for number, atom in enumerate(one.atoms):
        for place, keys in enumerate(atom.rows):
            for key in _usual(keys):
                rows.setdefault((place, key), set()).add(number)
    return [
        (frozenset(row), WEIGHT.get(one.blocks[place], 1))
        for (place, _key), row in sorted(rows.items())
    ]


def _usual(keys: Sequence[str]) -> list[str]:
    own = [key for key in keys if key != "government"]
    return [*own, "government"] if set(own) & set(GOVERNMENT) else own
