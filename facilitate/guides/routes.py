"""The pages of the guide: each chapter brings its own."""

from . import labels as labels  # the names of fixed values
from .blueprint import bp as bp
from .looks import routes as looks_routes  # noqa: F401
from .papers import routes as papers_routes  # noqa: F401
from .reading import routes as reading_routes  # noqa: F401
from .rehearsing import routes as rehearsing_routes  # noqa: F401
from .rewriting import step_pages  # noqa: F401
