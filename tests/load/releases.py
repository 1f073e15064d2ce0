"""Faults around releases, copies and clocks: a planner that is really served, with people at it.

The former release is taken out of the project's own history; where there is none, it is not measured.
"""

import io
import os
import re
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import command

from facilitate import clock
from facilitate.agenda.models import AgendaVersion
from facilitate.consultation.answering.own_code import kept_receipt
from facilitate.consultation.models import Answer
from facilitate.data.schema import config_for, lock_schema

from .people import FORM, HIDDEN, Found
from .people import Person as Visitor
from .scenarios import (
    SHIFTED,
    TRIES,
    WRITE,
    Kit,
    count_in,
    lose_while,
    put_whole,
)
from .sites import SLUG, Site, family, serve_site
from .work import ROOT, Working, find_lost

PLANNER = [sys.executable, "-c", "from facilitate.run.command import main; main()"]
RELEASE = re.compile(r"^## ([0-9.]+)", re.M)


def former_release(folder: Path) -> tuple[str, Path]:
    """Name and code of the release before what is here (`FORMER=` names another one), out of the history."""
    told = os.environ.get("FORMER")
    for wanted in [told] if told else RELEASE.findall((ROOT / "CHANGELOG.md").read_text()):
        pick = ["log", f"-S## {wanted}", "--format=%H", "--reverse", "--", "CHANGELOG.md"]
        named = _git(*pick).split()
        if named:  # one that is being named has no commit yet
            packed = _git("archive", named[0].decode(), "facilitate", "checklists", "guides")
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(folder, filter="data")
            return wanted, folder
    raise RuntimeError(f"the history has no release {told or ''}")


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout


def bring_up_one_by_one(kit: Kit) -> str:
    """Two machines of the former release; one is brought up to date under load, the other works on with the tables of the new one."""
    site = kit.site("postgresql")
    wanted, code = former_release(kit.folder / "former")
    steps = sorted(path.name for path in (code / "facilitate/migrations/versions").glob("0*.py"))
    app = site.app()
    with app.app_context(), lock_schema() as connection:
        command.downgrade(config_for(connection), steps[-1].partition("_")[0])
    own = {"environment": {"PYTHONPATH": str(code)}}
    with serve_site(site, 4, **own) as machines:

        def harm() -> None:
            first, second = machines
            first.stop()
            first.environment.pop("PYTHONPATH")
            first.start()
            time.sleep(8)
            os.kill(
                family(second.process.pid)[-1], signal.SIGKILL
            )  # its next process begins on new tables
            time.sleep(8)

        said = lose_while(site, machines, 40, harm)
    return f"{said}; from {wanted} ({steps[-1][:4]})"


class Asked(threading.Thread):
    """Somebody sends a form meanwhile; `code` is what came of it."""

    code = 0

    def __init__(self, one: Visitor, path: str, body: str) -> None:
        super().__init__()
        self.one, self.path, self.body = one, path, body

    def run(self) -> None:
        """Send it."""
        self.code = self.one.ask("POST", self.path, self.body, **FORM).code


def kill_while_releasing(kit: Kit) -> str:
    """kill -9 while a programme is published, five times: it is out whole or not at all, and what was confirmed is out."""
    site = kit.site("postgresql")
    out = sa.select(sa.func.count(AgendaVersion.id)).where(AgendaVersion.published_at.is_not(None))
    lost = 0
    with serve_site(site, 1) as (machine,):
        for share in (0.1, 0.3, 0.5, 0.8, 1.2):
            one = Visitor("publish", {**site.scene, "ports": [machine.port]}, Found())
            one.headers["Cookie"] = site.scene["organisers"][0]
            home = f"/events/{SLUG}/agenda"
            token = dict(HIDDEN.findall(one.ask("GET", home).text))["csrf_token"]
            one.headers["X-CSRFToken"] = token
            before = int(str(count_in(site, out)))
            begun = Asked(one, f"{home}/publish", f"csrf_token={token}")
            begun.start()
            time.sleep(share * 0.2)
            machine.kill()
            begun.join()
            machine.start()
            more = int(str(count_in(site, out))) - before
            lost += more not in (0, 1) or (begun.code == 302 and not more)
            whole = machine.get(site.scene["programme"])[0]
            lost += whole not in (200, 404)
    return f"lost: {lost} of 5 programmes that were being published"


def restore_beside(kit: Kit) -> str:
    """A copy is made and restored onto an empty machine while people work on the old one: all that was confirmed before is in it."""
    site = kit.site("postgresql")
    copy, began = kit.folder / "copy.backup", 0.0
    with serve_site(site, 2) as machines:
        working = Working(site, machines, WRITE, 30, tries=TRIES)
        time.sleep(6)
        began = time.time()
        tell(machines[0].environment, "backup", str(copy))
        empty = kit.folder / "empty"
        empty.mkdir()
        new = {**os.environ, "FACILITATE_INSTANCE": str(empty)}
        tell(new, "restore", str(copy))
        crowd = working.end()
    there = set(
        column_in(
            replace(site, database_url=f"sqlite:///{empty}/facilitate.sqlite3"), Answer.receipt
        )
    )
    before = [one for one, at in crowd.kept["answer_form"].items() if at < began]
    gone = sum(kept_receipt(one) not in there for one in before)
    still = sum(lost for lost, _double in find_lost(site, crowd).values())
    return f"lost: {gone + still}; {len(before)} answers from before the copy are in it, and the old one kept all of its own"


def tell(environment: dict[str, str], *words: str) -> None:
    """Run one of the planner's commands."""
    done = subprocess.run(
        [*PLANNER, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-300:] or done.stdout[-300:])


def column_in(site: Site, column: sa.orm.InstrumentedAttribute[str]) -> list[str]:
    """That column of all rows."""
    engine = sa.create_engine(site.database_url)
    try:
        with engine.connect() as connection:
            return list(connection.scalars(sa.select(column)))
    finally:
        engine.dispose()


def change_to_summer_time(kit: Kit) -> str:
    """Two machines go over the hour that does not exist, and one of them goes back into it."""
    site = kit.site("postgresql")
    now = clock.now().replace(tzinfo=ZoneInfo("UTC"))
    seconds = (next_change(now.astimezone(ZoneInfo("Europe/Tirane"))) - now).total_seconds()
    with serve_site(site, 2) as machines:
        for number, machine in enumerate(machines):
            machine.stop()
            ahead = site.folder / f"change-{number}"
            put_whole(ahead, str(seconds - 30))
            machine.start(before=SHIFTED.format(path=str(ahead)))

        def harm() -> None:
            for more in (60, -60):
                put_whole(site.folder / "change-0", str(seconds + more))
                time.sleep(5)

        return lose_while(site, machines, 18, harm, ["take_note"] * 3 + ["check_in"] * 3)


def next_change(now: datetime) -> datetime:
    """The next moment at which the clocks there are changed."""
    hour = now.replace(minute=0, second=0, microsecond=0).astimezone(ZoneInfo("UTC"))
    while (hour + timedelta(hours=1)).astimezone(now.tzinfo).utcoffset() == now.utcoffset():
        hour += timedelta(hours=1)
    return hour + timedelta(hours=1)


RELEASES: dict[str, Callable[[Kit], str]] = {
    "killed while releasing": kill_while_releasing,
    "restored while the old one writes": restore_beside,
    "clocks are changed": change_to_summer_time,
    "brought up one by one": bring_up_one_by_one,
}
"""Last comes what changes the tables."""
