"""Speed, printed: `make bench` (`ONLY=agenda` one section, `KEEP=1` keeps the table in docs/bench.md). Nothing here fails.

Every section runs in a process of its own on a demo of its own: one that breaks or takes too long is marked as not measured.
Its function is given what its parameters name: `app`, a `client` signed in, `cpu_seconds` and `line`, which says one line.
"""

import inspect
import json
import os
import platform
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from .databases import postgres_folder

SECTIONS = {
    "start": "bench_demo:bench_start",
    "demo": "bench_demo:bench_demo_load",
    "pages": "bench_demo:bench_demo_pages",
    "budgets": "budgets:print_costs",
    "guides": "bench_guides:bench_guide_files",
    "back": "bench_back:bench_lists_back",
    "checklists": "bench_checklists:bench_long_lists",
    "excel": "bench_excel:bench_excel_files",
    "agenda": "bench_agenda:bench_agenda_pages",
    "cafe": "bench_cafe:bench_cafe_pages",
    "forums": "bench_forums:bench_forum_pages",
    "situation": "bench_situation:bench_situation_pages",
    "practice": "bench_practice:bench_practice_pages",
    "budget": "bench_budget:bench_budgets",
    "door": "bench_door:bench_check_in",
    "notes": "bench_notes:bench_note_pages",
    "promises": "bench_promises:bench_promise_pages",
    "inviting": "bench_inviting:bench_invitations",
    "archive": "bench_archive:bench_archives",
    "report": "bench_report:bench_report_pages",
    "thread": "bench_thread:bench_threads",
    "consultation": "bench_demo:bench_consultation",
    "evaluating": "bench_evaluating:bench_evaluation",
    "meaning": "bench_meaning:bench_meanings",
    "directory": "bench_directory:bench_directory_pages",
    "rotation": "bench_rotation:bench_seating",
    "peers": "bench_peers:bench_beside_peers",
    "golfers": "bench_peers:bench_golfers",
    "answers": "bench_answers:bench_answers_sent",
    "figures": "bench_figures:bench_both_figures",
    "out": "bench_out:bench_both_files",
    "privacy": "bench_privacy:bench_privacy_check",
}
"""Which function of which file measures what."""

KEPT = Path(__file__).parent.parent / "docs" / "bench.md"
WITHIN = 400
"""Seconds a section may take."""

SLOWER, NOTICED = 1.25, 5.0
"""What takes so many times as long, and so many milliseconds more, became slower."""

STARTS = 200
"""Seconds until it has begun, and until it has put its things away."""

MARK, BEGUN = "\x1e", "\x1d"
"""How a section's process begins a line of the table, and how it says that it begins and ends."""


class Line(NamedTuple):
    """One line of the table."""

    section: str
    what: str
    measured: str
    bound: str = "-"


def cpu_seconds(work: Callable[[], Any], runs: int = 5) -> float:
    """CPU seconds of the best run."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def run_section(where: str, folder: Path) -> None:
    """One section, in this process: each of its lines is handed on as soon as it is measured."""
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what a shell begins in the background ignores it
    module, name = where.split(":")
    work = getattr(import_module(f"{__package__}.{module}"), name)
    asked = inspect.signature(work).parameters

    def line(what: str, measured: str, bound: str) -> None:
        say_line(MARK + json.dumps([what, measured, bound]))

    with tempfile.TemporaryDirectory(dir=folder) as own:
        given: dict[str, Any] = {"line": line, "cpu": cpu_seconds, "folder": folder}
        if "app" in asked:
            shutil.copy(folder / "demo.sqlite3", own)
            planner = import_module(f"{__package__}.bench_demo")
            given["app"] = planner.bench_planner(Path(own), "demo.sqlite3")
            given["client"] = planner.signed_in(given["app"])
        say_line(BEGUN + "work")
        try:
            work(**{key: value for key, value in given.items() if key in asked})
        finally:
            say_line(BEGUN + "end")


def say_line(text: str) -> None:
    """Say a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def measure_section(
    section: str, where: str, folder: Path, within: float = WITHIN
) -> Iterator[Line]:
    """The lines of a section in a process of its own, the last one saying why where it could not go on."""
    command = [sys.executable, "-m", "tests.bench", "--run", where, str(folder)]
    late = threading.Event()
    with (
        tempfile.TemporaryFile("w+") as wrong,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=wrong,
            text=True,
            start_new_session=True,
            cwd=KEPT.parent.parent,
        ) as process,
    ):

        def stop() -> None:
            late.set()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)  # so that it stops what it has started
                with suppress(subprocess.TimeoutExpired):
                    process.wait(15)
                os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(STARTS, stop)
        timer.start()
        assert process.stdout
        for said in process.stdout:
            if said.startswith(BEGUN):
                timer.cancel()
                timer = threading.Timer(within if said == f"{BEGUN}work\n" else STARTS, stop)
                timer.start()
            elif said.startswith(MARK):
                yield Line(section, *json.loads(said[1:]))
        code = process.wait()
        timer.cancel()
        wrong.seek(0)
        last = (wrong.read().strip().splitlines() or [f"it ended with {code}"])[-1]
    if late.is_set():
        yield Line(section, NOT, f"not measured: it takes longer than {within:.0f} s")
    elif code:
        yield Line(section, NOT, f"not measured: {last[:160]}")


NOT = "the rest"


def first_milliseconds(text: str) -> float | None:
    """The first time in what was measured."""
    found = re.search(r"([\d.]+) (ms|s)\b(?!/)", text)
    return float(found[1]) * (1 if found[2] == "ms" else 1000) if found else None


def lines_by_key(lines: list[Line]) -> dict[tuple[str, str, int], Line]:
    """The lines by section and name; where a section says a name again, by how often it has."""
    found: dict[tuple[str, str, int], Line] = {}
    for one in lines:
        number = sum(key[:2] == (one.section, one.what.strip()) for key in found)
        found[one.section, one.what.strip(), number] = one
    return found


def compare_lines(now: list[Line], kept: list[Line]) -> tuple[list[str], list[str]]:
    """A remark on every line, and what is gone: lines of sections that were measured whole."""
    before, after = lines_by_key(kept), lines_by_key(now)
    broken = {one.section for one in now if one.what == NOT}
    measured_now = {one.section for one in now} - broken
    remarks = [line_remark(one, before.get(key)) if kept else "" for key, one in after.items()]
    gone = [
        f"{one.section}: {one.what.strip()} ({one.measured})"
        for key, one in before.items()
        if key not in after and one.section in measured_now and one.what != NOT
    ]
    return remarks, gone


def line_remark(now: Line, before: Line | None) -> str:
    """What became of a line."""
    if now.what == NOT:
        return ""
    if before is None:
        return "new"
    old, new = first_milliseconds(before.measured), first_milliseconds(now.measured)
    slower = old is not None and new is not None and new > old * SLOWER and new - old > NOTICED
    return f"slower: {before.measured.strip()}" if slower else ""


def machine_text() -> str:
    """What it ran on."""
    cpus = Path("/proc/cpuinfo")
    models = re.findall(r"^model name\s*:\s*(.*)$", cpus.read_text(), re.M) if cpus.exists() else []
    server = "no PostgreSQL"
    if (programs := postgres_folder()) is not None:
        said = subprocess.run(
            [programs / "postgres", "--version"], capture_output=True, text=True
        ).stdout
        server = "PostgreSQL " + (said.split() or ["?"] * 3)[2]
    return (
        f"{(models or [platform.processor() or platform.machine()])[0]}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, {server}, {time.strftime('%Y-%m-%d')}, "
        f"load {os.getloadavg()[0]:.1f} at the start"
    )


def to_table(on: str, lines: list[Line]) -> str:
    """The kept run."""
    rows = "".join(
        f"| {one.section} | {one.what.strip()} | {one.measured} | {one.bound} |\n" for one in lines
    )
    return (
        "# The last kept run of `make bench`\n\nThe next run is compared with it; `make bench KEEP=1` writes it anew.\n\n"
        f"{on}\n\n| section | what | measured | bound |\n|---|---|---|---|\n{rows}"
    )


def from_table(text: str) -> list[Line]:
    """The lines of a kept run."""
    rows = [line[2:-2].split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [Line(*row) for row in rows[1:] if len(row) == 4]


def main(
    only: str = "",
    keep: bool = False,
    sections: Mapping[str, str] = SECTIONS,
    kept_in: Path = KEPT,
    within: float = WITHIN,
) -> int:
    """Print the table, and how it compares with the kept one. Always ends well, but for a section that is not there."""
    if only and only not in sections:
        sys.stdout.write(f"There is no section “{only}”. The sections are {', '.join(sections)}.\n")
        return 2
    on, kept = machine_text(), from_table(kept_in.read_text()) if kept_in.exists() else []
    sys.stdout.write(f"{on}\n")
    wanted = {name: where for name, where in sections.items() if not only or name in (only, "demo")}
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="facilitate-bench-") as folder:
        for section, where in wanted.items():
            for one in measure_section(section, where, Path(folder), within):
                lines.append(one)
                said = compare_lines(lines, kept)[0][-1]
                sys.stdout.write(
                    f"{one.what:<46}{one.measured:>16}   bound {one.bound}   {said}".rstrip() + "\n"
                )
                sys.stdout.flush()
    remarks, gone = compare_lines(lines, kept)
    slower = [one for one, said in zip(lines, remarks, strict=True) if said.startswith("slower")]
    missed = [one for one in lines if one.what == NOT]
    sys.stdout.write(
        f"\n{len(lines) - len(missed)} lines; {len(slower)} slower than the kept run, {remarks.count('new')} new.\n"
    )
    for title, some in (
        (
            "Slower",
            [f"{one.section}: {one.what.strip()}: {one.measured.strip()}" for one in slower],
        ),
        ("Gone", gone),
        (
            "Not measured",
            [f"{one.section}: {one.measured.removeprefix('not measured: ')}" for one in missed],
        ),
    ):
        sys.stdout.write("".join([f"{title}:\n", *(f"  {one}\n" for one in some)]) if some else "")
    if keep:
        kept_in.parent.mkdir(exist_ok=True)
        others = [one for one in kept if one.section not in wanted]
        kept_in.write_text(to_table(on, [*others, *lines]))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run_section(sys.argv[2], Path(sys.argv[3]))
    else:
        sys.exit(main(os.environ.get("ONLY", ""), bool(os.environ.get("KEEP"))))
