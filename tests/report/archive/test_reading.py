"""Files that cannot be read in: a clear sentence, and nothing is lost."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from facilitate import __version__
from facilitate.data.backup import write_backup
from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.events.models import Event
from facilitate.report.archive.actions import EventImportOptions, import_event, read_archive
from facilitate.report.archive.columns import COLUMNS
from facilitate.report.archive.packing import FORMAT, ArchiveFault, ArchiveProblem, pack_archive
from facilitate.report.archive.wording import archive_problem_sentence
from facilitate.report.models import Attachment, Proceedings
from facilitate.web.i18n import use_language

from ...scenes import keep_scene
from .conftest import archive_data

pytestmark = pytest.mark.usefixtures("without_papers")


@pytest.fixture
@keep_scene
def parts(taken, released) -> dict[str, bytes]:
    """The parts of an archive, to be broken."""
    with zipfile.ZipFile(io.BytesIO(taken())) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.fixture
def refused(elsewhere) -> Callable[[bytes], tuple[ArchiveFault, str]]:
    """Why a file is refused and where; nothing at all may have changed."""

    def read_in(content: bytes) -> tuple[ArchiveFault, str]:
        with elsewhere.app_context():
            before = _counts()
            with pytest.raises(ArchiveProblem) as caught:
                import_event(read_archive(content), EventImportOptions())
            db.session.commit()
            assert _counts() == before
            for code in ("en", "sq"):
                with use_language(code):
                    assert archive_problem_sentence(caught.value).endswith(".")
            return caught.value.why, caught.value.where

    return read_in


def _counts() -> dict[str, int]:
    return {
        name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def changed(parts: dict[str, bytes], name: str, change: Callable[[Any], Any]) -> bytes:
    """The archive with one of its files changed."""
    value = json.loads(parts[name])
    change(value)
    return pack_archive({**parts, name: json.dumps(value).encode()})


def test_files_that_are_something_else(refused, app, tmp_path) -> None:
    assert refused(b"")[0] is ArchiveFault.EMPTY
    assert refused(b"Pershendetje")[0] is ArchiveFault.NO_ARCHIVE
    assert refused(b"\x89PNG....")[0] is ArchiveFault.NO_ARCHIVE
    assert refused(pack_archive({"a.txt": b"a"}))[0] is ArchiveFault.NO_ARCHIVE
    assert (
        refused(pack_archive({"archive.json": b'{"kind": "other"}'}))[0] is ArchiveFault.NO_ARCHIVE
    )
    assert refused(pack_archive({"archive.json": b"[]"}))[0] is ArchiveFault.NO_ARCHIVE
    assert refused(pack_archive({"about.json": b"{}"}))[0] is ArchiveFault.BACKUP


def test_a_backup_is_told_apart(refused, app, tmp_path) -> None:
    with app.app_context():
        db.session.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.session.execute(sa.text("INSERT INTO alembic_version VALUES ('0009')"))
        db.session.commit()
        write_backup(tmp_path / "copy.zip")
    assert refused((tmp_path / "copy.zip").read_bytes())[0] is ArchiveFault.BACKUP


def test_a_bomb_is_not_opened(refused) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("archive.json", b"{}")
        zipped.writestr("event.json", b" " * 40_000_000)
    assert refused(archive.getvalue())[0] is ArchiveFault.BOMB


def test_a_damaged_file(refused, parts) -> None:
    content = bytearray(pack_archive(parts))
    assert refused(bytes(content[: len(content) // 2]))[0] is ArchiveFault.DAMAGED
    at = content.index(b"event.json") + 200
    content[at] ^= 0xFF
    assert refused(bytes(content))[0] is ArchiveFault.DAMAGED


def test_an_archive_of_a_newer_planner(refused, parts) -> None:
    newer = changed(parts, "archive.json", lambda one: one.update(format=FORMAT + 1, planner="9.0"))
    assert refused(newer) == (ArchiveFault.NEWER, "9.0")
    assert (
        refused(changed(parts, "event.json", lambda one: one.update(hologram=[{"row": 1}])))[0]
        is ArchiveFault.NEWER
    )
    assert (
        refused(changed(parts, "event.json", lambda one: one["task"][0].update(mood="good")))[0]
        is ArchiveFault.NEWER
    )
    with_secret = changed(
        parts, "event.json", lambda one: one["person"][0].update(email="ana@vatra.example")
    )
    assert refused(with_secret)[0] is ArchiveFault.NEWER


def test_an_older_archive_gets_what_is_usual(elsewhere, parts) -> None:
    """A column that came later is not in it."""

    def older(event: Any) -> None:
        for step in event["step"]:
            del step["people"]

    with elsewhere.app_context():
        event = import_event(
            read_archive(changed(parts, "event.json", older)), EventImportOptions()
        )
        people = sa.text("SELECT DISTINCT people FROM step WHERE event_id = :event")
        assert db.session.scalars(people, {"event": event.id}).all() == [0]


def test_a_part_that_is_missing(refused, parts) -> None:
    for name in ("event.json", "notes.json", "photos/001.jpg"):
        without = pack_archive({key: part for key, part in parts.items() if key != name})
        assert refused(without) == (ArchiveFault.MISSING, name)


BROKEN: dict[str, Callable[[Any], Any]] = {
    "task 1, due_on": lambda one: one["task"][0].update(due_on="yesterday"),
    "task 2, title": lambda one: one["task"][1].update(title="just text"),
    "task 3, status": lambda one: one["task"][2].update(status="maybe"),
    "task 4, offset": lambda one: one["task"][3].update(offset=10**12),
    "task 5, note": lambda one: one["task"][4].update(note="a\0b"),
    "task 6, note": lambda one: one["task"][5].update(note="\ud800"),
    "task 7, extra": lambda one: one["task"][6].update(extra=[1]),
    "task 8, role_id": lambda one: one["task"][7].update(role_id=999),
    "task 9, code": lambda one: one["task"][8].update(code=None),
    "participation 1, person_id": lambda one: one["participation"][0].update(person_id=None),
    "participation 2, sector_id": lambda one: one["participation"][1].update(sector_id="martians"),
    "participation 3, parts": lambda one: one["participation"][2].update(parts=["king"]),
    "cafe_seating 1, content": lambda one: one["cafe_seating"][0]["content"]["rounds"][0][0].append(
        "p77"
    ),
    "step 1, materials": lambda one: one["step"][0].update(materials=[{"text": 5}]),
    "attachment 1, content": lambda one: one["attachment"][0].update(content="../secret-key"),
    "event 1": lambda one: one["event"][0].update(zone="Middle/Earth"),
    "event 1, first_day": lambda one: one["event"][0].update(first_day="2027-13-01"),
    "event": lambda one: one.update(event=[]),
    "task": lambda one: one.update(task={"a": 1}),
    "task 10": lambda one: one["task"][9].update(row=3),
}


def test_cells_that_cannot_be(refused, parts) -> None:
    wrong = {
        where: refused(changed(parts, "event.json", change)) for where, change in BROKEN.items()
    }
    assert wrong == {where: (ArchiveFault.DAMAGED, where) for where in BROKEN}


@pytest.mark.both_databases
def test_rows_that_contradict_each_other(refused, parts) -> None:
    twice = changed(
        parts, "event.json", lambda one: one["task"][1].update(code=one["task"][0]["code"])
    )
    assert refused(twice) == (ArchiveFault.DAMAGED, "")
    assert refused(pack_archive({**parts, "event.json": b"[" * 100_000}))[0] is ArchiveFault.DAMAGED


def test_what_was_read_in_is_one_of_many(elsewhere, taken) -> None:
    with elsewhere.app_context():
        for _turn in range(3):
            import_event(read_archive(taken()), EventImportOptions())
            db.session.commit()
        assert db.session.scalars(sa.select(Event.slug).order_by(Event.id)).all() == [
            "spring",
            "spring-2",
            "spring-3",
        ]
    assert (
        __version__
        in json.loads(archive_data(taken())["event.json"] and _about(taken()))["planner"]
    )


def _about(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert zipped.namelist()[0] == "archive.json"
        return zipped.read("archive.json")


def test_a_picture_that_is_a_page_is_not_let_in(refused, parts) -> None:
    """A released photo is sent to everybody as what the report says it is: a page from here could do what its reader may."""

    def as_a_page(report: Any) -> None:
        pictures = [one for one in _values(report["edition"][0]["content"]) if "media_type" in one]
        photo = next(one for one in pictures if one["media_type"] == "image/jpeg")
        photo["media_type"] = "text/html"

    assert refused(changed(parts, "report.json", as_a_page)) == (
        ArchiveFault.DAMAGED,
        "edition 1, content",
    )
    photo = changed(
        parts, "notes.json", lambda one: one["note_photo"][0].update(media_type="text/html")
    )
    assert refused(photo) == (ArchiveFault.DAMAGED, "note_photo")
    annex = changed(
        parts, "event.json", lambda one: one["attachment"][0].update(media_type="text/html")
    )
    assert refused(annex) == (ArchiveFault.DAMAGED, "attachment")


def test_an_annex_comes_in_under_a_plain_name(elsewhere, parts) -> None:
    """Its name goes on into archives that are unpacked on Windows, and must not lead out of their folder there."""

    def name_of(typed: str) -> str:
        renamed = changed(
            parts, "event.json", lambda one: one["attachment"][0].update(file_name=typed)
        )
        with elsewhere.app_context():
            return read_archive(renamed).of("attachment")[0]["file_name"]

    assert name_of("referimi.pdf") == "referimi.pdf"
    assert name_of("../../nis\\nul.pdf") == "document-nul.pdf"
    assert name_of("\u202efdp.exe") == "fdp.pdf"


def _values(value: Any) -> list[dict[str, Any]]:
    """Every object in it."""
    if isinstance(value, dict):
        return [value, *(one for inner in value.values() for one in _values(inner))]
    return [one for inner in value for one in _values(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_from_which_nothing_can_be_counted_are_not_let_in(refused, parts, day: str) -> None:
    event = changed(
        parts, "event.json", lambda one: one["event"][0].update(first_day=day, last_day=day)
    )
    assert refused(event) == (ArchiveFault.DAMAGED, "event 1, first_day")
    task = changed(parts, "event.json", lambda one: one["task"][0].update(due_on=day))
    assert refused(task) == (ArchiveFault.DAMAGED, "task 1, due_on")
    moment = changed(
        parts, "notes.json", lambda one: one["note_line"][0].update(at=f"{day}T00:00:00+14:00")
    )
    assert refused(moment) == (ArchiveFault.DAMAGED, "note_line 1, at")


def test_signs_that_no_file_holds_stay_out(elsewhere, parts) -> None:
    title = {"en": "Spring\x0b\ufffe", "sq": "Pranvera"}
    archive = changed(parts, "event.json", lambda one: one["event"][0].update(title=title))
    with elsewhere.app_context():
        event = import_event(read_archive(archive), EventImportOptions())
        assert event.title.en == "Spring"


@pytest.mark.parametrize(
    ("table", "column", "number"),
    [
        ("cafe", "rounds", 2**31 - 1),
        ("cafe", "minutes", -1),
        ("day", "starts", -(2**31) + 1),
        ("step", "minutes", 2**31 - 1),
        ("task", "offset", 2**31 - 1),
    ],
)
def test_numbers_that_pages_would_count_for_ever(
    parts, refused, table: str, column: str, number: int
) -> None:
    """Two thousand million rounds of a café fill the memory of the server with the first page that shows them."""
    archive = changed(parts, "event.json", lambda one: one[table][0].update({column: number}))
    assert refused(archive) == (ArchiveFault.DAMAGED, f"{table} 1, {column}")


@pytest.mark.parametrize(
    ("column", "content"),
    [
        (("agenda_version", "content"), {"steps": [{"id": 1, "minutes": 2**40}]}),
        (("agenda_version", "content"), {"days": [{"id": 1, "starts": -(2**40)}]}),
        (("published_shares", "shares"), {"donor": 1001}),
    ],
)
def test_nor_does_a_column_hold_them_that_has_a_shape(column, content) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        COLUMNS[column](content, lambda _table, number: number)


@pytest.mark.parametrize("languages", [("en",), ("en", "sq", "../de"), ()])
def test_a_report_is_there_in_both_languages(parts, refused, languages: tuple[str, ...]) -> None:
    """A page in the other one would stumble, and a paper would be called after another one."""

    def change(data: Any) -> None:
        content = data["edition"][0]["content"]
        data["edition"][0]["content"] = {
            code: content.get(code, content["en"]) for code in languages
        }

    archive = changed(parts, "report.json", change)
    assert refused(archive) == (ArchiveFault.DAMAGED, "edition 1, content")


def test_a_report_that_two_people_did_not_release_waits_for_them(parts, elsewhere) -> None:
    """Whoever makes an archive by hand lets nothing out with it."""
    alone = changed(parts, "report.json", lambda one: one.update(release=one["release"][:1]))
    addresses = []
    for content in (alone, pack_archive(parts)):
        with elsewhere.app_context():
            event = import_event(read_archive(content), EventImportOptions())
            db.session.commit()
            mine = Proceedings.event_id == event.id
            addresses.append(db.session.scalar(sa.select(Proceedings.token).where(mine)))
    client = elsewhere.test_client()
    assert [client.get(f"/report/{one}/en").status_code for one in addresses] == [404, 200]


def test_a_report_names_an_annex_that_stayed_at_home(filled, released, taken, elsewhere) -> None:
    """It may not go out any more, and is not in the archive; the report that was released is read all the same."""
    with filled.app_context():
        db.session.execute(sa.update(Attachment).values(public=False))
        db.session.commit()
    with elsewhere.app_context():
        import_event(read_archive(taken()), EventImportOptions())
        db.session.commit()
        token = db.session.scalar(sa.select(Proceedings.token))
    page = elsewhere.test_client().get(f"/report/{token}/en")
    assert (page.status_code, "/annexes/" in page.text) == (200, False)
