"""The steps of a list as they are shown: nested, each block with what it holds."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from ...techniques.technique import Technique
from ..kinds import StepKind
from ..plan import PlanStep, PlanStrand
from ..programmes import ProgrammeStep

TAKES_STEPS = frozenset({StepKind.SESSION, StepKind.GROUP})


@dataclass(frozen=True)
class AgendaRow:
    """A step on the page: what it holds, alone or in strands (`beside`), and whether steps may be put into it.

    `asks` are the titles of what goes when it goes.
    """

    one: ProgrammeStep
    inside: list["AgendaRow"] = field(default_factory=list)
    beside: list[tuple[PlanStrand, list["AgendaRow"]]] = field(default_factory=list)
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


def nest_rows(steps: Sequence[ProgrammeStep]) -> list[AgendaRow]:
    """Steps in the order of `Plan.walk` as nested rows."""
    found: list[AgendaRow] = []
    for one in steps:
        if one.inside is None:
            beside: list[tuple[PlanStrand, list[AgendaRow]]] = [
                (strand, []) for strand in one.strands
            ]
            takes = one.holds or bool(beside) or one.step.kind in TAKES_STEPS
            found.append(AgendaRow(one, [], beside, takes))
            continue
        block = found[-1]
        lists = {strand.id: list_ for strand, list_ in block.beside}
        lists.get(one.step.strand or 0, block.inside).append(AgendaRow(one))
    return found


CardKey = Callable[[AgendaRow, bool, bool, bool], Hashable]


def card_keys(
    around: Hashable,
    techniques: Mapping[str, Technique],
    lessons: Mapping[int, str],
    talk: Mapping[int, Hashable],
) -> CardKey:
    """What tells the cards of steps apart: everything a card says (`templates/agenda/programme.html`), and nothing else.

    `around` is what all cards of a page have in common: its language, event, day, view, team and objectives.
    """

    def key(row: AgendaRow, first: bool, last: bool, timed: bool) -> Hashable:
        one, step = row.one, row.one.step
        way = techniques.get(step.technique)
        return (
            around,
            (first, last, timed, row.takes, row.is_block),
            (step.id, step.kind, step.title, step.technique, way and way.name, step.internal),
            (step.pinned is None, one.minutes, step.speakers, len(step.materials)),
            (one.lead and one.lead.id, tuple(member.id for member in one.supporters)),
            (one.place and one.place.name, one.inside is None, step.room is None),
            tuple(objective.id for objective in one.objectives),
            (lessons.get(step.id), talk.get(step.id)),
            tuple(held.title for held in row.held) if row.is_block else (),
        )

    return key
