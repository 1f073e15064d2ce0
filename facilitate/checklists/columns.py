"""The list of tasks as it leaves and comes back: what a task declares, and what no column of it holds."""

from ..exchange.columns import (
    CODE,
    VERSION,
    ColumnKind,
    ExchangeColumn,
    ExchangeTable,
    declared_columns,
)
from ..web.i18n import _l
from . import labels
from .models import Task

__all__ = ["CODE", "SLIP", "STATE", "TASKS", "VERSION", "labels"]

SLIP = ExchangeColumn(
    name="slip", label=_l("Days early/late"), kind=ColumnKind.NUMBER, width=6.5, changes=False
)
"""Days between the first planned date and the day it was done, else is due: counted, never kept."""
TASKS = ExchangeTable("checklist", (*declared_columns(Task), CODE, VERSION)).before("effort", SLIP)
STATE = ("status", "done_on", "blocked_by")
"""How far a task is: the columns that are compared as one, under the name of the first."""
