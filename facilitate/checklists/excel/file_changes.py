"""What an edited file would change, against the event as it is now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ...events.models import Event
from ...events.queries import team_of
from ...exchange.merge import Comparison, ListProblem, ListRecord
from ...exchange.sentences import unread_reason
from ...lib.reading_child import FileProblem
from ...lib.sheets import pause_garbage
from ...lib.text import plain_text
from ...lib.uploads import read_text
from ...web.i18n import _
from ...web.refused import Refused
from ..queries import columns_of, member_names, roles_of, tasks_of, titles_of
from .foreign_list import ListPlan, read_foreign_list
from .merge import ChecklistChanges, UnknownPerson, compare_checklists, compare_columns
from .reading import column_named
from .records import task_record
from .returned_file import FileTasks, KnownList, read_checklist_file

MOST = 3
LIKE = 0.72
"""How alike two names must be, from 0 to 1."""


def nearest_names(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """At most three names, the nearest first: written nearly so, in another order, or with one name of it alike."""
    wanted = _words(typed)
    scored = [(_likeness(wanted, _words(name)), name) for name in names]
    best = sorted(
        (pair for pair in scored if pair[0] >= LIKE), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple(name for _score, name in best[:MOST])


def _words(name: str) -> list[str]:
    return sorted(plain_text(name).replace("-", " ").replace(".", " ").split())


def _likeness(one: list[str], other: list[str]) -> float:
    """As whole names, or, a little less, by their words: a first name alone finds its person."""
    if not one or not other:
        return 0
    whole = _ratio(" ".join(one), " ".join(other))
    part = (
        max(_ratio(a, b) for a in one for b in other if len(a) > 1)
        if any(len(a) > 1 for a in one)
        else 0
    )
    return max(whole, 0.8 * part)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


@pause_garbage()
def compare_checklist_file(
    event: Event,
    file: bytes,
    name: str = "",
    plan: ListPlan | None = None,
    month_first: bool | None = None,
) -> ChecklistChanges:
    """What an edited file would change. `plan`: what its columns are, `month_first`: how its dates are, where somebody said so.

    Raises Refused with a plain sentence when it cannot be read.
    """
    called, added = member_names(team_of(event)), columns_of(event)
    people = list(called.values())
    expected = KnownList(
        people=people,
        jobs=[role.name for role in roles_of(event)],
        columns=added,
        near=event.first_day,
        language=event.language,
        titles={
            code: {read_text(title.en), read_text(title.sq)} for code, title in titles_of(event)
        },
        month_first=month_first,
    )
    try:
        returned = (
            read_foreign_list(file, name, plan, expected)
            if plan
            else read_checklist_file(file, people, expected, name)
        )
    except FileProblem as problem:
        raise Refused(why_no_task_list(problem)) from problem
    if returned.slug and returned.slug != event.slug:
        raise Refused(_("This file belongs to another event: %(slug)s.", slug=returned.slug))
    language = returned.language or event.language
    current = {task.code: task_record(task, called, language, added) for task in tasks_of(event)}
    known = bool(returned.base)
    base = returned.base if known else _same_version(returned.rows, current)
    found = compare_checklists(
        base, returned.rows, current, whole=known or not (returned.ours or returned.like_ours)
    )
    done_by = {read_text(role.name.to(language)) for role in roles_of(event) if role.member_id}
    returned.told += _followers(found, done_by, returned.sheet)
    returned.told += _strangers(found, returned)
    return _completed(found, returned, expected=expected, current=current, language=language)


def why_no_task_list(problem: FileProblem) -> str:
    """What is said of a file that is no list of tasks."""
    return unread_reason(problem, _("This file has no table with a column “Task”."))


def _same_version(
    rows: Sequence[ListRecord], current: Mapping[str, ListRecord]
) -> dict[str, ListRecord]:
    """What was exported, where the file forgot it: the task as it is, if its version is still the file's."""
    return {
        row.code: current[row.code]
        for row in rows
        if row.code in current and row.version == current[row.code].version
    }


def _completed(
    found: Comparison,
    returned: FileTasks,
    expected: KnownList,
    current: Mapping[str, ListRecord],
    language: str,
) -> ChecklistChanges:
    """The comparison with what the rows alone do not tell: new jobs, added columns, people nobody knows."""
    new, problems = _whole(found.new, returned)
    found = replace(found, new=new)
    return ChecklistChanges(
        found,
        unknown=_unknown(found, returned, expected, current),
        jobs=_jobs(found, expected, language),
        columns=compare_columns(returned.exported, returned.columns, expected.columns),
        problems=tuple([*returned.problems, *problems]),
        told=tuple(returned.told),
        language=language,
        place=returned.place,
    )


def _followers(found: Comparison, done_by: Collection[str], sheet: str) -> list[ListProblem]:
    """Tasks that get another job and no other person: they go to whoever does that job."""
    sentence = _(
        "The task goes to the person who does that job, unless it was assigned to somebody by hand."
    )
    rows = []
    for edit in found.edits:
        jobs = [one.file for one in (*edit.changes, *edit.clashes) if one.name == "who"]
        if any(str(job) in done_by for job in jobs) and all(
            one.name != "owner" for one in edit.changes
        ):
            rows.append(ListProblem(edit.record.number, column_named("who"), sentence, sheet))
    return rows


def _strangers(found: Comparison, returned: FileTasks) -> list[ListProblem]:
    """The new rows whose hidden code is another row's, or of no task of this list (as in a row copied from another file)."""
    typed = {row.number: row.code for row in returned.rows if row.code}
    kept = {row.code for row in (*found.unchanged, *(edit.record for edit in found.edits))}
    return [
        ListProblem(
            row.number,
            "",
            _("This row is a copy of another one; it counts as a new task.")
            if typed[row.number] in kept
            else _("This row comes from another list; it counts as a new task."),
            returned.sheet,
        )
        for row in found.new
        if row.number in typed
    ]


def _whole(
    new: Sequence[ListRecord], returned: FileTasks
) -> tuple[tuple[ListRecord, ...], list[ListProblem]]:
    """New tasks that have what a task needs: rows with the code of a task that is not here may lack it."""
    kept = tuple(record for record in new if record.title and record.get("due_on"))
    sentence = _(
        "This task is no longer on the list, and the row has no text or no date. It is left out."
    )
    lacking = [record for record in new if record not in kept] if len(kept) < len(new) else []
    return kept, [ListProblem(record.number, "", sentence, returned.sheet) for record in lacking]


def _unknown(
    found: Comparison, returned: FileTasks, expected: KnownList, current: Mapping[str, ListRecord]
) -> tuple[UnknownPerson, ...]:
    """Every name nobody has, with the tasks it stands beside; tasks that were deleted here are left alone."""
    if not returned.unknown:
        return ()
    edits = found.edits
    there = {record.number: current.get(record.code) for record in found.unchanged}
    there |= {edit.record.number: current.get(edit.record.code) for edit in edits}
    there |= {record.number: record for record in found.new}
    names = []
    for typed, numbers in returned.unknown.items():
        rows = [(number, task) for number in numbers if (task := there.get(number)) is not None]
        if rows:
            tasks = tuple(task for _number, task in rows)
            names.append(
                UnknownPerson(
                    typed,
                    nearest_names(typed, expected.people),
                    tuple(number for number, _task in rows),
                    tasks,
                )
            )
    return tuple(names)


def _jobs(found: Comparison, expected: KnownList, language: str) -> tuple[str, ...]:
    """Jobs the file names that the event does not have yet."""
    here = {read_text(name.to(language)) for name in expected.jobs}
    named = [record.get("who") for record in found.new]
    for edit in found.edits:
        named += [change.file for change in (*edit.changes, *edit.clashes) if change.name == "who"]
    return tuple(dict.fromkeys(str(name) for name in named if name and name not in here))
