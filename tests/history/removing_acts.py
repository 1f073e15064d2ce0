"""One example of every kind of row that is removed with a way back, and of an event that is edited; `acts` is everything else."""

from typing import Any

import sqlalchemy as sa

from facilitate.consultation.models import Pick, Question, Reply
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.forms import event_form
from facilitate.events.models import Event
from facilitate.forums.models import Activity, ForumMember, Presidency, WorkPlan
from facilitate.history.facts import edit_facts
from facilitate.history.removing import RoomRemovals
from facilitate.lib.text import Words
from facilitate.participation.models import Participation
from facilitate.practice.models import LessonLink
from facilitate.web.app import PLANNER_REMOVALS, REMOVALS

from .acts import ACTS, ONE, OTHER, Act, Meddle, register_act

__all__ = ["ACTS", "ONE", "OTHER"]


def removable_row(model: type[Any], in_planner: bool) -> Any:
    """The last row of the kind; of offices, people and questions one that nobody needs."""
    query = sa.select(model).order_by(*(one.desc() for one in sa.inspect(model).primary_key))
    if model is Person:
        query = query.where(~sa.exists().where(Participation.person_id == Person.id))
    if model is Organisation:
        query = query.where(model.name == "Old office")
    if model is ForumMember:
        query = query.where(~sa.exists().where(Presidency.member_id == ForumMember.id))
    if model is LessonLink:
        query = query.where(
            LessonLink.event_id.is_(None) if in_planner else LessonLink.event_id.is_not(None)
        )
    if model is Presidency:
        query = query.where(~sa.exists().where(WorkPlan.presidency_id == Presidency.id))
    if model is Activity:  # of a plan that nobody was asked about yet
        query = query.join(WorkPlan).where(WorkPlan.sent_on.is_(None))
    if model is Question:
        query = query.where(
            *(~sa.exists().where(one.question_id == model.id) for one in (Reply, Pick))
        )
    found = db.session.scalars(query.limit(1)).first()
    assert found is not None, model
    return found


def act_of_removal(room: RoomRemovals, model: type[Any], in_planner: bool) -> Act:
    """Remove one; somebody else restores it."""

    def remove(event: Event) -> tuple[int, Meddle]:
        place = None if in_planner else event
        change = room.remove(place, removable_row(model, in_planner), Words(model.__name__), ONE)
        return change.id, lambda: room.history.take_back(place, change.id, OTHER, False)

    return remove


for removals, in_planner in ((REMOVALS, False), (PLANNER_REMOVALS, True)):
    for one in removals:
        for removed in one.models:
            register_act(one.key, removed.__name__)(act_of_removal(one, removed, in_planner))


@register_act("event", "edited")
def edit_venue(event: Event) -> tuple[int, Meddle]:
    """The event is held elsewhere; somebody names yet another place."""

    def save(event: Event) -> bool:
        event.venue = "Hotel Drini"
        return True

    _saved, change = edit_facts(event, event_form(event, [], []), save, ONE)
    assert change is not None
    other = sa.update(Event).where(Event.id == event.id).values(venue="Hotel Adriatik")
    return change.id, lambda: db.session.execute(other)
