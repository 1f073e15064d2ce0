"""An event begins with a template of our own."""

from ...events.models import Event
from .. import actions
from ..history import Did
from ..models import AgendaTemplate
from ..plan import Plan
from .templating import LaidTemplate, from_template, lay_template


def lay_into_empty_days(event: Event, plan: Plan, template: Plan) -> LaidTemplate:
    """What comes of a template in this event: its own days are filled where they are empty."""
    days = [day.id for day in plan.in_order if event.first_day <= day.on <= event.last_day]
    return lay_template(plan, template, days)


def begin_with_template(event: Event, kept: AgendaTemplate) -> None:
    """Put a template into an event that has just been opened. It cannot be undone."""
    before = actions.plan_to_change(event)
    found = lay_into_empty_days(event, before, from_template(kept.content))
    actions.write_plan(event, before, found.plan, Did.STARTED, remember=False)
