"""What of a forum is removed with a way back, at once and from the planner's bin."""

from collections.abc import Callable

from ..accounts.doors import is_administrator, is_in_a_team
from ..data.db import Base
from ..history.removing import RoomRemovals
from ..lib.cells import ChangeCell
from ..web.i18n import _l
from .models import (
    Activity,
    Duty,
    ForumDocument,
    ForumMeeting,
    ForumMember,
    MeetingProposal,
    Position,
    Presidency,
)
from .problem_models import Problem
from .programme_models import ForumRowChange, GuidanceEntry, MoneyRequest, StandardCheck

Settle = Callable[[ChangeCell, bool], None]
_SETTLED: dict[str, Settle] = {}
"""By table: what follows where a row of it is back, or gone again."""


def settles(model: type[Base]) -> Callable[[Settle], Settle]:
    """Register what a chapter does, or refuses, where a row of that kind is back or gone again (true)."""
    return lambda one: _SETTLED.setdefault(model.__tablename__ or "", one)


def _settle(cell: ChangeCell, gone: bool) -> None:
    if cell.table in _SETTLED:
        _SETTLED[cell.table](cell, gone)


FORUM_ROWS = RoomRemovals(
    kind=ForumRowChange,
    models=(
        ForumMember,
        ForumMeeting,
        Duty,
        ForumDocument,
        MeetingProposal,
        Problem,
        Presidency,
        Activity,
        Position,
        StandardCheck,
        MoneyRequest,
        GuidanceEntry,
    ),
    settle=_settle,
    key="forum_programme",
    name=_l("In the forums"),
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)
"""How members, meetings, duties, documents, plans, problems, positions, requests, standards and advice are removed."""
