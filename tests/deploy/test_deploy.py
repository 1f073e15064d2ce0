"""The compose file's own commands, started as processes, are ready; every command of `docs/running.md` runs; no setting is made up."""

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
import urllib.request
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from facilitate.run.command import COMMANDS, read_settings_file
from facilitate.run.settings import Settings
from facilitate.watching.planner_pages import NAMES

from ..commands import run_command
from ..databases import create_database, free_port
from ..processes import Facilitate, wait_until
from ..serving.test_redis_away import serving

ROOT = Path(__file__).parent.parent.parent
RUNNING = (ROOT / "docs" / "running.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
ANSWERS_FOR_EVER = ("run", "worker")


def ready(port: int) -> dict[str, Any] | None:
    """What `/ready` says there; None while it is not."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=10) as answer:
            return json.loads(answer.read())
    except OSError:
        return None


@pytest.mark.redis
def test_the_parts_of_the_compose_file_are_ready(tmp_path: Path, postgres_server: str) -> None:
    url, redis_port = create_database(postgres_server, "compose"), free_port()
    ours = {
        "FACILITATE_DATABASE_URL": url,
        "FACILITATE_REDIS_URL": f"redis://127.0.0.1:{redis_port}",
        "FACILITATE_BASE_URL": "https://planner.example",
        "FACILITATE_MAIL_URL": "",
        "FACILITATE_MAIL_FROM": "planner@office.example",
    }
    ports: dict[str, int] = {}
    with serving(redis_port, tmp_path), ExitStack() as stack:
        for name, service in COMPOSE["services"].items():
            if service.get("command", [""])[0] != "facilitate":
                continue
            folder = tmp_path / name
            folder.mkdir()
            said = {key: ours.get(key, value) for key, value in service["environment"].items()}
            said |= {"FACILITATE_INSTANCE": str(folder / "instance")}
            if "FACILITATE_BACKUP_TO" in said:
                said["FACILITATE_BACKUP_TO"] = str(tmp_path / "copies")
            arguments = [one.replace("0.0.0.0", "127.0.0.1") for one in service["command"][1:]]
            if "8000" in arguments:
                ports[name] = free_port()
                arguments[arguments.index("8000")] = str(ports[name])
            stack.callback(Facilitate(arguments, said, folder).kill)
            if name == "web-1":  # as `depends_on` has it, the others find the tables made
                wait_until(lambda: ready(ports["web-1"]) is not None, "web-1")
        assert sorted(ports) == ["web-1", "web-2"]
        for name, port in ports.items():
            wait_until(lambda port=port: ready(port) is not None, name)
            said_ready = ready(port)
            assert said_ready is not None
            assert set(said_ready["parts"].values()) == {"well"}
        wait_until(lambda: list((tmp_path / "copies").glob("*.backup")) != [], "a copy")
        assert len(list((tmp_path / "copies").glob("*.backup"))) == 1  # of two workers one makes it


def test_every_command_of_the_document_runs(tmp_path: Path) -> None:
    words = tmp_path / "passphrase"
    words.write_text("four quiet words here")
    settings = tmp_path / "settings"
    settings.write_text("# of a service\nFACILITATE_QUEUES=1\n")
    there = {"/srv/copies": str(tmp_path / "copies"), "/etc/facilitate/passphrase": str(words)}
    there |= {"/etc/facilitate/settings": str(settings)}
    lines = [line.strip() for line in RUNNING.splitlines() if line.startswith("    facilitate ")]
    one = {"FACILITATE_INSTANCE": str(tmp_path / "one")}
    assert run_command(["upgrade"], one, tmp_path)[0] == 0
    ran = []
    for line in lines:
        arguments = [there.get(part, part) for part in shlex.split(line)[1:]]
        ran.append(next(one for one in arguments if one in COMMANDS))
        if arguments[0] in ANSWERS_FOR_EVER:
            assert arguments == [arguments[0]]  # started in tests of their own
            continue
        empty = arguments[0] == "restore" and "--check" not in arguments
        here = {"FACILITATE_INSTANCE": str(tmp_path / "two")} if empty else one
        code, printed = run_command(arguments, here, tmp_path)
        assert code == 0, printed
    assert set(ran) == {
        *("run", "worker", "check", "backup", "restore", "upgrade"),
        *("invite", "account"),
    }


def test_a_command_reads_the_settings_of_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("FACILITATE_INSTANCE", "FACILITATE_MAIL_FROM", "FACILITATE_LOG")
    for name in names:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("FACILITATE_LOG", "json")
    file, folder = tmp_path / "settings", tmp_path / "instance"
    file.write_text(
        f"# the service's\n\nFACILITATE_INSTANCE={folder}\n FACILITATE_MAIL_FROM = 'a@b.example'\nFACILITATE_LOG=text\n"
    )
    read_settings_file(file)
    assert [os.environ[name] for name in names] == [str(folder), "a@b.example", "json"]
    file.write_text("FACILITATE_INSTANCE\n")
    said = run_command(["--settings", str(file), "check"], {}, tmp_path)
    assert said == (1, f"Error: {file}, line 1: write NAME=value.\n")


def test_what_units_and_containers_start_is_a_command() -> None:
    started = [
        line.split("/bin/facilitate ", 1)[1].split()[0]
        for unit in (ROOT / "deploy" / "systemd").glob("*.service")
        for line in unit.read_text().splitlines()
        if line.startswith("ExecStart=")
    ]
    started += [
        service["command"][1]
        for service in COMPOSE["services"].values()
        if service.get("command", [""])[0] == "facilitate"
    ]
    assert len(started) == 6
    assert set(started) <= set(COMMANDS)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is missing")
def test_units_are_what_systemd_reads_and_let_little_happen(tmp_path: Path) -> None:
    units = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
    assert [one.stem for one in units] == ["facilitate-web", "facilitate-worker"]
    for unit in units:
        here = tmp_path / unit.name
        here.write_text(re.sub(r"=/opt/\S+", "=/bin/true", unit.read_text()))
        read = ["systemd-analyze", "verify", "--man=no", str(here)]
        done = subprocess.run(read, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        judged = ["systemd-analyze", "security", "--offline=true", "--threshold=30", str(here)]
        done = subprocess.run(judged, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-200:]


def test_every_folder_that_a_container_writes_into_is_the_planners() -> None:
    """Over a folder that is not in the image a volume belongs to root, and nothing can be written into it."""
    made = (ROOT / "deploy" / "Containerfile").read_text()
    folders = {
        volume.partition(":")[2]
        for service in COMPOSE["services"].values()
        if service.get("command", [""])[0] == "facilitate"
        for volume in service["volumes"]
    }
    assert folders == {"/srv/facilitate", "/srv/copies"}
    assert "--create-home --home-dir /srv/facilitate planner" in made
    assert "install -d -o planner -m 0700 /srv/copies" in made


def test_what_a_container_brings_along_may_be_chosen_and_is_there() -> None:
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    made = (ROOT / "deploy" / "Containerfile").read_text()
    usual = re.search(r"^ARG EXTRAS=(\S+)$", made, re.M)
    assert usual is not None
    assert ' install --no-cache-dir ".[$EXTRAS]"' in made
    builds = [one["build"] for one in COMPOSE["services"].values() if "build" in one]
    assert {one["args"]["EXTRAS"] for one in builds} == {f"${{EXTRAS:-{usual[1]}}}"}
    named = re.findall(r"EXTRAS=([a-z0-9,]+)", made) + [usual[1]]
    assert {extra for one in named for extra in one.split(",")} <= set(known)


def test_workers_and_the_second_server_wait_for_the_first() -> None:
    waits = {
        name
        for name, service in COMPOSE["services"].items()
        if service.get("depends_on") and "web-1" in service["depends_on"]
    }
    assert waits == {"proxy", "web-2", "worker-1", "worker-2"}


def test_no_setting_is_made_up() -> None:
    known = {NAMES.get(one.name, one.name.upper()) for one in fields(Settings)}
    known.add("TOKEN")  # of whoever runs `facilitate mcp`, not of the planner
    files = [*(ROOT / "deploy").rglob("*"), ROOT / "docs" / "running.md", ROOT / "README.md"]
    named = {
        (path.name, name)
        for path in files
        if path.is_file()
        for name in re.findall(r"FACILITATE_([A-Z_]+)", path.read_text())
    }
    assert {(file, name) for file, name in named if name not in known} == set()
    assert len(named) > 20
