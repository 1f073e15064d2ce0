"""The command `facilitate rotate`."""

import json
from pathlib import Path

from click.testing import CliRunner

from facilitate.cli import main

from .events import plain
from .rules import broken


def test_rotate_writes_a_seating(tmp_path: Path) -> None:
    one = plain(24, 4, 3)
    (tmp_path / "in.json").write_text(json.dumps(one))
    result = CliRunner().invoke(
        main,
        [
            "rotate",
            str(tmp_path / "in.json"),
            "-o",
            str(tmp_path / "out.json"),
            "--effort",
            "quick",
            "--seconds",
            "2",
        ],
    )
    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "out.json").read_text())
    assert sorted(written) == ["metrics", "rounds", "stopped"]
    assert broken(one, written["rounds"]) == set()
    assert "24 people, 3 rounds" in result.output


def test_what_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(plain(9, 2, 1, capacities=[4, 4])))
    arguments = ["rotate", str(tmp_path / "in.json"), "-o", str(tmp_path / "out.json")]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, "only 8 seats" in result.output) == (1, True)
    (tmp_path / "in.json").write_text("no json")
    assert "is no JSON file" in CliRunner().invoke(main, arguments).output
