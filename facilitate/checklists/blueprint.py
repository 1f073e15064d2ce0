"""The blueprint all pages of a checklist are on."""

from flask import Blueprint

from ..events.models import Event
from . import labels
from .models import Milestone, Task
from .queries import milestone_of

bp = Blueprint("checklists", __name__)


@bp.app_template_global()
def milestone_task(event: Event, mark: str) -> Task | None:
    """The task of the checklist that a page is about: `milestone_task(event, 'invitations')`."""
    return milestone_of(event, Milestone(mark))


__all__ = ["bp", "labels"]
