"""The running order to Excel and back: what it takes from the database, and what a file means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ... import clock
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...exchange.columns import VERSION
from ...exchange.preview import Preview, TableShown
from ...lib.reading_child import FileProblem
from ...lib.tables import rows_to_csv, usual_delimiter
from ...techniques.queries import all_techniques
from ...web.i18n import LANGUAGES, _, _n, label_of, sort_by_name, use_language
from ...web.refused import Refused
from ..comparing import PlanDifference, PlanNames, describe_differences
from ..editing.counted_titles import with_counted_titles
from ..plan import Plan
from ..queries import plan_of, revision_of
from ..typed_lines import TypedStep
from .returned import ReturnedSheet, parse_returned_sheet, recognise_sheet_rows
from .rows import FIELDS, rows_of_plan
from .sheet import RunningOrderHead, render_running_order
from .sheet_edits import MergedSheet
from .sheet_merge import merge_returned_sheet


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


def running_order_to_csv(event: Event, code: str) -> bytes:
    """The running order as a table in text; what its rows held is known by their last cell."""
    with use_language(code):
        rows = rows_of_plan(plan_of(event), names_in_sheet(event))
        cells = [
            [
                *(row.id if name == "id" else row.get(name) for name in FIELDS),
                row.state_of(event.slug, code),
            ]
            for row in rows
        ]
        heads = [*(str(label) for label in FIELDS.values()), str(VERSION.label)]
        return rows_to_csv([heads, *cells], usual_delimiter(code))


OWN_COLUMNS = 10
"""So many columns of a running order no other programme has."""


def is_own(event: Event, content: bytes, name: str = "") -> bool:
    """Whether a file is a running order of ours: it remembers the export, still has the numbers of its steps, or is this

    event's without them: its columns, and at least every other title.
    """
    try:
        returned = parse_returned_sheet(content, name)
    except FileProblem:
        return False
    if returned.slug or any(row.id for row in returned.rows):
        return True
    if len(returned.place.columns) < OWN_COLUMNS:
        return False
    titles = {step.title for step in plan_of(event).steps.values()}
    known = {text for title in titles for text in (title.en, title.sq) if text}
    same = [row for row in returned.rows if {row.get("title_en"), row.get("title_sq")} & known]
    return 2 * len(same) >= len(returned.rows) > 0


def read_returned_sheet(event: Event, content: bytes, name: str = "") -> ReturnedSheet:
    """What an edited file says. Raises Refused with a plain sentence when it cannot be read at all."""
    try:
        returned = parse_returned_sheet(content, name)
    except FileProblem as problem:
        raise Refused(label_of(problem.why)) from problem
    if returned.slug and returned.slug != event.slug:
        raise Refused(_("This file belongs to another event: %(slug)s.", slug=returned.slug))
    return returned


def match_to_agenda(returned: ReturnedSheet, now: Plan, names: PlanNames) -> None:
    """A file that lost what was exported: its rows by what they say, in the language in which most of them are the agenda's.

    Nobody knows what was changed in it and what here: where the two differ, a person decides (`number` -1).
    """

    def alike(code: str) -> int:
        return sum(row.get("kind") in kinds[code] for row in returned.rows)

    bases, kinds = {}, {}
    for code in LANGUAGES:
        with use_language(code):
            bases[code] = [replace(row, number=-1) for row in rows_of_plan(now, names)]
        kinds[code] = {row.get("kind") for row in bases[code]}
    returned.language = max(LANGUAGES, key=alike)
    returned.base = bases[returned.language]
    starts = {row.id: row.get("start") for row in returned.base}
    recognise_sheet_rows(returned)
    returned.rows = [
        replace(row, cells={**row.cells, "start": starts[row.id]}) if row.id in starts else row
        for row in returned.rows
    ]


@dataclass(frozen=True)
class ReadAgenda:
    """What an edited file says, beside the agenda as it is: what it would make of it, and that in words."""

    now: Plan
    names: PlanNames
    returned: ReturnedSheet
    merged: MergedSheet
    differences: Sequence[PlanDifference]
    laid: Mapping[int, TypedStep] = field(default_factory=dict)
    """The groups of steps whose titles in the file say them, by number."""


def merge_agenda_file(
    now: Plan,
    returned: ReturnedSheet,
    names: PlanNames,
    file_wins: Iterable[tuple[str, str]] = (),
    out: Collection[str] = (),
    expected: int = 0,
) -> ReadAgenda:
    """What the file would make of the agenda, with choices as `merge_returned_sheet` takes them.

    `expected`: the people groups are reckoned for (0: unknown).
    """
    if returned.language not in LANGUAGES:
        match_to_agenda(returned, now, names)
    merged = merge_returned_sheet(now, returned, names, file_wins, out=out)
    plan, laid = with_counted_titles(merged.plan, now, expected)
    merged = replace(merged, plan=plan)
    return ReadAgenda(
        now=now,
        names=names,
        returned=returned,
        merged=merged,
        differences=describe_differences(now, merged.plan, names),
        laid=laid,
    )


def agenda_sheet_preview(found: ReadAgenda) -> Preview:
    """The preview of what the file would change. What cannot be taken keeps all of it from being taken, for rows hang together."""
    merged, count = found.merged, len(found.differences)
    if merged.problems:
        said = _n(
            "%(num)d row cannot be read. Nothing is saved until it is corrected in the file.",
            "%(num)d rows cannot be read. Nothing is saved until they are corrected in the file.",
            len(merged.problems),
        )
    elif count:
        said = _n("%(num)d change will be applied.", "%(num)d changes will be applied.", count)
    elif merged.found.clashing or merged.found.missing:
        said = _("Nothing has changed yet. Choose below.")
    else:
        said = _("Nothing in this file is different from its export.")
    table = TableShown(
        found=merged.found,
        field_name=lambda name: str(FIELDS.get(name) or _("Place in the agenda")),
        shown=lambda value, _name, _row: str(value or "–"),
        title_of=lambda row: row.title,
        place=found.returned.place,
    )
    return Preview(
        [table],
        merged.problems,
        found.returned.told,
        besides=[one.text for one in found.differences],
        also_does=bool(count),
        said=said,
        blocked=bool(merged.problems),
    )
