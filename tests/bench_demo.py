"""Speed of starting, of the demo, of every page, and of a large consultation, printed by `make bench`."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.directory.seed import seed_directory
from facilitate.events.models import Event
from facilitate.setup.demo.load import OFFICIAL, fill_demo
from facilitate.web.app import create_app

from . import moment
from .bench import cpu_seconds
from .browser.pages import PUBLIC, page_addresses
from .consultation.large import fill_large
from .databases import free_port
from .planner_settings import settings_for
from .processes import wait_until
from .statements import count_statements

FACILITATE = Path(sys.executable).with_name("facilitate")


def bench_planner(folder: Path, name: str) -> Flask:
    """A planner on that database."""
    return create_app(settings_for(folder, f"sqlite:///{folder}/{name}"))


def signed_in(app: Flask) -> FlaskClient:
    """The demo's organiser."""
    client = app.test_client()
    with app.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def bench_start(line: Callable[[str, str, str], None]) -> None:
    """How long a command waits before it does anything."""
    code = "import time; t = time.perf_counter(); import facilitate.web.app; print(time.perf_counter() - t)"
    times = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(5)
    ]
    line("import of the package (wall)", f"{min(times):.2f} s", "0.6 s")
    for said, own, bound in (("--help", [], "0.15 s"), ("figures", ["annual-2008"], "0.5 s")):
        seconds = min(command_seconds(said, *own) for _ in range(3))
        line(f"facilitate {said} (processor)", f"{seconds:.2f} s", bound)
    for number, bound in ((1, "100 MB"), (3, "190 MB")):
        line(f"memory, {number} at rest", f"{idle_megabytes(number)} MB", bound)


def command_seconds(*arguments: str) -> float:
    """Processor time of a command, whatever becomes of it."""
    before = os.times()
    subprocess.run([FACILITATE, *arguments], capture_output=True, check=False)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def idle_megabytes(number: int) -> int:
    """What a planner of so many processes takes that has answered a page; what they share counts once."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        own = {"FACILITATE_INSTANCE": folder, "FACILITATE_WORKERS": str(number)}
        planner = subprocess.Popen(
            [FACILITATE, "run", "--port", str(port)],
            env=os.environ | own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: _answers(port), "the planner answers")
            return sum(_shared_out(one) for one in (planner.pid, *_begun_by(planner.pid))) // 1024
        finally:
            planner.terminate()
            planner.wait()


def _answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/first-run") as page:
        return page.status == 200
    return False


def _begun_by(process: int) -> list[int]:
    return [
        int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def _shared_out(process: int) -> int:
    """Kilobytes of a process; what several share, to equal parts."""
    rows = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(rows.partition("\nPss:")[2].split()[0])


def bench_demo_load(line: Callable[[str, str, str], None], folder: Path) -> None:
    """The demo, loaded once for all other sections."""
    app = bench_planner(folder, "new.sqlite3")
    with app.app_context():
        Base.metadata.create_all(db.engine)
        seed_directory()
        start = time.perf_counter()
        fill_demo(moment.planner_today(), lambda _line: None)
        db.session.commit()
        line("loading the demo (wall)", f"{time.perf_counter() - start:.1f} s", "-")
        db.session.close()
        db.engine.dispose()
    with sqlite3.connect(folder / "new.sqlite3") as whole:
        whole.execute(f"VACUUM INTO '{folder}/demo.sqlite3'")


def bench_demo_pages(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """Every page of the demo: SQL statements and CPU in the test client."""
    for endpoint, address in page_addresses(app).items():
        browser = app.test_client() if endpoint in PUBLIC else client
        browser.get(address)
        with count_statements() as asked:
            browser.get(address)
        seconds = cpu_seconds(lambda browser=browser, address=address: browser.get(address))
        line(endpoint, f"{len(asked)} SQL {seconds * 1000:.0f} ms", "12 SQL 25 ms")


def bench_consultation(app: Flask, line: Callable[[str, str, str], None]) -> None:
    """1,000 answers with 6,000 coded passages: the pages the team works on, and the Excel file."""
    slug = "annual-2006"
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        fill_large(event)
        theme = db.session.scalars(sa.select(Theme.id).where(Theme.event_id == event.id)).first()
        db.session.commit()
    client = signed_in(app)
    for what, path, bound in (
        ("constellation of 6,000 passages", "themes", "12 SQL 60 ms"),
        ("reading 1,000 answers, one page", "answers", "12 SQL 80 ms"),
        ("  the same, by county, searched", "answers?by=county&text=ceshtje", "12 SQL 80 ms"),
        ("suggestions for a theme", f"themes/{theme}/suggestions", "12 SQL 500 ms"),
    ):
        address = f"/events/{slug}/consultation/{path}"
        client.get(address)
        with count_statements() as asked:
            client.get(address)
        line(
            what,
            f"{len(asked)} SQL {cpu_seconds(lambda a=address: client.get(a)) * 1000:.0f} ms",
            bound,
        )
    xlsx = f"/events/{slug}/consultation.xlsx"
    line(
        "consultation of 1,000 answers, Excel",
        f"{cpu_seconds(lambda: client.get(xlsx), 3):.2f} s",
        "1.5 s",
    )
