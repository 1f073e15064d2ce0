"""The command `facilitate rotate`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from facilitate.run.command import commands

from .events import plain_event
from .rules import broken_rules


def test_rotate_writes_a_seating(tmp_path: Path) -> None:
    one = plain_event(24, 4, 3)
    (tmp_path / "in.json").write_text(json.dumps(one))
    result = CliRunner().invoke(
        commands,
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
    assert sorted(written) == ["metrics", "rounds", "stopped", "why"]
    assert broken_rules(one, written["rounds"]) == set()
    assert "24 people, 3 rounds" in result.output


def test_what_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(plain_event(9, 2, 1, capacities=[4, 4])))
    arguments = ["rotate", str(tmp_path / "in.json"), "-o", str(tmp_path / "out.json")]
    result = CliRunner().invoke(commands, arguments)
    assert (result.exit_code, "only 8 seats" in result.output) == (1, True)
    (tmp_path / "in.json").write_text("no json")
    assert "is no JSON file" in CliRunner().invoke(commands, arguments).output


def test_rotate_starts_without_the_planner(tmp_path: Path) -> None:
    """Seconds on the command line are seconds of seating."""
    event = {"rounds": 2, "tables": 2, "participants": [{"id": name} for name in "abcd"]}
    (tmp_path / "in.json").write_text(json.dumps(event))
    code = (
        "import sys; from facilitate.run.command import main\n"
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


def said(*arguments: object) -> tuple[int, str]:
    """What the command ends with and says."""
    result = CliRunner().invoke(commands, ["rotate", *map(str, arguments)])
    return result.exit_code, result.output


def with_mix(hard: bool) -> dict[str, Any]:
    """An event of people with a language, of which one is wanted at every table."""
    one = plain_event(24, 4, 3)
    for k, guest in enumerate(one["participants"]):
        guest["attributes"] = {"language": "sq" if k < 8 else "en"}
    wanted = {"value": "sq", "share": 0.3, "hard": hard}
    return {**one, "mix": [{"attribute": "language", "weight": 2, "at_least": wanted}]}


def test_check_counts_what_rotate_wrote(tmp_path: Path) -> None:
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps(with_mix(hard=True)))
    code, output = said(source, "-o", target, "--effort", "quick")
    assert (code, "At least 30% with language sq: 12 of 12 tables." in output) == (0, True)
    code, output = said("--check", source, target, "--json")
    written = json.loads(target.read_text())
    counted = json.loads(output)
    assert code == 0
    assert counted == {k: v for k, v in written["metrics"].items() if k != "breaches"}
    assert counted["mix"]["language"]["at_least"]["met"] == 12
    assert said("--check", source, target)[1].startswith("No rule is broken.\n24 people, 3 rounds:")


def test_check_says_what_is_broken_and_ends_with_one(tmp_path: Path) -> None:
    source, bare = tmp_path / "in.json", tmp_path / "bare.json"
    one = with_mix(hard=True)
    source.write_text(json.dumps(one))
    ids = [guest["id"] for guest in one["participants"]]
    bare.write_text(json.dumps([[ids[k : k + 6] for k in range(0, 24, 6)]] * 3))
    code, output = said("--check", source, bare, "--json")
    counted = json.loads(output)
    assert (code, counted["by_kind"]["at_least"], counted["by_kind"]["topic"]) == (1, 6, 48)
    code, output = said("--check", source, bare)
    assert (code, output.splitlines()[0]) == (1, "54 rules are broken.")
    bare.write_text(json.dumps([[ids]]))
    assert said("--check", source, bare) == (
        1,
        "One rule is broken.\nThere should be 3 rounds, not 1.\n",
    )


def test_a_wrong_use_of_the_command_is_a_sentence(tmp_path: Path) -> None:
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps({**with_mix(hard=False), "mix": [{"attribute": "shoe"}]}))
    code, output = said(source, "-o", target)
    assert (code, output) == (
        1,
        "Error: “mix” names shoe, an attribute that no participant has.\n",
    )
    target.write_text(json.dumps({"rounds": "all"}))
    code, output = said("--check", source, target)
    assert (code, "holds no seating" in output) == (1, True)
    assert said(source)[0] == said("--check", source)[0] == said(source, target)[0] == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('"rounds": 999999999999', "rounds must be a whole number from 1 to 1000"),
        ('"tables": 1000000000', "tables must be a whole number from 1 to 10000"),
        ('"participants": [{"id": "\\ud800"}]', "is no JSON file"),
    ],
)
def test_a_file_that_asks_for_too_much_is_a_sentence_and_loses_nothing(
    tmp_path: Path, more: str, said: str
) -> None:
    (tmp_path / "in.json").write_text(
        '{"rounds": 2, "tables": 2, "participants": [], ' + more + "}"
    )
    (tmp_path / "out.json").write_text("of yesterday")
    arguments = ["rotate", str(tmp_path / "in.json"), "-o", str(tmp_path / "out.json")]
    result = CliRunner().invoke(commands, arguments)
    assert (result.exit_code, said in result.output) == (1, True)
    assert (tmp_path / "out.json").read_text() == "of yesterday"
