"""What is said of cells that cannot be read, or say two things at once."""

from ...exchange.columns import ExchangeColumn
from ...exchange.headings import LONGEST_ADDED
from ...exchange.sentences import unreadable_said
from ...web.i18n import _, label_of
from ..columns import TASKS
from ..models import TaskStatus
from .merge import TaskState
from .state import Understood


def why_unreadable(name: str, typed: str, wrong: Exception) -> str:
    """Why a cell of that column cannot be read."""
    if name == "effort":
        return _("“%(typed)s” is not a number of hours.", typed=typed)
    added = ExchangeColumn(label=name, limit=LONGEST_ADDED)
    return unreadable_said(TASKS.by_name.get(name, added), typed, wrong)


def understood_said(one: Understood, state: TaskState | None) -> tuple[str, str]:
    """The column, and what was made of a status, a day and a reason that do not go together."""
    word = label_of(TaskStatus(state.status)) if state else ""
    if one is Understood.DONE:
        return "status", _("“Done on” has a date, so the task counts as done.")
    if one is Understood.BLOCKED:
        return "status", _("“Blocked by” is filled in, so the task counts as blocked.")
    if one is Understood.NO_DAY:
        return "done_on", _(
            "The date is left out, because the status is “%(status)s”.", status=word
        )
    return "blocked_by", _(
        "This text is left out, because the status is “%(status)s”.", status=word
    )
