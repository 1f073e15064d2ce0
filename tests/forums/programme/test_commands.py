"""Lists of a forum by the command: what is written and brought back unchanged changes nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from facilitate.run import planner_app
from facilitate.run.list_commands import lists


@pytest.mark.both_databases
def test_out_and_in_again_is_nothing_changed(
    demo: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: demo)
    for which in ("advice", "meetings", "numbers", "standards"):
        for ending in ("xlsx", "csv"):
            file = str(tmp_path / f"{which}.{ending}")
            out = CliRunner().invoke(lists, ["export", which, "committee-korce", "-o", file])
            assert out.exit_code == 0, (which, out.output)
            back = CliRunner().invoke(lists, ["import", which, "committee-korce", file])
            said = back.stdout.split()
            assert (back.exit_code, said[:4]) == (0, ["new", "0", "changed", "0"]), back.output
            assert int(said[said.index("unchanged") + 1]) > 3, (which, ending)
