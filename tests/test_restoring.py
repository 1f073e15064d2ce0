"""`facilitate restore` is one act: killed anywhere it is begun again, and what the copy's planner signed opens afterwards."""

import json
import shutil
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from facilitate.calendars.actions import event_of_feed, feed_address
from facilitate.calendars.models import Feed
from facilitate.data.backup import _all_rows, _line
from facilitate.data.db import db
from facilitate.data.restoring import _tables
from facilitate.data.revision import all_revisions
from facilitate.participation.door.badge import badge_token, participation_of_badge
from facilitate.web.app import create_app

from .commands import run_command
from .conftest import settings_for
from .databases import create_database
from .planner_sample import SAMPLE
from .processes import Facilitate
from .table_rows import table_shapes
from .test_cli import contents, facilitate, know_version
from .test_migrations import made_at_once
from .test_upgrading import OLD, old_planner

KEY, OLDER_KEY = "k" * 64, "o" * 64
OPENS = "Links, badges and calendar feeds of this copy open as before."
STAGES = [
    "_put_back_rows:1",
    "_put_back_files:1",
    "_put_back_upload:2",
    "_write_at_once:2",
    "_prove:1",
    "_finish:1",
]
"""Where it is killed, in order: before rows, files, half of them, the key; then after the commit."""


def put(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy with rows in every table, two uploads and two keys, changed."""
    with zipfile.ZipFile(SAMPLE) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["secret-key"] = f"{KEY}\n{OLDER_KEY}".encode()
    parts["uploads/1/letër.txt"] = "një".encode()
    parts["uploads/1/photo.jpg"] = bytes(range(256))
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def restored(folder: Path, copy: Path, dies_at: str = "", **more: str) -> tuple[int | None, str]:
    """How `facilitate restore` ended there, and what it printed."""
    environment = {"FACILITATE_INSTANCE": str(folder / "instance"), **more}
    if dies_at:
        place = f"facilitate.data.restoring:{dies_at}"
        return Facilitate(["restore", str(copy)], environment, folder, dies_at=place).end()
    return run_command(["restore", str(copy)], environment, folder)


def links(folder: Path, url: str) -> tuple[str, str]:
    """A badge and the address of a feed as the planner there writes them."""
    app = create_app(settings_for(folder / "instance", url))
    with app.app_context():
        badge, feed = badge_token(7), feed_address(db.session.scalars(sa.select(Feed)).one())
        db.session.remove()
        db.engine.dispose()
    return badge, feed


def opens(
    folder: Path, url: str, badge: str, feed: str, own_key: str = ""
) -> tuple[int | None, bool]:
    """What a planner started there finds behind them."""
    app = create_app(replace(settings_for(folder / "instance", url), own_key=own_key))
    with app.app_context():
        token = feed.rsplit("/", 1)[-1].removesuffix(".ics")
        found = participation_of_badge(badge), event_of_feed(token) is not None
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy as a planner of this version makes it."""
    return put(tmp_path / "copy.zip", _nothing)


def sqlite_of(folder: Path) -> str:
    """The address of the database in that folder."""
    return f"sqlite:///{folder / 'instance' / 'facilitate.sqlite3'}"


def make_empty(folder: Path, filled: Path) -> None:
    """A planner that was started once: a key of its own, tables and counties, and nobody in it."""
    (folder / "instance").mkdir()
    put_database(folder / "instance" / "facilitate.sqlite3", filled)
    (folder / "instance" / "secret-key").write_text("e" * 64)


def put_database(path: Path, filled: Path) -> None:
    """A database with tables and counties that knows its version."""
    shutil.copy(filled, path)
    know_version(path)


def in_folder(tmp_path: Path, name: str) -> Path:
    """A new folder."""
    (tmp_path / name).mkdir()
    return tmp_path / name


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_anywhere_it_is_begun_again(
    copy: Path, tmp_path: Path, kind: str, filled_sqlite: Path, request: pytest.FixtureRequest
) -> None:
    before, after = in_folder(tmp_path, "before"), in_folder(tmp_path, "after")
    make_empty(before, filled_sqlite)
    url, stages = sqlite_of(after), STAGES
    if kind == "postgresql":
        url = create_database(request.getfixturevalue("postgres_server"), "restored")
        stages = ["_put_back_upload:2", "_prove:1"]
    assert restored(before, copy)[0] == 0
    signed = links(before, sqlite_of(before))
    if kind == "sqlite":
        make_empty(after, filled_sqlite)
    for stage in stages:
        assert restored(after, copy, stage, FACILITATE_DATABASE_URL=url)[0] == -9, stage
        if stage == "_put_back_upload:2":
            said = facilitate(after, "upgrade", code=1, FACILITATE_DATABASE_URL=url)
            assert "did not come to its end. Run “facilitate restore” again" in said
    code, printed = restored(after, copy, FACILITATE_DATABASE_URL=url)
    assert (code, OPENS in printed.splitlines()) == (0, True), printed
    for folder, where in ((before, sqlite_of(before)), (after, url)):
        facilitate(folder, "backup", "again.zip", FACILITATE_DATABASE_URL=where)
    assert contents(after / "again.zip") == contents(before / "again.zip")
    assert opens(after, url, *signed) == (7, True)
    assert restored(after, copy, FACILITATE_DATABASE_URL=url)[0] == 1
    facilitate(
        after, "invite", "later@office.example", FACILITATE_DATABASE_URL=url
    )  # numbers go on
    assert "restoring" not in {path.name for path in (after / "instance").iterdir()}


def test_what_an_unfinished_restore_left_goes_with_the_next_copy(
    copy: Path, tmp_path: Path, filled_sqlite: Path
) -> None:
    make_empty(tmp_path, filled_sqlite)
    uploads = tmp_path / "instance" / "uploads"
    (uploads / "1").mkdir(parents=True)
    (uploads / "1" / "own.txt").write_text("was here")
    other = put(tmp_path / "other.zip", _without_photo)
    assert restored(tmp_path, copy, "_write_at_once:2")[0] == -9
    assert restored(tmp_path, other)[0] == 0
    assert sorted(path.name for path in (uploads / "1").iterdir()) == ["letër.txt", "own.txt"]


def test_one_that_is_nearly_there_wants_the_file_it_was_begun_with(
    copy: Path, tmp_path: Path, filled_sqlite: Path
) -> None:
    make_empty(tmp_path, filled_sqlite)
    assert restored(tmp_path, copy, "_finish:1")[0] == -9
    (tmp_path / "instance" / "secret-key").unlink()  # what is not there is put back with the rest
    code, printed = restored(tmp_path, put(tmp_path / "other.zip", _without_photo))
    assert (code, printed.splitlines()[-1]) == (
        1,
        "Error: A restore of another copy into this planner did not come to its end. Run “facilitate restore” with the "
        "file it was begun with.",
    )
    code, printed = restored(tmp_path, copy)
    assert (code, OPENS in printed.splitlines()) == (0, True), printed
    assert (tmp_path / "instance" / "secret-key").read_text() == f"{KEY}\n{OLDER_KEY}"


def test_without_room_it_says_so_and_can_be_begun_again(copy: Path, tmp_path: Path) -> None:
    environment = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    code, printed = Facilitate(["restore", str(copy)], environment, tmp_path, largest=100_000).end()
    assert (
        code,
        "Nothing was restored. When that is mended, run" in printed,
        "Traceback" in printed,
    ) == (
        1,
        True,
        False,
    ), printed
    assert restored(tmp_path, copy)[0] == 0


def test_no_mail_that_waited_then_goes_out_by_itself(tmp_path: Path) -> None:
    """The planner that the copy is of has perhaps sent it since."""
    assert restored(tmp_path, put(tmp_path / "copy.zip", _with_mails_that_wait))[0] == 0
    engine = sa.create_engine(sqlite_of(tmp_path))
    with engine.connect() as connection:
        query = "SELECT state, again_at, error FROM message WHERE state <> 'sent' ORDER BY id"
        waited = (
            "it waited when the copy was made that was restored here: it may have gone out since"
        )
        assert connection.execute(sa.text(query)).all() == [("failed", None, waited)] * 3
    engine.dispose()


def _with_mails_that_wait(parts: dict[str, bytes]) -> None:
    kept = json.loads(parts["tables/message.jsonl"].splitlines()[0])
    mails = [
        {**kept, "id": 9001 + number, "state": state, "again_at": again_at}
        for number, (state, again_at) in enumerate(
            [("waiting", None), ("sending", None), ("failed", "2027-03-18T10:00:00")]
        )
    ]
    sent = [
        line for line in parts["tables/message.jsonl"].splitlines() if b'"state": "sent"' in line
    ]
    parts["tables/message.jsonl"] = b"\n".join(
        [*sent, *(json.dumps(mail).encode() for mail in mails)]
    )


def test_a_planner_in_use_stays_as_it_is(copy: Path, tmp_path: Path, filled_sqlite: Path) -> None:
    make_empty(tmp_path, filled_sqlite)
    facilitate(tmp_path, "invite", "ana@office.example")
    code, printed = restored(tmp_path, copy)
    assert (code, printed.splitlines()[-1]) == (
        1,
        f"Error: The planner in {tmp_path / 'instance'} already holds data; it stays as it is. Restore into an empty one: "
        "FACILITATE_INSTANCE names a folder that is not there yet.",
    )
    assert "ana@office.example" in facilitate(tmp_path, "account", "list")
    assert (tmp_path / "instance" / "secret-key").read_text() == "e" * 64


def _without_photo(parts: dict[str, bytes]) -> None:
    del parts["uploads/1/photo.jpg"]


def test_with_a_key_from_outside_the_copys_is_still_read(
    copy: Path, tmp_path: Path, filled_sqlite: Path
) -> None:
    before = in_folder(tmp_path, "before")
    make_empty(before, filled_sqlite)
    assert restored(before, copy)[0] == 0
    signed = links(before, sqlite_of(before))
    make_empty(tmp_path, filled_sqlite)
    code, printed = restored(tmp_path, copy, FACILITATE_SECRET_KEY="n" * 40)
    assert (code, OPENS in printed.splitlines()) == (0, True), printed
    assert (
        "stands in FACILITATE_OLD_SECRET_KEYS there" in printed
    )  # the other machines know only their own
    assert opens(tmp_path, sqlite_of(tmp_path), *signed, own_key="n" * 40) == (7, True)


def test_a_copy_of_an_earlier_version_is_brought_up_or_begun_again(
    tmp_path: Path, filled_sqlite: Path, shared: Path
) -> None:
    old = older_copy(in_folder(tmp_path, "old"), old_planner(shared))
    make_empty(tmp_path, filled_sqlite)  # with today's tables
    assert restored(tmp_path, old, "_put_back_files:1")[0] == -9
    code, printed = restored(tmp_path, old)
    assert (code, OPENS in printed.splitlines()) == (0, True), printed
    assert f"Bringing them from {OLD} to {all_revisions()[-1]} …" in printed.splitlines()
    assert facilitate(tmp_path, "upgrade") == "The database is up to date.\n"
    with zipfile.ZipFile(old) as file:
        people = [json.loads(line)["email"] for line in file.read("tables/user.jsonl").splitlines()]
    engine = sa.create_engine(sqlite_of(tmp_path))
    with engine.connect() as connection:
        assert connection.scalars(sa.text('SELECT email FROM "user" ORDER BY id')).all() == people
        assert table_shapes(connection) == made_at_once(
            f"sqlite:///{tmp_path / 'new.sqlite3'}", tmp_path
        )
    engine.dispose()


def older_copy(folder: Path, old: Path) -> Path:
    """A copy in the shape that an earlier version made, with rows in every table."""
    tables = {}
    shutil.copy(old, folder)
    app = create_app(settings_for(folder, f"sqlite:///{folder / old.name}"))
    with app.app_context():
        with db.engine.begin() as connection:
            for table in _tables(connection):
                lines = [
                    _line(table, row) for row in connection.execute(_all_rows(table)).mappings()
                ]
                tables[f"tables/{table.name}.jsonl"] = "\n".join(lines).encode()
        db.engine.dispose()

    def change(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.startswith("tables/")]:
            del parts[name]
        parts.update(tables)
        names = [Path(name).stem for name in tables]
        parts["about.json"] = json.dumps({"revision": OLD, "tables": names}).encode()

    return put(folder / "old.zip", change)


def _nothing(parts: dict[str, bytes]) -> None:
    """A copy as it is."""


def _renamed(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({name: b"x"})


def _flagged(content: bytes) -> bytes:
    """Every file said to be encrypted."""
    at = -1
    while (at := content.find(b"PK\1\2", at + 1)) >= 0:
        (flags,) = struct.unpack_from("<H", content, at + 8)
        content = content[: at + 8] + struct.pack("<H", flags | 1) + content[at + 10 :]
    return content


def _packed(content: bytes) -> bytes:
    """Every file said to be packed in a way of another program."""
    at = -1
    while (at := content.find(b"PK\1\2", at + 1)) >= 0:
        content = content[: at + 10] + struct.pack("<H", 97) + content[at + 12 :]
    return content


def _broken(content: bytes) -> bytes:
    """A table of contents that is none."""
    return content.replace(b"PK\1\2", b"PK\1\3")


@pytest.mark.parametrize(
    ("change", "bytes_", "sentence"),
    [
        (_renamed("uploads/../../out.txt"), bytes, "names that no copy has"),
        (_renamed("/out.txt"), bytes, "names that no copy has"),
        (_renamed("uploads/..\\out.txt"), bytes, "names that no copy has"),
        (_renamed("uploads/1"), bytes, "names that no copy has"),
        (_renamed("uploads/" + "x" * 256), bytes, "names that no copy has"),
        (
            lambda parts: parts.update({"uploads/zeros": bytes(2**24)}),
            bytes,
            "gets far larger by unpacking",
        ),
        (lambda parts: parts.update({"about.json": b"[" * 100_000}), bytes, "is damaged"),
        (lambda parts: parts.update({"tables/user.jsonl": b"[" * 100_000}), bytes, "is damaged"),
        (lambda parts: parts.update({"secret-key": b" "}), bytes, "is damaged"),
        (_nothing, _flagged, "is protected by a password"),
        (_nothing, _packed, "was packed anew by another program"),
        (_nothing, _broken, "is damaged"),
    ],
)
def test_what_no_copy_is_like_is_one_sentence_and_nothing_is_written(
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    bytes_: Callable[[bytes], bytes],
    sentence: str,
) -> None:
    path = put(tmp_path / "copy.zip", change)
    path.write_bytes(bytes_(path.read_bytes()))
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret-key").write_text("e" * 64)
    code, printed = restored(tmp_path, path)
    lines = printed.splitlines()
    assert (code, sentence in lines[-1]) == (1, True), printed
    assert [line.startswith("Error: ") for line in lines] == [False] * (len(lines) - 1) + [True], (
        printed
    )
    names = {path.name for path in (tmp_path / "instance").iterdir()}
    assert names <= {
        "secret-key",
        "facilitate.sqlite3",
        "facilitate.sqlite3-wal",
        "facilitate.sqlite3-shm",
    }
    assert (tmp_path / "instance" / "secret-key").read_text() == "e" * 64
    assert {path.name for path in tmp_path.iterdir()} == {"copy.zip", "instance"}
