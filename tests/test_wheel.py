"""The wheel works without the checkout: built, installed beside the dependencies, run from an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_runs_from_an_empty_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=280,
    )
    (wheel,) = tmp_path.glob("facilitate-*.whl")
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as file:
        file.extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed), "FACILITATE_INSTANCE": str(empty / "instance")}
    code = "import facilitate; print(facilitate.__file__); from facilitate.cli import main; main()"
    run = {"cwd": empty, "env": environment, "capture_output": True, "text": True, "timeout": 120}
    loaded = subprocess.run([sys.executable, "-P", "-c", code, "demo", "--load-only"], **run)
    assert loaded.returncode == 0, loaded.stderr
    assert str(installed) in loaded.stdout  # the wheel's own files, not the checkout's
    guide = subprocess.run(
        [sys.executable, "-P", "-c", code, "guide", "annual-next", "-o", "guide.docx"], **run
    )
    assert guide.returncode == 0, guide.stderr
    assert (empty / "guide.docx").stat().st_size > 20_000
