"""The rules in the planner's scripts, by Node's own test runner: the system's Node, else the one that drives the browser.

What every script is: a module that Biome has nothing to say about.
"""

import re
import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

from facilitate.data.content import PACKAGE

from .programs import BIOME, ROOT

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


@pytest.mark.skipif(BIOME is None, reason="Biome could not be fetched")
def test_scripts_are_laid_out_and_nothing_is_wrong_with_them() -> None:
    done = subprocess.run(
        [str(BIOME), "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.findall(r"Checked (\d+) files", done.stdout + done.stderr)[0]) > 40


def test_every_script_is_a_module_but_those_of_libraries_and_the_worker() -> None:
    loaded = [
        tag
        for path in (PACKAGE / "templates").rglob("*.html")
        for tag in re.findall(r"<script[^>]*>", path.read_text())
    ]
    assert [
        tag for tag in loaded if 'type="module"' not in tag and "asset('vendor/" not in tag
    ] == []
    assert len(loaded) > 10
    (worker,) = (PACKAGE / "static").glob("*.js")
    assert worker.name == "door_worker.js"
    lines = [
        line
        for one in [worker, *(PACKAGE / "static").rglob("*/*.js")]
        for line in one.read_text().splitlines()
    ]
    over_lines = [line for line in lines if line.count("`") % 2]
    assert over_lines == [], "web/assets.strip_script takes the indentation away"
