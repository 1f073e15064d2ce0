"""`make bench` ends always: what breaks or takes too long is marked, and the table is compared with the kept one."""

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from .bench import (
    NOT,
    SECTIONS,
    Line,
    compare_lines,
    first_milliseconds,
    from_table,
    main,
    to_table,
)

Said = Callable[[str, str, str], None]


def works(line: Said) -> None:
    line("a page", "4 SQL 12 ms", "12 SQL 25 ms")
    line("  the same again", "1.50 s", "-")


def breaks(line: Said) -> None:
    line("before it", "3 ms", "-")
    raise RuntimeError("no such table: chair")


def hangs(line: Said) -> None:
    line("before it", "3 ms", "-")
    time.sleep(600)


def dies() -> None:
    raise SystemExit(7)


HERE = {name: f"test_bench:{name}" for name in ("breaks", "hangs", "dies", "works")}


def test_it_goes_on_behind_what_breaks_hangs_or_dies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "docs" / "bench.md"
    assert main(sections=HERE, kept_in=kept, keep=True, within=2) == 0
    said = capsys.readouterr().out
    assert "not measured: RuntimeError: no such table: chair" in said
    assert "not measured: it takes longer than 2 s" in said
    assert "4 lines; 0 slower than the kept run, 0 new." in said
    lines = from_table(kept.read_text())
    assert [one.section for one in lines] == [
        "breaks",
        "breaks",
        "hangs",
        "hangs",
        "dies",
        "works",
        "works",
    ]
    assert lines[-2] == Line("works", "a page", "4 SQL 12 ms", "12 SQL 25 ms")
    assert [one.section for one in lines if one.what == NOT] == ["breaks", "hangs", "dies"]


def test_one_section_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("works", sections=HERE, kept_in=tmp_path / "none.md") == 0
    assert "2 lines; 0 slower" in capsys.readouterr().out
    assert not (tmp_path / "none.md").exists()
    assert main("kitchen", sections=HERE) == 2
    assert (
        capsys.readouterr().out
        == "There is no section “kitchen”. The sections are breaks, hangs, dies, works.\n"
    )


@pytest.mark.parametrize(
    ("before", "now", "remark"),
    [
        ("8 SQL 100 ms", "8 SQL 126 ms", "slower: 8 SQL 100 ms"),
        ("8 SQL 100 ms", "8 SQL 124 ms", ""),
        ("8 SQL 4 ms", "8 SQL 9 ms", ""),  # twice, but who would notice
        ("1.00 s", "1.30 s", "slower: 1.00 s"),
        ("900 ms", "0.80 s", ""),
        ("50 answers/s", "20 answers/s", ""),
        ("120 kB", "400 kB", ""),
    ],
)
def test_what_became_slower(before: str, now: str, remark: str) -> None:
    assert compare_lines([Line("a", "x", now)], [Line("a", "x", before)]) == ([remark], [])


def test_what_is_new_and_what_is_gone() -> None:
    kept = [
        Line("a", "old", "1 ms"),
        Line("a", "same", "1 ms"),
        Line("a", "same", "9 ms"),
        Line("b", "z", "1 ms"),
    ]
    now = [
        Line("a", "same", "1 ms"),
        Line("a", "same", "90 ms"),
        Line("a", "more", "1 ms"),
        Line("b", NOT, "not measured"),
    ]
    assert compare_lines(now, kept) == (["", "slower: 9 ms", "new", ""], ["a: old (1 ms)"])
    assert compare_lines(now, []) == ([""] * 4, [])


def test_a_kept_run_is_read_back() -> None:
    lines = [
        Line("a", "x", "8 SQL 3 ms", "12 SQL"),
        Line("b", NOT, "not measured: it ended with 1"),
    ]
    assert from_table(to_table("A machine", lines)) == lines
    assert first_milliseconds("12 SQL 1.5 s ×3.2") == 1500


@pytest.mark.parametrize("where", SECTIONS.values(), ids=SECTIONS)
def test_every_section_is_there(where: str) -> None:
    module, name = where.split(":")
    assert callable(getattr(import_module(f"tests.{module}"), name))
