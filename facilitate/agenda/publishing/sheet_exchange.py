"""The running order to Excel and back: what it takes from the database, and what a file means."""

import hashlib
from dataclasses import replace
from datetime import date

from ... import clock
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...lib.reading_child import FileProblem
from ...techniques.queries import all_techniques
from ...web.i18n import LANGUAGES, _, label_of, sort_by_name, use_language
from ...web.refused import Refused
from ..comparing import PlanDifference, PlanNames, describe_differences
from ..history import plan_changes
from ..plan import Plan
from ..queries import plan_of, revision_of
from .clashes import MergedSheet
from .returned import ReturnedSheet, parse_returned_sheet
from .rows import rows_of_plan
from .sheet import RunningOrderHead, render_running_order


def names_in_sheet(event: Event) -> PlanNames:
    """How the team and the objectives are called; who shares a name gets a number that tells them apart."""
    called: dict[int, str] = {}
    for member in sorted(team_of(event), key=lambda one: one.id):
        name, number = member.name, 2
        while name in called.values():
            name, number = f"{member.name} ({number})", number + 1
        called[member.id] = name
    return PlanNames(called, {one.id: one.code for one in objectives_of(event)}, all_techniques())


def export_running_order(event: Event, code: str, today: date | None = None) -> bytes:
    """The running order as an Excel file in that language."""
    plan, names = plan_of(event), names_in_sheet(event)
    with use_language(code):
        head = RunningOrderHead(
            slug=event.slug,
            title=event.title.to(code),
            first_day=event.first_day,
            last_day=event.last_day,
            printed=today or clock.today_in(event),
            revision=revision_of(event),
            people=list(names.members.values()),
            rooms=sort_by_name([room.name for room in plan.rooms.values()], str),
            techniques=sort_by_name([way.name.to(code) for way in all_techniques().values()], str),
        )
        return render_running_order(head, rows_of_plan(plan, names))


def is_own(content: bytes) -> bool:
    """Whether a file is a running order of ours: it remembers the export, or still has the numbers of its steps."""
    if not content.startswith(b"PK"):
        return False
    try:
        returned = parse_returned_sheet(content)
    except FileProblem:
        return False
    return bool(returned.slug) or any(row.id for row in returned.rows)


def read_returned_sheet(event: Event, content: bytes) -> ReturnedSheet:
    """What an edited file says. Raises Refused with a plain sentence when it cannot be read at all."""
    try:
        returned = parse_returned_sheet(content)
    except FileProblem as problem:
        raise Refused(label_of(problem.why)) from problem
    if returned.slug and returned.slug != event.slug:
        raise Refused(_("This file belongs to another event: %(slug)s.", slug=returned.slug))
    if returned.language not in LANGUAGES:
        raise Refused(
            _(
                "This file no longer holds its export data. Export it again and copy your "
                "changes into the new file."
            )
        )
    return returned


def differences_of_file(now: Plan, taken: MergedSheet, names: PlanNames) -> list[PlanDifference]:
    """What the file would change, in words."""
    return describe_differences(now, taken.plan, names)


def merged_fingerprint(now: Plan, taken: MergedSheet) -> str:
    """Changes when what would be taken over changes: somebody may edit between preview and confirmation."""
    what = repr(
        (
            plan_changes(now, taken.plan),
            taken.clashes,
            [replace(row, number=0) for row in taken.missing],
        )
    )
    return hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]
