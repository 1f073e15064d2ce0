"""The wheel works without the checkout: built, installed beside the dependencies, run from an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from facilitate import __version__

ROOT = Path(__file__).parent.parent
CODE = """
import facilitate
from facilitate.run.command import commands

print(facilitate.__file__)
commands(["demo", "--load-only"], standalone_mode=False)
commands(["guide", "annual-next", "-o", "guide.docx"], standalone_mode=False)
"""


def test_the_wheel_runs_from_an_empty_folder(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "-o",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
        timeout=280,
    )
    (wheel,) = tmp_path.glob("facilitate-*.whl")
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as file:
        file.extractall(installed)
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "FACILITATE_INSTANCE": str(empty / "instance"),
    }
    run = {"cwd": empty, "env": environment, "capture_output": True, "text": True, "timeout": 240}
    done = subprocess.run([sys.executable, "-P", "-c", CODE], **run)
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stdout  # the wheel's own files, not the checkout's
    assert "The demo is loaded.\n" in done.stdout
    assert "http://127.0.0.1:8000/link/" in done.stdout
    assert (empty / "guide.docx").stat().st_size > 20_000


def test_python_knows_the_command_where_the_path_does_not() -> None:
    asked = [sys.executable, "-m", "facilitate", "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert said == f"facilitate, version {__version__}\n"
