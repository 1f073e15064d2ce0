"""Who could lead a step, the best first: free, neutral, speaking the event's language, experienced in its technique, near."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from .. import clock
from ..agenda.plan import Plan, PlanStep
from ..data.db import db, holds_value
from ..directory.models import Experience, OfficeKind, RosterEntry, RosterWork
from ..directory.queries import loads_of_entry
from ..events.models import Event, Member
from .accounts_of import accounts_of
from .busy_times import BusyTime, busy_times
from .led_steps import LedSteps, led_by

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


def lead_candidates(
    event: Event, plan: Plan, steps: Collection[int]
) -> dict[int, list[LeadCandidate]]:
    """Who of the roster could lead each of these steps (by its number), the best first.

    As many statements however many steps and people there are; one where nobody on the roster facilitates.
    """
    facilitate = holds_value(RosterEntry.does, RosterWork.FACILITATOR)
    query = sa.select(RosterEntry).where(facilitate).options(*loads_of_entry())
    entries = db.session.scalars(query).all() if steps else []
    if not entries:
        return {}
    accounts = accounts_of(entries)
    led = led_by(set(accounts.values()), clock.today_in(event))
    team = set(db.session.scalars(sa.select(Member.user_id).where(Member.event_id == event.id)))
    times = busy_times(event.first_day, event.last_day)
    own = {one.step_id: one for one in times if one.event_id == event.id}
    found: dict[int, list[LeadCandidate]] = {}
    for key in steps:
        at, technique = own.get(key), plan.steps[key].technique
        meanwhile = [one for one in times if at and one is not at and one.overlaps(at)]
        days = (at.start.date(),) * 2 if at else (event.first_day, event.last_day)
        found[key] = rank_candidates(
            _candidate(
                event,
                entry,
                account=accounts.get(entry.person_id),
                led=led.get(accounts.get(entry.person_id, 0), LedSteps()),
                technique=technique,
                meanwhile=meanwhile,
                days=days,
                team=team,
            )
            for entry in entries
        )
    return found


def _candidate(
    event: Event,
    entry: RosterEntry,
    *,
    account: int | None,
    led: LedSteps,
    technique: str,
    meanwhile: Sequence[BusyTime],
    days: tuple[date, date],
    team: Collection[int],
) -> LeadCandidate:
    person, place = entry.person, entry.place
    office = person.organisation
    return LeadCandidate(
        person_id=person.id,
        name=person.name,
        experience=entry.experience,
        county=place.name if place else "",
        is_near=bool(place and place.id == event.county_id),
        office=office.name if office.kind in DECIDES else "",
        is_in_team=account in team,
        speaks=event.language in person.languages.split(),
        times=led.techniques[technique] if technique else 0,
        observed=led.observed[technique] if technique else 0,
        steps=led.steps,
        is_away=entry.is_away(*days),
        busy=[one for one in meanwhile if one.is_of(person.id, account)],
    )
