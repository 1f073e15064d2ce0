"""The steps of a list as they are shown: nested, each block with what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..kinds import StepKind
from ..plan import PlanStep, PlanStrand
from ..programmes import ProgrammeStep

TAKES_STEPS = frozenset({StepKind.SESSION, StepKind.GROUP})


@dataclass(frozen=True)
class Row:
    """A step on the page: what it holds, alone or in strands (`beside`), and whether steps may be put into it.

    `asks` are the titles of what goes when it goes.
    """

    one: ProgrammeStep
    inside: list["Row"] = field(default_factory=list)
    beside: list[tuple[PlanStrand, list["Row"]]] = field(default_factory=list)
    takes: bool = False

    @property
    def is_block(self) -> bool:
        """Whether it shows a list of its own."""
        return self.one.holds or bool(self.beside) or self.one.step.kind is StepKind.SESSION

    @property
    def held(self) -> list[PlanStep]:
        """The steps that go with it."""
        rows = [*self.inside, *(row for _strand, rows in self.beside for row in rows)]
        return [row.one.step for row in rows]


def rows(steps: Sequence[ProgrammeStep]) -> list[Row]:
    """Steps in the order of `Plan.walk` as nested rows."""
    found: list[Row] = []
    for one in steps:
        if one.inside is None:
            beside: list[tuple[PlanStrand, list[Row]]] = [(strand, []) for strand in one.strands]
            takes = one.holds or bool(beside) or one.step.kind in TAKES_STEPS
            found.append(Row(one, [], beside, takes))
            continue
        block = found[-1]
        lists = {strand.id: list_ for strand, list_ in block.beside}
        lists.get(one.step.strand or 0, block.inside).append(Row(one))
    return found
