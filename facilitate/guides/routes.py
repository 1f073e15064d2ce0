"""The pages of the guide: each chapter brings its own."""

from . import labels as labels  # the names of fixed values
from .blueprint import bp as bp
from .papers import routes as papers_routes  # noqa: F401
from .reading import routes as reading_routes  # noqa: F401
