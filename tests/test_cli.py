"""The command `facilitate`: what it prints and writes."""

import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from flask import current_app
from icalendar import Calendar

from facilitate.data.revision import all_revisions
from facilitate.run import planner_app
from facilitate.run.command import COMMANDS, load_command

from . import levels
from .commands import run_command
from .once import made_once
from .planner_sample import SAMPLE

PROMISED = [
    *(
        "run",
        "upgrade",
        "invite",
        "demo",
        "guide",
        "checklist",
        "agenda",
        "mcp",
        "people",
        "figures",
        "year",
    ),
    *("calendar", "archive", "check-text", "read-archive", "backup", "restore"),
]
"""Commands that others rely on."""


def facilitate(folder: Path, *arguments: str, code: int = 0, **more: str) -> str:
    """Run the command with its instance in that folder; gives what it printed."""
    ended, printed = run_command(
        arguments, {"FACILITATE_INSTANCE": str(folder / "instance"), **more}, folder
    )
    assert ended == code, printed
    return printed


@pytest.fixture(scope="session")
def loaded(shared: Path) -> Path:
    """A folder with the demo, as `facilitate demo --load-only` leaves it (`test_wheel.py`)."""

    def load(folder: Path) -> None:
        instance = folder / "instance"
        instance.mkdir(parents=True)
        levels.copy_level(levels.sqlite_level(shared, "demo"), instance)
        know_version(instance / "facilitate.sqlite3")

    return made_once(shared, "commanded-demo", load)


def know_version(path: Path) -> None:
    """Let a database of a level know its version, as one that the command made does."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        database.execute("INSERT INTO alembic_version VALUES (?)", (all_revisions()[-1],))


@pytest.fixture
def demo_folder(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own with the demo."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(loaded / "instance", folder / "instance")
    return folder


def test_a_command_leaves_the_environment_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs one in their own process may start a planner afterwards, whose mails no page is to wait for."""
    for name in [name for name in os.environ if name.startswith("FACILITATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FACILITATE_INSTANCE", str(tmp_path / "instance"))
    before, ran = dict(os.environ), []
    facilitate(tmp_path, "upgrade")
    planner_app.inside_app(lambda: ran.append(current_app.extensions["settings"].immediate_jobs))()
    assert (ran, dict(os.environ)) == ([True], before)


def test_all_commands_are_there(tmp_path: Path) -> None:
    """Its own help loads none of them, and says the same as they do."""
    program = Path(sys.executable).with_name("facilitate")
    wide = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run(
        [program, "--help"], cwd=tmp_path, env=wide, capture_output=True, text=True, check=True
    )
    assert [name for name in PROMISED if f"  {name}" not in done.stdout] == []
    loaded = click.Group(commands={name: load_command(one) for name, one in COMMANDS.items()})
    listed = CliRunner().invoke(loaded, ["--help"], terminal_width=78).output
    assert done.stdout.partition("Commands:")[2] == listed.partition("Commands:")[2]


def test_a_second_demo_keeps_the_data(demo_folder: Path) -> None:
    printed = facilitate(demo_folder, "demo", "--load-only", "--port", "8123")
    assert "loaded" not in printed
    assert "http://127.0.0.1:8123/link/" in printed


def test_figures(demo_folder: Path) -> None:
    rows = json.loads(facilitate(demo_folder, "figures", "launch-2004", "annual-2006", "--json"))
    assert [(row["event"], row["total"]) for row in rows] == [
        ("launch-2004", 88),
        ("annual-2006", 119),
        (None, 207),
    ]
    assert [row["people"] for row in rows[:2]] == [88, 119]
    assert 119 < rows[2]["people"] < 207
    assert list(rows[0]) == ["event", "total", "people", "sectors", "outside_capital", "presenters"]
    assert rows[2]["sectors"] == {
        key: rows[0]["sectors"][key] + rows[1]["sectors"][key] for key in rows[0]["sectors"]
    }
    assert list(rows[0]["sectors"]) == [
        "central_government",
        "local_government",
        "civil_society",
        "international_ngo",
        "intergovernmental",
        "donor",
        "media",
        "business",
        "academia",
        "other",
    ]
    one = facilitate(demo_folder, "figures", "launch-2004")
    assert "43.2%" in one
    assert "different people" not in one
    assert "different people, 207 times, at 2 events" in facilitate(
        demo_folder, "figures", "launch-2004", "annual-2006"
    )


def test_figures_tell_who_came_from_who_is_coming(demo_folder: Path) -> None:
    said = facilitate(demo_folder, "figures", "launch-2004", "annual-next").splitlines()
    heads = [line for line in said if not line.startswith(" ")]
    coming = int(heads[1].split()[1])
    assert heads[0].startswith("launch-2004: 88 (")
    assert heads[1].startswith(f"annual-next: {coming} say they are coming (")
    assert f"{88 + coming} times, at 2 events, {coming} of these times still to come (" in heads[2]


def test_guide_calendar_and_checklist_are_written(demo_folder: Path) -> None:
    facilitate(demo_folder, "guide", "annual-next", "--lang", "sq", "-o", "guide.docx")
    assert len(Document(str(demo_folder / "guide.docx")).paragraphs) > 200
    facilitate(demo_folder, "guide", "annual-next", "--lang", "en", "-o", "papers.zip")
    with zipfile.ZipFile(demo_folder / "papers.zip") as papers:
        assert papers.namelist()[:2] == [
            "1-facilitator-guide.docx",
            "2-running-order-for-the-wall.docx",
        ]
    asked = ["--member", "kujtim pasha", "--short", "--paper", "a5", "--large", "-o", "own.docx"]
    facilitate(demo_folder, "guide", "annual-next", *asked)
    assert round(Document(str(demo_folder / "own.docx")).sections[0].page_width.cm, 1) == 14.8
    facilitate(demo_folder, "calendar", "annual-next", "-o", "programme.ics")
    assert (
        len(Calendar.from_ical((demo_folder / "programme.ics").read_bytes()).walk("VEVENT"))
        == 30 + 2
    )
    facilitate(demo_folder, "checklist", "export", "annual-next", "-o", "list.xlsx")
    assert openpyxl.load_workbook(demo_folder / "list.xlsx").sheetnames != []
    printed = facilitate(demo_folder, "checklist", "import", "annual-next", "list.xlsx")
    assert printed.strip().startswith("new 0 changed 0 unchanged ")
    assert printed.strip().endswith(" missing 0 clashing 0")


def test_an_agenda_from_anybody_is_understood(demo_folder: Path) -> None:
    lines = [
        "18 March 2027",
        "9:00 Opening (Jane Roe)",
        "9:30 Coffee",
        "10:00 - 11:00 Panel, Room 2",
    ]
    (demo_folder / "ours.txt").write_text("\n".join(lines), encoding="utf-8")
    asked = ["agenda", "import", "annual-next", "ours.txt", "--json"]
    opening = {
        "start": "09:00",
        "minutes": 30,
        "title": "Opening",
        "people": ["Jane Roe"],
        "room": None,
    }
    coffee = {"start": "09:30", "minutes": 30, "title": "Coffee", "people": [], "room": None}
    panel = {"start": "10:00", "minutes": 60, "title": "Panel", "people": [], "room": "Room 2"}
    steps = [opening | {"break": False}, coffee | {"break": True}, panel | {"break": False}]
    assert json.loads(facilitate(demo_folder, *asked)) == {
        "days": [{"date": "2027-03-18", "steps": steps}]
    }
    (demo_folder / "ours.txt").write_text("\n".join([*lines, "Total: 2 hours"]), encoding="utf-8")
    printed = facilitate(demo_folder, *asked[:-1], code=3)
    assert "line 5: Total: 2 hours – a total" in printed.splitlines()
    assert "  10:00   60  Panel  (Room 2)" in printed.splitlines()
    printed = facilitate(demo_folder, *asked[:-1], "--apply", code=3)
    assert "3 of 3 steps are new and stand in the agenda now." in printed.splitlines()
    printed = facilitate(demo_folder, *asked[:-1], "--apply", code=3)
    assert (
        "Nothing is new: what was understood stands in the agenda already (3 steps)."
        in printed.splitlines()
    )
    (demo_folder / "ours.txt").write_bytes(b"%PDF-1.4")
    assert "Traceback" not in facilitate(demo_folder, *asked, code=1)
    facilitate(demo_folder, "list", "export", "agenda", "annual-next", "-o", "own.xlsx")
    own = ["agenda", "import", "annual-next", "own.xlsx"]
    for printed in (facilitate(demo_folder, *own), facilitate(demo_folder, *own, "--apply")):
        assert printed.startswith("new 0 changed 0 unchanged ")
        assert printed.endswith(" missing 0 clashing 0\n")
    assert facilitate(demo_folder, *own, "--json", code=3).count('"start"') > 30


def test_an_agenda_is_drafted(demo_folder: Path) -> None:
    told = json.loads(facilitate(demo_folder, "agenda", "draft", "annual-next", "--json"))
    assert [one["style"] for one in told["drafts"]] == ["talk", "settle", "move"]
    steps = [step for one in told["drafts"] for step in one["steps"]]
    assert all(step["reason"] and step["lead"] for step in steps)
    assert {code for step in steps for code in step["objectives"]} == {f"O{n}" for n in range(1, 7)}
    printed = facilitate(demo_folder, "agenda", "draft", "annual-next").splitlines()
    assert printed[0] == "Talk it through"


def test_the_released_report_is_written(demo_folder: Path) -> None:
    facilitate(demo_folder, "report", "annual-2008", "--lang", "sq", "-o", "report.docx")
    assert "Raport i punimeve" in [
        one.text for one in Document(str(demo_folder / "report.docx")).paragraphs
    ]
    for asked, sentence in (
        (("annual-next", "-o", "x.docx"), "The report has not been released yet"),
        (
            ("annual-2008", "-o", "x.rtf"),
            "A report is a Word file: -o FILE.docx, FILE.pdf or FILE.odt, not x.rtf.",
        ),
    ):
        assert sentence in facilitate(demo_folder, "report", *asked, code=1)


def test_plain_sentences_for_mistakes(demo_folder: Path) -> None:
    assert "There is no event “nowhere”." in facilitate(
        demo_folder, "guide", "nowhere", "-o", "x.docx", code=1
    )
    for asked, sentence in (
        ("--for facilitator", "Whose own guide? Add --member"),
        ("--member nobody", "“nobody” is not in the team of this event. In it: "),
        ("--day 2001-01-01", "“2001-01-01” is no day of this event; it runs from "),
    ):
        printed = facilitate(
            demo_folder, "guide", "annual-next", *asked.split(), "-o", "x.docx", code=1
        )
        assert sentence in printed
    printed = facilitate(demo_folder, "guide", "annual-next", "-o", "x.rtf", code=1)
    assert "A guide is a Word file: -o FILE.docx" in printed
    printed = facilitate(demo_folder, "guide", "annual-next", "--large", "-o", "x.zip", code=1)
    assert "A .zip holds the papers for everybody; only --lang goes with it." in printed
    assert "cannot be written" in facilitate(
        demo_folder, "calendar", "annual-next", "-o", "no/such/x.ics", code=1
    )
    (demo_folder / "letter.xlsx").write_bytes(b"Dear colleagues")
    assert "Traceback" not in facilitate(
        demo_folder, "checklist", "import", "annual-next", "letter.xlsx", code=1
    )
    assert "it can be en or sq" in facilitate(
        demo_folder, "upgrade", code=1, FACILITATE_LANGUAGE="fr"
    )


def test_text_under_the_name_of_a_workbook_is_read_by_its_columns(
    demo_folder: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "list.xlsx"
    listed.write_text("Organisation\nAn office nobody knows\n")
    printed = facilitate(demo_folder, "people", "import", str(listed), code=3)
    assert "left out: row 2, Organisation: The organisation is new" in printed


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("calendar annual-next", "annual-next.ics"),
        ("list export budget annual-next", "annual-next-budget.xlsx"),
        ("list export people", "people.xlsx"),
        ("people letters annual-next", "annual-next-letters.docx"),
    ],
)
def test_a_file_has_its_usual_name_where_none_is_given(
    demo_folder: Path, command: str, name: str
) -> None:
    here = demo_folder / name
    assert facilitate(demo_folder, *command.split()).startswith(f"{name}  ")
    written = here.read_bytes()
    told = facilitate(demo_folder, *command.split(), code=2)
    assert f"{name} is here already: -o FILE says where to write." in told
    assert here.read_bytes() == written


def test_letters_on_paper_are_written_by_command(demo_folder: Path, tmp_path: Path) -> None:
    paper, slug = tmp_path / "letters.docx", "annual-next"
    asked = ("people", "letters", slug, "--lang", "both", "-o")
    facilitate(demo_folder, *asked, str(paper))
    form = Document(str(paper)).tables[-1]
    assert form.cell(0, 0).text == "Udhëtimi / Travel"
    assert "not letters.txt" in facilitate(
        demo_folder, *asked, str(tmp_path / "letters.txt"), code=1
    )


@pytest.mark.parametrize(
    "command", ["invite a@b.example", "guide x -o x.docx", "figures x", "backup x.zip"]
)
def test_a_planner_that_was_never_set_up_says_so(tmp_path: Path, command: str) -> None:
    printed = facilitate(tmp_path, *command.split(), code=1)
    assert ("facilitate upgrade" in printed, "Traceback" in printed) == (True, False)
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("url", ["nonsense", "foo://x", "postgresql+psycopg://x@127.0.0.1:1/x"])
def test_a_database_that_is_not_there_is_a_plain_sentence(tmp_path: Path, url: str) -> None:
    printed = facilitate(tmp_path, "upgrade", code=1, FACILITATE_DATABASE_URL=url)
    assert printed.startswith("Error: The database cannot be used: ")
    assert "Traceback" not in printed


def test_what_is_no_address_gets_no_account(demo_folder: Path) -> None:
    assert "is no e-mail address" in facilitate(demo_folder, "invite", "not an address", code=1)


@pytest.mark.parametrize("command", ["run", "demo"])
def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path, command: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        printed = facilitate(tmp_path, command, "--port", str(port), code=1)
    assert printed.strip() == (
        f"Error: Port {port} of 127.0.0.1 cannot be used; perhaps the planner runs already. "
        f"Another one: --port {port + 1}"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_invitation_prints_a_link(demo_folder: Path) -> None:
    assert "/link/" in facilitate(demo_folder, "invite", "new@office.example", "--name", "Ina Leka")
    assert "/link/" in facilitate(demo_folder, "invite", "new@office.example", "--reset")
    assert "There is no account" in facilitate(
        demo_folder, "invite", "nobody@office.example", "--reset", code=1
    )


def test_an_invited_account_speaks_the_planner_s_language_or_the_one_said(
    demo_folder: Path,
) -> None:
    for address, said in (("ina@office.example", []), ("eva@office.example", ["--language", "en"])):
        facilitate(demo_folder, "invite", address, *said, FACILITATE_LANGUAGE="sq")
    facilitate(demo_folder, "invite", "sara@office.example", "--language", "de", code=2)
    with closing(sqlite3.connect(demo_folder / "instance" / "facilitate.sqlite3")) as rows:
        query = "SELECT email, language FROM user WHERE email IN (?, ?) ORDER BY id"
        spoken = rows.execute(query, ("ina@office.example", "eva@office.example")).fetchall()
    assert spoken == [("ina@office.example", "sq"), ("eva@office.example", "en")]


def test_backup_and_restore_on_sqlite(demo_folder: Path, tmp_path: Path) -> None:
    uploads = demo_folder / "instance" / "uploads" / "kept"
    uploads.mkdir(parents=True, exist_ok=True)
    (uploads / "letër.txt").write_text("një")
    facilitate(demo_folder, "backup", "copy.zip")
    facilitate(tmp_path, "restore", str(demo_folder / "copy.zip"))
    facilitate(tmp_path, "backup", "again.zip")
    assert contents(tmp_path / "again.zip") == contents(demo_folder / "copy.zip")
    assert without_proposal(tmp_path) == without_proposal(demo_folder) > 0
    assert "already holds data" in facilitate(tmp_path, "restore", "again.zip", code=1)
    (tmp_path / "not.zip").write_text("no")
    assert "is not a copy" in facilitate(tmp_path, "restore", "not.zip", code=1)


def without_proposal(folder: Path) -> int:
    """How many comments on the agenda propose nothing."""
    with closing(sqlite3.connect(folder / "instance" / "facilitate.sqlite3")) as database:
        query = "SELECT count(*) FROM step_comment WHERE proposal IS NULL"
        return int(database.execute(query).fetchone()[0])


def test_a_backup_that_cannot_be_written_leaves_the_one_before(
    demo_folder: Path, tmp_path: Path
) -> None:
    assert "cannot be written" in facilitate(demo_folder, "backup", "no/such/copy.zip", code=1)
    (tmp_path / "copy.zip").write_bytes(b"the one before")
    facilitate(tmp_path, "backup", "copy.zip", code=1)  # no database yet
    assert (tmp_path / "copy.zip").read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_damaged_copy_restores_nothing(tmp_path: Path) -> None:
    for what in ("a table", "the key", "half a row", "an unknown role", "bits", "newer"):
        printed = facilitate(
            tmp_path, "restore", str(damaged(SAMPLE, tmp_path / "copy.zip", what)), code=1
        )
        sentence = "newer version" if what == "newer" else "is damaged; nothing was restored"
        assert (sentence in printed, "Traceback" in printed) == (True, False), what
    facilitate(tmp_path, "restore", str(SAMPLE))  # and the whole one still fits


def damaged(whole: Path, path: Path, what: str) -> Path:
    """A copy of the copy with something wrong in it."""
    with zipfile.ZipFile(whole) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    if what == "a table":
        del parts["tables/user.jsonl"]
    elif what == "the key":
        del parts["secret-key"]
    elif what == "half a row":
        parts["tables/step.jsonl"] = parts["tables/step.jsonl"][:-100]
    elif what == "an unknown role":
        parts["tables/member.jsonl"] = parts["tables/member.jsonl"].replace(
            b'"organiser"', b'"king"'
        )
    elif what == "newer":
        parts["about.json"] = json.dumps({"revision": "9999"}).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    if what == "bits":
        content = path.read_bytes()
        path.write_bytes(content.replace(b'"annual-next"', b'"ANNUAL-NEXT"'))
    return path


def contents(path: Path) -> dict[str, bytes]:
    """Every file of a copy but the one that says when it was made."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        return {name: file.read(name) for name in file.namelist() if name != "about.json"}


def test_an_event_goes_from_one_planner_to_another(demo_folder: Path, tmp_path: Path) -> None:
    facilitate(demo_folder, "archive", "annual-2008", "-o", "event.zip")
    file = str(demo_folder / "event.zip")
    facilitate(tmp_path, "upgrade")
    assert "Annual conference 2008 is here: annual-2008\n" in facilitate(
        tmp_path, "read-archive", file
    )
    facilitate(tmp_path, "archive", "annual-2008", "-o", "again.zip")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(tmp_path / "again.zip") as after:
        assert before.namelist() == after.namelist()
        for name in ("event.json", "notes.json", "report.json", "photos/001.jpg"):
            assert before.read(name) == after.read(name)
    twice = facilitate(tmp_path, "read-archive", file, code=1)
    assert "This event is here already: annual-2008. To read it in once more: --name" in twice
    assert "Again is here: annual-2008-2" in facilitate(
        tmp_path, "read-archive", file, "--name", "Again"
    )


def test_what_is_no_archive_is_one_sentence(demo_folder: Path) -> None:
    (demo_folder / "text.zip").write_text("text")
    printed = facilitate(demo_folder, "read-archive", "text.zip", code=1)
    assert printed.startswith("Error: This is not the archive of an event.")
    assert "There is no event" in facilitate(
        demo_folder, "archive", "nothing", "-o", "a.zip", code=1
    )


def test_figures_start_without_what_makes_documents() -> None:
    """What makes Word and Excel takes a fifth of the time that the command does."""
    code = (
        "import sys; import facilitate.run.figures_command\n"
        "print([one for one in ('docx', 'openpyxl', 'facilitate.web.app') if one in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_the_planner_starts_without_drivers_that_it_does_not_use(tmp_path: Path) -> None:
    """Where they are installed they take 17 MB."""
    code = (
        "import sys; from facilitate.run.planner_app import planner_app; planner_app()\n"
        "print([one for one in ('psycopg', 'redis') if one in sys.modules])"
    )
    environment = os.environ | {"FACILITATE_INSTANCE": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert said.stdout == "[]\n"
