"""A starting checklist as a list that leaves and comes back; the workbooks that come with the planner are read the same way."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...events.models import Role
from ...exchange.columns import CODE, VERSION, ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.merge import ListRecord, Value
from ...exchange.opened_files import Source, open_list
from ...exchange.plain_lists import PlainList, read_optional, whole_number
from ...exchange.plain_reading import ReadPlainList, compare_source
from ...exchange.preview import Decided, problem_place
from ...exchange.sentences import unread_reason
from ...lib.reading_child import FileProblem
from ...lib.text import Words
from ...web.i18n import _, _l, current_language, register_labels, use_language
from ...web.refused import Refused
from ...web.uploaded import read_kept_upload
from ..columns import TASKS
from ..models import Anchor, Milestone, Phase, Unit

MOST_AWAY, MOST_TASKS = 400, 2_000
"""Units between a task and what it is counted from; tasks of a list."""


class DateDirection(StrEnum):
    """On which side of the day it is counted from a task is due."""

    BEFORE = "before"
    AFTER = "after"


register_labels({DateDirection.BEFORE: _l("before"), DateDirection.AFTER: _l("after")})


def _in_both(name: str, width: float) -> tuple[ExchangeColumn, ExchangeColumn]:
    """A column of the checklist once in each language."""
    there = replace(TASKS[name], kind=ColumnKind.TEXT, width=width, attribute="", also="")
    return (
        replace(there, name=name, label=_l("%(column)s (English)", column=there.label)),
        replace(there, name=f"{name}_sq", label=_l("%(column)s (Albanian)", column=there.label)),
    )


def _choice(name: str, label: Any, of: type[StrEnum], width: float = 12) -> ExchangeColumn:
    return ExchangeColumn(name=name, label=label, kind=ColumnKind.CHOICE, of=of, width=width)


STARTING = ExchangeTable(
    "starting-list",
    (
        replace(CODE, width=8),
        _choice("phase", _l("Phase"), Phase),
        *_in_both("title", 40),
        _choice("role", _l("Role"), Role, 16),
        *_in_both("who", 20),
        ExchangeColumn(name="number", label=_l("Number"), kind=ColumnKind.NUMBER, width=9),
        _choice("unit", _l("Unit"), Unit, 10),
        _choice("direction", _l("Direction"), DateDirection, 10),
        _choice("anchor", _l("Relative to"), Anchor),
        *_in_both("benchmark", 30),
        ExchangeColumn(name="effort", label=_l("Effort (hours)"), kind=ColumnKind.NUMBER, width=9),
        ExchangeColumn(name="after", label=_l("After task"), limit=40, width=9),
        _choice("milestone", _l("Milestone"), Milestone, 20),
        VERSION,
    ),
)
DATED = ("phase", "role", "number", "unit", "direction", "anchor")
"""Without these nobody can say what a task is, or when it is due."""
COMPLETE = (
    *DATED,
    *(f"{name}{of}" for name in ("title", "who", "benchmark") for of in ("", "_sq")),
)
"""What each task of a list that comes with the planner has."""
Tasks = Mapping[str, ListRecord]


@dataclass(frozen=True)
class StartingTask:
    """One task of a starting checklist; `offset` units before (negative) or after the anchor, which may be the task `after`."""

    code: str
    phase: Phase
    title: Words
    role: Role
    who: Words
    offset: int
    unit: Unit
    anchor: Anchor
    benchmark: Words
    effort: float
    after: str = ""
    milestone: Milestone | None = None


def record_of_task(task: StartingTask) -> ListRecord:
    """A task as a row of its list."""
    values: dict[str, Value] = {
        name: read_value(getattr(task, name)) for name in STARTING.editable if hasattr(task, name)
    }
    for name in ("title", "who", "benchmark"):
        said: Words = getattr(task, name)
        values |= {name: said.en, f"{name}_sq": said.sq}
    values["number"] = float(abs(task.offset))
    values["direction"] = (DateDirection.BEFORE if task.offset < 0 else DateDirection.AFTER).value
    return ListRecord(task.code, {name: values[name] for name in STARTING.editable})


def read_value(value: Any) -> Value:
    """A value of a task as it is compared."""
    return value.value if isinstance(value, StrEnum) else value


def task_of_record(record: ListRecord) -> StartingTask:
    """The task that a row of a list is."""
    said: Mapping[str, Any] = record.values
    words = {name: Words(said[name], said[f"{name}_sq"]) for name in ("title", "who", "benchmark")}
    before = said["direction"] == DateDirection.BEFORE
    anchor = Anchor(said["anchor"])
    return StartingTask(
        code=record.code,
        phase=Phase(said["phase"]),
        role=Role(said["role"]),
        offset=-int(said["number"]) if before else int(said["number"]),
        unit=Unit(said["unit"]),
        anchor=anchor,
        effort=said["effort"],
        after=said["after"] if anchor is Anchor.TASK else "",
        milestone=Milestone(said["milestone"]) if said["milestone"] else None,
        **words,
    )


def starting_list(
    name: Words, slug: str, records: Tasks, language: str, needs: Sequence[str] = DATED
) -> PlainList:
    """A starting list as it is; `slug`: which one, `needs`: the columns that each row fills."""
    with use_language(language):
        return PlainList(
            table=STARTING,
            slug=slug,
            language=language,
            title=name.to(language),
            facts=_("Starting list: one row is one task, its date counted from the event."),
            records=records,
            known_by=("title", "title_sq"),
            needs=needs,
            readers={
                "number": whole_number(0, MOST_AWAY),
                "milestone": read_optional(STARTING["milestone"]),
            },
            check=lambda rows: _check_rows(records, rows),
        )


def _check_rows(records: Tasks, rows: Sequence[ListRecord]) -> Mapping[tuple[int, str], str]:
    """Rows that name no task, and rows counted from a task that is not there: of those only the dates, where they are known."""
    known = {code: record.values for code, record in records.items()}
    key_of = {row.number: row.code or f"row {row.number}" for row in rows}
    said = {key_of[row.number]: {**known.get(row.code, {}), **row.values} for row in rows}
    nameless = {
        key for key, one in said.items() if not one.get("title") and not one.get("title_sq")
    }
    gone, untied = nameless - set(known), dict[str, str]()
    while True:
        there = {**known, **{key: one for key, one in said.items() if key not in gone}}
        found = untied_tasks(there)
        untied |= found
        more = {key for key in found if key not in known and _is_counted_from_task(there[key])}
        if not more:
            break
        gone |= more
    wrong = {}
    for number, key in key_of.items():
        if key in nameless:
            wrong[number, "title"] = _("The task is missing, in both languages.")
            wrong[number, "title_sq"] = ""
        if key in untied:
            wrong[number, "after"] = untied[key]
            if _is_counted_from_task(said[key]):
                wrong[number, "anchor"] = ""
        if key in gone:
            wrong[number, ""] = ""
    return wrong


def _is_counted_from_task(values: Mapping[str, Value]) -> bool:
    return values.get("anchor") == Anchor.TASK


def untied_tasks(tasks: Mapping[str, Mapping[str, Value]]) -> dict[str, str]:
    """What is wrong with the tasks that are counted from others, by code: it is not there, or they wait for each other."""
    after = {
        code: str(one.get("after") or "")
        for code, one in tasks.items()
        if _is_counted_from_task(one)
    }
    wrong = {}
    for code, one in tasks.items():
        named, way = str(one.get("after") or ""), {code: None}
        other = after.get(code)
        while other and other not in way:
            way[other] = None
            other = after.get(other)
        if code not in after and named:
            wrong[code] = _("There is a code, but “Relative to” does not say “another task”.")
        elif code in after and not named:
            wrong[code] = _("The code of the task it is counted from is missing.")
        elif named and named not in tasks:
            wrong[code] = _("“%(typed)s” is not the code of any task.", typed=named)
        elif other == code:
            wrong[code] = _("These tasks wait for each other: %(codes)s.", codes=", ".join(way))
    return wrong


def changed_tasks(records: Tasks, decided: Decided) -> Tasks:
    """The tasks as a file has them. Raises Refused where they could no longer be dated."""
    found = {
        code: replace(record, values={**record.values, **decided.changed.get(code, {})})
        for code, record in records.items()
        if code not in decided.out
    }
    return checked_tasks({**found, **{one.code: _whole_record(one) for one in decided.new}})


def checked_tasks(records: Tasks) -> Tasks:
    """The tasks, phase by phase. Raises Refused where there are none, too many, or some that cannot be dated."""
    if not records:
        raise Refused(_("A starting list has at least one task."))
    if len(records) > MOST_TASKS:
        raise Refused(_("A starting list has at most %(most)d tasks.", most=MOST_TASKS))
    untied = untied_tasks({code: one.values for code, one in records.items()})
    if wrong := [
        f"{code}: {said}"
        for code, said in untied.items()
        if _is_counted_from_task(records[code].values)
    ]:
        raise Refused("\n".join(wrong))
    phases = list(Phase)
    return dict(
        sorted(records.items(), key=lambda pair: phases.index(Phase(str(pair[1].values["phase"]))))
    )


def _whole_record(record: ListRecord) -> ListRecord:
    """A row of a file with what it does not say."""
    return ListRecord(
        record.code,
        {name: record.values.get(name, STARTING[name].empty) for name in STARTING.editable},
    )


def read_new_list(content: bytes, file_name: str, name: Words) -> ReadPlainList:
    """An uploaded list in the format of those that come with the planner; one language will do. Raises Refused or a FileProblem."""
    return _read_whole(open_list(content, file_name), name, DATED)


def _read_whole(source: Source, name: Words, needs: Sequence[str]) -> ReadPlainList:
    """What a file says that is compared with nothing."""
    return compare_source(
        source, lambda code: starting_list(name, "", {}, code, needs), current_language()
    )


def tasks_read(found: ReadPlainList) -> Tasks:
    """All rows of a file that was compared with nothing, as tasks."""
    return changed_tasks({}, Decided(found.found.new, {}, ()))


def shipped_tasks(path: Path) -> tuple[StartingTask, ...]:
    """The tasks of a workbook that comes with the planner. Read once; a file that was changed is read again.

    Raises Refused with one sentence for each broken cell: sheet, row, column.
    """
    stat = path.stat()
    return _shipped(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _shipped(path: Path, _changed: int, _size: int) -> tuple[StartingTask, ...]:
    try:
        source = open_list(path.read_bytes(), path.name, read=lambda reader, *given: reader(*given))
        found = _read_whole(source, Words(path.stem), COMPLETE)
    except FileProblem as problem:
        raise Refused(f"{path.name}: {unread_reason(problem)}") from problem
    if found.problems:
        raise Refused(
            "\n".join(
                f"{path.name}, {problem_place(one)}: {one.sentence}" for one in found.problems
            )
        )
    return tuple(map(task_of_record, tasks_read(found).values()))


def tasks_to_text(records: Tasks) -> str:
    """The tasks as they are kept."""
    return json.dumps([[code, dict(one.values)] for code, one in records.items()])


@lru_cache(maxsize=128)
def tasks_from_text(text: str) -> Tasks:
    """The tasks that were kept; lists added earlier were kept as the workbook they came in."""
    if text.startswith("["):
        return {code: _whole_record(ListRecord(code, said)) for code, said in json.loads(text)}
    return tasks_read(
        _read_whole(open_list(b64decode(text), read=read_kept_upload), Words(), DATED)
    )
