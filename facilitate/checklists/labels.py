"""How the fixed values of checklists are called, and the sentence a checklist opens with."""

from datetime import date
from typing import Protocol

from ..web.i18n import _, _l, format_day, label_of, register_labels
from .models import Anchor, Milestone, Phase, TaskStatus, Unit
from .readiness import Readiness

register_labels(
    {
        Phase.DESIGN: _l("Design"),
        Phase.CONTENT: _l("Content"),
        Phase.LOGISTICS: _l("Logistics"),
        Phase.INVITATIONS: _l("Invitations"),
        Phase.LAST_WEEK: _l("Last week"),
        Phase.FOLLOW_UP: _l("Follow-up"),
    }
)
register_labels(
    {
        Milestone.INVITATIONS: _l("Invitations are sent"),
        Milestone.TRAINING: _l("Facilitators are trained"),
        Milestone.GUIDE: _l("The facilitator guide is finished"),
    }
)
register_labels({Unit.DAYS: _l("days"), Unit.WEEKS: _l("weeks"), Unit.MONTHS: _l("months")})
register_labels(
    {
        Anchor.FIRST_DAY: _l("the first day"),
        Anchor.LAST_DAY: _l("the last day"),
        Anchor.TASK: _l("another task"),
    }
)
register_labels(
    {
        TaskStatus.OPEN: _l("open"),
        TaskStatus.IN_PROGRESS: _l("in progress"),
        TaskStatus.BLOCKED: _l("blocked"),
        TaskStatus.DONE: _l("done"),
        TaskStatus.NOT_NEEDED: _l("not needed"),
    }
)


class Coming(Protocol):
    """What has to be known of the next task."""

    @property
    def phase(self) -> Phase: ...
    @property
    def due_on(self) -> date: ...


def checklist_lead(standing: Readiness, coming: Coming | None) -> str:
    """`31 of 84 done, 4 late, 2 blocked. Next: invitations, on Wednesday 17 February.`"""
    counts = {
        "done": standing.done,
        "all": standing.total,
        "late": standing.late,
        "blocked": standing.blocked,
    }
    if standing.done == standing.total:
        return _("Everything is done: %(all)d of %(all)d.", **counts)
    if standing.blocked:
        said = (
            _("%(done)d of %(all)d done, %(late)d late, %(blocked)d blocked.", **counts)
            if standing.late
            else _("%(done)d of %(all)d done, none late, %(blocked)d blocked.", **counts)
        )
    else:
        late = _("%(done)d of %(all)d done, %(late)d late.", **counts)
        said = late if standing.late else _("%(done)d of %(all)d done, none late.", **counts)
    if coming is None:
        return said
    phase, when = label_of(coming.phase).lower(), format_day(coming.due_on, "long")
    return f"{said} " + _("Next: %(phase)s, on %(day)s.", phase=phase, day=when)
