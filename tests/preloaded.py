"""What a process that a test starts has ready: the planner, its commands, and its mappers configured.

Each would take a second to make it for itself.
"""

import gc
import tempfile
from pathlib import Path

from facilitate.data import schema
from facilitate.run import cli
from facilitate.web.app import create_app

from . import speed
from .planner_settings import settings_for

__all__ = ["cli", "schema", "speed"]

with tempfile.TemporaryDirectory() as folder:
    create_app(settings_for(Path(folder), "sqlite://"))
gc.freeze()  # shared with every process that is forked
gc.enable()
