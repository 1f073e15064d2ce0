"""The command `facilitate` in this process: most that it prints and writes wants no process of its own (`processes.Facilitate`)."""

import os
from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from facilitate.run.command import commands


def run_command(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path
) -> tuple[int, str]:
    """How `facilitate` ended in that folder, and what it printed; its environment goes with it."""
    none = dict.fromkeys(
        [
            "FACILITATE_IMMEDIATE_JOBS",
            *(name for name in os.environ if name.startswith("FACILITATE_")),
        ]
    )
    with chdir(folder):
        done = CliRunner().invoke(commands, list(arguments), env={**none, **environment})
    assert isinstance(done.exception, SystemExit | None), done.exc_info
    return done.exit_code, done.output
