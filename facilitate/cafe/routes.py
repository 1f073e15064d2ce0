"""The pages of a café, chapter by chapter."""

from . import merge_rules
from .blueprint import bp
from .changing import routes as changing
from .guests import routes as guests
from .guests import wish_pages
from .harvest import routes as harvest
from .laying import grid_pages, table_pages
from .laying import routes as laying
from .mixing import routes as mixing
from .printing import routes as printing
from .running import at_door
from .running import routes as running
from .seating import routes as seating
from .seating import search_pages

__all__ = [
    "at_door",
    "bp",
    "changing",
    "grid_pages",
    "guests",
    "harvest",
    "laying",
    "mixing",
    "printing",
    "running",
    "search_pages",
    "seating",
    "table_pages",
    "merge_rules",
    "wish_pages",
]
