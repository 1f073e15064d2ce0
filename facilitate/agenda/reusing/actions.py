"""An event begins with a template of our own."""

from ...events.models import Event
from .. import actions
from ..history import Did
from ..models import AgendaTemplate
from ..plan import Plan
from .templating import Laid, from_template, lay


def laid(event: Event, plan: Plan, template: Plan) -> Laid:
    """What comes of a template in this event: its own days are filled where they are empty."""
    days = [day.id for day in plan.in_order if event.first_day <= day.on <= event.last_day]
    return lay(plan, template, days)


def begin(event: Event, kept: AgendaTemplate) -> None:
    """Put a template into an event that has just been opened. It cannot be undone."""
    before = actions.ready(event)
    found = laid(event, before, from_template(kept.content))
    actions.write(event, before, found.plan, Did.STARTED, remember=False)
