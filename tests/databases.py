"""Real databases for tests: files of SQLite, and a throw-away PostgreSQL server."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

THROWN_AWAY = " ".join(
    f"-c {one}"
    for one in (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size=2GB",
        "checkpoint_timeout=1h",
        "autovacuum=off",
        "jit=off",
    )
)
"""Nothing has to outlive the server: without checkpoints a copied database is there in 0.1 s instead of in a whole one."""


def postgres_folder() -> Path | None:
    """Where the server's programs are, newest version last; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(owner: str, *command: str, within: Sequence[str] = ()) -> None:
    """Run one of PostgreSQL's programs; it refuses to run as root."""
    prefix = ["runuser", "-u", owner, "--"] if owner else []
    subprocess.run(
        [*within, *prefix, *command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def start_postgres(
    settings: str = THROWN_AWAY, host: str = "127.0.0.1", within: Sequence[str] = ()
) -> dict[str, str]:
    """Start a throw-away server with these settings: its address without a database's name, and its folder.

    `host`: where it listens; `within`: what stands before the command that starts it.
    """
    programs = postgres_folder()
    assert programs is not None
    folder = Path(
        tempfile.mkdtemp(prefix="facilitate-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    )
    owner = ""
    if os.geteuid() == 0:
        owner = "postgres"
        user = pwd.getpwnam(owner)
        os.chown(folder, user.pw_uid, user.pw_gid)
    port, data = free_port(), str(folder / "data")
    cluster = ["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"]
    _run(owner, str(programs / "initdb"), *cluster, data)
    with (folder / "data" / "pg_hba.conf").open("a") as let_in:
        let_in.write(f"host all all {host}/24 trust\n")
    options = f"-p {port} -c listen_addresses={host} -c unix_socket_directories= {settings}"
    _run(
        owner,
        str(programs / "pg_ctl"),
        "-w",
        "-D",
        data,
        "-o",
        options,
        "-l",
        f"{folder}/log",
        "start",
        within=within,
    )
    return {"address": f"postgresql+psycopg://postgres@{host}:{port}", "folder": str(folder)}


def restart_postgres(server: dict[str, str]) -> None:
    """Stop it as its packaging does, whoever is connected, and start it again with the same settings."""
    programs, folder = postgres_folder(), Path(server["folder"])
    assert programs is not None
    owner = "postgres" if os.geteuid() == 0 else ""
    restart = ["-w", "-m", "fast", "-D", f"{folder}/data", "-l", f"{folder}/log", "restart"]
    _run(owner, str(programs / "pg_ctl"), *restart)


def stop_postgres(server: dict[str, str]) -> None:
    """Stop it at once, and throw its files away."""
    folder = Path(server["folder"])
    pid = folder / "data" / "postmaster.pid"
    if pid.exists():
        os.kill(int(pid.read_text().split()[0]), signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def run_postgres() -> Iterator[str]:
    """A throw-away PostgreSQL server until the block ends; gives its address without the database's name."""
    with own_postgres() as server:
        yield server["address"]


@contextmanager
def own_postgres(
    settings: str = THROWN_AWAY, host: str = "127.0.0.1", within: Sequence[str] = ()
) -> Iterator[dict[str, str]]:
    """A throw-away PostgreSQL server that its user may restart."""
    server = start_postgres(settings, host, within)
    try:
        yield server
    finally:
        stop_postgres(server)


def create_database(server: str, name: str, template: str = "template0") -> str:
    """A new database on that server, a copy of the template; gives its address."""
    with connect_to(f"{server}/postgres") as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY wal_log')
    return f"{server}/{name}"


def connect_to(url: str) -> psycopg.Connection:
    """A connection of the driver's own, each statement by itself."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def read_server(file: Path) -> dict[str, str]:
    """What `start_postgres` gave, kept in a file."""
    return json.loads(file.read_text())
