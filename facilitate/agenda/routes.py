"""The pages of an agenda, chapter by chapter."""

from .adding import routes as adding
from .arriving import import_pages
from .blueprint import bp
from .discussing import routes as discussing
from .drafting import routes as drafting
from .editing import (
    grouping_pages,
    room_pages,
    shopping_pages,
    step_pages,
    strand_pages,
)
from .editing import routes as editing
from .publishing import file_pages, sheet_pages
from .publishing import routes as publishing
from .reusing import routes as reusing
from .running import routes as running
from .versions import routes as versions

__all__ = [
    "adding",
    "bp",
    "discussing",
    "drafting",
    "editing",
    "file_pages",
    "grouping_pages",
    "import_pages",
    "publishing",
    "reusing",
    "room_pages",
    "running",
    "sheet_pages",
    "shopping_pages",
    "step_pages",
    "strand_pages",
    "versions",
]
