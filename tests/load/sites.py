"""The demo with a crowd in it, really served: by one process, or by two machines of two processes each.

A machine is an instance folder and a port of its own. Both have one database, and one Redis beside PostgreSQL.
"""

import http.client
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.actions import add_user
from facilitate.agenda.models import Step
from facilitate.cafe.models import Cafe
from facilitate.cafe.running.queries import findable_people, open_cafe
from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event, Member, Role
from facilitate.lib.text import Words
from facilitate.run.serving_commands import prepare_database
from facilitate.run.settings import Settings
from facilitate.setup.demo.load import fill_demo
from facilitate.voting.actions import create_vote, open_vote
from facilitate.voting.ballots import field_of
from facilitate.voting.models import StepVote, VoteKind
from facilitate.voting.queries import options_of
from facilitate.web.app import create_app

from .. import bench_door, moment
from ..bench_answers import ask_everything, wait_until_ready
from ..databases import create_database, free_port, own_postgres, postgres_folder
from ..programs import REDIS
from .cables import Cable

DATABASES = ("sqlite", "postgresql")
SLUG, CROWDED = "annual-next", "annual-2006"
"""Where people work, and where a thousand guests come in, who would find no seat at the other one."""
KEPT_SAFE = "-c jit=off"
"""PostgreSQL as it is installed: what it has confirmed is on the disk."""
OPTIONS = [Words(name, name) for name in ("One", "Two", "Three", "Four", "Five")]
KEY = "k" * 48
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Site:
    """A database with the demo, and what is needed to serve it."""

    kind: str
    folder: Path
    database_url: str
    redis_url: str = ""
    postgres: dict[str, str] = field(default_factory=dict)
    redis: subprocess.Popen[bytes] | None = None
    redis_port: int = 0
    scene: dict[str, Any] = field(default_factory=dict)

    def app(self) -> Flask:
        """A planner in this process on the same database."""
        own = Settings(self.folder, self.database_url, own_key=KEY, testing=True)
        return create_app(own)

    def start_redis(self) -> None:
        """Start Redis, with nothing in it."""
        assert REDIS is not None
        own = ["--port", str(self.redis_port), "--save", "", "--bind", "127.0.0.1"]
        self.redis = subprocess.Popen(
            [REDIS, *own, "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )


class Machine:
    """One `facilitate run` with its processes."""

    def __init__(
        self,
        site: Site,
        name: str,
        workers: int,
        environment: Mapping[str, str] | None = None,
        **settings: str,
    ) -> None:
        self.site, self.name, self.port = site, name, free_port()
        instance = site.folder / name
        instance.mkdir(exist_ok=True)
        own = {
            "INSTANCE": str(instance),
            "DATABASE_URL": site.database_url,
            "REDIS_URL": site.redis_url,
            "SECRET_KEY": KEY,
            "BASE_URL": "http://127.0.0.1",
            "PROXIES": "1",
            "WORKERS": str(workers),
            **settings,
        }
        self.environment = {
            **os.environ,
            **{f"FACILITATE_{key}": value for key, value in own.items()},
            **(environment or {}),
        }
        self.log = instance / "printed.txt"
        self.start()

    def start(self, before: str = "") -> None:
        """Start it; `before` is run by its process first."""
        code = f"{before}\nfrom facilitate.run.command import main; main()"
        command = [sys.executable, "-c", code, "run", "--port", str(self.port)]
        begun = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_until_ready(self.answers)
        self.seconds = time.perf_counter() - begun
        """Until it showed its first page."""

    def answers(self) -> bool:
        """Whether it shows a page."""
        assert self.process.poll() is None, self.log.read_text()[-2000:]
        return self.get("/sign-in")[0] == 200

    def get(self, path: str) -> tuple[int, str]:
        """The code and text of a page; 0 where nobody answers."""
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        return 0, ""

    def kill(self) -> None:
        """kill -9 of all its processes."""
        for pid in family(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Tell it to stop; who does not is killed."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        self.kill()


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def cpu_of(pid: int) -> float:
    """Seconds of the processor that a process and all that come from it have taken."""
    total = 0
    for one in family(pid):
        with suppress(OSError):
            total += sum(
                map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15])
            )
    return total / TICKS


def largest_megabytes(pid: int, least: int = 60) -> list[int]:
    """Megabytes of each process of a family that has the planner in it, the largest first."""
    found = []
    for one in family(pid):
        with suppress(OSError, IndexError):
            text = Path(f"/proc/{one}/status").read_text()
            found.append(int(text.split("VmRSS:")[1].split()[0]) // 1024)
    return sorted((size for size in found if size >= least), reverse=True)


@contextmanager
def make_site(kind: str, folder: Path, cable: Cable | None = None) -> Iterator[Site]:
    """The demo and a crowd in a new database of that kind, until the block ends; `cable`: the way to PostgreSQL."""
    folder.mkdir()
    if kind == "sqlite":
        site = Site(kind, folder, f"sqlite:///{folder}/facilitate.sqlite3")
        fill_site(site)
        yield site
        return
    far = (cable.address, cable.command) if cable else ()
    with own_postgres(KEPT_SAFE, *far) as server:
        port = free_port()
        url = create_database(server["address"], "load")
        site = Site(kind, folder, url, f"redis://127.0.0.1:{port}", server, redis_port=port)
        site.start_redis()
        try:
            fill_site(site)
            yield site
        finally:
            assert site.redis is not None
            site.redis.kill()
            site.redis.wait()


def missing_for(kind: str) -> str:
    """What is not installed here that this kind wants."""
    gone = [
        name for name, there in (("PostgreSQL", postgres_folder()), ("Redis", REDIS)) if not there
    ]
    return " and ".join(gone) if kind == "postgresql" else ""


def fill_site(site: Site) -> None:
    """The demo, a form of every kind of question, a thousand guests, two doors, sixty note-takers, twenty organisers."""
    app = site.app()
    prepare_database(app)
    with app.app_context():
        fill_demo(moment.planner_today(), lambda _line: None)
        db.session.commit()
        form, typed = ask_everything()
        guests, doors = bench_door._crowd(CROWDED)
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        mine = sa.select(Cafe).join(Step).where(Step.event_id == event.id, Step.kind == "cafe")
        cafe = db.session.scalars(mine).one()
        here = open_cafe(Cafe.id == cafe.id)
        assert here is not None
        people = [one.name for one in findable_people(here)]
        vote = create_vote(
            event, StepVote(question=Words("First?", "E para?"), kind=VoteKind.DOTS), OPTIONS
        )
        open_vote(event, vote)
        steps = sa.select(Step.id).where(Step.event_id == event.id, Step.kind != "cafe")
        site.scene = {
            "slug": SLUG,
            "form": form,
            "typed": typed,
            "vote": f"/vote/{vote.code}",
            "options": [field_of(one.id) for one in options_of(vote)],
            "guests": guests,
            "last_guest": guests[-1],
            "doors": doors,
            "find": f"/cafe/find/{cafe.token}",
            "names": people[:200],
            "programme": f"/programme/{SLUG}/sq",
            "feeds": [f"/programme/{SLUG}.ics", f"/programme/{SLUG}/schedule.json"],
            "cafe": f"/events/{SLUG}/cafe/{cafe.step_id}",
            "office": db.session.scalars(sa.select(Organisation.name)).first(),
            "steps": list(db.session.scalars(steps)),
            "figures": ["/figures", f"/events/{SLUG}/figures", "/"],
            "note_takers": _cookies(app, event, Role.NOTE_TAKER, 60),
            "organisers": _cookies(app, event, Role.ORGANISER, 20),
            "administrator": _cookies(app, event, Role.STAFF, 1, administrator=True)[0],
        }
        db.session.commit()
        db.engine.dispose()


def _cookies(
    app: Flask, event: Event, role: Role, number: int, administrator: bool = False
) -> list[str]:
    """Sessions of so many people with that role."""
    users = [
        add_user(f"{role.value} {n}", f"{role.value}{n}@load.example", administrator=administrator)
        for n in range(number)
    ]
    db.session.flush()
    db.session.add_all(Member(event_id=event.id, user_id=one.id, role=role) for one in users)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return [
        f"{app.config['SESSION_COOKIE_NAME']}="
        + signer.dumps(
            {"_user_id": one.session_token, "_fresh": True, "csrf_token": secrets.token_hex(20)}
        )
        for one in users
    ]


@contextmanager
def serve_site(site: Site, processes: int, **settings: Any) -> Iterator[list[Machine]]:
    """One process on one machine; more of them on two."""
    shares = [1] if processes == 1 else [processes // 2, processes - processes // 2]
    machines: list[Machine] = []
    try:
        for number, share in enumerate(shares, 1):
            machines.append(Machine(site, f"machine-{number}", share, **settings))
        yield machines
    finally:
        for one in machines:
            one.stop()
