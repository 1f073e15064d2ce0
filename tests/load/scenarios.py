"""Faults that want a planner which is really served, with people at it: each says what of all that was confirmed is gone or double.

On PostgreSQL with Redis where they are installed: two machines, people who try again as their pages do.
"""

import os
import random
import signal
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa

from facilitate.cafe.models import CafeSearch, SearchState
from facilitate.directory.models import Person

from ..databases import restart_postgres
from ..directory.importing.tables import form_fields
from .cables import lay_cable, may_lay_cables
from .people import FORM, HIDDEN, Found
from .people import Person as Visitor
from .sites import Machine, Site, family, make_site, missing_for, serve_site
from .work import Working, find_lost

WRITE = ["answer_form"] * 3 + ["take_note"] * 2 + ["check_in"] * 2
TRIES = 250
"""How often who is refused sends again, every 0.2 s."""
CUT = 20.0
"""Seconds for which the network is away."""
SHIFTED = """
import datetime, pathlib
from facilitate import clock
_at = pathlib.Path({path!r})
clock._source = lambda: clock._read() + datetime.timedelta(seconds=float(_at.read_text()))
"""
"""A machine whose clock is as many seconds ahead as a file says."""


class Kit:
    """What scenarios share: one planner of each kind, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stack = folder, ExitStack()
        self.sites: dict[str, Site] = {}

    def site(self, kind: str) -> Site:
        """The demo on that database."""
        if missing := missing_for(kind):
            raise RuntimeError(f"{missing} is not installed")
        if kind not in self.sites:
            self.sites[kind] = self.stack.enter_context(make_site(kind, self.folder / kind))
        return self.sites[kind]


def lose_while(
    site: Site,
    machines: list[Machine],
    seconds: float,
    harm: Callable[[], None],
    does: Sequence[str] = WRITE,
) -> str:
    """People at it, harm done to the planner meanwhile: what of that which was confirmed is lost."""
    working = Working(site, machines, list(does), seconds, tries=TRIES)
    time.sleep(2 + random.random() * 2)
    harm()
    crowd = working.end()
    kept, lost = sum(map(len, crowd.kept.values())), find_lost(site, crowd)
    gone, double = (sum(one[place] for one in lost.values()) for place in (0, 1))
    twice = f", double: {double}" if double else ""
    return (
        f"lost: {gone}{twice} of {kept} that were confirmed; nothing was "
        f"confirmed for {crowd.longest_pause():.0f} s, the longest wait {crowd.wait(1) / 1000:.1f} s; refused or unanswered meanwhile: {crowd.errors()}"
    )


def kill_web(kit: Kit) -> str:
    """kill -9 of single processes, then of a whole machine, which starts again."""
    site = kit.site("postgresql")
    with serve_site(site, 4) as machines:

        def harm() -> None:
            for machine in machines:
                os.kill(random.choice(family(machine.process.pid)[2:]), signal.SIGKILL)
                time.sleep(random.random())
            machines[0].kill()
            time.sleep(1)
            machines[0].start()

        return lose_while(site, machines, 25, harm)


def kill_redis(kit: Kit) -> str:
    """kill -9 of Redis, which comes back empty."""
    site = kit.site("postgresql")
    with serve_site(site, 2) as machines:

        def harm() -> None:
            assert site.redis is not None
            site.redis.kill()
            site.redis.wait()
            time.sleep(3)
            site.start_redis()

        return lose_while(site, machines, 15, harm)


def kill_postgres(kit: Kit) -> str:
    """kill -9 of PostgreSQL with all its processes; it recovers from what it had on the disk."""
    site = kit.site("postgresql")
    pid = Path(site.postgres["folder"]) / "data" / "postmaster.pid"
    with serve_site(site, 2) as machines:

        def harm() -> None:
            for one in family(int(pid.read_text().split()[0])):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            time.sleep(2)
            restart_postgres(site.postgres)

        return lose_while(site, machines, 20, harm)


def cut_network(kit: Kit) -> str:
    """Nothing goes through between the web and the database; the connections stay open, as with a cable that was pulled."""
    site = kit.site("postgresql")
    address = sa.make_url(site.database_url)
    with forward_to(address.port or 5432) as (port, goes):
        through = str(address.set(port=port))
        with serve_site(site, 2, DATABASE_URL=through) as machines:

            def harm() -> None:
                goes.clear()
                time.sleep(CUT)
                goes.set()

            return lose_while(site, machines, CUT + 15, harm)


def pull_cable(kit: Kit) -> str:
    """The same with a real cable into a network of its own: nothing is taken in on the way, and nobody is told."""
    if not may_lay_cables():
        raise RuntimeError("only root may make network namespaces")
    with (
        lay_cable() as cable,
        make_site("postgresql", kit.folder / "cable", cable) as site,
        serve_site(site, 2) as machines,
    ):

        def harm() -> None:
            cable.pull()
            time.sleep(CUT)
            cable.plug_in()

        return lose_while(site, machines, CUT + 25, harm)


@contextmanager
def forward_to(port: int) -> Iterator[tuple[int, threading.Event]]:
    """A port that leads to another one while the event is set."""
    goes, open_to = threading.Event(), list[socket.socket]()
    goes.set()

    def pass_on(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                goes.wait()
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def take_in(door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _who = door.accept()
                goes.wait()
                far = socket.create_connection(("127.0.0.1", port))
                open_to.extend((near, far))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=pass_on, args=pair, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=take_in, args=(door,), daemon=True).start()
        try:
            yield door.getsockname()[1], goes
        finally:
            goes.set()
            for one in open_to:
                one.close()


def shift_clocks(kit: Kit) -> str:
    """One machine an hour ahead all the time; the other one's clock jumps an hour on, and back again."""
    site = kit.site("postgresql")
    with serve_site(site, 2) as machines:
        for number, machine in enumerate(machines):
            machine.stop()
            ahead = site.folder / f"ahead-{number}"
            ahead.write_text("3600" if number else "0")
            machine.start(before=SHIFTED.format(path=str(ahead)))

        def harm() -> None:
            for seconds in ("3600", "0"):
                put_whole(site.folder / "ahead-0", seconds)
                time.sleep(5)

        return lose_while(site, machines, 18, harm)


def put_whole(path: Path, text: str) -> None:
    """Write a file so that nobody reads half of it."""
    path.with_suffix(".new").write_text(text)
    path.with_suffix(".new").replace(path)


def kill_while_importing(kit: Kit) -> str:
    """kill -9 while a list of 1,500 people is confirmed, until it came through: none of them or all, and each once."""
    site, people = kit.site("sqlite"), 1500
    rows = "".join(
        f"Person {n};Killed;k{n}@import.example;{site.scene['office']}\n" for n in range(people)
    )
    there_now = sa.select(sa.func.count(Person.id)).where(Person.family_name == "Killed")
    halves = kills = 0
    with serve_site(site, 1) as (machine,):
        for share in (0.3, 0.8, None):
            one = Visitor("import", {**site.scene, "ports": [machine.port]}, Found())
            one.headers["Cookie"] = site.scene["administrator"]
            token = dict(HIDDEN.findall(one.ask("GET", "/directory/import").text))["csrf_token"]
            one.headers["X-CSRFToken"] = token
            columns = send_file(one, f"given name;family name;email;organisation\n{rows}")
            guessed = urlencode(form_fields(one.ask("GET", columns).text))
            preview = one.ask("POST", columns, guessed, **FORM).location
            shown = urlencode(form_fields(one.ask("GET", preview).text))
            begun = threading.Thread(target=one.ask, args=("POST", preview, shown), kwargs=FORM)
            begun.start()
            if share is not None:
                time.sleep(3 * share * random.random())
                machine.kill()
                kills += 1
            begun.join()
            if share is not None:
                machine.start()
            there = int(str(count_in(site, there_now)))
            halves += there not in (0, people)
    return f"lost: {people - there} of {people} people, {kills} kills, half imports: {halves}"


def send_file(one: Visitor, content: str) -> str:
    """Choose a list of people; gives the address of its columns."""
    head = 'Content-Disposition: form-data; name="file"; filename="people.csv"'
    kind = {"Content-Type": "multipart/form-data; boundary=part"}
    body = f"--part\r\n{head}\r\n\r\n{content}\r\n--part--\r\n"
    sent = one.ask("POST", "/directory/import", body, **kind)
    assert sent.code == 302, sent
    return sent.location


def kill_while_seating(kit: Kit) -> str:
    """kill -9 of the only server while it searches for a seating: it is found by the next one."""
    site = kit.site("postgresql")
    done = sa.select(CafeSearch.state).order_by(CafeSearch.beat.desc()).limit(1)
    with serve_site(site, 1) as (machine,):
        one = Visitor("seat", {**site.scene, "ports": [machine.port]}, Found())
        one.headers["Cookie"] = site.scene["organisers"][0]
        token = dict(HIDDEN.findall(one.ask("GET", site.scene["cafe"]).text))["csrf_token"]
        body = f"csrf_token={token}&priority=mixed"
        one.ask("POST", f"{site.scene['cafe']}/seat", body, **FORM)
        time.sleep(0.2 + random.random())
        before = count_in(site, done)
        machine.kill()
        begun = time.monotonic()
        machine.start()
        while count_in(site, done) is SearchState.RUNNING and time.monotonic() - begun < 400:
            time.sleep(2)
        after = count_in(site, done)
    lost = int(after is not SearchState.DONE)
    return f"lost: {lost} searches ({before} when killed, {after} {time.monotonic() - begun:.0f} s later)"


def take_write_away(kit: Kit) -> str:
    """SQLite in a folder that is read-only: pages are shown, and whoever sends is told that nothing was saved."""
    site = kit.site("sqlite")
    paths = [site.folder, *site.folder.glob("facilitate.sqlite3*")]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in paths]
    before = "import os; os.setgid(65534); os.setuid(65534)" if os.geteuid() == 0 else ""
    with serve_site(site, 1) as (machine,):
        machine.stop()
        os.chmod(kit.folder, 0o755)
        for path in [
            *machine.site.folder.glob("machine-*"),
            *machine.site.folder.glob("machine-*/**/*"),
        ]:
            path.chmod(0o777)
        for path, mode in zip(paths, (0o555, *[0o444] * 9), strict=False):
            path.chmod(mode)
        try:
            machine.start(before=before)
            codes = [
                machine.get(path)[0]
                for path in ("/sign-in", site.scene["form"], site.scene["programme"])
            ]
            one = Visitor("answer", {**site.scene, "ports": [machine.port]}, Found())
            page = one.ask("GET", site.scene["form"])
            one.headers["Cookie"] = page.cookie
            hidden = dict(HIDDEN.findall(page.text))
            whole = urlencode({**site.scene["typed"], **hidden})
            sent = one.ask("POST", site.scene["form"], whole, **FORM)
            well = codes == [200] * 3 and sent.code == 503
            return f"lost: {int(not well)}; pages {codes}, a form that was sent {sent.code}"
        except (AssertionError, TimeoutError):
            said = machine.log.read_text()
            lost = int("Traceback" in said)
            return f"lost: {lost}; it does not start and says: {said.strip().splitlines()[-1:]}"
        finally:
            for path, mode in zip(paths, modes, strict=True):
                path.chmod(mode)


def count_in(site: Site, query: sa.Select) -> object:
    """What the database answers."""
    engine = sa.create_engine(site.database_url)
    try:
        with engine.connect() as connection:
            return connection.scalar(query)
    finally:
        engine.dispose()


SCENARIOS: dict[str, Callable[[Kit], str]] = {
    "web killed": kill_web,
    "Redis killed": kill_redis,
    "PostgreSQL killed": kill_postgres,
    "network cut for 20 s": cut_network,
    "network cable pulled for 20 s": pull_cable,
    "clocks apart and jumping": shift_clocks,
    "killed while importing": kill_while_importing,
    "killed while seating": kill_while_seating,
    "folder read-only": take_write_away,
}
