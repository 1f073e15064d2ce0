"""The list of tasks as it leaves and comes back: what a task declares, and what no column of it holds."""

from ..exchange.columns import Column, Kind, Table, declared
from ..web.i18n import _l
from . import labels
from .models import Task

__all__ = ["CODE", "SLIP", "STATE", "TASKS", "VERSION", "labels"]

SLIP = Column(name="slip", label=_l("Days early/late"), kind=Kind.NUMBER, width=6.5, changes=False)
"""Days between the first planned date and the day it was done, else is due: counted, never kept."""
CODE = Column(name="code", label=_l("Code"), width=0, changes=False, hidden=True)
VERSION = Column(
    name="version", label=_l("Version"), kind=Kind.NUMBER, width=0, changes=False, hidden=True
)
TASKS = Table("checklist", (*declared(Task), CODE, VERSION)).before("effort", SLIP)
STATE = ("status", "done_on", "blocked_by")
"""How far a task is: the columns that are compared as one, under the name of the first."""
