"""All papers of the demo's coming conference, read again: every number and name on them is the same on each."""

import io
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from facilitate.accounts.models import User
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step
from facilitate.checklists.models import Task, TaskRole
from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.events.queries import team_of
from facilitate.setup.demo.load import OFFICIAL

from ...moment import planner_today

BASE = "/events/annual-next"
WHEN = {"en": "Time", "sq": "Koha"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "sq"])
Read = Callable[[str], bytes]
PAPERS: dict[str, bytes] = {}
"""By address: nothing here changes the conference, so each is made and read once."""


@pytest.fixture
def read(demo: Flask) -> Read:
    """A paper of the conference, by its address."""
    client: FlaskClient = demo.test_client()
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session["_user_id"] = token

    def paper(address: str) -> bytes:
        if address not in PAPERS:
            answer = client.get(f"{BASE}/{address}")
            assert answer.status_code == 200
            PAPERS[address] = answer.data
        return PAPERS[address]

    return paper


@pytest.fixture
def cafe(demo: Flask) -> str:
    """Where the papers of its café are."""
    with demo.app_context():
        key = db.session.scalar(
            sa.select(Step.id)
            .join(Event, Event.id == Step.event_id)
            .where(Event.slug == "annual-next", Step.kind == StepKind.CAFE)
        )
    return f"cafe/{key}/print"


@cache
def tables(content: bytes) -> list[list[list[str]]]:
    """The tables of a Word file: rows of cells."""
    document = docx.Document(io.BytesIO(content))
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]


def with_heads(content: bytes, *heads: str) -> list[list[list[str]]]:
    """The rows below those headings, table by table."""
    found = [one[1:] for one in tables(content) if one and one[0][: len(heads)] == list(heads)]
    assert found != []
    return found


def glance(read: Read, language: str, choice: str = "") -> list[tuple[str, str, str, str, str]]:
    """What the guide's agenda at a glance says: number and title, when, minutes, who leads, where."""
    content = read(f"guide.docx?lang={language}{choice}")
    first = {"en": ("Time", "Min."), "sq": ("Koha", "Min.")}[language]
    return [
        (row[2].split("\n")[0].removeprefix("– "), row[0], row[1], row[4], row[5])
        for day in with_heads(content, *first)
        for row in day
        if len(row) == 6
    ]


def starts(when: str) -> str:
    return when.split("–")[0]


@LANGUAGES
def test_steps_have_one_number_one_time_one_lead_and_one_room(read: Read, language: str) -> None:
    steps = glance(read, language)
    assert len(steps) == len({title for title, *_rest in steps}) > 25
    assert glance(read, language, "&short=1") == steps
    assert running_order(read, language) == [
        (title, starts(when), minutes, lead, room) for title, when, minutes, lead, room in steps
    ]
    first = {"en": ("Time", "Min."), "sq": ("Koha", "Min.")}[language]
    days = with_heads(read(f"guide.docx?lang={language}"), *first)
    parts = [row[2] for day in days for row in day if row[2].startswith("– ")]
    assert len(parts) == 2  # what a block holds stands below it with a dash
    booklet = with_heads(read(f"guide.docx?for=notes&lang={language}"), WHEN[language])
    noted = {row[1]: row[0] for day in booklet for row in day if len(row) == 4}
    known = {title: when for title, when, *_rest in steps}
    assert noted == {title: known[title] for title in noted}
    assert len(noted) > 25


def running_order(read: Read, language: str) -> list[tuple[str, str, str, str, str]]:
    """What the running order says of every step, as `glance` does."""
    page = html.fromstring(read(f"agenda/print/running-order?lang={language}").decode())
    found = []
    for row in page.xpath("//section[@class='oday']//tbody/tr[td[@class='nr']]"):
        number, when, minutes, title, _how, who, where, _serves = row
        lead = who.xpath("string(b)")
        found.append(
            (
                f"{number.text} {title.text.strip()}",
                when.text,
                minutes.text or "",
                lead,
                where.text or "",
            )
        )
    return found


@LANGUAGES
def test_the_wall_has_the_times_and_rooms_of_the_guide(read: Read, language: str) -> None:
    steps = glance(read, language)
    known = {(when, title.split(" ", 1)[1]): room for title, when, _minutes, _lead, room in steps}
    wall = [row for day in tables(read(f"guide.docx?for=wall&lang={language}")) for row in day]
    assert len(wall) > 20
    assert sum(title.startswith("– ") for _when, title, _room in wall) == 2  # the parts of a block
    for when, title, room in wall:
        told = known[when, title.removeprefix("– ")]
        assert room == told or not told


@LANGUAGES
def test_everybody_s_own_list_says_the_same_of_their_steps(
    demo: Flask, read: Read, language: str
) -> None:
    known = {title: when for title, when, *_rest in glance(read, language)}
    heads = {
        "en": ("When", "Step", "Role in this step"),
        "sq": ("Kur", "Hapi", "Roli në këtë hap"),
    }[language]
    with demo.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        turn = planner_today().toordinal() + list(WHEN).index(language)
        members = [one.id for place, one in enumerate(team_of(event), turn) if place % 2]
    own = [  # everybody's in one of the languages, on another day in the other
        row
        for member in members
        for table in tables(read(f"guide.docx?lang={language}&for=facilitator&member={member}"))
        if table and table[0] == list(heads)
        for row in table[1:]
    ]
    assert len(own) > 25
    assert [(row[1], row[0].split(", ")[-1]) for row in own] == [
        (row[1], known[row[1]]) for row in own
    ]


def cafe_tables(content: bytes, language: str) -> dict[str, tuple[str, str]]:
    """The host and the seats of each table, by its number, as the guide says them."""
    heads = {"en": ("Table", "Question"), "sq": ("Tryeza", "Pyetja")}[language]
    (rows,) = with_heads(content, *heads)
    return {row[0]: (row[2].split("\n")[0].replace("–", ""), row[3]) for row in rows}


@LANGUAGES
def test_a_table_has_one_host_and_as_many_seats_on_every_paper(
    read: Read, cafe: str, language: str
) -> None:
    known = cafe_tables(read(f"guide.docx?lang={language}"), language)
    assert len(known) == 11
    plan = docx.Document(io.BytesIO(read(f"{cafe}/room.docx?lang={language}")))
    drawn: dict[str, tuple[str, str]] = {}
    for table in plan.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            said = [(one.style.name, one.text) for one in cell.paragraphs]
            number = [text for style, text in said if style == "Plan Number"]
            texts = [text for style, text in said if style == "Plan Text"]
            if number:
                drawn[number[0]] = (
                    texts[0] if len(texts) > 1 else "",
                    re.sub(r"\D", "", texts[-1]),
                )
    assert drawn == known
    sheets = host_sheets(read(f"guide.docx?for=hosts&lang={language}"), language)
    assert {number: (one["host"], one["seats"]) for number, one in sheets.items()} == known


def host_sheets(content: bytes, language: str) -> dict[str, Any]:
    """What the hosts' sheets of the café say, by the number of the table: host, seats, the times of rounds, who comes."""
    words = {
        "en": ("Table ", "Host", "Seats", "Round "),
        "sq": ("Tryeza ", "Mikpritësi", "Vende", "Raundi "),
    }[language]
    found: dict[str, Any] = {}
    document = docx.Document(io.BytesIO(content))
    number, head = "", ""
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            facts = {row.cells[0].text: row.cells[1].text for row in block.rows}
            if number and words[2] in facts:
                host = facts[words[1]]
                found[number] |= {
                    "host": "" if host.startswith("…") else host,
                    "seats": facts[words[2]],
                }
            continue
        if block.style.name == "Heading 1":
            title = block.text.split(" · ")[0]
            number = title.removeprefix(words[0]) if title.startswith(words[0]) else ""
            number = number if number.isdigit() else ""
            if number:
                found[number] = {"rounds": {}}
        if block.style.name == "Write Head":
            head = block.text if block.text.startswith(words[3]) else ""
        elif number and head and block.style.name == "Note":
            people = re.sub(r" \([^()]*(?:\([^()]*\)[^()]*)*\)", "", block.text)
            found[number]["rounds"][head] = sorted(people.split(", "))
    return found


@LANGUAGES
def test_everybody_sits_where_their_slip_says_on_every_paper(
    read: Read, cafe: str, language: str
) -> None:
    rows = list(
        openpyxl.load_workbook(io.BytesIO(read(f"{cafe}/door.xlsx?lang={language}"))).active.values
    )
    at = next(place for place, row in enumerate(rows) if row.count(None) == 0)
    door = {
        str(row[0]): [str(cell) if isinstance(cell, int) else "" for cell in row[-3:]]
        for row in rows[at + 1 :]
    }
    assert len(door) == 78
    slips = html.fromstring(read(f"{cafe}/slips?which=all&lang={language}").decode())
    papers = [" ".join(one.itertext()) for one in slips.xpath("//*[contains(@class, 'slip')]")]
    for name, path in door.items():
        paper = min((text for text in papers if name in text), key=len)
        said = re.findall(r"\b\d{1,2}\b", re.sub(r"\d\d:\d\d", "", paper))
        assert set(path) - {"", *said} == set()
    hosts = {
        host for host, _seats in cafe_tables(read(f"guide.docx?lang={language}"), language).values()
    }
    word = {"en": "Round", "sq": "Raundi"}[language]
    clocks = {"13:45–14:05", "14:10–14:30", "14:35–14:55"}
    sheets = host_sheets(read(f"guide.docx?for=hosts&lang={language}"), language)
    for number, sheet in sheets.items():
        assert {head.split(" · ")[1] for head in sheet["rounds"]} == clocks
        for head, people in sheet["rounds"].items():
            place = int(head.removeprefix(word + " ").split(" · ")[0]) - 1
            sits = sorted(name for name, path in door.items() if path[place] == number)
            assert [name for name in sits if name not in hosts] == people
    cards = docx.Document(io.BytesIO(read(f"{cafe}/cards.docx?lang={language}")))
    text = "\n".join(
        cell.text for table in cards.tables for row in table.rows for cell in row.cells
    )
    for head, people in sheets["1"]["rounds"].items():
        assert head in text
        assert [name for name in people if name not in text] == []


@LANGUAGES
def test_people_and_things_are_counted_once(demo: Flask, read: Read, language: str) -> None:
    guide = read(f"guide.docx?lang={language}")
    known = cafe_tables(guide, language)
    assert sum(int(seats) for _host, seats in known.values()) == 110
    heads = {"en": ("Ready", "Material"), "sq": ("Gati", "Materiali")}[language]
    (listed,) = with_heads(guide, *heads)
    with demo.app_context():
        spoken = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        own = spoken.language
    if language == own:
        book = openpyxl.load_workbook(io.BytesIO(read("agenda/shopping.xlsx")))
        sheet = {
            str(row[0]): (str(row[1] or ""), str(row[2] or ""))
            for row in book.active.iter_rows(min_row=4, values_only=True)
        }
        assert {row[1]: (row[2], row[3]) for row in listed} == sheet


def test_groups_are_called_the_same_and_in_the_same_room_on_every_paper(
    demo: Flask, read: Read
) -> None:
    with demo.app_context():
        key = db.session.scalar(
            sa.select(Step.id)
            .join(Event, Event.id == Step.event_id)
            .where(Event.slug == "annual-next", Step.technique == "working-groups-by-county")
        )
    page = html.fromstring(read(f"cafe/{key}/print/cards?lang=en"))
    text = " ".join(page.text_content().split())
    (listed,) = with_heads(read("guide.docx?lang=en"), "Group", "Name")
    called = [row[1] for row in listed]
    assert (len(called), "–" in called, "Tiranë · Dhoma 2" in called) == (12, False, True)
    assert [f"Group {number} {name}" in text for number, name in enumerate(called, 1)] == [
        True
    ] * 12
    where = {str(number): name.split(" · ")[-1] for number, name in enumerate(called, 1)}
    assert {
        room: len([one for one in where.values() if one == room]) for room in where.values()
    } == {
        "Dhoma 1": 3,
        "Dhoma 2": 6,
        "Dhoma 3": 1,
        "Dhoma 4": 2,
    }
    plan = html.fromstring(read(f"cafe/{key}/print/room?lang=en"))
    drawn = {
        number.text: part.find(".//h1").text.split(" · ")[-1]
        for part in plan.iter("section")
        for number in part.iter("text")
        if number.get("class") == "number"
    }
    assert drawn == where
    slips = html.fromstring(read(f"cafe/{key}/print/slips?lang=en"))
    said = [[part.text for part in one.iter("b")] for one in slips.iter("article")]
    assert len(said) == 78
    assert [where[one[0].removeprefix("Group ")] for one in said] == [one[-1] for one in said]


@pytest.mark.both_databases
def test_staff_read_the_person_that_the_checklist_has(demo: Flask, read: Read) -> None:
    with demo.app_context():
        rows = db.session.execute(
            sa.select(Task.title, User.name, TaskRole.name)
            .join(Event, Event.id == Task.event_id)
            .outerjoin(Member, Member.id == Task.owner_id)
            .outerjoin(User, User.id == Member.user_id)
            .outerjoin(TaskRole, TaskRole.id == Task.role_id)
            .where(Event.slug == "annual-next")
        )
        whose = {title.en: who or role.en for title, who, role in rows}
    (listed,) = with_heads(read("guide.docx?for=staff&lang=en"), "", "By", "Task", "Who")
    assert [(row[2], row[3]) for row in listed] == [(row[2], whose[row[2]]) for row in listed]
    assert len({row[3] for row in listed}) > 3
