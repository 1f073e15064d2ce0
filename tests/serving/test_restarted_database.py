"""PostgreSQL is restarted under a planner of several processes: pages say so meanwhile, and are there afterwards."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ..databases import create_database, own_postgres, postgres_folder, restart_postgres
from .running import Running, run_planner

ASKED, AT_ONCE = 60, 12


@pytest.fixture
def server() -> Iterator[dict[str, str]]:
    """A PostgreSQL server of the test's own: the one that all tests use stays as it is."""
    if postgres_folder() is None:
        pytest.skip("PostgreSQL is not installed")
    with own_postgres() as server:
        yield server


def asked(planner: Running) -> Counter[int]:
    """What many answer who ask at once: each process has opened connections then."""
    with ThreadPoolExecutor(AT_ONCE) as many:
        return Counter(many.map(lambda _number: planner.ask(), range(ASKED)))


def test_no_page_breaks_after_the_database_was_restarted(
    server: dict[str, str], tmp_path: Path
) -> None:
    url = create_database(server["address"], "restarted")
    with run_planner(tmp_path, WORKERS="2", DATABASE_URL=url) as planner:
        assert asked(planner) == Counter({200: ASKED})
        with ThreadPoolExecutor(1) as beside:
            restart = beside.submit(restart_postgres, server)
            meanwhile = Counter(planner.ask() for _ in iter(restart.done, True))
        restart.result()
        assert set(meanwhile) <= {200, 503}, meanwhile
        assert asked(planner) == Counter({200: ASKED})
        code, printed, _seconds = planner.stop()
    assert (code, "Traceback" in printed) == (0, False), printed
