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
from ..comparing import Names, Told, told
from ..history import changes
from ..plan import Plan
from ..queries import plan_of, revision_of
from .clashes import Taken
from .returned import Returned, from_sheet
from .rows import rows_of_plan
from .sheet import Head, to_sheet


def names_in(event: Event) -> Names:
    """How the team and the objectives are called; who shares a name gets a number that tells them apart."""
    called: dict[int, str] = {}
    for member in sorted(team_of(event), key=lambda one: one.id):
        name, number = member.name, 2
        while name in called.values():
            name, number = f"{member.name} ({number})", number + 1
        called[member.id] = name
    return Names(called, {one.id: one.code for one in objectives_of(event)}, all_techniques())


def export(event: Event, code: str, today: date | None = None) -> bytes:
    """The running order as an Excel file in that language."""
    plan, names = plan_of(event), names_in(event)
    with use_language(code):
        head = Head(
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
        return to_sheet(head, rows_of_plan(plan, names))


def is_own(content: bytes) -> bool:
    """Whether a file is a running order of ours: it remembers the export, or still has the numbers of its steps."""
    if not content.startswith(b"PK"):
        return False
    try:
        returned = from_sheet(content)
    except FileProblem:
        return False
    return bool(returned.slug) or any(row.id for row in returned.rows)


def read_back(event: Event, content: bytes) -> Returned:
    """What an edited file says. Raises Refused with a plain sentence when it cannot be read at all."""
    try:
        returned = from_sheet(content)
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


def told_of(now: Plan, taken: Taken, names: Names) -> list[Told]:
    """What the file would change, in words."""
    return told(now, taken.plan, names)


def fingerprint(now: Plan, taken: Taken) -> str:
    """Changes when what would be taken over changes: somebody may edit between preview and confirmation."""
    what = repr(
        (changes(now, taken.plan), taken.clashes, [replace(row, number=0) for row in taken.missing])
    )
    return hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]
