"""From the programme to what is looked at for warnings, and to what is added up."""

from collections.abc import Iterator, Mapping, Sequence

from ...events.models import Event, Member
from ...lib.clock import LONGEST
from ...techniques.queries import technique_by_key as technique_of
from ...web.i18n import _l, register_labels
from ..headcount import people_at_step, people_in_strand
from ..hints import Hint, find_hints
from ..plan import PARKED, Plan, PlanStep, PlanStrand
from ..programmes import ProgrammeDay, ProgrammeStep
from ..totals import LeafStep, Parts
from ..warnings import CheckedDay, CheckedStep, WarningKind, find_warnings, unserved_objectives

__all__ = ["days_to_check", "find_hints", "leaves_of_day", "unserved_objectives", "find_warnings"]

PASSING = frozenset({"registration", "note"})
"""Kinds of steps in which people pass through a room: it need not hold them all at once."""

register_labels(
    {
        WarningKind.OVER: _l("Past the end of the day"),
        WarningKind.STRAY: _l("Days outside the event"),
        WarningKind.EMPTY: _l("Days without a step"),
        WarningKind.TWIN: _l("Two steps fixed at the same minute"),
        WarningKind.OVERLAP: _l("Steps that begin too early"),
        WarningKind.CLASH: _l("Somebody in two places at once"),
        WarningKind.BOOKED: _l("Rooms booked twice"),
        WarningKind.SMALL: _l("Rooms that are too small"),
        WarningKind.PARKED: _l("Parked with a fixed start"),
        WarningKind.UNSERVED: _l("Objectives no step serves"),
        WarningKind.TIRED: _l("More than two hours without a break"),
        WarningKind.LECTURE: _l("Participants listen for too long"),
        WarningKind.UNLED: _l("Nobody leads yet"),
    }
)
register_labels(
    {
        Hint.UNMET: _l("Objectives with no step that produces the result you want"),
        Hint.UNCHOSEN: _l("Ideas are gathered and never chosen from"),
        Hint.UNPLANNED: _l("Something is chosen, and nobody says who carries it out"),
        Hint.UNHEARD: _l("There is no time to hear what the groups found"),
        Hint.UNOPENED: _l("The work starts before anybody says why people are here"),
        Hint.UNCLOSED: _l("Nothing closes the day"),
        Hint.HUNGRY: _l("There is no meal in the day"),
        Hint.SLUMP: _l("People listen for long right after the meal"),
        Hint.STILL: _l("Participants have been sitting for a long time"),
        Hint.MUTE: _l("Participants hardly have the word"),
        Hint.CROWD: _l("A technique for fewer people"),
        Hint.SHORT: _l("Less time than a technique takes"),
    }
)


def leaves_of_day(day: ProgrammeDay) -> list[LeafStep]:
    """What `totals` adds up of a day."""
    return [
        LeafStep(
            kind=one.step.kind,
            minutes=one.minutes,
            parts=technique_parts(one.step.technique),
            block=one.step.block or 0,
            strand=one.step.strand or 0,
        )
        for one in day.leaves
    ]


def technique_parts(technique: str) -> Parts:
    """Who speaks in a technique, and for which share of it; nothing for one that is not on the shelf."""
    known = technique_of(technique)
    return known.parts if known else []


def days_to_check(
    event: Event, days: Sequence[ProgrammeDay], plan: Plan, team: Sequence[Member]
) -> list[CheckedDay]:
    """What of each day is looked at, and of what is parked (as day 0)."""
    look = _Look(event.expected, plan, {member.id: member.name for member in team})
    found = [
        CheckedDay(
            number=number,
            over=one.over,
            within=event.first_day <= one.day.on <= event.last_day,
            steps=[row for step in one.steps for row in look.rows(step)],
            planned_end=one.day.planned_end,
            midnight=one.day.on.toordinal() * LONGEST,
        )
        for number, one in enumerate(days, 1)
    ]
    parked = [
        CheckedStep(step.id, step.kind, pinned=step.pinned is not None)
        for step in plan.walk(PARKED)
    ]
    return [*found, CheckedDay(0, 0, True, parked)]


class _Look:
    """Looks at steps: `expected` people in all, the plan, and the team's names by number."""

    def __init__(self, expected: int, plan: Plan, team: Mapping[int, str]) -> None:
        self.expected, self.plan, self.team = expected, plan, team
        self.speakers: dict[str, set[int | None]] = {}
        for step in plan.steps.values():
            for one in step.speakers:
                self.speakers.setdefault(one.name, set()).add(one.person)

    def rows(self, one: ProgrammeStep) -> Iterator[CheckedStep]:
        """A step, and after it its parallel strands."""
        step, place = one.step, one.place
        needs = people_at_step(self.plan, step, self.expected)
        if one.strands:  # in the block's own room are those whose group has none
            needs = sum(
                people_in_strand(self.plan, strand, self.expected)
                for strand in one.strands
                if not strand.room
            )
        yield CheckedStep(
            id=step.id,
            kind=step.kind,
            start=one.start,
            end=one.end,
            gap=one.gap,
            led=is_led(one),
            objectives=frozenset(step.objectives),
            block=step.block or 0,
            strand=step.strand or 0,
            holds=one.holds,
            pinned=step.pinned is not None,
            people=frozenset(self._people(step)),
            parts=technique_parts(step.technique),
            room=place.name if place and step.room else "",
            place=place.name if place else "",
            seats=place.capacity if place and step.kind not in PASSING else 0,
            needs=needs,
            title=step.title,
            technique=technique_of(step.technique),
        )
        for strand in one.strands:
            yield self._strand(one, strand)

    def _strand(self, one: ProgrammeStep, strand: PlanStrand) -> CheckedStep:
        room = self.plan.rooms.get(strand.room or 0)
        busy = (strand.lead, strand.note_taker)
        return CheckedStep(
            one.step.id,
            one.step.kind,
            one.start,
            one.end,
            block=one.step.id,
            strand=strand.id,
            is_strand=True,
            holds=one.holds,
            people=frozenset(self.team[key] for key in busy if key and key in self.team),
            room=room.name if room else "",
            place=room.name if room else "",
            seats=room.capacity if room else 0,
            needs=people_in_strand(self.plan, strand, self.expected),
        )

    def _people(self, step: PlanStep) -> Iterator[str]:
        """Who is busy with a step itself; two speakers of one name are told apart by their number."""
        for key in (step.lead, step.note_taker, *step.supporters):
            if key and key in self.team:
                yield self.team[key]
        for one in step.speakers:
            alone = len(self.speakers[one.name]) == 1
            yield one.name if alone else f"{one.name} ({one.person or '–'})"


def is_led(one: ProgrammeStep) -> bool:
    """Whether somebody leads a step: its own lead, its strand's or its block's, or one in each of its groups."""
    block = one.inside
    return bool(
        one.lead
        or one.holds
        or (block and block.lead)
        or (one.strands and all(strand.lead for strand in one.strands))
    )
