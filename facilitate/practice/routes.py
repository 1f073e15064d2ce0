"""The pages of practice sheets, chapter by chapter."""

from .asking import routes as asking
from .blueprint import bp
from .building import routes as building
from .lessons import routes as lessons
from .searching import routes as searching
from .sheets import routes as sheets

WITHOUT_ACCOUNT = ("practice.tell_lesson",)
"""What is posted by people without an account: nobody's rights are used, and a phone may take no cookie."""

__all__ = ["WITHOUT_ACCOUNT", "asking", "bp", "building", "lessons", "searching", "sheets"]
