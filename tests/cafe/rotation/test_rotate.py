"""The command `facilitate rotate`."""

import json
import subprocess
import sys
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


def test_rotate_starts_without_the_planner(tmp_path: Path) -> None:
    """Seconds on the command line are seconds of seating."""
    event = {"rounds": 2, "tables": 2, "participants": [{"id": name} for name in "abcd"]}
    (tmp_path / "in.json").write_text(json.dumps(event))
    code = (
        "import sys; from facilitate.command import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    print(end.code, [one for one in ('flask', 'sqlalchemy') if one in sys.modules])"
    )
    command = [
        sys.executable,
        "-c",
        code,
        "rotate",
        str(tmp_path / "in.json"),
        "-o",
        str(tmp_path / "out.json"),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "0 []"
    assert len(json.loads((tmp_path / "out.json").read_text())["rounds"]) == 2
