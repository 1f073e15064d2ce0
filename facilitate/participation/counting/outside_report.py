"""The report as it may leave the house: no small group in it, and none that could be worked out from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ...lib.coarsening import is_too_few
from ...lib.suppression import suppress_row as row_without_small
from ...lib.telling import is_steady
from .disclosure import (
    ANSWERS,
    FIRST,
    NEVER,
    FiguresEdition,
    ShownCells,
    judge_cells,
    stages_to_tell,
)
from .report import (
    BlockKey,
    FiguresBlock,
    FiguresColumn,
    FiguresReport,
    FiguresStage,
    FlowStep,
    TableFamily,
)
from .tables import with_shares
from .wording import figures_sentence, missing_counties_text, share_changes, with_denominators

WAYS = (FlowStep.CAME, FlowStep.ABSENT, FlowStep.UNSAID, FlowStep.WALK_IN)


def for_outside(report: FiguresReport, earlier: Sequence[FiguresEdition] = ()) -> FiguresReport:
    """The report without any number under three and without any from which one could be worked out.

    Nor can one by comparing it with what was told `earlier`. Zeros stay. All tables of a family are judged together; tables of
    different families share nothing but their totals.
    """
    if not report.families:
        return report
    if report.across and any(
        _only_said(column) for block in report.blocks for column in block.columns
    ):
        raise ValueError("who says that they come is told beside who was invited, never alone")
    stages, blocks = stages_to_tell(report.block(BlockKey.FLOW), earlier), list[FiguresBlock]()
    told_of = judge_cells(report, earlier)
    for block in report.blocks:
        if block.key is BlockKey.FLOW:
            blocks.append(_flow(block, stages, earlier))
        elif block.key not in NEVER:
            one = next(family for family in report.families if block.key in family.blocks)
            blocks.append(_block(block, one, told_of[block.key]))
    told = tuple(blocks)
    sector = next((block for block in told if block.key is BlockKey.SECTOR), None)
    across = share_changes(sector) if sector else ()
    return replace(
        report,
        sentence=report.sentence if report.across else figures_sentence(told),
        blocks=told,
        changes=across if report.across else tuple(filter(None, [missing_counties_text(told)])),
        left_out=any(_leaves_out(block) for block in told),
        families=(),
    )


def _only_said(column: FiguresColumn) -> bool:
    """Whether a column is of people who say that they come: beside it, those who were invited would have to be judged."""
    return column.stage is FiguresStage.CONFIRMED and not column.published and bool(column.total)


def _leaves_out(block: FiguresBlock) -> bool:
    counted = [place for place, column in enumerate(block.columns) if not column.published]
    return any(row.counts[place] is None for row in block.rows for place in counted)


def _block(block: FiguresBlock, one: TableFamily, told: ShownCells) -> FiguresBlock:
    """The table with what may be shown; a column whose very total is too small is empty."""
    rows = tuple(
        replace(
            row,
            counts=tuple(
                count if told.get(place, {}).get(row.key) else None
                for place, count in enumerate(row.counts)
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
    return with_denominators(with_shares(replace(block, columns=tuple(columns), rows=rows)))


def _flow(
    block: FiguresBlock, stages: Sequence[FiguresStage], earlier: Sequence[FiguresEdition]
) -> FiguresBlock:
    """What became of the invited: only steps that, added and subtracted, tell of no small group."""
    counts = {FlowStep(row.key): row.counts[0] or 0 for row in block.rows}
    told: set[FlowStep] = {FlowStep(stage.value) for stage in stages}
    if len(stages) == len(FIRST):
        answers = row_without_small([counts.get(step, 0) for step in ANSWERS])
        shown = {step for step, number in zip(ANSWERS, answers, strict=True) if number is not None}
        told |= shown if _like_before(shown, ANSWERS, counts, earlier) else set()
        if not any(is_too_few(counts.get(step, 0)) for step in WAYS) and _like_before(
            WAYS, WAYS, counts, earlier
        ):
            told |= set(WAYS)
    rows = tuple(
        replace(
            row, counts=(row.counts[0] if FlowStep(row.key) in told or not row.counts[0] else None,)
        )
        for row in block.rows
    )
    invited = counts.get(FlowStep.INVITED) if FiguresStage.INVITED in stages else None
    return replace(block, columns=(replace(block.columns[0], total=invited),), rows=rows)


def _like_before(
    shown: Collection[FlowStep],
    of: Collection[FlowStep],
    counts: Mapping[FlowStep, int],
    earlier: Sequence[FiguresEdition],
) -> bool:
    """Whether these steps may be told after what was told of them: the same ones, or none, and none changed by a few people."""
    for edition in earlier:
        was = {step for step in of if step in edition["flow"]}
        if was and was != set(shown):
            return False
        if not all(is_steady(counts.get(step, 0), edition["flow"].get(step)) for step in shown):
            return False
    return True
