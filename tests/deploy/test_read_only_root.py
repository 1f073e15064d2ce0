"""What the container file starts, on a file system that can only be read: its own settings, command and health check."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..databases import free_port

ROOT = Path(__file__).parent.parent.parent
MADE = (ROOT / "deploy" / "Containerfile").read_text()
PLANNER = "from facilitate.run.command import main; main()"


def alone(command: str) -> list[str]:
    """The command in a view of the file system of its own."""
    return ["unshare", "--mount", "--propagation", "private", "sh", "-ec", command]


def may_be_alone() -> bool:
    try:
        done = subprocess.run(alone("mount --bind / /"), capture_output=True)
    except FileNotFoundError:
        return False
    return done.returncode == 0


@pytest.mark.skipif(not may_be_alone(), reason="only root may make a file system read-only here")
def test_the_container_runs_where_nothing_but_its_volume_can_be_written(tmp_path: Path) -> None:
    settings = dict(re.findall(r"(FACILITATE_\w+)=(\S+)", MADE))
    assert settings["FACILITATE_INSTANCE"] == "/srv/facilitate/instance"
    settings["FACILITATE_INSTANCE"] = str(tmp_path / "volume" / "instance")
    (started,) = re.findall(r'^CMD (\["facilitate".*\])$', MADE, re.M)
    (asked,) = re.findall(r'^    CMD (\["python".*\])$', MADE, re.M)
    port = str(free_port())
    arguments = ["127.0.0.1" if one == "0.0.0.0" else one for one in json.loads(started)[1:]]
    arguments[arguments.index("8000")] = port
    command = shlex.join([sys.executable, "-c", PLANNER, *arguments])
    health = [sys.executable, "-c", json.loads(asked)[2].replace("8000", port)]
    volume, temporary = tmp_path / "volume", tmp_path / "tmp"
    volume.mkdir()
    temporary.mkdir()  # not /tmp itself: the project may lie below it
    read_only = f"""
        mount --bind {volume} {volume}
        mount --bind / /
        mount -o remount,bind,ro /
        mount -t tmpfs tmpfs {temporary}
        cd {volume}
        if touch {ROOT}/written 2>/dev/null; then exit 9; fi
        exec {command}
    """
    environment = {
        **os.environ,
        **settings,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(temporary),
    }
    with (tmp_path / "printed").open("w") as printed:
        planner = subprocess.Popen(
            alone(read_only), env=environment, stdout=printed, stderr=printed
        )
        try:
            ends = time.monotonic() + 120
            while subprocess.run(health, capture_output=True).returncode:
                assert planner.poll() is None, (tmp_path / "printed").read_text()
                assert time.monotonic() < ends
                time.sleep(0.2)
        finally:
            planner.terminate()
            code = planner.wait(30)
    assert code == 0, (tmp_path / "printed").read_text()
    assert (volume / "instance" / "secret-key").stat().st_mode & 0o077 == 0
