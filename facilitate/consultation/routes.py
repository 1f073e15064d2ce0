"""The pages of a consultation, chapter by chapter."""

from .answering import preview
from .answering import routes as answering
from .asking import routes as asking
from .blueprint import bp
from .constellation import routes as constellation
from .evaluating import routes as evaluating
from .inviting import routes as inviting
from .papers import routes as papers
from .reading import routes as reading
from .sharing import routes as sharing

WITHOUT_ACCOUNT = ("consultation.answer_open_link", "consultation.answer_own_link")
"""Where stakeholders send what they typed."""
__all__ = [
    "WITHOUT_ACCOUNT",
    "answering",
    "asking",
    "bp",
    "constellation",
    "evaluating",
    "inviting",
    "papers",
    "preview",
    "reading",
    "sharing",
]
