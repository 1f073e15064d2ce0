"""What is said about a starting list: how long it is, when it begins, what a late start has missed."""

from ...events.models import EventKind
from ...web.i18n import _, _n, format_day, label_of, pick_wording
from ..models import Milestone, Unit
from .dates import DatedList, PlannedTask


def list_size(plan: DatedList) -> str:
    """`95 tasks in 6 phases`."""
    tasks = _n("%(num)d task", "%(num)d tasks", len(plan.rows))
    phases = _n("%(num)d phase", "%(num)d phases", len({row.task.phase for row in plan.rows}))
    return _("%(tasks)s in %(phases)s", tasks=tasks, phases=phases)


def list_begins(plan: DatedList) -> str:
    """When the first task is due, for this event."""
    return _("First due: %(day)s", day=format_day(plan.first, "EEE d MMM y"))


def late_start_sentence(plan: DatedList) -> str:
    """What a start today has missed, in a sentence; empty where it has missed nothing."""
    missed = plan.missed
    if not missed:
        return ""
    return _n(
        "%(num)d of %(all)d tasks was due before today, the first %(days)s.",
        "%(num)d of %(all)d tasks were due before today, the first %(days)s.",
        len(missed),
        all=len(plan.rows),
        days=days_ago(missed[0].missed),
    )


def rule_missed(row: PlannedTask) -> str:
    """`Invitations are due 12 days ago`, for the tasks that a house rule looks at."""
    said = {
        Milestone.INVITATIONS: _("Invitations were due %(ago)s.", ago=days_ago(row.missed)),
        Milestone.TRAINING: _(
            "The training of the facilitators was due %(ago)s.", ago=days_ago(row.missed)
        ),
        Milestone.GUIDE: _("The facilitator guide was due %(ago)s.", ago=days_ago(row.missed)),
    }
    return said[row.task.milestone] if row.task.milestone else pick_wording(row.task.title)


def counted_from(row: PlannedTask) -> str:
    """What it is counted from: `1 week after “Send the letters”`."""
    if row.follows is None:
        return ""
    number, title = abs(row.task.offset), pick_wording(row.follows.title)
    distance = {
        Unit.DAYS: _n("%(num)d day", "%(num)d days", number),
        Unit.WEEKS: _n("%(num)d week", "%(num)d weeks", number),
        Unit.MONTHS: _n("%(num)d month", "%(num)d months", number),
    }[row.task.unit]
    if not number:
        return _("together with “%(task)s”", task=title)
    if row.task.offset < 0:
        return _("%(distance)s before “%(task)s”", distance=distance, task=title)
    return _("%(distance)s after “%(task)s”", distance=distance, task=title)


def days_ago(days: int) -> str:
    """`12 days ago`."""
    return _n("%(num)d day ago", "%(num)d days ago", days)


def list_fits(kind: EventKind) -> str:
    """Why a shipped list stands first."""
    return _("Fits this event: %(kind)s", kind=label_of(kind))


def started_sentence(copied: int, missed: int) -> str:
    """What has happened."""
    if not copied:
        return _("Nothing was copied: every task on this list is, or was, on the checklist.")
    said = _n("%(num)d task was copied.", "%(num)d tasks were copied.", copied)
    if missed:
        said += " " + _n(
            "%(num)d was due before today: the page “Dates” offers a way to catch up.",
            "%(num)d were due before today: the page “Dates” offers a way to catch up.",
            missed,
        )
    return said
