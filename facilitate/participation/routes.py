"""The pages about an event's people, chapter by chapter."""

from . import merge_rules
from .answering import routes as answering
from .blueprint import bp
from .counting import routes as counting
from .counting.out import routes as out
from .door import routes as door
from .importing import routes as importing
from .inviting import routes as inviting

WITHOUT_ACCOUNT = ("participation.answer_invitation",)
"""What is posted by people without an account: nobody's rights are used, and a phone may take no cookie."""

__all__ = [
    "WITHOUT_ACCOUNT",
    "answering",
    "bp",
    "importing",
    "counting",
    "door",
    "inviting",
    "out",
    "merge_rules",
]
