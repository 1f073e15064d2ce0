"""The indicators of forums, year by year."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.models import TEACHING, Event, Member
from ...lib.text import plain_text
from ...participation.models import Participation, Standing
from ..duties import tasks_of, times_of
from ..duty_status import MEETING, DutyTask, DutyTimes
from ..kinds import ForumKind, Indicator, forum_kind
from ..models import (
    Assessment,
    Forum,
    ForumDocument,
    ForumKeeper,
    ForumMeeting,
    ForumMember,
    ForumRole,
    IndicatorNote,
)
from ..programme_models import GuidanceEntry, GuidanceKind
from . import indicators as rules
from .indicators import CountOf, OfficeSeat

YEARS = 6
"""How many years stand side by side."""


@dataclass(frozen=True)
class IndicatorFacts:
    """All that is known of a forum for its indicators."""

    tasks: Sequence[DutyTask]
    times: DutyTimes
    seats: list[OfficeSeat] = field(default_factory=list)
    documents: list[tuple[str, date]] = field(default_factory=list)
    notes: dict[tuple[str, int], IndicatorNote] = field(default_factory=dict)


@dataclass(frozen=True)
class MeasuredIndicator:
    """An indicator with its count and what was written by hand, for each year."""

    indicator: Indicator
    counts: Mapping[int, CountOf | None]
    notes: Mapping[int, IndicatorNote | None]
    by_title: bool


def measured_years(forum: Forum, today: date) -> list[int]:
    """The years a forum is measured in, oldest first: since it began, the latest six."""
    return list(
        range(max(clock.day_at_home(forum.created_at).year, today.year - YEARS + 1), today.year + 1)
    ) or [today.year]


def measure_forums(forums: Sequence[Forum], today: date) -> dict[int, list[MeasuredIndicator]]:
    """The indicators of each forum by its number."""
    ids = [forum.id for forum in forums]
    known, taught = _known(ids, today), _taught() | _taught_elsewhere(ids)
    return {
        forum.id: [
            _measured(
                forum_kind(forum.kind),
                one,
                known=known[forum.id],
                taught=taught,
                years=measured_years(forum, today),
                today=today,
            )
            for one in forum_kind(forum.kind).indicators
        ]
        for forum in forums
    }


def _measured(
    kind: ForumKind,
    one: Indicator,
    known: IndicatorFacts,
    taught: set[tuple[int, date]],
    years: Sequence[int],
    today: date,
) -> MeasuredIndicator:
    return MeasuredIndicator(
        one,
        {
            year: _count(kind, one, known=known, taught=taught, year=year, today=today)
            for year in years
        },
        {year: known.notes.get((one.key, year)) for year in years},
        one.source.startswith("document:")
        and _task(known, one.source.removeprefix("document:")) is None,
    )


def _count(
    kind: ForumKind,
    one: Indicator,
    known: IndicatorFacts,
    taught: set[tuple[int, date]],
    year: int,
    today: date,
) -> CountOf | None:
    """None where somebody has to say it by hand."""
    source, _colon, key = one.source.partition(":")
    if source == "meetings":
        task = _task(known, MEETING)
        if task is None:
            return None
        return rules.count_meetings(
            task.rhythm, task.since, days=known.times.meetings, year=year, today=today
        )
    if source == "offices":
        return rules.count_offices(kind.offices, known.seats, year, today)
    if source == "trained":
        return rules.count_trained(known.seats, taught, year, today)
    if source != "document":
        return None
    task = _task(known, key)
    if task is None:
        return rules.count_titled(key, known.documents, year, today)
    return rules.count_on_time(
        task.rhythm,
        task.since,
        days=known.times.of(task),
        year=year,
        today=today,
        starts=known.times.starts,
    )


def _task(known: IndicatorFacts, key: str) -> DutyTask | None:
    return next((task for task in known.tasks if task.key == key), None)


def _known(ids: Sequence[int], today: date) -> dict[int, IndicatorFacts]:
    tasks, times = tasks_of(ids), times_of(ids, today)
    found = {key: IndicatorFacts(tasks[key], times[key]) for key in ids}
    seats = (
        sa.select(
            ForumMember.forum_id,
            Organisation.kind,
            ForumMember.person_id,
            ForumMember.since,
            ForumMember.until,
        )
        .join(Organisation, Organisation.id == ForumMember.organisation_id)
        .where(ForumMember.forum_id.in_(ids), ForumMember.role != ForumRole.OBSERVER)
    )
    for forum_id, office, person, since, until in db.session.execute(seats):
        found[forum_id].seats.append(OfficeSeat(office, person, since, until))
    filed = sa.select(ForumDocument.forum_id, ForumDocument.title, ForumDocument.on)
    for forum_id, title, on in db.session.execute(filed.where(ForumDocument.forum_id.in_(ids))):
        found[forum_id].documents.append((title, on))
    for note in db.session.scalars(sa.select(IndicatorNote).where(IndicatorNote.forum_id.in_(ids))):
        found[note.forum_id].notes[note.key, note.year] = note
    return found


def _taught() -> set[tuple[int, date]]:
    """Who was at which training or orientation, on its first day."""
    query = (
        sa.select(Participation.person_id, Event.first_day)
        .join(Event, Event.id == Participation.event_id)
        .where(Event.kind.in_(TEACHING), Participation.standing == Standing.ATTENDED)
    )
    return {(person, day) for person, day in db.session.execute(query)}


def _taught_elsewhere(ids: Sequence[int]) -> set[tuple[int, date]]:
    """Who speaks for a member and is named in the forum's register as having attended a training of others."""
    there, spoken = GuidanceEntry, ForumMember
    query = (
        sa.select(Person.id, Person.given_name, Person.family_name, there.who, there.asked_on)
        .join(spoken, spoken.person_id == Person.id)
        .join(there, there.forum_id == spoken.forum_id)
        .where(
            there.forum_id.in_(ids), there.kind == GuidanceKind.TRAINING_RECEIVED, there.who != ""
        )
    )
    return {
        (person, day)
        for person, given, family, who, day in db.session.execute(query)
        if _names(who, given, family)
    }


def _names(text: str, given: str, family: str) -> bool:
    """Whether a list of names holds that one, either name first."""
    said = f" {_plain_words(text)} "
    return any(
        f" {_plain_words(one)} " in said for one in (f"{given} {family}", f"{family} {given}")
    )


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", plain_text(text)))


def assessments_of(forum: Forum | None, scale: str) -> Sequence[Assessment]:
    """Everything said of a forum (None: of the whole) on a scale, with who said it, in the order of years."""
    of = Assessment.forum_id == forum.id if forum else Assessment.forum_id.is_(None)
    return db.session.scalars(
        sa.select(Assessment)
        .where(of, Assessment.scale == scale)
        .options(joinedload(Assessment.user, innerjoin=True))
        .order_by(Assessment.year, Assessment.id)
    ).all()


def may_assess(forum: Forum | None) -> bool:
    """Administrators, keepers, and whoever is in the team of one of its meetings; for the whole, those of any forum."""
    if current_user.administrator:
        return True
    keeping = sa.select(ForumKeeper).where(ForumKeeper.user_id == current_user.id)
    helping = (
        sa.select(ForumMeeting)
        .join(Member, Member.event_id == ForumMeeting.event_id)
        .where(Member.user_id == current_user.id)
    )
    if forum:
        keeping = keeping.where(ForumKeeper.forum_id == forum.id)
        helping = helping.where(ForumMeeting.forum_id == forum.id)
    return bool(db.session.scalar(sa.select(sa.or_(keeping.exists(), helping.exists()))))
