"""The guide of an event, put together from the rooms below; who comes in figures that expose nobody, and the tasks that staff take along."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa

from ..accounts.models import User
from ..agenda.kinds import StepKind
from ..agenda.programmes import programme_from
from ..agenda.queries import plan_of
from ..cafe.queries import CafePlan, cafes_of
from ..checklists.models import OPEN_STATES, Task, TaskRole
from ..consultation.constellation.queries import provenance_of
from ..data.db import db
from ..directory.queries import all_sectors
from ..events.models import Event, Member, Objective
from ..events.queries import goals_of, objectives_of, team_of
from ..lib.suppression import LEAST
from ..lib.suppression import suppress_row as row_without_small
from ..notes.structure.agreement import agreed_headings_of
from ..notes.structure.usual import AgreedHeadings
from ..participation.counting.figures import CountedGroup, PlaceOfOrigin
from ..participation.counting.queries import counted_groups
from ..participation.models import Standing
from ..techniques.queries import techniques_for_keys
from ..web.i18n import _, _n, use_language
from .guide import Guide, GuideGuests, GuideTask
from .models import GuideSetting
from .rehearsals import (
    planned_rehearsals,
    rehearsal_time,
    rehearsal_title,
    rehearsed_step,
)
from .script import write_guide
from .training_plan import GuideRehearsal


def guide_setting_of(event: Event) -> GuideSetting | None:
    """What the event has agreed for its guide; None where it keeps to what is usual."""
    return db.session.scalars(
        sa.select(GuideSetting).where(GuideSetting.event_id == event.id)
    ).first()


def guide_of(event: Event, language: str, today: date, *, names: bool = True) -> Guide:
    """The event's guide in that language, whichever the screen speaks.

    `names`: for somebody who may see who takes part; for others a host who is a participant has no name.
    """
    team, objectives, plan = team_of(event), objectives_of(event), plan_of(event)
    agreed = agreed_headings_of(event)
    with use_language(language):
        return write_guide(
            event,
            plan,
            programme=programme_from(event, plan, team, objectives),
            cafes=_cafes(event, names),
            shelf=techniques_for_keys(step.technique for step in plan.steps.values()),
            goals=goals_of(event),
            objectives=objectives,
            team=team,
            language=language,
            today=today,
            sources=_sources(event, objectives),
            guests=guests_of(event, language),
            heads=_heads(agreed, "", language),
            own_heads=_own_heads(agreed, language),
            rehearsals=_rehearsals(event, language),
        )


def _rehearsals(event: Event, language: str) -> list[GuideRehearsal]:
    return [
        GuideRehearsal(
            rehearsal_title(event, one, language),
            rehearsal_time(one),
            one.place,
            starts=one.starts,
            whole=rehearsed_step(one) is None,
        )
        for one in planned_rehearsals(event)
    ]


def _heads(agreed: AgreedHeadings, step_kind: str, language: str) -> list[str]:
    return [one.words.to(language) for one in agreed.heads(step_kind)]


def _own_heads(agreed: AgreedHeadings, language: str) -> dict[str, list[str]]:
    """The headings of the kinds of step that have some of their own."""
    others = agreed.heads("")
    return {
        kind.value: _heads(agreed, kind.value, language)
        for kind in StepKind
        if agreed.heads(kind.value) != others
    }


def _sources(event: Event, objectives: Sequence[Objective]) -> dict[int, str]:
    """Where each objective comes from, in words: `named in 23 of 68 answers`; nothing where nobody was asked."""
    found = provenance_of(event)
    total = found.total
    behind = {one.id: found.objective(one.id).answers for one in objectives}
    return {
        key: _n(
            "mentioned in %(num)d of %(total)d answers",
            "mentioned in %(num)d of %(total)d answers",
            answers,
            total=total,
        )
        for key, answers in behind.items()
        if answers >= LEAST
    }


def guests_of(event: Event, language: str) -> GuideGuests:
    """Who comes, in figures. Groups under three people are not told apart."""
    return guests_in(
        counted_groups(event), {one.key: one.name.to(language) for one in all_sectors()}
    )


def _cafes(event: Event, names: bool) -> dict[int, CafePlan]:
    cafes = cafes_of(event)
    if names:
        return cafes
    nobody = _("a participant")
    return {
        step: replace(
            plan,
            hosts={
                table.id: nobody
                for table in plan.tables
                if table.id in plan.hosts or (table.host_participation_id and table.host_name)
            },
        )
        for step, plan in cafes.items()
    }


def guests_in(groups: Iterable[CountedGroup], sectors: Mapping[str, str]) -> GuideGuests:
    """The figures of an event's people; `sectors` are names by key, in the order of tables."""
    invited = [one for one in groups if one.standing != Standing.LISTED]
    come = [one for one in invited if one.standing in (Standing.COMING, Standing.ATTENDED)]
    coming = sum(one.people for one in come)
    by_sector = {key: sum(one.people for one in come if one.sector == key) for key in sectors}
    outside = sum(one.people for one in come if one.place is PlaceOfOrigin.OUTSIDE)
    *shown, _rest = row_without_small([*by_sector.values(), coming - sum(by_sector.values())])
    far, _near = row_without_small([outside, coming - outside])
    return GuideGuests(
        invited=sum(one.people for one in invited),
        coming=coming,
        sectors=[
            (sectors[key], number) for key, number in zip(by_sector, shown, strict=True) if number
        ],
        counties=len({one.county for one in come if one.county}),
        outside=far or 0,
    )


BEFORE = timedelta(days=14)
"""From how long before the first day the tasks are taken along."""


def guide_with_tasks(event: Event, guide: Guide) -> Guide:
    """The guide with these tasks by their days, each with its person, else its role; what is done or not needed is left out."""
    rows = db.session.execute(
        sa.select(Task.due_on, Task.title, User.name, TaskRole.name, Task.owner_id)
        .outerjoin(Member, Task.owner_id == Member.id)
        .outerjoin(User, Member.user_id == User.id)
        .outerjoin(TaskRole, Task.role_id == TaskRole.id)
        .where(
            Task.event_id == event.id,
            Task.removed_at.is_(None),
            Task.status.in_(OPEN_STATES),
            Task.due_on.between(event.first_day - BEFORE, event.last_day),
        )
        .order_by(Task.due_on, Task.position)
    )
    tasks = [
        GuideTask(
            due=due,
            title=title.to(guide.language),
            who=who or (role.to(guide.language) if role else ""),
            member=member or 0,
        )
        for due, title, who, role, member in rows
    ]
    return replace(guide, tasks=tasks)
