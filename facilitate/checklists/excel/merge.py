"""What an edited checklist means: its tasks compared three ways with how far each is as one value, and what tasks do not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ...exchange import merge
from ...exchange.marking_up import ListPlace
from ...exchange.merge import Comparison, ListProblem, ListRecord, MergeTerms, Value


class TaskState(NamedTuple):
    """How far a task is, as one value: the status, the day it was done, what blocks it.

    In a file `done_on` may be True: done, without saying on which day.
    """

    status: str
    done_on: date | bool | None = None
    blocked_by: str = ""


def with_task_state(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with the three fields of a State made one, where they are known."""
    found = dict(values)
    if "status" in found:
        day, why = found.pop("done_on", None), found.pop("blocked_by", "")
        found["status"] = TaskState(str(found["status"]), day, str(why or ""))  # type: ignore[arg-type]
    return found


def is_same_value(file: Value, other: Value) -> bool:
    """Whether the file says what is there: done on no day in particular is done on any."""
    if file == other:
        return True
    if (
        not isinstance(file, TaskState)
        or not isinstance(other, TaskState)
        or file.done_on is not True
    ):
        return False
    return file == other._replace(done_on=True) and other.done_on is not None


TERMS = MergeTerms(with_task_state, is_same_value)


def compare_checklists(
    base: Mapping[str, ListRecord],
    file: Sequence[ListRecord],
    current: Mapping[str, ListRecord],
    *,
    whole: bool = True,
) -> Comparison:
    """Compare three states of a list of tasks, each keyed by code; see `exchange.merge`."""
    return merge.compare_lists(base, file, current, whole=whole, terms=TERMS)


@dataclass(frozen=True)
class UnknownPerson:
    """A person nobody in the team is called like: what was typed, who is called nearly so, the rows where it stands, and

    their tasks as they are here (new ones as the file has them).
    """

    typed: str
    nearest: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    tasks: tuple[ListRecord, ...] = ()


@dataclass(frozen=True)
class ComparedColumns:
    """The columns staff added: their order once the file is taken over, those that are new, those the file has no more."""

    order: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True)
class ChecklistChanges:
    """What an edited file means: its tasks, and what they alone do not tell.

    `problems`: what cannot be taken; `told`: how something was understood. `jobs`: names of jobs that come into being;
    `place`: where in the file they stand.
    """

    tasks: Comparison
    unknown: tuple[UnknownPerson, ...] = ()
    jobs: tuple[str, ...] = ()
    columns: ComparedColumns = ComparedColumns()
    problems: tuple[ListProblem, ...] = field(default=(), compare=False)
    told: tuple[ListProblem, ...] = field(default=(), compare=False)
    language: str = ""
    place: ListPlace = field(default=ListPlace(), compare=False)

    @property
    def texts(self) -> list[str]:
        """What the file says that was not here, where it is words."""
        new = [value for record in self.tasks.new for value in record.values.values()]
        changed = [change.file for edit in self.tasks.changed for change in edit.changes]
        return [value for value in (*new, *changed) if type(value) is str]

    @property
    def does_something(self) -> bool:
        """Whether taking it over would change anything, if nothing is chosen but what is offered first or clashes."""
        return bool(self.tasks.does_something or self.columns.new or self.columns.moved)


def compare_columns(
    exported: Sequence[str], file: Sequence[str], online: Sequence[str]
) -> ComparedColumns:
    """The columns staff added, compared three ways: an order nobody changed in the file stays as it is saved.

    Names the file has no more stay, after the others. Nothing is taken out.
    """
    new = tuple(name for name in file if name not in online)
    lost = tuple(name for name in exported if name not in file)
    order = [*online, *new]
    kept = [name for name in file if name in exported]
    if kept != [name for name in exported if name in file]:
        order = [*file, *(name for name in online if name not in file)]
    return ComparedColumns(
        tuple(order), new, lost, bool(online) and [n for n in order if n in online] != list(online)
    )
