"""Three drafts of one brief: the richest that fits the hours and of which neither a warning nor a hint is told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..hints import find_hints
from ..warnings import CheckedDay, CheckedStep, WarningKind, find_warnings
from .draft import AgendaDraft, DraftAim, DraftBrief, DraftStep, DraftStyle, DraftWhy
from .laying import lay_moves, rests_apart, rests_of
from .moves import DEEPER, Chooser, DraftMove, moves_for

COMFORTABLE = 0.85
"""What time may allow is left out before minutes shrink below this part of what is usual."""

MANY = 20
"""Objectives above which not every number of them is tried."""


def compose_drafts(brief: DraftBrief) -> list[AgendaDraft]:
    """A draft in each style; none where there are no hours or nothing can be laid into them."""
    found: list[AgendaDraft] = []
    before: set[str] = set()
    for style in DraftStyle:
        draft = compose_draft(brief, style, before) if brief.hours else None
        if draft is not None:
            found.append(draft)
            before |= {step.technique for step in draft.steps}
    return found


def compose_draft(brief: DraftBrief, style: DraftStyle, before: set[str]) -> AgendaDraft | None:
    """The draft of a style. Where the hours are too few, it takes shorter ways; where these are too long for all objectives, the
    last ones are left out and named. The richest without a pause close to a meal is taken, if its days rest as the richest's do."""
    for count in _fewer(len(brief.aims)):
        left = tuple(aim.id for aim in brief.aims[count:])
        sound: AgendaDraft | None = None
        for short in (False, True):
            chooser = partial(Chooser, brief, style, before, short)
            for steps in _attempts(chooser, brief.aims[:count]):
                better = rests_apart(steps) and (
                    sound is None or rests_of(steps) >= rests_of(sound.steps)
                )
                if sound is not None and not better:
                    continue
                numbered = [replace(step, key=number) for number, step in enumerate(steps, 1)]
                draft = AgendaDraft(style, tuple(numbered), left)
                if is_draft_sound(brief, draft):
                    if better:
                        return draft
                    sound = draft
        if sound is not None:
            return sound
    return None


def _fewer(count: int) -> Iterator[int]:
    """How many objectives are tried: all, then ever fewer; of very many a quarter less each time, so that it ends soon."""
    while count:
        yield count
        count = count * 3 // 4 if count > MANY else count - 1


def _attempts(
    chooser: Callable[[], Chooser], aims: Sequence[DraftAim]
) -> Iterator[list[DraftStep]]:
    """Drafts from the richest comfortable one to the barest, then richer ones that are tight."""
    moves = moves_for(chooser(), aims)
    tight: list[list[DraftStep]] = []
    for chosen in _poorer(moves):
        found = lay_moves(chooser(), chosen)
        roomy = max(move.wish for move in chosen) == DEEPER
        if found and found[1] >= (1.0 if roomy else COMFORTABLE):
            yield found[0]
        elif found:
            tight.append(found[0])
    yield from reversed(tight)


def _poorer(moves: Sequence[DraftMove]) -> Iterator[list[DraftMove]]:
    """All moves, then without the least wished ones, until only those remain that are needed.

    Of several moves for one kind of objective each takes its own; what has no move of its own any more goes to the first.
    """
    for limit in sorted({move.wish for move in moves}, reverse=True):
        kept = [move for move in moves if move.wish <= limit]
        own = {aim for move in kept if move.wish for aim in _served(move)}
        yield [_without(move, own) for move in kept]


def _without(move: DraftMove, own: set[int]) -> DraftMove:
    """A needed move without the objectives that have one of their own, unless it would be left with none."""
    rest = tuple(aim for aim in move.aims if aim not in own)
    if move.wish or not rest or not _served(move):
        return move
    first, *others = move.reasons
    return replace(move, aims=rest, reasons=(replace(first, aims=rest), *others))


def _served(move: DraftMove) -> tuple[int, ...]:
    """The objectives a further move takes over from the first of its kind; what prepares takes none."""
    return move.aims if move.reasons[0].why is DraftWhy.SERVES else ()


def is_draft_sound(brief: DraftBrief, draft: AgendaDraft) -> bool:
    """Whether nothing is told of it: no warning but of what it leaves out, and nothing that is missing."""
    days = checked_draft_days(brief, draft)
    told = [
        one
        for one in find_warnings(days, [aim.id for aim in brief.aims])
        if not (one.what is WarningKind.UNSERVED and one.objective in draft.left)
    ]
    return not told and not find_hints(days, {aim.id: aim.sought for aim in brief.aims})


def checked_draft_days(brief: DraftBrief, draft: AgendaDraft) -> list[CheckedDay]:
    """What of a draft is looked at for warnings."""
    found = []
    for number, hours in enumerate(brief.hours, 1):
        steps = [step for step in draft.steps if step.day == hours.day]
        ends = max((step.end for step in steps), default=hours.starts)
        found.append(
            CheckedDay(
                number,
                ends - hours.ends,
                within=True,
                steps=[_looked_at(brief, step) for step in steps],
                planned_end=hours.ends,
                midnight=number * 1440,
            )
        )
    return found


def _looked_at(brief: DraftBrief, step: DraftStep) -> CheckedStep:
    way = brief.techniques.get(step.technique)
    return CheckedStep(
        step.key,
        step.kind,
        step.start,
        step.end,
        objectives=frozenset(step.objectives),
        people=frozenset({str(step.lead)} if step.lead else ()),
        room=str(step.room or ""),
        needs=brief.people,
        parts=way.parts if way else (),
        title=step.title,
        technique=way,
    )
