"""The agenda's named versions, its history a page at a time, and how people and objectives are called."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import defer, joinedload

from ...accounts.models import User
from ...data.db import db
from ...directory.search import Listing, ListSearch
from ...events.models import Event, Member, Objective
from ...techniques.queries import all_techniques
from ..comparing import PlanNames
from ..models import AgendaChange, AgendaVersion

PAGE = 50
"""Lines of history on a page."""


def plan_names_of(event: Event) -> PlanNames:
    """How the team, the objectives and the techniques are called."""
    members = (
        sa.select(Member.id, User.name)
        .join(User, Member.user_id == User.id)
        .where(Member.event_id == event.id)
    )
    objectives = sa.select(Objective.id, Objective.position).where(Objective.event_id == event.id)
    return PlanNames(
        {key: name for key, name in db.session.execute(members)},
        {key: f"O{number}" for key, number in db.session.execute(objectives)},
        all_techniques(),
    )


def versions_of(event: Event) -> Sequence[AgendaVersion]:
    """The named versions, the latest first, without what is in them."""
    return db.session.scalars(
        sa.select(AgendaVersion)
        .where(AgendaVersion.event_id == event.id)
        .options(defer(AgendaVersion.content), joinedload(AgendaVersion.user))
        .order_by(AgendaVersion.id.desc())
    ).all()


@dataclass(frozen=True)
class KeptVersion:
    """A version, and how far the history of the agenda has come by now."""

    version: AgendaVersion
    revision: int


def kept_version(event: Event, version_id: int) -> KeptVersion:
    """A version of the event with all that is in it; a page that says so when there is none."""
    last = sa.select(sa.func.coalesce(sa.func.max(AgendaChange.id), 0)).where(
        AgendaChange.event_id == event.id
    )
    row = db.session.execute(
        sa.select(AgendaVersion, last.scalar_subquery())
        .where(AgendaVersion.id == version_id, AgendaVersion.event_id == event.id)
        .options(joinedload(AgendaVersion.user))
    ).first()
    return KeptVersion(row[0], row[1]) if row else abort(404)


def with_content(event: Event, ids: Sequence[int]) -> dict[int, AgendaVersion]:
    """These versions with all that is in them, by number."""
    rows = db.session.scalars(
        sa.select(AgendaVersion).where(
            AgendaVersion.event_id == event.id, AgendaVersion.id.in_(ids)
        )
    )
    return {row.id: row for row in rows}


def agenda_history(event: Event, number: int) -> tuple[Listing[AgendaChange], ListSearch]:
    """One page of what was done, the latest first, without the cells."""
    mine = AgendaChange.event_id == event.id
    total = db.session.scalars(sa.select(sa.func.count(AgendaChange.id)).where(mine)).one()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    rows = db.session.scalars(
        sa.select(AgendaChange)
        .where(mine)
        .options(defer(AgendaChange.cells), joinedload(AgendaChange.user))
        .order_by(AgendaChange.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    return Listing(list(rows), number, pages, total), ListSearch(page=number)


def agenda_change_or_404(event: Event, change_id: int) -> AgendaChange:
    """One thing that was done, without its cells; a page that says so when there is none."""
    row = db.session.scalar(
        sa.select(AgendaChange)
        .where(AgendaChange.event_id == event.id, AgendaChange.id == change_id)
        .options(defer(AgendaChange.cells), joinedload(AgendaChange.user))
    )
    return row or abort(404)
