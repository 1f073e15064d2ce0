"""`facilitate people import` says all that the page says, and leaves nothing out without ending with 3."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import load_workbook

from facilitate import clock
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.models import Event
from facilitate.participation.models import PeopleChange, Standing
from facilitate.run import planner_app
from facilitate.run.people_commands import people

from ...directory.importing.tables import rows_marked, sheet_of_rows
from ..invited import Listed
from .test_bringing import rows

HEAD = ("Emri Mbiemri", "Institucioni", "E-mail", "Statusi")
LIST = sheet_of_rows(
    [
        HEAD,
        ("Ana Hoxha", "Bashkia Shkodër", "", "konfirmuar"),
        ("Nora Zhupa", "Qendra Çelësi", "nora@a.example", "e ftuar"),
    ]
)
COLUMNS = [
    "column “Emri Mbiemri”: Full name",
    "column “Institucioni”: Organisation",
    "column “E-mail”: E-mail",
]


@pytest.fixture
def run(app: Flask, listed: Listed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The command, with a file of that content."""
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)

    def command(content: bytes, *asked: str, name: str = "list.xlsx") -> Result:
        (tmp_path / name).write_bytes(content)
        return CliRunner().invoke(people, ["import", str(tmp_path / name), *asked])

    return command


def test_onto_the_list_of_an_event(app: Flask, listed: Listed, run: Any) -> None:
    looked = run(LIST, "--event", "spring")
    assert (looked.exit_code, looked.stdout) == (
        0,
        "new 1 changed 1 unchanged 0 missing 0 clashing 0\n",
    )
    assert looked.stderr.splitlines() == [
        *COLUMNS,
        "column “Statusi”: Status",
        "how it was read: row 3: New in the directory: Qendra Çelësi",
        "new: row 3, “Nora Zhupa”",
        "changed: row 2, Statusi, “Ana Hoxha”: here “to be invited”, in the file “coming”",
    ]
    assert listed.standing("Hoxha") == [Standing.LISTED]
    assert run(LIST, "--event", "spring", "--apply").exit_code == 0
    assert listed.standing("Hoxha") == [Standing.COMING]
    assert [row[0] for row in rows(app)][-1] == "Nora Zhupa"
    with app.app_context():
        change = db.session.scalars(sa.select(PeopleChange)).one()
        assert (change.user_id, change.source, change.count) == (None, "list.xlsx", 2)
    again = run(LIST, "--event", "spring", "--apply")
    assert again.stdout == "new 0 changed 0 unchanged 2 missing 0 clashing 0\n"


def test_what_is_left_out_ends_with_3_and_is_not_applied_by_itself(
    app: Flask, listed: Listed, run: Any, tmp_path: Path
) -> None:
    content = sheet_of_rows(
        [
            HEAD,
            ("Ana Hoxha", "Bashkia Shkodër", "", "ndoshta"),
            ("Anna Hoxha", "Bashkia Shkodër", "", ""),
            ("Nora Zhupa", "Vlera e Re", "", "konfirmuar"),
            ("Iris Leka", "Qendra Çelësi", "", "konfirmuar"),
        ]
    )
    asked = ("--event", "spring", "--apply", "--answer", str(tmp_path / "answer.xlsx"))
    done = run(content, *asked)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        3,
        "new 1 changed 0 unchanged 1 missing 0 clashing 1",
    )
    assert done.stderr.splitlines()[4:] == [
        "left out: row 4, Institucioni: The organisation is new, and its sector is not given. (Vlera e Re)",
        "clashing: row 3: You have not decided whether this is somebody already in the directory. (Anna Hoxha)",
        "left out: Statusi, “ndoshta”: It is not known here and is left out.",
        "how it was read: row 5: New in the directory: Qendra Çelësi",
        "new: row 5, “Iris Leka”",
        "Nothing was changed: add --partly to take over the rest.",
    ]
    assert len(rows(app)) == 5
    said = rows_marked((tmp_path / "answer.xlsx").read_bytes())
    assert said[5] == "how it was read: New in the directory: Qendra Çelësi\nnew"
    assert len(load_workbook(tmp_path / "answer.xlsx").worksheets) == 2
    assert run(content, *asked, "--partly").exit_code == 3
    assert [row[0] for row in rows(app)][5:] == ["Iris Leka"]
    whole = run(
        content, "--event", "spring", "--apply", "--partly", "--alike", "new", "--sector", "donor"
    )
    assert whole.stdout == "new 2 changed 0 unchanged 2 missing 0 clashing 0\n"
    assert len(rows(app)) == 8


def test_into_the_directory_alone_and_as_json(app: Flask, listed: Listed, run: Any) -> None:
    content = "Given name,Family name,Organisation,Phone\nNora,Zhupa,Qendra Çelësi,0691234567\nAna,Hoxha,Bashkia Shkodër,call\n"
    done = run(content.encode(), "--json", name="list.csv")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["counts"], said["left_out"], said["applied"]) == (
        3,
        {"new": 1, "changed": 0, "unchanged": 1, "missing": 0, "clashing": 0},
        1,
        False,
    )
    assert said["rows"] == [
        {
            "what": "left_out",
            "row": 3,
            "column": "Phone",
            "sentence": "This is not a phone number and is left out: call",
        },
        {"what": "new", "row": 2, "title": "Nora Zhupa"},
    ]
    assert run(content.encode(), "--apply", "--partly", name="list.csv").exit_code == 3
    with app.app_context():
        nora = db.session.scalars(sa.select(Person).where(Person.given_name == "Nora")).one()
        assert (nora.phone, nora.organisation.name) == ("+355 69 123 4567", "Qendra Çelësi")


def test_organisations_come_into_the_directory_and_nowhere_else(
    app: Flask, listed: Listed, run: Any
) -> None:
    content = sheet_of_rows([("Organisation", "Sector"), ("Fondi", "Donor")])
    assert run(content, "--apply").stdout == "new 1 changed 0 unchanged 0 missing 0 clashing 0\n"
    with app.app_context():
        assert db.session.scalars(sa.select(Organisation).where(Organisation.name == "Fondi")).one()
    refused = run(content, "--event", "spring")
    assert (refused.exit_code, "Choose the column that holds the name." in refused.stderr) == (
        1,
        True,
    )


@pytest.mark.parametrize(
    ("content", "asked", "sentence"),
    [
        (b"%PDF-1.7", (), "This is a PDF. Choose the table (.xlsx, .ods or .csv)."),
        (LIST, ("--event", "nowhere"), "There is no event “nowhere”."),
        (LIST, ("--sector", "circus"), "There is no sector “circus”"),
    ],
)
def test_what_cannot_be_is_said_plainly(
    run: Any, content: bytes, asked: tuple[str, ...], sentence: str
) -> None:
    done = run(content, *asked)
    assert (done.exit_code, sentence in done.stderr) == (1, True)


def over(app: Flask, days: int = 7) -> None:
    """The event was so many days ago."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).filter_by(slug="spring")).one()
        event.first_day = event.last_day = clock.today_in(event) - timedelta(days=days)
        db.session.commit()


def standing_of(app: Flask, *names: str) -> list[str]:
    found = {row[0]: row[2].value for row in rows(app)}
    return [found[name] for name in names]


@pytest.mark.parametrize(
    ("heading", "said", "after"),
    [
        ("Pjesëmarrja", ("Po", "Jo", ""), "attended declined listed"),
        ("Attendance", ("yes", "no", "x"), "attended declined attended"),
        ("Konfirmimi", ("Po", "Jo", ""), "coming declined listed"),
    ],
)
def test_attendance_is_who_came_once_the_event_is_over(
    app: Flask, run: Any, heading: str, said: tuple[str, ...], after: str
) -> None:
    names = ("Nora Zhupa", "Gent Muka", "Iris Doda")
    people_ = [(name, "Bashkia Shkodër", one) for name, one in zip(names, said, strict=True)]
    table = sheet_of_rows([("Emri Mbiemri", "Institucioni", heading), *people_])
    over(app)
    assert run(table, "--event", "spring", "--apply").exit_code == 0
    assert " ".join(standing_of(app, *names)) == after


def test_attendance_is_who_is_coming_until_the_event_is_over(app: Flask, run: Any) -> None:
    people_ = [("Nora Zhupa", "Bashkia Shkodër", "Po"), ("Gent Muka", "Bashkia Shkodër", "Jo")]
    table = sheet_of_rows([("Emri Mbiemri", "Institucioni", "Pjesëmarrja"), *people_])
    over(app, 0)
    assert run(table, "--event", "spring", "--apply").exit_code == 0
    assert standing_of(app, "Nora Zhupa", "Gent Muka") == ["coming", "declined"]


@pytest.mark.parametrize(
    ("days_ago", "asked", "standing"),
    [
        (-1, (), Standing.LISTED),
        (0, (), Standing.LISTED),  # people still come
        (1, (), Standing.ATTENDED),
        (1, ("--status", "invited"), Standing.INVITED),
    ],
)
def test_the_status_of_a_list_that_says_none(
    app: Flask, run: Any, days_ago: int, asked: tuple[str, ...], standing: Standing
) -> None:
    over(app, days_ago)
    table = sheet_of_rows([("Emri Mbiemri", "Institucioni"), ("Nora Zhupa", "Bashkia Shkodër")])
    assert run(table, "--event", "spring", *asked, "--apply").exit_code == 0
    assert rows(app)[-1][2] is standing
    if asked:
        refused = run(table, *asked)
        assert refused.exit_code == 1
        assert "name it with --event" in refused.stderr


def test_notes_that_nearly_all_say_who_is_coming_are_the_status(app: Flask, run: Any) -> None:
    names = ("Nora Zhupa", "Gent Muka", "Iris Doda", "Alma Reka")
    notes = ("konfirmuar", "mungon", "konfirmuar", "vjen me vonesë në seancë")
    people_ = [(name, "Bashkia Shkodër", note) for name, note in zip(names, notes, strict=True)]
    table = sheet_of_rows([("Emri Mbiemri", "Institucioni", "Shënime"), *people_])
    done = run(table, "--event", "spring", "--apply", "--partly")
    assert "column “Shënime”: Status" in done.stderr
    assert standing_of(app, *names[:3]) == ["coming", "declined", "coming"]
