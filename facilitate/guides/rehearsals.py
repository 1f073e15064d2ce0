"""Rehearsals of an event: which there are, who is to come to each, and what stands in a calendar of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..agenda.models import Step
from ..agenda.programmes import ProgrammeDay, programme_of
from ..cafe.models import Cafe, CafeTable
from ..cafe.queries import is_seated
from ..data.db import db
from ..directory.models import Person
from ..events.models import Event, Member, Role
from ..events.queries import team_of
from ..lib.clock import format_wall_span, wall_moment
from ..lib.ics import CalendarEntry
from ..mail.setup import mail_server
from ..participation.answering.calendar_replies import REHEARSAL, CalendarStatus
from ..participation.models import Participation, Standing
from ..web.i18n import _, format_day, reader_language, use_language
from ..web.shared_keys import calendar_host
from .models import Rehearsal, RehearsalCopy


@dataclass(frozen=True)
class RehearsalGuest:
    """Somebody who is to come. `member`: their number in the team, `person`: who they are in the directory, if they are there.

    `email` is empty where no mail reaches them.
    """

    name: str
    email: str
    language: str
    member: int = 0
    person: Person | None = None


def rehearsals_of(event: Event) -> Sequence[Rehearsal]:
    """The event's rehearsals in their order."""
    query = sa.select(Rehearsal).where(Rehearsal.event_id == event.id)
    query = query.options(joinedload(Rehearsal.step))
    return db.session.scalars(query.order_by(Rehearsal.day, Rehearsal.starts, Rehearsal.id)).all()


def planned_rehearsals(event: Event) -> list[Rehearsal]:
    """Those that take place."""
    return [one for one in rehearsals_of(event) if not one.called_off]


def declined_rehearsals(event: Event) -> set[tuple[int, str]]:
    """Whose calendar answered that they cannot come: the rehearsal and their address in small letters."""
    query = (
        sa.select(RehearsalCopy.rehearsal_id, sa.func.lower(RehearsalCopy.email))
        .join(Rehearsal, RehearsalCopy.rehearsal_id == Rehearsal.id)
        .where(Rehearsal.event_id == event.id, RehearsalCopy.said == CalendarStatus.DECLINED.value)
    )
    return {(rehearsal, email) for rehearsal, email in db.session.execute(query)}


def rehearsed_step(rehearsal: Rehearsal) -> Step | None:
    """The step it is about; None where it is about the whole event, or the step is no longer in the agenda."""
    step = rehearsal.step
    return None if step is None or step.removed_at else step


class GuestLists:
    """Who is to come to each rehearsal of an event."""

    def __init__(self, event: Event) -> None:
        self.event, self.team = event, team_of(event)
        self._days: Sequence[ProgrammeDay] | None = None
        self._hosts: Mapping[int, list[RehearsalGuest]] | None = None

    def of(self, rehearsal: Rehearsal) -> list[RehearsalGuest]:
        """The team first, then hosts; nobody twice."""
        step, found = rehearsed_step(rehearsal), list[RehearsalGuest]()
        if rehearsal.team:
            members = self._working_in(step.id) if step else self.team
            found += [_of_team(one) for one in members if step or one.role is not Role.VIEWER]
        if rehearsal.hosts:
            hosts = self._hosts_by_step()
            keys = [step.id] if step else hosts
            found += [one for key in keys for one in hosts.get(key, ())]
        return list({one.email.lower() or one.name: one for one in reversed(found)}.values())[::-1]

    def _working_in(self, step_id: int) -> list[Member]:
        """Who leads, helps or takes notes in a step, in what it holds and in its groups."""
        if self._days is None:
            self._days = programme_of(self.event, self.team)
        known = {member.id: member for member in self.team}
        found: dict[int | None, None] = {}
        for day in self._days:
            for one in day.steps:
                if step_id in (one.step.id, one.step.block):
                    found |= dict.fromkeys(
                        (one.step.lead, one.step.note_taker, *one.step.supporters)
                    )
                    for strand in one.strands:
                        found |= dict.fromkeys((strand.lead, strand.note_taker))
        return [known[key] for key in found if key in known]

    def _hosts_by_step(self) -> Mapping[int, list[RehearsalGuest]]:
        if self._hosts is None:
            hosts: dict[int, list[RehearsalGuest]] = {}
            for step_id, table, person in _tables(self.event):
                hosts.setdefault(step_id, []).extend(_host(self.event, table, person))
            self._hosts = hosts
        return self._hosts


def _tables(event: Event) -> Iterator[tuple[int, CafeTable, Person | None]]:
    comes = sa.and_(
        CafeTable.host_participation_id == Participation.id,
        Participation.standing.in_([Standing.COMING, Standing.ATTENDED]),
    )
    query = (
        sa.select(Cafe.step_id, CafeTable, Person)
        .join(Cafe, CafeTable.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .outerjoin(Participation, comes)
        .outerjoin(Person, Participation.person_id == Person.id)
        .where(Step.event_id == event.id, is_seated())
        .options(joinedload(CafeTable.host))
        .order_by(Cafe.id, CafeTable.number, CafeTable.id)
    )
    for step_id, table, person in db.session.execute(query):  # noqa: UP028 - rows are no tuples
        yield step_id, table, person


def _host(event: Event, table: CafeTable, person: Person | None) -> Iterator[RehearsalGuest]:
    if person is not None:
        language = reader_language(person.languages, event.language)
        yield RehearsalGuest(person.name, person.email, language, person=person)
    elif table.host is not None:
        yield _of_team(table.host)
    elif table.host_name:
        yield RehearsalGuest(table.host_name, "", event.language)


def _of_team(member: Member) -> RehearsalGuest:
    user = member.user
    return RehearsalGuest(user.name, user.email, user.language, member=member.id)


def rehearsal_told(rehearsal: Rehearsal) -> str:
    """What of it stands in a calendar, in one text to compare."""
    step = rehearsed_step(rehearsal)
    when = f"{rehearsal.day} {rehearsal.starts}+{rehearsal.minutes}"
    return "\n".join((when, rehearsal.place, str(step.id) if step else ""))


def rehearsal_title(event: Event, rehearsal: Rehearsal, language: str) -> str:
    """What is rehearsed, as an entry in a calendar or a heading is called."""
    step = rehearsed_step(rehearsal)
    title = event.title.to(language)
    with use_language(language):
        if step:
            return _("Rehearsal: %(step)s (%(event)s)", step=step.title.to(language), event=title)
        return _("Rehearsal: %(event)s", event=title)


def rehearsal_time(rehearsal: Rehearsal) -> str:
    """`Thursday 18 March 2027, 09:00–12:30`, in the language spoken now."""
    first, last = rehearsal.starts, rehearsal.starts + rehearsal.minutes
    day = format_day(rehearsal.day, "full")
    return f"{day}, {format_wall_span(first, last)}"


def rehearsal_hours(event: Event, rehearsal: Rehearsal) -> tuple[datetime, datetime]:
    """When it begins and ends, by the clock at the event."""
    first, last = rehearsal.starts, rehearsal.starts + rehearsal.minutes
    on, zone = rehearsal.day, event.zone
    return wall_moment(on, first, zone), wall_moment(on, last, zone)


def rehearsal_entry(
    event: Event, rehearsal: Rehearsal, copy: RehearsalCopy | None = None
) -> CalendarEntry:
    """It as an entry for everybody's calendar, or as the `copy` of one of them, who is asked to answer. Its name stays for life."""
    begins, ends = rehearsal_hours(event, rehearsal)
    language = copy.language if copy else event.language
    return CalendarEntry(
        f"{REHEARSAL}-{rehearsal.id}@{calendar_host()}",
        rehearsal_title(event, rehearsal, language),
        begins,
        ends,
        place=rehearsal.place,
        sequence=copy.sequence if copy else rehearsal.version,
        cancelled=copy.withdrawn if copy else rehearsal.called_off,
        organizer=mail_server().sender if copy else "",
        attendee=(copy.name, copy.email) if copy else None,
    )
