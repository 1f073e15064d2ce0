"""`make load`: what the planner carries, on SQLite and on PostgreSQL with Redis, by one process and by four on two machines.

`ONLY=` names a mixture or a database (`mixture`, `sqlite`), `SECONDS=` says how long each is measured. Ends always: what breaks is
marked as not measured.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

from ..bench import machine_text
from .beyond import BUSY, carried
from .sites import (
    DATABASES,
    Machine,
    Site,
    cpu_of,
    largest_megabytes,
    make_site,
    missing_for,
    serve_site,
)
from .work import Working, find_lost

MIXTURES = {
    "answers": {"answer_form": 12},
    "votes": {"cast_vote": 12},
    "seats": {"find_seat": 12},
    "mixture": {
        "answer_form": 4,
        "find_seat": 3,
        "take_note": 3,
        "check_in": 2,
        "move_step": 1,
        "read_figures": 1,
    },
}
"""How many people do what at the same time, each of them without a pause."""
SERVED = (1, 4)
Measured = tuple[str, int]
"""A mixture, and by how many processes it was served."""
SECONDS = 20.0
STATEMENTS = re.compile(r"^facilitate_sql_statements_total\S* ([0-9.]+)", re.M)
HEAD = (
    "| what | database | processes | requests/s | p50 · p95 · p99 ms | errors | lost, double | web · database ms of a processor "
    "a request | SQL a request | MB of a process |\n|---|---|---|---|---|---|---|---|---|---|"
)


def say(text: str) -> None:
    """Say a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def measure_mixture(site: Site, machines: list[Machine], name: str, seconds: float) -> float:
    """Say a line of the table; gives requests a second."""
    does = [one for one, number in MIXTURES[name].items() for _person in range(number)]
    Working(site, machines, does, 2).end()  # what is asked for the first time takes longer
    idle = processor_seconds()
    before, asked = _taken(site, machines), _statements(machines)
    crowd = Working(site, machines, does, seconds).end()
    web, database = (now - then for now, then in zip(_taken(site, machines), before, strict=True))
    each, lost = max(crowd.asked, 1), find_lost(site, crowd)
    sizes = [size for one in machines for size in largest_megabytes(one.process.pid)]
    rate, sent = crowd.asked / crowd.seconds, len(crowd.kept.get("answer_form", []))
    said = [
        f"{name}{f' ({sent / crowd.seconds:.0f} answers/s)' if sent else ''}",
        site.kind,
        str(sum(int(one.environment["FACILITATE_WORKERS"]) for one in machines)),
        f"{rate:.0f}",
        " · ".join(f"{crowd.wait(share):.0f}" for share in (0.5, 0.95, 0.99)),
        crowd.errors(),
        "; ".join(f"{does} {gone}, {twice}" for does, (gone, twice) in lost.items()) or "–",
        f"{web / each * 1000:.1f} · {database / each * 1000:.1f}",
        f"{(_statements(machines) - asked) / each:.1f}",
        f"{max(sizes)}",
    ]
    same = crowd.codes[304]
    say(f"| {' | '.join(said)} |")
    same = f"{crowd.codes[304] / each:.0%} of them unchanged (304), " if crowd.codes[304] else ""
    paper = ", ".join(
        f"{cores} cores {rate:.0f}/s, p95 {wait:.0f} ms"
        for cores in (2, 8, 64)
        for rate, wait in [carried(cores, (web + database) / each * 1000)]
    )
    say(
        f"  {same}people took {crowd.cpu / crowd.seconds:.1f} cores, the whole machine was busy "
        f"{busy_share(idle):.0%}; on paper, {BUSY:.0%} busy: {paper}"
    )
    return rate


def processor_seconds() -> tuple[float, float]:
    """What all processors have done since the machine started, in ticks: all of it, and nothing."""
    ticks = list(map(float, Path("/proc/stat").read_text().splitlines()[0].split()[1:9]))
    return sum(ticks), ticks[3] + ticks[4]


def busy_share(since: tuple[float, float]) -> float:
    """The share of its processors that the machine was busy since then, others' work included."""
    total, idle = (now - then for now, then in zip(processor_seconds(), since, strict=True))
    return 1 - idle / max(total, 1)


def _taken(site: Site, machines: list[Machine]) -> tuple[float, float]:
    """Seconds of the processor that serving has taken, and the database."""
    pid = Path(site.postgres["folder"]) / "data" / "postmaster.pid" if site.postgres else None
    return (
        sum(cpu_of(one.process.pid) for one in machines),
        cpu_of(int(pid.read_text().split()[0])) if pid else 0.0,
    )


def _statements(machines: list[Machine]) -> float:
    return sum(
        float(number) for one in machines for number in STATEMENTS.findall(one.get("/metrics")[1])
    )


def measure_kind(kind: str, only: str, folder: Path, seconds: float) -> dict[Measured, float]:
    """All mixtures on that database: requests a second."""
    rates: dict[Measured, float] = {}
    with make_site(kind, folder) as site:
        for processes in SERVED:
            with serve_site(site, processes) as machines:
                idle = largest_megabytes(machines[0].process.pid)
                say(
                    f"{kind}, {processes} processes: first page after {machines[0].seconds:.1f} s, "
                    f"then {idle} MB"
                )
                for name in MIXTURES:
                    if only not in (name, kind, ""):
                        continue
                    try:
                        rates[name, processes] = measure_mixture(site, machines, name, seconds)
                    except Exception as error:  # the others are measured all the same
                        say(f"not measured: {name}, {processes} processes: {error!r:.300}")
    return rates


def main(only: str, seconds: float) -> int:
    """Print the table."""
    known = [*MIXTURES, *DATABASES]
    if only and only not in known:
        say(f"There is no “{only}”. There are {', '.join(known)}.")
        return 2
    say(f"{machine_text()}\n\n{HEAD}")
    with tempfile.TemporaryDirectory(prefix="facilitate-load-") as folder:
        for kind in DATABASES:
            if only in DATABASES and only != kind:
                continue
            if missing := missing_for(kind):
                say(f"not measured: {kind}: {missing} is not installed")
                continue
            try:
                rates = measure_kind(kind, only, Path(folder) / kind, seconds)
            except Exception as error:  # the other database is measured all the same
                say(f"not measured: {kind}: {error!r:.300}")
                continue
            for (name, processes), rate in rates.items():
                if processes > 1 and (name, 1) in rates:
                    grown = rate / rates[name, 1]
                    say(f"{name} on {kind}: {processes} processes carry {grown:.2f} × one")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", ""), float(os.environ.get("SECONDS") or SECONDS)))
