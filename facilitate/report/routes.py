"""The pages of this room, chapter by chapter."""

from .archive import routes as archive
from .blueprint import bp
from .clearing import routes as clearing
from .following import routes as following
from .papers import routes as papers
from .releasing import draft_pages
from .releasing import routes as releasing
from .sending import routes as sending
from .writing import routes as writing

WITHOUT_ACCOUNT = ("report.show_own_answer",)
"""Where stakeholders send the code of their answer."""
__all__ = [
    "WITHOUT_ACCOUNT",
    "archive",
    "bp",
    "clearing",
    "draft_pages",
    "following",
    "papers",
    "releasing",
    "sending",
    "writing",
]
