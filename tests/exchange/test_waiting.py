"""Uploaded files wait under names nobody can guess, for a day, for nobody else to read."""

import os
import resource
import stat
from pathlib import Path

import pytest

from facilitate.exchange import waiting


def test_a_file_waits_for_its_event_until_it_is_dropped(tmp_path: Path) -> None:
    token = waiting.keep(tmp_path, 7, b"table", now=0)
    assert waiting.find(tmp_path, 7, token) == b"table"
    assert [
        waiting.find(tmp_path, 8, token),
        waiting.find(tmp_path, 7, "../7"),
        waiting.find(tmp_path, 7, "0" * 32),
    ] == [
        None,
        None,
        None,
    ]
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    waiting.drop(tmp_path, 7, token)
    assert waiting.find(tmp_path, 7, token) is None


def test_after_a_day_it_goes_in_every_folder(tmp_path: Path) -> None:
    old = waiting.keep(tmp_path / "lists", 7, b"old", now=0)
    os.utime(tmp_path / "lists" / f"7-{old}", (1000, 1000))
    (tmp_path / "logo.png").write_bytes(b"stays")
    os.utime(tmp_path / "logo.png", (1000, 1000))
    waiting.sweep(tmp_path, now=1000 + waiting.LONGEST)
    assert waiting.find(tmp_path / "lists", 7, old) == b"old"
    waiting.sweep(tmp_path, now=1001 + waiting.LONGEST)
    assert waiting.find(tmp_path / "lists", 7, old) is None
    assert (tmp_path / "logo.png").exists()


def test_without_room_nothing_of_a_file_stays(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (1_000_000, before[1])
    )  # no file may grow beyond: a full disk
    try:
        with pytest.raises(OSError, match="File too large"):
            waiting.keep(tmp_path, 7, bytes(2_000_000), now=0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
    assert waiting.find(tmp_path, 7, waiting.keep(tmp_path, 7, bytes(2_000_000), now=0)) == bytes(
        2_000_000
    )
