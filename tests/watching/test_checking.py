"""`facilitate check` says in plain words what is missing or unsafe; `facilitate worker` works off the queues alone."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from facilitate import clock
from facilitate.data.backing_up import note_backup
from facilitate.data.db import db
from facilitate.data.revision import all_revisions
from facilitate.run.settings import Settings
from facilitate.watching import checking
from facilitate.watching.checking import FindingLevel, installation_findings
from facilitate.web.app import create_app

from ..commands import run_command
from ..databases import create_database, free_port
from ..processes import Facilitate, wait_until

KEY = "Zq3v8Kp1xW7nT5bY2mL9cR4hJ6gF0dSaEuIo"


@contextmanager
def with_settings(app: Flask, **changed: Any) -> Iterator[Flask]:
    """A planner beside, on the same database."""
    settings: Settings = app.extensions["settings"]
    other = create_app(replace(settings, **changed))
    with other.app_context():
        yield other
        db.engine.dispose()


def said(app: Flask, **changed: Any) -> set[tuple[str, str]]:
    """What is found beside what any planner of a test lacks."""
    usual = {
        ("migrations", FindingLevel.MISSING),
        ("address", FindingLevel.NOTE),
        ("mail", FindingLevel.NOTE),
    }
    usual |= {("security contact", FindingLevel.NOTE)}
    with with_settings(app, **changed) as other:
        return {(one.about, one.level) for one in installation_findings(other)} - usual


def test_one_office_pc_lacks_nothing(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    assert run_command(["upgrade"], here, tmp_path)[0] == 0
    code, printed = run_command(["check"], here, tmp_path)
    assert (code, printed.splitlines()[-1]) == (0, "Nothing is missing or unsafe.")
    assert {line[:7] for line in printed.splitlines()[:-1]} == {"note   "}
    code, printed = run_command(["check", "--json"], here, tmp_path)
    assert (code, json.loads(printed)["well"]) == (0, True)


def test_a_database_that_was_never_made_is_said(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    code, printed = run_command(["check"], here, tmp_path)
    assert code == 1
    assert "missing migrations: The database is at no version yet, this version needs" in printed
    assert "Run “facilitate upgrade”." in printed


def test_a_database_of_a_newer_version_wants_that_version(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    code, printed = run_command(["upgrade"], here, tmp_path)
    file = tmp_path / "instance" / "facilitate.sqlite3"
    assert (code, f"Making the database ({all_revisions()[-1]}) in {file} …\n" in printed) == (
        0,
        True,
    )
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, printed = run_command(["check"], here, tmp_path)
    newer = (
        f"The database was made by a newer version (9999; this one knows {all_revisions()[-1]})."
    )
    assert code == 1
    assert f"missing migrations: {newer} Install the newer version here, too.\n" in printed


def test_a_database_that_is_away_is_said_once(tmp_path: Path) -> None:
    here = {
        "FACILITATE_INSTANCE": str(tmp_path / "instance"),
        "FACILITATE_DATABASE_URL": f"postgresql+psycopg://me:hidden@127.0.0.1:{free_port()}/no",
    }
    code, printed = run_command(["check"], here, tmp_path)
    about = [line for line in printed.splitlines() if not line.startswith("note")]
    assert (code, len(about), "hidden" in printed) == (1, 2, False)
    assert about[0].startswith("missing database: Cannot be reached (OperationalError).")


def test_settings_that_are_unsafe(app: Flask) -> None:
    assert said(app) == set()
    assert said(app, own_key=KEY) == set()
    assert said(app, own_key="abc" * 20) == {("secret", FindingLevel.UNSAFE)}
    far = "http://planner.example"
    assert said(app, base_url=far) == {("https", FindingLevel.UNSAFE)}
    secure = {"base_url": "https://planner.example"}
    assert said(app, **secure) == {("https", FindingLevel.MISSING)}
    assert said(app, **secure, proxies=1) == set()


def test_mail_that_is_unsafe_or_refused(app: Flask) -> None:
    sender = {"mail_from": "planner@office.example"}
    url = "smtp://me:word@mail.office.example:587"
    assert said(app, mail_url=url, **sender) == {("mail", FindingLevel.UNSAFE)}
    assert said(app, mail_url=f"{url}?tls=1", **sender) == set()
    assert said(app, mail_url="smtp://127.0.0.1:25", **sender) == set()
    nobody = "planner@localhost"
    assert said(app, mail_url=f"{url}?tls=1", mail_from=nobody) == {("mail", FindingLevel.MISSING)}


def test_a_key_that_others_can_read(app: Flask) -> None:
    path = app.extensions["settings"].instance / "secret-key"
    assert said(app) == set()
    path.chmod(0o644)
    assert said(app) == {("secret", FindingLevel.UNSAFE)}


def test_several_processes_without_redis(app: Flask) -> None:
    assert said(app, workers=4) == {
        ("redis", FindingLevel.MISSING),
        ("database", FindingLevel.NOTE),
    }
    away = f"redis://127.0.0.1:{free_port()}"
    assert said(app, redis_url=away) == {("redis", FindingLevel.MISSING)}


def test_a_setting_that_nothing_reads(tmp_path: Path) -> None:
    """Misspelled, it would be missing without a word."""
    names = ("WORKRES", "COLOUR_OF_TEA", "WORKERS", "TOKEN")
    here = {f"FACILITATE_{name}": "1" for name in names}
    here["FACILITATE_INSTANCE"] = str(tmp_path / "instance")
    _code, printed = run_command(["check"], here, tmp_path)
    assert [line for line in printed.splitlines() if "settings" in line] == [
        "note    settings: FACILITATE_COLOUR_OF_TEA is set, but nothing reads it.",
        "note    settings: FACILITATE_WORKRES is set, but nothing reads it. Is it to be FACILITATE_WORKERS?",
    ]


def test_little_room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ROOM", 2**62)
    assert said(app) == {("disk", FindingLevel.MISSING)}


@pytest.mark.both_databases
def test_clocks_and_versions(app: Flask, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server = database.startswith("postgresql")
    monkeypatch.setattr(clock, "_source", clock._read)
    assert said(app) == set()
    monkeypatch.setattr(clock, "_source", lambda: clock._read() + timedelta(hours=1))
    assert said(app) == ({("clocks", FindingLevel.UNSAFE)} if server else set())
    monkeypatch.setattr(clock, "_source", clock._read)
    monkeypatch.setattr(checking, "OLDEST", {"postgresql": (99, 0), "sqlite": (99, 0)})
    assert said(app) == {("versions", FindingLevel.MISSING)}


def test_a_worker_waits_for_its_database_works_off_the_queues_and_stops(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    worker = Facilitate(["worker"], here, tmp_path)
    printed = Path(worker.printed.name)
    wait_until(lambda: "Waiting for a server" in printed.read_text(), "a worker that waits")
    assert run_command(["upgrade"], here, tmp_path)[0] == 0
    jobs = tmp_path / "instance" / "jobs.sqlite3"
    wait_until(lambda: "worked off here" in printed.read_text(), "a worker")
    assert jobs.exists()
    worker.process.terminate()
    code, said_all = worker.end()
    assert code == 0
    assert said_all.splitlines() == [
        "Waiting for a server that makes the database and shares its key  (stop: Ctrl+C)",
        "The queues are worked off here  (stop: Ctrl+C)",
    ]


def test_a_worker_says_why_it_cannot_ask_its_database(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://nobody:secret@127.0.0.1:{free_port()}/planner"
    here = {"FACILITATE_INSTANCE": str(tmp_path), "FACILITATE_DATABASE_URL": url}
    worker = Facilitate(["worker"], here, tmp_path)
    printed = Path(worker.printed.name)
    wait_until(lambda: "It is tried again." in printed.read_text(), "a worker that waits")
    assert printed.read_text().startswith("The database cannot be used: ")
    assert "secret" not in printed.read_text()
    worker.process.terminate()
    worker.end()


def test_a_worker_waits_for_the_key_that_servers_share(
    tmp_path: Path, postgres_server: str
) -> None:
    """Started first, it would sign links of mails with a key of its own, which opens at no server, and read no sealed secret."""
    url = create_database(postgres_server, "waits")
    here, there = (
        {"FACILITATE_INSTANCE": str(tmp_path / name), "FACILITATE_DATABASE_URL": url}
        for name in ("worker", "server")
    )
    worker = Facilitate(["worker"], here, tmp_path)
    printed = Path(worker.printed.name)
    wait_until(lambda: "Waiting for a server" in printed.read_text(), "a worker that waits")
    assert run_command(["upgrade"], there, tmp_path)[0] == 0
    wait_until(lambda: "worked off here" in printed.read_text(), "a worker")
    worker.process.terminate()
    assert worker.end()[0] == 0


def test_a_worker_waits_while_nothing_may_be_saved(tmp_path: Path) -> None:
    here = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    assert run_command(["upgrade"], here, tmp_path)[0] == 0
    worker = Facilitate(["worker"], {**here, "FACILITATE_READ_ONLY": "1"}, tmp_path)
    wait_until(lambda: "the queues wait" in Path(worker.printed.name).read_text(), "a worker")
    worker.process.terminate()
    code, printed = worker.end()
    said = "FACILITATE_READ_ONLY is set: nothing is saved, and the queues wait  (stop: Ctrl+C)\n"
    assert (code, printed) == (0, said)


@pytest.mark.parametrize(
    "address",
    [
        "smtp://me:secret#word@mail.office.example:587",
        "smtp://me:secret/word@mail.office.example:587",
        "smtp://me:9?word@mail.office.example:587",
        "smtp://me:9#word@mail.office.example:587",
        "smtp://me:[word@mail.office.example",
        "mail.office.example:587",
        "smtp://mail.office.example:mail",
        "https://mail.office.example",
    ],
)
def test_a_mail_address_that_leads_elsewhere_is_refused_without_its_password(address: str) -> None:
    """Mails would go to this machine, and the password would stand where none is looked for."""
    with pytest.raises(
        ValueError, match="FACILITATE_MAIL_URL cannot be used; it must look like"
    ) as told:
        Settings.from_environment({"FACILITATE_MAIL_URL": address})
    assert ("me:" in str(told.value), "%23" in str(told.value)) == (False, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "postgres://u:hidden@h/x", "must look like postgresql"),
        ("DATABASE_URL", "mysql://u:hidden@h/x", "must look like postgresql"),
        ("REDIS_URL", "u:hidden@localhost:6379", "it must look like redis://"),
        ("ERRORS_URL", "hidden", "it must look like https://key@"),
        ("BASE_URL", "planner.example", "it must be an address"),
        ("BASE_URL", "https://", "it must be an address"),
        ("BASE_URL", "https://office.example/planner", "a name of its own"),
        ("WORKERS", "0", "1 or more"),
        ("READING_SECONDS", "0", "1 or more"),
        ("OUTSIDE_HOURS", "0", "1 or more"),
        ("BACKUP_KEEP", "²", "it must be a whole number"),
        ("READ_ONLY", "sometimes", "it can be 1 or 0"),
        ("QUEUES", "2", "it can be 1 or 0"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence(name: str, value: str, said: str) -> None:
    """Nobody believes that saving is off while FACILITATE_READ_ONLY is not understood; no password is repeated."""
    with pytest.raises(ValueError, match=f"FACILITATE_{name} ") as told:
        Settings.from_environment({f"FACILITATE_{name}": value})
    assert (said in str(told.value), "hidden" in str(told.value)) == (True, False)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("1", True),
        ("yes", True),
        ("True", True),
        ("on", True),
        ("0", False),
        ("No", False),
        ("", False),
    ],
)
def test_a_switch_is_written_as_people_write_it(said: str, on: bool) -> None:
    assert Settings.from_environment({"FACILITATE_READ_ONLY": said}).read_only is on


def test_what_would_stop_the_copy_of_the_night(app: Flask, tmp_path: Path) -> None:
    short = tmp_path / "passphrase"
    short.write_text("short")
    missing = ("backup", FindingLevel.MISSING)
    well = {"backup_to": str(tmp_path / "copies")}
    wrong = [
        {**well, "backup_passphrase_file": str(short)},
        {**well, "backup_passphrase_file": str(tmp_path / "nowhere")},
        {"backup_to": str(short / "copies")},
        {"backup_to": "s3://no-such-bucket-here"},
    ]
    with app.app_context():
        note_backup("there", 1)
        db.session.commit()
    assert said(app, **well) == set()
    assert [said(app, **one) for one in wrong] == [{missing}] * 4


def test_a_sender_that_is_no_address(app: Flask) -> None:
    mail = {"mail_url": "smtp://127.0.0.1", "mail_from": "office"}
    assert said(app, **mail) == {("mail", FindingLevel.MISSING)}


def test_mail_addresses_that_work_are_taken() -> None:
    for one in ("smtp://127.0.0.1:2525", "smtps://a%40b:c%23d@mail.example/", "smtp://m:25?tls=1"):
        assert Settings.from_environment({"FACILITATE_MAIL_URL": one}).mail_url == one


def test_a_worker_with_nothing_to_work_off_says_so(tmp_path: Path) -> None:
    here = {
        "FACILITATE_INSTANCE": str(tmp_path / "instance"),
        "FACILITATE_IMMEDIATE_JOBS": "1",
    }
    code, printed = run_command(["worker"], here, tmp_path)
    assert (code, "FACILITATE_IMMEDIATE_JOBS is set" in printed) == (1, True)
    assert os.environ.get("FACILITATE_IMMEDIATE_JOBS") is None
