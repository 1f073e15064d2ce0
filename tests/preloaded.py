"""What a process that a test starts has ready: the planner, its commands, and its mappers configured.

Each would take seconds to make it for itself. Whoever forks passes over what cannot be imported here, and says nothing:
`tests/test_apart.py` tells when this is no longer so.
"""

import gc
import tempfile
from pathlib import Path

from facilitate.data import schema
from facilitate.run.command import COMMANDS, load_command
from facilitate.web.app import create_app

from . import speed
from .planner_settings import settings_for

__all__ = ["schema", "speed"]

for place in COMMANDS.values():
    load_command(place)
with tempfile.TemporaryDirectory() as folder:
    create_app(settings_for(Path(folder), "sqlite://"))
gc.freeze()  # shared with every process that is forked
gc.enable()
