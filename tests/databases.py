"""Real databases for tests: a fresh SQLite file or a fresh PostgreSQL database, each copied from a filled one."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

THROWN_AWAY = " ".join(
    f"-c {one}"
    for one in (
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
        "max_wal_size=2GB", "checkpoint_timeout=1h", "autovacuum=off",
    )
)  # fmt: skip
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


@contextmanager
def postgres() -> Iterator[str]:
    """A throw-away PostgreSQL server; gives its address without the database's name."""
    programs = postgres_folder()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="facilitate-pg-"))
    port = free_port()
    # PostgreSQL refuses to run as root.
    prefix: list[str] = []
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        prefix = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        [
            *prefix,
            str(programs / "initdb"),
            "--no-sync",
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C",
            data,
        ],
        **quiet,
    )  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {THROWN_AWAY}"
    subprocess.run(
        [*prefix, str(programs / "pg_ctl"), "-w", "-D", data, "-o", options, "-l", f"{folder}/log", "start"],
        **quiet,
    )  # type: ignore[call-overload]
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        subprocess.run([*prefix, str(programs / "pg_ctl"), "-m", "immediate", "-D", data, "stop"], **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str, template: str = "template0") -> str:
    """A new database on that server, a copy of the template; gives its address."""
    address = server.replace("+psycopg", "")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY wal_log')
    return f"{server}/{name}"
