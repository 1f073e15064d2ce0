"""The pages about an event's people, chapter by chapter."""

from .blueprint import bp
from .counting import routes as counting
from .inviting import routes as inviting

__all__ = ["bp", "counting", "inviting"]
