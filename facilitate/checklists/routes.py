"""The pages of a checklist, chapter by chapter."""

from .blueprint import bp
from .excel import routes as excel
from .planning import routes as planning
from .starting import routes as starting
from .working import routes as working

__all__ = ["bp", "excel", "planning", "starting", "working"]
