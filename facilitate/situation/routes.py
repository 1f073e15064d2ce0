"""Everything of situation analyses that has an address."""

from . import indicator_pages
from .analysis import pages as analysis_pages
from .blueprint import bp
from .nation import pages as nation_pages
from .panorama import pages as panorama_pages
from .parts import pages as part_pages
from .tables import pages as table_pages

__all__ = [
    "analysis_pages",
    "bp",
    "indicator_pages",
    "nation_pages",
    "panorama_pages",
    "part_pages",
    "table_pages",
]
