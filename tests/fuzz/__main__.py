"""`make fuzz`: damaged files at every door, then strange requests to every address, on both databases.

FUZZ=200: so many files at each door. REQUESTS=100000: so many requests in all. SEED=1: others.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import levels
from ..databases import postgres_folder, run_postgres
from ..planners import planner_on
from .mutating import mutate_file
from .routes import Answered, send_strange
from .uploads import Taken, doors_table, knock_at_door, upload_doors

AT_ONCE = 500
"""Requests after which the planner is put back: by then much of the demo is deleted."""


def main() -> None:
    """Print what each door and each database took; end with 1 where one was forced."""
    files, requests = int(os.environ.get("FUZZ") or 200), int(os.environ.get("REQUESTS") or 100_000)
    seed = int(os.environ.get("SEED") or 1)
    forced = False
    for name, door in upload_doors().items():
        taken: Taken = knock_at_door(name, door, files, seed, mutate_file)
        forced = forced or bool(taken.broken)
        print_lines(*doors_table({name: taken}))
    with TemporaryDirectory() as folder:
        for name, put_back in fuzz_databases(Path(folder)):
            forced = knock_at_routes(name, put_back, Path(folder), requests // 2, seed) or forced
    sys.exit(forced)


def fuzz_databases(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each kind of database: its name, and what puts the demo into it and gives its address."""
    instance = folder / "sqlite"
    instance.mkdir()
    yield "SQLite", lambda: levels.copy_level(levels.sqlite_level(folder, "demo"), instance)
    if postgres_folder() is None:
        print_lines("PostgreSQL is not installed: left out")
        return
    with (
        run_postgres() as server,
        closing(levels.WorkerDatabase(folder, server, "fuzz")) as database,
    ):
        yield "PostgreSQL", lambda: database.put_back("demo")


def knock_at_routes(
    name: str, put_back: Callable[[], str], folder: Path, times: int, seed: int
) -> bool:
    """Send so many; whether one ended in an error."""
    in_all = Answered()
    while in_all.requests < times:
        with planner_on(folder / "sqlite", put_back()) as app:
            found = send_strange(app, min(AT_ONCE, times - in_all.requests), seed + in_all.requests)
        in_all.add(found)
        print_lines(*(f"{name}: {one}" for one in found.broken))
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(in_all.statuses.items()))
    print_lines(
        f"{name}: {in_all.requests} requests, {len(in_all.broken)} errors ({statuses}); slowest {in_all.seconds:.1f} s: {in_all.slowest}"
    )
    return bool(in_all.broken)


def print_lines(*lines: str) -> None:
    """Print them at once."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
