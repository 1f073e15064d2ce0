"""The rules in the planner's scripts, by Node's own test runner: the system's Node, else the one that drives the browser."""

import re
import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

NODE = shutil.which("node") or str(Path(playwright.__file__).parent / "driver" / "node")
TESTS = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))
FAILED = re.compile(r"^not ok \d+ - (.+)$", re.MULTILINE)


def test_there_are_tests() -> None:
    assert len(TESTS) >= 5


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name.partition(".")[0])
def test_the_rules_in_scripts(file: Path) -> None:
    run = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", str(file)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    counted = re.search(r"^# pass (\d+)$", run.stdout, re.MULTILINE)
    assert run.returncode == 0, "\n".join([*FAILED.findall(run.stdout), run.stdout, run.stderr])
    assert counted, run.stdout
    assert int(counted[1]) > 0
