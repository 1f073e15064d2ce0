"""Rows of the budget that were removed, for the event's bin."""

from collections.abc import Sequence

from ...data.db import get_or_404
from ...events.access import Can
from ...events.models import Event
from ...history.bins import RemovedRow, RoomBin
from ...web.i18n import _l
from ..actions import lock_budget, restore_row
from ..models import Contribution, CostLine
from ..queries import contributions_of, cost_lines, row_title


def _removed_costs(event: Event) -> Sequence[RemovedRow]:
    return _told(cost_lines(event, removed=True))


def _removed_contributions(event: Event) -> Sequence[RemovedRow]:
    return _told(contributions_of(event, removed=True))


def _told(rows: Sequence[CostLine] | Sequence[Contribution]) -> Sequence[RemovedRow]:
    return [
        RemovedRow(row.id, row_title(row) or row.code, row.removed_at)
        for row in rows
        if row.removed_at
    ]


def _restore_cost(event: Event, line_id: int, _by: int) -> str:
    lock_budget(event)
    return _restored(
        get_or_404(
            CostLine,
            CostLine.id == line_id,
            CostLine.event_id == event.id,
            CostLine.removed_at.is_not(None),
        )
    )


def _restore_contribution(event: Event, contribution_id: int, _by: int) -> str:
    lock_budget(event)
    there = (Contribution.event_id == event.id, Contribution.removed_at.is_not(None))
    return _restored(get_or_404(Contribution, Contribution.id == contribution_id, *there))


def _restored(row: CostLine | Contribution) -> str:
    restore_row(row)
    return row_title(row) or row.code


COST_BIN = RoomBin(
    key="costs",
    name=_l("Costs"),
    restores=Can.EDIT_BUDGET,
    removed=_removed_costs,
    restore=_restore_cost,
)
CONTRIBUTION_BIN = RoomBin(
    key="contributions",
    name=_l("Contributions"),
    restores=Can.EDIT_BUDGET,
    removed=_removed_contributions,
    restore=_restore_contribution,
)
