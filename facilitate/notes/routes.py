"""The pages of this room, chapter by chapter."""

from .blueprint import bp
from .bringing import routes as bringing
from .deciding import routes as deciding
from .photos import routes as photos
from .structure import routes as structure
from .taking import routes as taking

__all__ = ["bp", "bringing", "deciding", "photos", "structure", "taking"]
