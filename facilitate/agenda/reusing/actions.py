"""An event begins with a template of our own."""

from ...accounts.doors import is_administrator, is_in_a_team
from ...events.models import Event
from ...history.removing import RoomRemovals
from ...web.i18n import _l
from .. import actions
from ..history import AgendaAct
from ..models import AgendaTemplate, TemplateChange
from ..plan import Plan
from .templating import LaidTemplate, from_template, lay_template

TEMPLATE_REMOVALS = RoomRemovals(
    kind=TemplateChange,
    models=(AgendaTemplate,),
    key="agenda_templates",
    name=_l("Agenda templates"),
    page="overview.show_front_page",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)
"""How templates of our own are removed."""


def fill_empty_days(event: Event, plan: Plan, template: Plan) -> LaidTemplate:
    """What comes of a template in this event: its own days are filled where they are empty."""
    days = [day.id for day in plan.in_order if event.first_day <= day.on <= event.last_day]
    return lay_template(plan, template, days)


def begin_with_template(event: Event, kept: AgendaTemplate) -> None:
    """Put a template into an event that has just been opened. It cannot be undone."""
    before = actions.plan_to_change(event)
    found = fill_empty_days(event, before, from_template(kept.content))
    actions.write_plan(event, before, found.plan, AgendaAct.STARTED, remember=False)
