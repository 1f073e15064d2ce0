"""Speed, printed: `make bench`. CPU seconds of this process, the best of several runs; nothing here fails."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.app import create_app
from facilitate.consultation.models import Theme
from facilitate.db import db
from facilitate.directory.seed import fill
from facilitate.events.models import Event
from facilitate.models import Base
from facilitate.setup.demo.load import OFFICIAL, load

from . import (
    bench_agenda,
    bench_answers,
    bench_archive,
    bench_back,
    bench_budget,
    bench_cafe,
    bench_checklists,
    bench_directory,
    bench_door,
    bench_evaluating,
    bench_excel,
    bench_figures,
    bench_forums,
    bench_guides,
    bench_inviting,
    bench_notes,
    bench_out,
    bench_practice,
    bench_promises,
    bench_report,
    bench_rotation,
    moment,
)
from .browser.pages import PUBLIC, addresses
from .conftest import settings_for
from .consultation.large import fill_large
from .statements import counted


def cpu(work: Callable[[], Any], runs: int = 5) -> float:
    """CPU seconds of the best run."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def line(what: str, measured: str, bound: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{what:<46}{measured:>16}   bound {bound}\n")
    sys.stdout.flush()


def signed_in(app: Flask) -> FlaskClient:
    """The demo's organiser."""
    client = app.test_client()
    with app.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def pages(app: Flask) -> None:
    """Every page of the demo: SQL statements and CPU in the test client."""
    client = signed_in(app)
    for endpoint, address in addresses(app).items():
        browser = app.test_client() if endpoint in PUBLIC else client
        browser.get(address)
        with counted() as asked:
            browser.get(address)
        seconds = cpu(lambda browser=browser, address=address: browser.get(address))
        line(endpoint, f"{len(asked)} SQL {seconds * 1000:.0f} ms", "12 SQL 25 ms")


def consultation(app: Flask) -> None:
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
        with counted() as asked:
            client.get(address)
        line(what, f"{len(asked)} SQL {cpu(lambda a=address: client.get(a)) * 1000:.0f} ms", bound)
    xlsx = f"/events/{slug}/consultation.xlsx"
    line("consultation of 1,000 answers, Excel", f"{cpu(lambda: client.get(xlsx), 3):.2f} s", "1.5 s")


def main() -> None:
    """Print the table."""
    code = "import time; t = time.perf_counter(); import facilitate.cli; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    line("import of the package (wall)", f"{min(times):.2f} s", "0.6 s")
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder), f"sqlite:///{folder}/bench.sqlite3")
        app = create_app(replace(settings))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            fill()
            start = time.perf_counter()
            load(moment.today(), lambda _line: None)
            db.session.commit()
            line("loading the demo (wall)", f"{time.perf_counter() - start:.1f} s", "-")
        pages(app)
        bench_guides.guides(app, signed_in(app), cpu, line)
        bench_back.checklists(app, line)
        bench_checklists.checklists(app, signed_in(app), line)
        bench_excel.excel(app, line)
        bench_agenda.agenda(app, signed_in(app), line)
        bench_cafe.cafe(app, signed_in(app), line)
        bench_forums.forums(app, signed_in(app), line)
        bench_practice.practice(app, signed_in(app), line)
        bench_budget.budgets(app, signed_in(app), line)
        bench_door.door(app, line)
        bench_notes.notes(app, signed_in(app), line)
        bench_promises.promises(app, signed_in(app), line)
        bench_inviting.inviting(app, signed_in(app), line)
        bench_archive.archives(app, cpu, line)
        bench_report.report(app, signed_in(app), cpu, line)
        consultation(app)
        bench_evaluating.evaluation(app, signed_in(app), line, cpu)
        bench_directory.directory(app, signed_in(app), line)
    bench_rotation.rotation()
    bench_answers.answers()
    bench_figures.figures(line)
    bench_out.files(line)


if __name__ == "__main__":
    main()
