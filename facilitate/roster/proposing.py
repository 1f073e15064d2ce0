"""Who could lead a step, the best first: free, neutral, speaking the event's language, experienced in its technique, near."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..agenda.plan import PlanStep
from ..directory.models import Experience, OfficeKind
from .busy_times import BusyTime

DECIDES = frozenset(
    {
        OfficeKind.MINISTRY,
        OfficeKind.PREFECTURE,
        OfficeKind.COUNTY_COUNCIL,
        OfficeKind.MUNICIPALITY,
        OfficeKind.DONOR,
    }
)
"""Offices that decide on what an event talks about: who works there is not neutral."""
_RANK = {Experience.SENIOR: 0, Experience.PRACTISED: 1, Experience.BEGINNER: 2}


@dataclass(frozen=True)
class LeadCandidate:
    """Somebody of the roster, seen for one step.

    `times`: how often they led its technique, `observed`: how often they helped in it, `steps`: how many steps they led in all.
    `is_near`: works in the event's county.
    `office`: the name of the office that decides where they work; empty: they are neutral. `beside`: the senior who helps a
    beginner.
    """

    person_id: int
    name: str
    experience: Experience
    county: str = ""
    is_near: bool = False
    office: str = ""
    is_in_team: bool = False
    speaks: bool = True
    times: int = 0
    observed: int = 0
    steps: int = 0
    is_away: bool = False
    busy: Sequence[BusyTime] = ()
    beside: "LeadCandidate | None" = None

    @property
    def is_free(self) -> bool:
        """Whether they are available and have nothing else to do at that hour."""
        return not self.is_away and not self.busy


def rank_candidates(candidates: Iterable[LeadCandidate]) -> list[LeadCandidate]:
    """The best first, who is not free last; each beginner with the best free senior beside them, where there is one."""
    ranked = sorted(candidates, key=_place)
    senior = next(
        (one for one in ranked if one.experience is Experience.SENIOR and one.is_free), None
    )
    return [
        replace(one, beside=senior) if one.experience is Experience.BEGINNER else one
        for one in ranked
    ]


def _place(one: LeadCandidate) -> tuple[object, ...]:
    """Where somebody stands in the list."""
    return (
        not one.is_free,
        bool(one.office),
        not one.speaks,
        -one.times,
        not one.is_near,
        _RANK[one.experience],
        -one.observed,
        -one.steps,
        one.name,
    )


def lead_step(step: PlanStep, lead: int, *beside: int) -> PlanStep:
    """The step as that member leads it, with others beside them."""
    helpers = {*step.supporters, *beside} - {lead}
    return replace(step, lead=lead, supporters=tuple(sorted(helpers)))
