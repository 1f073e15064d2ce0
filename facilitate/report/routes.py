"""The pages of this room, chapter by chapter."""

from .archive import routes as archive
from .blueprint import bp
from .clearing import routes as clearing
from .following import routes as following
from .papers import annex_pages, own_answer_pages, public_pages, read_pages
from .releasing import routes as releasing
from .sending import routes as sending
from .writing import list_pages, section_pages

WITHOUT_ACCOUNT = ("report.show_own_answer",)
"""Where stakeholders send the code of their answer."""
__all__ = [
    "WITHOUT_ACCOUNT",
    "annex_pages",
    "archive",
    "bp",
    "clearing",
    "releasing",
    "following",
    "list_pages",
    "own_answer_pages",
    "public_pages",
    "read_pages",
    "releasing",
    "sending",
    "section_pages",
]
