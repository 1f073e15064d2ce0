"""The facilitators of the roster, seen for steps of an event: what they led, whether they are free, where they are from."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from .. import clock
from ..agenda.plan import Plan
from ..data.db import db, holds_value
from ..directory.models import RosterEntry, RosterWork
from ..directory.queries import loads_of_entry
from ..events.models import Event, Member
from .accounts_of import accounts_of
from .busy_times import BusyTime, busy_times
from .led_steps import LedSteps, led_by
from .proposing import DECIDES, LeadCandidate, rank_candidates


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
