"""The report as it may leave the house: no small group in it, and none that could be worked out from it."""

from collections.abc import Sequence
from dataclasses import replace

from ...lib.coarsening import few, safe_columns, visible
from ...lib.suppression import row as row_without_small
from ...lib.suppression import total as total_without_small
from .heads import GOVERNMENT
from .report import Block, BlockKey, Family, Report, Stage, Step
from .tables import with_shares
from .wording import changes_of, denominators, never_there, sentence_of

FIRST = (Stage.ATTENDED, Stage.INVITED, Stage.CONFIRMED)
"""Which column of one event is shown as fully as can be, which one next."""
NEVER = (BlockKey.ORGANISATION,)
"""An office by name stands for a few people who are known there: it stays in the house."""
Told = dict[int, dict[str, bool]]
ANSWERS = (Step.DECLINED, Step.REPLACED, Step.WAITING, Step.SILENT)
WEIGHT = {BlockKey.SECTOR: 10, BlockKey.LEVEL: 2, BlockKey.PLACE: 10, BlockKey.COUNTY: 3, BlockKey.REGION: 2}
"""How much a row of a table is worth keeping, each person in it; of a table that is not named, 1."""


def for_outside(report: Report) -> Report:
    """The same report without any number under three and without any from which one could be worked out.

    Zeros stay. All tables of a family are judged together; tables of different families share nothing but their totals.
    """
    if not report.families:
        return report
    stages, blocks = _stages(report.block(BlockKey.FLOW)), []
    judged = {key: told for one in report.families for key, told in _judged(one, report, stages).items()}
    for block in report.blocks:
        if block.key is BlockKey.FLOW:
            blocks.append(_flow(block, stages))
        elif block.key not in NEVER:
            one = next(family for family in report.families if block.key in family.blocks)
            blocks.append(_block(block, one, judged[block.key]))
    told = tuple(blocks)
    sector = next((block for block in told if block.key is BlockKey.SECTOR), None)
    across = changes_of(sector) if sector else ()
    return replace(
        report,
        sentence=report.sentence if report.across else sentence_of(told),
        blocks=told,
        changes=across if report.across else tuple(filter(None, [never_there(told)])),
        left_out=any(_leaves_out(block) for block in told),
        families=(),
    )


def _leaves_out(block: Block) -> bool:
    counted = [place for place, column in enumerate(block.columns) if not column.published]
    return any(row.counts[place] is None for row in block.rows for place in counted)


def _stages(flow: Block | None) -> list[Stage]:
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


def _judged(one: Family, report: Report, stages: Sequence[Stage]) -> dict[BlockKey, Told]:
    """Which cells of the tables of a family may be shown; a column that is missing may not be shown at all."""
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


def _block(block: Block, one: Family, told: Told) -> Block:
    """The table with what may be shown; a column whose very total is too small is empty."""
    rows = tuple(
        replace(
            row,
            counts=tuple(
                count if told.get(place, {}).get(row.key) else None for place, count in enumerate(row.counts)
            ),
        )
        for row in block.rows
    )
    unknown = next((row for row in rows if row.unknown), None)
    columns = []
    for place, column in enumerate(block.columns):
        if column.published:
            columns.append(column)
        elif place not in told:
            columns.append(replace(column, total=None))
        elif unknown is not None and unknown.counts[place] is None:  # else it could be worked out
            columns.append(replace(column, total=sum(atom.counts[place] for atom in one.atoms)))
        else:
            columns.append(column)
    return denominators(with_shares(replace(block, columns=tuple(columns), rows=rows)))


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


def _flow(block: Block, stages: Sequence[Stage]) -> Block:
    """What became of the invited: only steps that, added and subtracted, tell of no small group."""
    counts = {Step(row.key): row.counts[0] or 0 for row in block.rows}
    told: set[Step] = {Step(stage.value) for stage in stages}
    if len(stages) == len(FIRST):
        answers = row_without_small([counts.get(step, 0) for step in ANSWERS])
        told |= {step for step, number in zip(ANSWERS, answers, strict=True) if number is not None}
        ways = (Step.CAME, Step.ABSENT, Step.WALK_IN)
        if not any(few(counts.get(step, 0)) for step in ways):
            told |= set(ways)
    rows = tuple(
        replace(row, counts=(row.counts[0] if Step(row.key) in told or not row.counts[0] else None,))
        for row in block.rows
    )
    invited = counts.get(Step.INVITED) if Stage.INVITED in stages else None
    return replace(block, columns=(replace(block.columns[0], total=invited),), rows=rows)
