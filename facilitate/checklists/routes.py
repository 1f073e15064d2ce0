"""The pages of a checklist, chapter by chapter."""

from .blueprint import bp
from .excel import routes as excel
from .planning import routes as planning
from .reminding import routes as reminding
from .starting import list_pages
from .starting import routes as starting
from .working import job_pages, several_tasks, task_pages
from .working import routes as working

__all__ = [
    "bp",
    "excel",
    "job_pages",
    "list_pages",
    "planning",
    "reminding",
    "several_tasks",
    "starting",
    "task_pages",
    "working",
]
