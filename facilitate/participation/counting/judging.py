"""Which numbers of a report may leave the house: none under three, and none from which one could be worked out."""

from collections.abc import Sequence
from dataclasses import replace

from ...lib.coarsening import safe_columns, visible
from ...lib.suppression import total as total_without_small
from .heads import GOVERNMENT
from .report import Block, BlockKey, Family, Report, Stage, Step
from .tables import with_shares

FIRST = (Stage.ATTENDED, Stage.INVITED, Stage.CONFIRMED)
"""Which column of one event is shown as fully as can be, which one next."""
NEVER = (BlockKey.ORGANISATION,)
"""An office by name stands for a few people who are known there: it stays in the house."""
Told = dict[int, dict[str, bool]]
ANSWERS = (Step.DECLINED, Step.REPLACED, Step.WAITING, Step.SILENT)
WEIGHT = {
    BlockKey.SECTOR: 10, BlockKey.LEVEL: 2, BlockKey.KIND: 1,
    BlockKey.PLACE: 200, BlockKey.COUNTY: 15, BlockKey.REGION: 1,
}  # fmt: skip
"""How much a row of a table is worth keeping, each person in it; of a table that is not named, 1.

Kinds of organisation and groups of counties are given up first, then levels and counties; sectors, and who came from outside
the capital, last: those are the figures an event is known by.
"""


def judged(report: Report) -> dict[BlockKey, Told]:
    """Which cells of every table of a report may be shown, column by column; a column that is missing may not be at all.

    All tables of a family are judged together; tables of different families share nothing but their totals.
    """
    stages = stages_told(report.block(BlockKey.FLOW))
    return {
        key: told
        for one in report.families
        if not set(one.blocks) & set(NEVER)
        for key, told in _family(one, report, stages).items()
    }


def rounded(report: Report) -> Report:
    """The report with the shares it will still have outside: rows that are not shown there are rounded together."""
    told = judged(report)
    blocks = tuple(
        with_shares(block, _apart(block, told[block.key])) if block.key in told else block
        for block in report.blocks
    )
    return replace(report, blocks=blocks)


def _apart(block: Block, told: Told) -> dict[int, list[str]]:
    """The rows of a table that are not shown, column by column; none where not even the same whole is shown."""
    hidden = {place: [row.key for row in block.rows if not shown[row.key]] for place, shown in told.items()}
    unknown = next((row.key for row in block.rows if row.unknown), None)
    return {place: keys for place, keys in hidden.items() if unknown not in keys}


def stages_told(flow: Block | None) -> list[Stage]:
    """The stages of one event whose totals may be told beside each other, the most important first."""
    if flow is None:
        return []
    counts = {row.key: row.counts[0] or 0 for row in flow.rows}
    kept = safe_columns([counts.get(stage, 0) for stage in FIRST], range(len(FIRST)))
    stages = [FIRST[place] for place in kept]
    answers = [counts.get(step, 0) for step in ANSWERS]
    if (
        sum(answers) and total_without_small(answers) is None
    ):  # each answer is one person's: their sum would tell
        stages = [stage for stage in stages if stage is not Stage.CONFIRMED]
    return stages


def _chains(block: Block, stages: Sequence[Stage]) -> list[list[int]]:
    """Columns that tell of each other: the stages of one event; events across stand each for itself."""
    if all(column.key in list(Stage) for column in block.columns):
        place = {Stage(column.key): number for number, column in enumerate(block.columns)}
        return [[place[stage] for stage in stages if stage in place]]
    return [[number] for number, column in enumerate(block.columns) if not column.published]


def _family(one: Family, report: Report, stages: Sequence[Stage]) -> dict[BlockKey, Told]:
    blocks = [block for key in one.blocks if (block := report.block(key))]
    if not blocks:
        return {}
    heads = [(block.key, row.key) for block in blocks for row in block.rows]
    rows = [_atoms_of(one, *head) for head in heads]
    people, weighed = [atom.counts for atom in one.atoms], _weighed(one)
    totals = [sum(column) for column in zip(*people, strict=True)] or [0] * len(blocks[0].columns)
    told: dict[BlockKey, Told] = {block.key: {} for block in blocks}
    for chain in _chains(blocks[0], stages):
        for column, shown in visible(people, rows, weighed, safe_columns(totals, chain)).items():
            for (key, row), may in zip(heads, shown, strict=True):
                told[key].setdefault(column, {})[row] = may
    return told


def _atoms_of(one: Family, key: BlockKey, row: str) -> frozenset[int]:
    place = one.blocks.index(key)
    return frozenset(number for number, atom in enumerate(one.atoms) if row in atom.rows[place])


def _weighed(one: Family) -> list[tuple[frozenset[int], int]]:
    """Every row of every table of the family, government as it usually is, whatever the report calls so."""
    rows: dict[tuple[int, str], set[int]] = {}
    for number, atom in enumerate(one.atoms):
        for place, keys in enumerate(atom.rows):
            for key in _usual(keys):
                rows.setdefault((place, key), set()).add(number)
    return [(frozenset(row), WEIGHT.get(one.blocks[place], 1)) for (place, _key), row in sorted(rows.items())]


def _usual(keys: Sequence[str]) -> list[str]:
    own = [key for key in keys if key != "government"]
    return [*own, "government"] if set(own) & set(GOVERNMENT) else own
