"""An agenda of somebody else's file: understood, matched with who and what is here, put into the agenda as one change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.models import Event
from ...events.queries import team_of
from ...lib.text import text_language
from ...participation.queries import names_on_list
from ...web.i18n import _
from ...web.uploaded import read_kept_upload, read_upload
from ..actions import WrittenChange, write_plan
from ..history import AgendaAct
from ..plan import Plan
from ..typed_lines import prepare_typed_steps
from ..versions.actions import create_version
from .arrived import Arrived
from .choosing import KnownPerson, Match, chosen_ones, match_people
from .ended import with_days_ended
from .into_plan import ArrivalChoices, insert_arrived
from .reading import read_agenda


def understand_file(
    event: Event, content: bytes, columns: Mapping[int, str] | None = None
) -> Arrived:
    """What a file says of an agenda, told in the event's zone. Raises a FileProblem."""
    return read_upload(read_agenda, content, event.zone, event.first_day, columns)


def understand_again(
    event: Event, content: bytes, columns: Mapping[int, str] | None = None
) -> Arrived:
    """The steps in a waiting file, read again with the columns chosen, in the event's zone; the end of a day is none."""
    arrived = read_kept_upload(read_agenda, content, event.zone, event.first_day, columns)
    return with_days_ended(arrived)


def days_for(plan: Plan, arrived: Arrived) -> list[int | None]:
    """The day of the plan for each arrived day: that of its date, else one after the other; None where there are too few."""
    by_date = {day.on: day.id for day in plan.in_order}
    found = [by_date.get(day.on) if day.on else None for day in arrived.days]
    free = [day.id for day in plan.in_order if day.id not in found]
    none_fits = not any(found)
    for number, day in enumerate(arrived.days):
        if found[number] is None and (day.on is None or none_fits) and free:
            found[number] = free.pop(0)
    return found


def people_known(event: Event) -> list[KnownPerson]:
    """The team first, then everybody of the directory."""
    team = [
        KnownPerson(f"m{member.id}", member.name, _("in the team"), here=True)
        for member in team_of(event)
    ]
    listed = names_on_list(event)
    query = (
        sa.select(Person.id, Person.given_name, Person.family_name, Organisation.name)
        .join(Organisation, Person.organisation_id == Organisation.id)
        .order_by(Person.sorting)
    )
    return [
        *team,
        *(
            KnownPerson(f"p{number}", f"{given} {family}", office, here=number in listed)
            for number, given, family, office in db.session.execute(query)
        ),
    ]


def matches_of(event: Event, arrived: Arrived) -> list[Match]:
    """Everybody the file names, and who that probably is."""
    names = [name for step in arrived.steps for name in step.people]
    return match_people(names, people_known(event)) if names else []


def language_of(event: Event, arrived: Arrived) -> str:
    """The language its titles are in; that of the event where the words do not tell."""
    return text_language(" ".join(step.title for step in arrived.steps)) or event.language


def usual_arrival(event: Event, plan: Plan, arrived: Arrived) -> ArrivalChoices:
    """How it is taken where nobody says anything else."""
    members, persons = chosen_ones(matches_of(event, arrived))
    return ArrivalChoices(
        days=days_for(plan, arrived),
        language=language_of(event, arrived),
        members=members,
        persons=persons,
        expected=event.expected,
    )


def apply_arrived(
    event: Event, before: Plan, arrived: Arrived, wanted: ArrivalChoices, by: int | None
) -> tuple[WrittenChange, int]:
    """Put it into the agenda, as one change that can be undone; an agenda it replaces stays as a version."""
    made = insert_arrived(before, arrived, wanted)
    if wanted.replaces and before.steps:
        create_version(event, before, _("Before the import"), by)
    written = write_plan(event, before, made.plan, AgendaAct.ARRIVED, by=by, count=made.count)
    formed = {written.steps[key]: typed for key, typed in made.formed.items()}
    prepare_typed_steps(event, formed, written.change)
    return written, made.count


def correct_arrived(
    arrived: Arrived, changes: Mapping[int, Mapping[str, int]], without: Sequence[int]
) -> Arrived:
    """The agenda with what a person put right: start and minutes by the number of the step, from 0, and steps that are none."""
    number, days = 0, []
    for day in arrived.days:
        steps = []
        for step in day.steps:
            if number not in without:
                put = changes.get(number, {})
                steps.append(
                    replace(
                        step,
                        start=put.get("start", step.start),
                        minutes=put.get("minutes", step.minutes),
                    )
                )
            number += 1
        days.append(replace(day, steps=tuple(steps)))
    return replace(arrived, days=tuple(days))
