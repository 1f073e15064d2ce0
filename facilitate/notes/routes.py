"""The pages of this room, chapter by chapter."""

from .blueprint import bp
from .deciding import routes as deciding
from .photos import routes as photos
from .taking import routes as taking

__all__ = ["bp", "deciding", "photos", "taking"]
