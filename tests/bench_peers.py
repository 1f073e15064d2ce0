"""Ours beside others that do the same, on the same instances in the same run, where `make bench-peers` has fetched them; and how
many rounds of the social golfers' problem are seated without anybody meeting twice, of the most that there can be.
"""

import json
import resource
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from openpyxl import Workbook

from facilitate.cafe.rotation import evaluate_seating, plan_seating
from facilitate.lib.sheets import CellStyle, FilledSheet, pause_garbage, workbook_bytes
from tools.bench_peers import DREAM, GOLFERS, PEERS, PYTHON

from .bench_rotation import sample_event

Say = Callable[[str, str, str], None]
SHAPES = [(88, 11, 3), (108, 12, 4)]
"""People, tables and rounds on which both are run: each table has the same number of seats."""
PATIENCE = 150
"""Seconds a peer may take for one of them."""
LARGEST = 12
"""Golfers in up to so many groups of up to so many, for up to so many rounds."""
A_TRY = 0.5
"""Seconds of one try to seat golfers."""

RUN_GOLFERS = """
const [place, node, groups, size, rounds] = process.argv.slice(1)
globalThis._ = require(node + '/node_modules/lodash')
require('vm').runInThisContext(require('fs').readFileSync(place + '/lib/geneticSolver.js', 'utf8'))
geneticSolver(+groups, +size, +rounds, false, [], [], one => { if (one.done) console.log(JSON.stringify(one.rounds)) })
"""
RUN_DREAM = """
import json, sys
import numpy
from groupselect import allocate_numpy
asked = json.load(sys.stdin)
fields = {key: "diversify" for key in range(len(asked["people"][0]))}
sizes = [asked["size"]] * asked["rounds"]
found = allocate_numpy(numpy.array(asked["people"]), fields, sizes, algorithm="dream", settings={"seed": 0})
print(json.dumps([[[int(one) for one in group] for group in some] for some in found.ensemble]))
"""
RUN_XLSXWRITER = """
import io, json, sys, time
import xlsxwriter
rows = json.load(sys.stdin)
start = time.process_time()
content = io.BytesIO()
book = xlsxwriter.Workbook(content, {"in_memory": True})
look, sheet = book.add_format({"text_wrap": True, "bottom": 1}), book.add_worksheet("List")
for number, row in enumerate(rows):
    sheet.write_row(number, 0, row, look)
book.close()
print(time.process_time() - start)
"""
ROWS = 5_000


def bench_beside_peers(line: Say) -> None:
    """Ours and each peer: CPU seconds, meetings too many, how mixed; then a list as Excel."""
    _bench_seating_beside(line)
    _bench_excel_beside(line)


def _bench_excel_beside(line: Say) -> None:
    """So many rows of eight cells with a look, to bytes."""
    rows = [[f"Row {row} of a list", row, "Prefektura Vlorë", *["text"] * 5] for row in range(ROWS)]
    start = time.process_time()
    book = Workbook()
    sheet = FilledSheet(book.active)
    look = sheet.look(CellStyle(line=True, wrap=True))
    with pause_garbage():
        for row in rows:
            sheet.add(row, look)
    workbook_bytes(book)
    line(f"{ROWS} rows as Excel, ours", f"{time.process_time() - start:.2f} s", "-")
    if not PYTHON.is_file():
        return line(f"{ROWS} rows as Excel, XlsxWriter", "not installed: make bench-peers", "-")
    words = [str(PYTHON), "-c", RUN_XLSXWRITER]
    done = subprocess.run(words, input=json.dumps(rows), capture_output=True, text=True, check=True)
    return line(f"{ROWS} rows as Excel, XlsxWriter", f"{float(done.stdout):.2f} s", "-")


def _bench_seating_beside(line: Say) -> None:
    for people, tables, rounds in SHAPES:
        one = sample_event("plain", people, tables, rounds)
        start = time.process_time()
        ours = plan_seating(one)
        shape = f"{people}-{tables}-{rounds}"
        line(f"plain {shape}, ours", _said(time.process_time() - start, one, ours.rounds), "-")
        size = people // tables
        golfers = ["node", "-e", RUN_GOLFERS, str(GOLFERS.place), str(PEERS / "node")]
        _print_peer(
            f"plain {shape}, Good-Enough Golfers",
            one,
            [*golfers, str(tables), str(size), str(rounds)],
            "",
            line,
        )
        kinds = [
            sorted({guest[name] for guest in one["participants"]}) for name in ("sector", "region")
        ]
        sent = {
            "people": [
                [kinds[0].index(guest["sector"]), kinds[1].index(guest["region"])]
                for guest in one["participants"]
            ],
            "size": size,
            "rounds": rounds,
        }
        _print_peer(
            f"plain {shape}, DREAM", one, [str(PYTHON), "-c", RUN_DREAM], json.dumps(sent), line
        )


def _print_peer(name: str, one: dict[str, Any], words: Sequence[str], sent: str, line: Say) -> None:
    """One line: what it took a peer, and what came out; that it is not there, or took too long."""
    if not (GOLFERS if words[0] == "node" else DREAM).is_there():
        return line(name, "not installed: make bench-peers", "-")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(
            words,
            input=sent,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
            cwd=DREAM.place if sent else None,
        )
    except subprocess.TimeoutExpired:
        return line(name, f"not finished in {PATIENCE} s", "-")
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        return line(name, f"broke: {said.strip().splitlines()[-1][:80]}", "-")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ids = [guest["id"] for guest in one["participants"]]
    rounds = [
        [[ids[key] for key in group] for group in some]
        for some in json.loads(done.stdout.splitlines()[-1])
    ]
    return line(name, _said(seconds, one, rounds), "-")


def _said(seconds: float, one: dict[str, Any], rounds: Any) -> str:
    """Seconds, how often two meet again, how mixed: counted by the judge that counts ours."""
    pairs = Counter(
        frozenset(pair) for some in rounds for table in some for pair in combinations(table, 2)
    )
    again = sum(number - 1 for number in pairs.values())
    mixed = evaluate_seating({**one, "max_visits": one["rounds"]}, rounds)["mix"]["mix_index"]
    return f"{seconds:.2f} s, {again} repeats, mix {100 * mixed:.1f} %"


def bench_golfers(line: Say) -> None:
    """For each number of groups and of people in each: rounds in which nobody meets twice, of the most there can be."""
    for groups in range(2, LARGEST + 1):
        row = [f"{size}: {_rounds_seated(groups, size)}" for size in range(2, LARGEST + 1)]
        line(f"{groups} groups, by their size", " · ".join(row), "-")


def _rounds_seated(groups: int, size: int) -> str:
    """`9/10`: rounds seated, of the most there can be: everybody meets all others once, and of a group that is larger than
    the number of groups two meet again in the second round.
    """
    most = min(LARGEST, (groups * size - 1) // (size - 1)) if size <= groups else 1
    for rounds in range(most, 1, -1):
        guests = [{"id": f"p{key}"} for key in range(groups * size)]
        one = {"rounds": rounds, "tables": groups, "participants": guests, "max_visits": rounds}
        if plan_seating(one, deadline=A_TRY).repeats == 0:
            return f"{rounds}/{most}"
    return f"1/{most}"
