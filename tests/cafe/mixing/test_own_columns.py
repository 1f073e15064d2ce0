"""Columns of the organiser's own come in from Excel, several at once: pasted with their headings, or as a file."""

import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook

from facilitate.cafe.mixing.own_columns import read_own_columns
from facilitate.cafe.queries import floor_of
from facilitate.data.db import db
from facilitate.events.models import Event

ADDRESS = "/events/spring/cafe/{}/mix/column"


def table_of(people: dict[str, int]) -> list[list[str]]:
    """A list as somebody keeps it: three things about everybody, one of them not of everybody, and a stranger."""
    head = ["Nr.", "Emri Mbiemri", "Institucioni", "Gjinia", "Mosha", "Përvoja"]
    rows = [
        [str(n), name, "Bashkia", "FM"[n % 2], ("18-30", "31-50", "51+")[n % 3], "e re" * (n % 2)]
        for n, name in enumerate(people)
    ]
    return [head, *rows, ["25", "Askush Fare", "", "F", "51+", ""]]


def book_of(rows: list[list[str]]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def told(floor) -> dict[str, dict[str, str]]:
    """What the columns say, by name and guest."""
    return {
        name: {
            guest.name: value
            for guest in floor.people.values()
            if (value := guest.traits.get(f"own:{name}"))
        }
        for name in floor.cafe.columns
    }


@pytest.mark.both_databases
@pytest.mark.parametrize("way", ["pasted", "semicolons", "file"])
def test_several_columns_come_in_at_once(
    organiser: FlaskClient, app, cast, cafe: int, people: dict[str, int], way: str
) -> None:
    rows = table_of(people)
    if way == "file":
        data = {"file": (io.BytesIO(book_of(rows)), "lista.xlsx"), "people": "", "name": ""}
    else:
        between = "\t" if way == "pasted" else ";"
        data = {"people": "\n".join(between.join(row) for row in rows), "name": ""}
    answer = organiser.post(ADDRESS.format(cafe), data=data, follow_redirects=True)
    assert answer.status_code == 200
    for said in (
        "“Gjinia” was recorded for 24 people.",
        "“Mosha” was recorded for 24 people.",
        "“Përvoja” was recorded for 12 people.",
        "1 name is not among the people of this café: Askush Fare.",
        "The list of people has these already: Institucioni.",
        "18-30 8 · 31-50 8 · 51+ 8",
    ):
        assert said in answer.text

    with app.app_context():
        found = floor_of(db.session.get_one(Event, cast.event_id), cafe, traits=True)
        assert found
        columns = told(found[0])
    assert columns == {
        "Gjinia": {row[1]: row[3] for row in rows[1:-1]},
        "Mosha": {row[1]: row[4] for row in rows[1:-1]},
        "Përvoja": {row[1]: row[5] for row in rows[1:-1] if row[5]},
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"people": ""}, "Paste the people and what they are, or choose a file."),
        ({"people": "Agim Basha\tyoung"}, "Type what the column says, or paste its heading, too."),
        ({"people": "Name\tAge\nNobody\tyoung"}, "Nobody of this café was found"),
        ({"people": "Name\tOrganisation\nAgim Basha\tx"}, "there is no column with a heading"),
        ({"people": f"Name\tAge\nAgim Basha\t{'x' * 61}"}, "at most 60 characters"),
        (
            {"people": "Name" + "".join(f"\tC{n}" for n in range(9)) + "\nAgim Basha" + "\tx" * 9},
            "8 columns of its own",
        ),
        ({"file": (b"PK\x03\x04 not a workbook", "list.xlsx")}, "This"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays_typed(
    organiser: FlaskClient, cafe: int, people, floor, data: dict, said: str
) -> None:
    if "file" in data:
        content, name = data["file"]
        data = {"people": "", "file": (io.BytesIO(content), name)}
    answer = organiser.post(ADDRESS.format(cafe), data={"name": "", **data})
    assert answer.status_code == 422
    assert said in answer.text
    assert not floor().cafe.columns


def test_one_of_several_with_a_name_is_told_by_their_office(cafe: int, people, floor) -> None:
    here = floor()
    one, two = list(here.people.values())[:2]

    named = {one.key: one, two.key: replace(two, given=one.given, family=one.family)}
    here = replace(here, people={**here.people, **named})
    assert one.organisation != two.organisation
    rows = [
        ["Name", "Organisation", "Age"],
        [one.name, two.organisation, "old"],
        [one.name, "", "x"],
    ]
    found = read_own_columns(here, rows)
    assert (found.said, list(found.unread)) == ({"Age": {two.key: "old"}}, [one.name])
