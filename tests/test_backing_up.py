"""Copies are made by themselves, sealed, thinned out, and proved to come back."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from facilitate import clock
from facilitate.data.backing_up import (
    back_up_by_itself,
    back_up_every_night,
    back_up_to,
    copies_in,
    last_backup,
    passphrase_in,
)
from facilitate.data.buckets import Bucket
from facilitate.data.db import db
from facilitate.lib import sealed_files
from facilitate.lib.sealed_files import CannotOpen, is_sealed, seal_file, unseal_file

from .commands import run_command

WORDS = "four quiet words here"


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 200])
def test_what_is_sealed_opens_as_it_was(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_files, "PIECE", 64)
    monkeypatch.setattr(sealed_files, "COST", 2**4)
    plain, sealed, opened = (tmp_path / name for name in ("plain", "sealed", "opened"))
    plain.write_bytes(bytes(range(size)))
    seal_file(plain, sealed, WORDS)
    assert (is_sealed(sealed), is_sealed(plain)) == (True, False)
    assert size < 3 or plain.read_bytes() not in sealed.read_bytes()
    unseal_file(sealed, opened, WORDS)
    assert opened.read_bytes() == plain.read_bytes()


def test_a_wrong_passphrase_and_any_change_open_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_files, "PIECE", 64)
    monkeypatch.setattr(sealed_files, "COST", 2**4)
    plain, sealed, opened = (tmp_path / name for name in ("plain", "sealed", "opened"))
    plain.write_bytes(b"x" * 200)
    seal_file(plain, sealed, WORDS)
    whole, head = sealed.read_bytes(), len(sealed_files.MAGIC) + sealed_files.SALT
    pieces = [whole[at : at + 80] for at in range(head, len(whole), 80)]
    broken = {
        "cut off": whole[: head + 160],
        "one bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        "another order": whole[:head] + b"".join([pieces[1], pieces[0], *pieces[2:]]),
        "longer": whole + b"x",
    }
    for what, content in broken.items():
        sealed.write_bytes(content)
        with pytest.raises(CannotOpen, match="does not open"):
            unseal_file(sealed, opened, WORDS)
        assert not opened.exists(), what
    sealed.write_bytes(whole)
    with pytest.raises(CannotOpen):
        unseal_file(sealed, opened, "other quiet words here")
    unseal_file(sealed, opened, WORDS)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    (tmp_path / "short").write_text("short\n")
    with pytest.raises(ValueError, match="too short: at least 12 characters"):
        passphrase_in(tmp_path / "short")


@pytest.mark.both_databases
def test_so_many_copies_stay_and_the_last_is_noted(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, now = tmp_path / "copies", clock.now()
    with app.app_context():
        assert last_backup() is None
        for day in range(4):
            monkeypatch.setattr(clock, "_source", lambda day=day: now + timedelta(days=day))
            path, rows = back_up_to(str(folder), 2, "")
        assert [one.name for one in copies_in(folder)] == [
            f"facilitate-{now + timedelta(days=day):%Y-%m-%d-%H%M%S}.backup" for day in (2, 3)
        ]
        last = last_backup()
        assert last is not None
        assert (last.path, last.rows, last.made_at) == (path, rows, clock.now())
        assert rows > 0
        assert zipfile.is_zipfile(path)


def test_a_worker_makes_one_every_night(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    settings = app.extensions["settings"]
    folder, now = tmp_path / "copies", clock.now()
    with app.app_context():
        back_up_every_night()
        assert not folder.exists()
        app.extensions["settings"] = replace(
            settings, backup_to=str(folder), backup_passphrase_file=str(words)
        )
        back_up_every_night()
        back_up_every_night()
        assert [is_sealed(one) for one in copies_in(folder)] == [True]
        monkeypatch.setattr(clock, "_source", lambda: now + timedelta(days=1))
        back_up_every_night()
        assert len(copies_in(folder)) == 2
        monkeypatch.setattr(clock, "_source", lambda: now + timedelta(days=2))
        back_up_by_itself()
        assert len([*folder.iterdir()]) == 3  # nothing half done lies there
        db.session.remove()


def test_a_copy_is_made_sealed_proved_and_brought_back(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "one")}
    words = tmp_path / "words"
    words.write_text(WORDS)
    assert run_command(["upgrade"], here, tmp_path)[0] == 0
    assert run_command(["invite", "ana@office.example", "--admin"], here, tmp_path)[0] == 0
    code, printed = run_command(["check"], here, tmp_path)
    assert (code, "missing backup: No copy has been made yet." in printed) == (1, True)
    opened = ["--passphrase-file", str(words)]
    code, printed = run_command(["backup", "--to", "copies", *opened], here, tmp_path)
    assert (code, printed.startswith("copies/facilitate-")) == (0, True), printed
    assert run_command(["check"], here, tmp_path)[0] == 0
    (copy,) = (tmp_path / "copies").iterdir()
    before = run_command(["account", "list"], here, tmp_path)
    code, printed = run_command(["restore", "--check", str(copy), *opened], here, tmp_path)
    assert (code, "comes back whole" in printed) == (0, True), printed
    assert run_command(["account", "list"], here, tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copies", "one", "words"]
    code, printed = run_command(["restore", str(copy)], here, tmp_path)
    assert (code, "is sealed. Name the file with its passphrase" in printed) == (1, True)
    there = {"FACILITATE_INSTANCE": str(tmp_path / "two")}
    code, printed = run_command(["restore", str(copy), *opened], there, tmp_path)
    assert (code, "rows are back" in printed) == (0, True), printed
    assert "ana@office.example" in run_command(["account", "list"], there, tmp_path)[1]


def test_copies_lie_in_a_bucket(
    tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "one")}
    (tmp_path / "words").write_text(WORDS)
    opened, now = ["--passphrase-file", "words"], clock.now()
    assert run_command(["upgrade"], here, tmp_path)[0] == 0
    for day in range(3):
        monkeypatch.setattr(clock, "_source", lambda day=day: now + timedelta(days=day))
        done = run_command(["backup", "--to", bucket, "--keep", "2", *opened], here, tmp_path)
    names = Bucket(bucket).names()
    assert names == [
        f"facilitate-{now + timedelta(days=day):%Y-%m-%d-%H%M%S}.backup.sealed" for day in (1, 2)
    ]
    copy = f"{bucket}/{names[-1]}"
    assert (done[0], done[1].split("  ")[0]) == (0, copy)
    code, printed = run_command(["restore", "--check", copy, *opened], here, tmp_path)
    assert (code, f"{copy} comes back whole" in printed) == (0, True), printed
    there = {"FACILITATE_INSTANCE": str(tmp_path / "two")}
    code, printed = run_command(["restore", copy, *opened], there, tmp_path)
    assert (code, "rows are back" in printed) == (0, True), printed
    for arguments, said in (
        (["restore", f"{bucket}/none.backup"], "none.backup cannot be read: "),
        (["backup", "--to", "s3://nobody-made-this/x"], "nobody-made-this/x cannot be written: "),
    ):
        code, printed = run_command(arguments, here, tmp_path)
        assert (code, said in printed) == (1, True), printed


def test_a_copy_that_would_not_come_back_is_said(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "one")}
    assert run_command(["upgrade"], here, tmp_path)[0] == 0
    assert run_command(["backup", "copy.zip"], here, tmp_path)[0] == 0
    with zipfile.ZipFile(tmp_path / "copy.zip") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["tables/county.jsonl"] = b""
    with zipfile.ZipFile(tmp_path / "copy.zip", "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    code, printed = run_command(["restore", "--check", "copy.zip"], here, tmp_path)
    assert (code, "is damaged" in printed) == (1, True), printed


def test_either_a_file_or_a_folder_is_named(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "one")}
    for arguments, said in (
        (["backup"], "Name a FILE, or a folder with --to."),
        (["backup", "a", "--to", "b"], "Name a FILE, or a folder with --to."),
        (["backup", "a", "--keep", "3"], "--keep and --passphrase-file belong to --to."),
    ):
        code, printed = run_command(arguments, here, tmp_path)
        assert (code, said in printed) == (2, True), printed
