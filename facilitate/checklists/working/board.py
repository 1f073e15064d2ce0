"""What the checklist's page shows: tasks by phase, and the filters that stand in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..models import Phase, Task


@dataclass(frozen=True)
class Filters:
    """Which tasks are wanted: one's own, open ones, those of a phase."""

    mine: bool = False
    open: bool = False
    phase: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Filters":
        """Read from an address; an unknown phase is no filter."""
        phase = arguments.get("phase", "")
        known = phase in {value.value for value in Phase}
        return cls(arguments.get("mine") == "1", arguments.get("open") == "1", phase if known else "")

    def address(self, **changes: bool | str) -> dict[str, Any]:
        """The filters as arguments of an address, some changed."""
        values = asdict(replace(self, **changes))  # type: ignore[arg-type]
        return {name: "1" if value is True else value for name, value in values.items() if value}

    def want(self, task: Task, user_id: int) -> bool:
        """Whether the task is wanted."""
        own = task.owner is not None and task.owner.user_id == user_id
        return (not self.mine or own) and (not self.open or task.is_open) and self.phase in ("", task.phase)


@dataclass(frozen=True)
class PhaseBoard:
    """One phase: how many of its tasks are done, and those wanted."""

    phase: Phase
    done: int
    total: int
    tasks: Sequence[Task]


def board(tasks: Iterable[Task], filters: Filters, user_id: int) -> list[PhaseBoard]:
    """The phases that have wanted tasks, in working order; counts are of all their tasks."""
    tasks = list(tasks)
    boards = []
    for phase in Phase:
        own = [task for task in tasks if task.phase is phase]
        wanted = [task for task in own if filters.want(task, user_id)]
        if wanted:
            boards.append(PhaseBoard(phase, sum(not task.is_open for task in own), len(own), wanted))
    return boards
