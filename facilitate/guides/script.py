"""From agenda, techniques, café, team and objectives to the guide: who does and says what at which minute.

All times are minutes after midnight, wall time of the event. The language spoken is the guide's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..agenda.numbering import StepNumber
from ..agenda.plan import Plan
from ..agenda.shopping import ShoppingLine, shopping_list
from ..techniques.technique import Technique
from . import lacking
from .differing import people_discrepancies, with_tables
from .floorplan import room_setups
from .guide import (
    Guide,
    GuideDay,
    GuideGuests,
    GuidePerson,
    GuideStep,
    ShopLine,
)
from .keeping_time import NextStepGlimpse, day_ahead, is_team_only
from .steps import StepContext, guide_objective_of, guide_step
from .training import plan_training
from .training_plan import GuideRehearsal

if TYPE_CHECKING:  # read only: the script asks these for their values and for nothing else
    from ..agenda.programmes import ProgrammeDay, ProgrammeStep
    from ..cafe.queries import CafePlan
    from ..events.models import Event, Goal, Member, Objective


def write_guide(
    event: Event,
    plan: Plan,
    programme: Sequence[ProgrammeDay],
    cafes: Mapping[int, CafePlan],
    shelf: Mapping[str, Technique],
    goals: Sequence[Goal],
    objectives: Sequence[Objective],
    team: Sequence[Member],
    language: str,
    today: date,
    *,
    sources: Mapping[int, str] | None = None,
    guests: GuideGuests = GuideGuests(),  # noqa: B008 - a value that never changes
    heads: Sequence[str] = (),
    own_heads: Mapping[str, Sequence[str]] | None = None,
    rehearsals: Sequence[GuideRehearsal] = (),
) -> Guide:
    """The guide in one language (`en` or `sq`); a wording that is missing in it is taken from the other one.

    `cafes` by step id, `shelf` by technique key, `sources` (where an objective comes from) by its id. `heads`: what notes
    are taken under, `own_heads` in steps of a kind that has its own; `rehearsals` those that take place. Whatever is missing becomes a hole, never an error.
    """
    around = StepContext(
        plan=with_tables(plan, cafes),
        expected=event.expected,
        shelf=shelf,
        cafes=cafes,
        language=language,
        sources=sources or {},
        heads=own_heads or {},
    )
    days = _days(programme, around)
    steps = [step for day in days for step in day.steps]
    return Guide(
        language=language,
        title=event.title.to(language),
        goals=[goal.text.to(language) for goal in goals],
        description=event.description.to(language),
        first_day=event.first_day,
        last_day=event.last_day,
        place=", ".join(dict.fromkeys(part for part in (event.venue, event.town) if part)),
        expected=event.expected,
        made_on=today,
        objectives=[guide_objective_of(objective, around) for objective in objectives],
        team=[_person(member, steps) for member in team],
        days=days,
        holes=[
            *lacking.holes_in_event(objectives, team, days),
            *people_discrepancies(event.expected, guests),
            *(hole for step in steps for hole in step.holes),
        ],
        heads=list(heads),
        shopping=_shopping(around, steps),
        rooms=room_setups(steps),
        guests=guests,
        training=plan_training(
            steps, language, next((one.starts for one in rehearsals if one.whole), None)
        ),
        rehearsals=list(rehearsals),
    )


def _days(programme: Sequence[ProgrammeDay], around: StepContext) -> list[GuideDay]:
    """The days; one without steps is over no time."""
    days: list[GuideDay] = []
    for number, one in enumerate(programme, 1):
        inside: dict[int, list[tuple[StepNumber, int]]] = {}
        for step in one.steps:
            if step.inside:
                inside.setdefault(step.inside.id, []).append(
                    (step.number, step.strand.id if step.strand else 0)
                )
        steps = [
            guide_step(
                step,
                one.on,
                around=around,
                following=_following(one.steps, place, around),
                tomorrow=day_ahead(programme, one.on),
                inside=inside.get(step.step.id, ()),
            )
            for place, step in enumerate(one.steps)
        ]
        start = steps[0].start if steps else one.day.starts
        days.append(
            GuideDay(
                number=number,
                on=one.on,
                start=start,
                end=one.end,
                over=one.over if steps else 0,
                steps=steps,
            )
        )
    return days


def _following(
    steps: Sequence[ProgrammeStep], place: int, around: StepContext
) -> NextStepGlimpse | None:
    """What the people in a step do next: within a parallel group its next step, after the last one what comes after all."""
    one = steps[place]
    strand = one.strand.id if one.strand else None
    for step in steps[place + 1 :]:
        if is_team_only(step.step) and not is_team_only(one.step):
            continue
        same = (
            one.inside is not None and step.inside is not None and step.inside.id == one.inside.id
        )
        if same and strand is not None and (step.strand is None or step.strand.id != strand):
            continue
        title = step.step.title.to(around.language)
        return NextStepGlimpse(
            kind=step.step.kind.value, title=title, start=step.start, end=step.end, room=step.room
        )
    return None


def _person(member: Member, steps: Sequence[GuideStep]) -> GuidePerson:
    return GuidePerson(
        name=member.name,
        role=member.role,
        leads=[step.number for step in steps if member.id in step.leads],
        helps=[step.number for step in steps if member.id in step.helps],
        notes=[step.number for step in steps if member.id in step.takes_notes],
        id=member.id,
    )


def _shopping(around: StepContext, steps: Sequence[GuideStep]) -> list[ShopLine]:
    """What to bring: what is counted first, then what speaks for itself; with the steps it is for."""
    numbers = {step.id: step.number for step in steps}
    found = shopping_list(around.plan, around.expected, around.shelf)
    return [
        _shop_line(line, around.language, numbers) for line in (*found.counted, *found.uncounted)
    ]


def _shop_line(line: ShoppingLine, language: str, numbers: Mapping[int, StepNumber]) -> ShopLine:
    counts: dict[StepNumber, int] = {}
    for use in line.uses:
        if use.step.id in numbers:
            number = numbers[use.step.id]
            counts[number] = counts.get(number, 0) + use.count
    steps = sorted(counts)
    text = line.text.to(language)
    return ShopLine(
        text=text,
        total=line.total,
        most=line.most,
        again=line.again,
        steps=steps,
        counts=[counts[number] for number in steps],
    )
