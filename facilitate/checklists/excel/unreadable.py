"""What is said of cells that cannot be read, or say two things at once."""

from ...exchange.columns import ColumnKind
from ...exchange.headings import LONGEST_ADDED
from ...exchange.merge import EXTRA
from ...web.i18n import _, label_of
from ..columns import TASKS
from ..models import Status
from .merge import State
from .state import Understood


def unreadable_said(name: str, typed: str, unlikely: bool) -> str:
    """Why a cell of that column cannot be read; `unlikely`: it holds a date far from now."""
    if unlikely:
        return _(
            "“%(typed)s” is before 2000 or after 2100: spreadsheets show that for an empty "
            "or broken date. Write it like 12.3.2027.",
            typed=typed,
        )
    kind = None if name.startswith(EXTRA) else TASKS[name].kind
    if kind is ColumnKind.DAY:
        return _("“%(typed)s” is not a date. Write it like 12.3.2027.", typed=typed)
    if name == "effort":
        return _("“%(typed)s” is not a number of hours.", typed=typed)
    if kind is ColumnKind.NUMBER:
        return _("“%(typed)s” is not a number.", typed=typed)
    if kind is ColumnKind.CHOICE:
        return _("“%(typed)s” is not one of the words in the list.", typed=typed)
    most = LONGEST_ADDED if name.startswith(EXTRA) else TASKS[name].limit
    return _("This text is too long: at most %(max)d characters.", max=most)


def understood_said(one: Understood, state: State | None) -> tuple[str, str]:
    """The column, and what was made of a status, a day and a reason that do not go together."""
    word = label_of(Status(state.status)) if state else ""
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
