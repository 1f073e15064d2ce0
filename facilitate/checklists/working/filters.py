"""Which tasks are wanted and how they are seen, as it stands in the address of the checklist's page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from ...lib.numbers import read_whole
from ...lib.text import clean_text
from ..models import Phase, TaskStatus


class View(StrEnum):
    """The four ways to see a checklist."""

    PHASE = "phase"
    PERSON = "person"
    WEEK = "week"
    TIME = "timeline"


NOBODY = 0
"""In the address: tasks nobody does, tasks without a job."""


@dataclass(frozen=True)
class Filters:
    """What is wanted; all of it together. `person` and `job` are numbers (0: none of them), None where any will do."""

    mine: bool = False
    open: bool = False
    late: bool = False
    week: bool = False
    phase: str = ""
    status: str = ""
    person: int | None = None
    job: int | None = None
    q: str = ""
    view: View = View.PHASE
    page: int = 1

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Filters":
        """Read from an address; what it does not know is no filter."""
        flags = {name: arguments.get(name) == "1" for name in ("mine", "open", "late", "week")}
        return cls(
            **flags,
            phase=_known(Phase, arguments.get("phase", "")),
            status=_known(TaskStatus, arguments.get("status", "")),
            person=read_whole(arguments.get("person", "")),
            job=read_whole(arguments.get("job", "")),
            q=clean_text(arguments.get("q", ""))[:100],
            view=View(_known(View, arguments.get("view", "")) or View.PHASE),
            page=max(1, read_whole(arguments.get("page", "")) or 1),
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """The filters as arguments of an address, some changed; whoever changes them begins at the first page."""
        values = asdict(replace(self, **({"page": 1} | changes if changes else {})))
        usual = {"view": View.PHASE, "page": 1}
        return {
            name: "1" if value is True else value
            for name, value in values.items()
            if value not in (None, "", False)
            or value == NOBODY
            and name in ("person", "job")
            and value is not None
            if value != usual.get(name)
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(set(self.address()) - {"view", "page"})

    @property
    def only_open(self) -> bool:
        """Whether a task that is done leaves what is shown."""
        return self.open or self.late or self.status not in ("", TaskStatus.DONE)


def _known(kind: type[StrEnum], typed: str) -> str:
    return typed if typed in {value.value for value in kind} else ""
