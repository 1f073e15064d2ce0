"""A folder that belongs to somebody else: every command says so in a sentence, and whoever asks for figures gets figures."""

import json
from pathlib import Path

import pytest

from ..commands import run_command

COMMANDS = (["upgrade"], ["account", "list"], ["worker"])


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A planner whose database and queues cannot be opened: folders lie where the files would; root may write everywhere else."""
    folder = tmp_path_factory.mktemp("unwritable")
    for name in ("facilitate.sqlite3", "jobs.sqlite3"):
        (folder / name).mkdir()
    return {"FACILITATE_INSTANCE": str(folder)}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_says_whose_the_folder_has_to_be(
    command: list[str], planner: dict[str, str], tmp_path: Path
) -> None:
    code, said = run_command(command, planner, tmp_path)
    assert (code, said.split(":")[:2]) == (
        1,
        ["Error", " This user may not write where the planner keeps its files"],
    )
    assert "Give the folder of FACILITATE_INSTANCE" in said


def test_the_check_still_lists_what_is_missing(planner: dict[str, str], tmp_path: Path) -> None:
    code, said = run_command(["check", "--json"], planner, tmp_path)
    found = {one["about"]: one["sentence"] for one in json.loads(said)["findings"]}
    assert (code, "May this user read and write everything" in found["database"]) == (1, True)
