"""The harvest for the team: reading, writing, the tables' addresses, paper, the wall."""

import io

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.actions import remove_table
from facilitate.cafe.models import CafeNote, CafeTable
from facilitate.data.db import db

from ...scenes import keep_scene
from ...statements import count_statements

pytestmark = pytest.mark.both_databases
PAGES = [
    "",
    "?by=question",
    "?by=objective&round=2&table=7&question=0&objective=9",
    "?by=x&table=x&question=99",
    "/print",
    "/print?by=table&lang=en",
    ".docx",
    ".docx?by=table&lang=en",
    "/wall",
    "/wall?at=2&by=question",
    "/wall?at=99",
    "/wall?at=x",
]


@pytest.fixture
@keep_scene
def said(client: FlaskClient, tokens: list[str]) -> None:
    """Table 1 has written in two rounds, table 2 in one."""
    rows = [
        (0, 1, "Two people for each task"),
        (0, 2, "A paper that says so"),
        (1, 1, "Ask in September <b>"),
    ]
    for table, number, text in rows:
        client.post(f"/cafe/table/{tokens[table]}", data={"round": number, "text": text})


@pytest.mark.one_database
def test_before_anything_is_written(organiser: FlaskClient, home: str) -> None:
    page = organiser.get(home)
    assert (page.status_code, "Nothing has been written yet." in page.text) == (200, True)


@pytest.mark.one_database
@pytest.mark.parametrize("path", PAGES)
def test_pages_open_with_and_without_key_points(
    organiser: FlaskClient, home: str, tokens, path: str
) -> None:
    assert organiser.get(home + path).status_code == 200
    organiser.post(f"/cafe/table/{tokens[0]}", data={"round": 1, "text": "One"})
    assert organiser.get(home + path).status_code == 200


def test_a_cafe_nobody_has_touched(organiser: FlaskClient, steps) -> None:
    page = organiser.get(f"/events/spring/cafe/{steps['A second café']}/harvest")
    assert (page.status_code, "Set up the tables first" in page.text) == (200, True)


@pytest.mark.one_database
def test_it_opens_with_who_has_written(organiser: FlaskClient, home: str, said) -> None:
    page = organiser.get(home).text
    assert "3 key points from 2 tables." in page
    assert "Round 1: 2 of 3 tables have written; not yet: 3." in page
    assert "Round 2: 1 of 3 tables has written; not yet: 2, 3." in page
    assert "Round 3:" not in page
    assert "Ask in September &lt;b&gt;" in page


@pytest.mark.one_database
def test_narrowed(organiser: FlaskClient, home: str, said, tables) -> None:
    def shown(path: str) -> list[bool]:
        page = organiser.get(home + path).text
        return [
            text in page
            for text in ("Two people for each task", "A paper that says so", "Ask in September")
        ]

    assert shown("?round=1") == [True, False, True]
    assert shown(f"?table={tables[0]}") == [True, True, False]
    assert shown("?question=1") == [False, False, True]
    assert shown("?objective=99") == [False, False, False]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "reads", "writes", "addresses", "renews"),
    [
        ("organiser", 200, 302, 200, 302),
        ("lead_facilitator", 200, 302, 200, 302),
        ("facilitator", 200, 302, 200, 403),
        ("note_taker", 200, 302, 200, 403),
        ("staff", 200, 302, 200, 403),
        ("viewer", 200, 403, 403, 403),
        ("stranger", 404, 404, 404, 404),
    ],
)
def test_for_whom(
    sign_in, home: str, said, kept, tables, tokens, name, reads, writes, addresses, renews
) -> None:
    browser, note = sign_in(name), kept()[0].id
    for path in ("", "/print", ".docx", "/wall"):
        assert browser.get(home + path).status_code == reads
    assert (
        browser.post(home, data={"table": tables[2], "round": 1, "text": "Typed"}).status_code
        == writes
    )
    assert (
        browser.post(f"{home}/{note}", data={"text": "Other", "version": "1"}).status_code == writes
    )
    for what in ("up", "remove", "back"):
        assert browser.post(f"{home}/{note}/{what}").status_code == writes
    assert browser.get(f"{home}/{note}").status_code == addresses
    assert browser.get(f"{home}/tables").status_code == addresses
    assert browser.get(f"{home}/tables/{tables[0]}/qr.svg").status_code == addresses
    assert browser.post(f"{home}/tables/{tables[0]}/renew").status_code == renews
    if reads == 200:  # whoever may not write does not learn where one writes
        assert (tokens[1] in browser.get(home).text, "/back" in browser.get(home).text) == (
            False,
            False,
        )


def test_nobody_signed_in(client: FlaskClient, home: str) -> None:
    assert client.get(home).status_code == 302


@pytest.mark.one_database
def test_wrong_numbers(organiser: FlaskClient, home: str, said, kept, steps, tables) -> None:
    note, other = kept()[0].id, f"/events/spring/cafe/{steps['A second café']}/harvest"
    talk = f"/events/spring/cafe/{steps['Opening']}/harvest"
    for path in (
        talk,
        f"{home}/99999",
        f"{other}/{note}",
        f"{other}/tables/{tables[0]}/qr.svg",
        "/events/winter/cafe/1/harvest",
        f"{talk}/print",
    ):
        assert organiser.get(path).status_code == 404
    assert organiser.post(f"{other}/{note}/remove").status_code == 404
    assert organiser.post(f"{other}/tables/{tables[0]}/renew").status_code == 404
    assert organiser.post(other, data={"text": "x"}).status_code == 422
    assert organiser.get(f"{home}/{note}/remove").status_code == 405
    assert organiser.get(f"{home}/tables/{tables[0]}/renew").status_code == 405


def test_the_team_writes_too(
    organiser: FlaskClient, home: str, tables, kept, app: Flask, cast
) -> None:
    for _tap in range(2):
        answer = organiser.post(
            home, data={"table": tables[1], "round": 2, "text": "From paper", "key": "a"}
        )
    assert answer.headers["Location"] == f"{home}?table={tables[1]}&round=2"
    assert [(one.number, one.round, one.text, one.question.en) for one in kept()] == [
        (2, 2, "From paper", "Who pays?")
    ]
    with app.app_context():
        assert db.session.scalars(sa.select(CafeNote.user_id)).all() == [cast.users["organiser"]]
    for wrong in (
        {"table": 99999},
        {"round": 0},
        {"round": 4},
        {"text": ""},
        {"text": "x" * 601},
        {"table": ""},
    ):
        answer = organiser.post(
            home, data={"table": tables[1], "round": 2, "text": "Kept here", **wrong}
        )
        assert answer.status_code == 422
    assert len(kept()) == 1


def test_two_of_the_team_change_one_point(
    organiser: FlaskClient, sign_in, home: str, said, kept
) -> None:
    note = f"{home}/{kept()[0].id}"
    assert organiser.post(note, data={"text": "Mine", "version": "1"}).status_code == 302
    clash = sign_in("note_taker").post(note, data={"text": "Yours", "version": "1"})
    assert (clash.status_code, "Mine" in clash.text, "Yours" in clash.text) == (409, True, True)
    assert organiser.post(note, data={"text": "", "version": "2"}).status_code == 422


@pytest.mark.one_database
def test_taken_out_with_a_way_back(organiser: FlaskClient, home: str, said, kept) -> None:
    note = kept()[0].id
    page = organiser.post(f"{home}/{note}/remove", follow_redirects=True).text
    assert ("2 key points from 2 tables." in page, f"{home}/{note}/back" in page) == (True, True)
    organiser.post(f"{home}/{note}/back")
    assert len(kept()) == 3


def test_notes_stay_when_their_table_goes(
    app: Flask, organiser: FlaskClient, home: str, said, tables, kept
) -> None:
    with app.app_context():
        remove_table(db.session.get_one(CafeTable, tables[0]))
        db.session.commit()
    assert [(one.number, one.there, one.text) for one in kept()] == [
        (1, True, "Ask in September <b>"),
        (1, False, "Two people for each task"),
        (1, False, "A paper that says so"),
    ]
    page = organiser.get(home).text
    assert ("Table 1, since removed" in page, "How do we keep people?" in page) == (True, True)
    assert "Round 1: 1 of 2 tables has written; not yet: 2." in page
    assert organiser.post(f"{home}/{kept()[2].id}/up").status_code == 302


def test_a_new_address(
    organiser: FlaskClient, client: FlaskClient, home: str, said, tables, tokens, app: Flask, kept
) -> None:
    page = organiser.post(f"{home}/tables/{tables[0]}/renew", follow_redirects=True).text
    assert "Table 1 has a new address" in page
    assert client.get(f"/cafe/table/{tokens[0]}").status_code == 404
    with app.app_context():
        token = db.session.get_one(CafeTable, tables[0]).token
    assert "Two people for each task" in client.get(f"/cafe/table/{token}").text
    assert f"/cafe/table/{token}" in page
    assert len(kept()) == 3


def test_the_code_leads_to_the_table(organiser: FlaskClient, home: str, tables) -> None:
    answer = organiser.get(f"{home}/tables/{tables[0]}/qr.svg")
    assert (answer.mimetype, b"<svg" in answer.data) == ("image/svg+xml", True)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("by", "heads"),
    [
        ("table", ["Table 1", "Table 2"]),
        ("question", ["How do we keep people?", "Who pays?"]),
        ("objective", ["Without an objective"]),
    ],
)
def test_word(organiser: FlaskClient, home: str, said, by: str, heads: list[str]) -> None:
    answer = organiser.get(f"{home}.docx?lang=en&by={by}")
    assert "harvest-spring-en.docx" in answer.headers["Content-Disposition"]
    paragraphs = docx.Document(io.BytesIO(answer.data)).paragraphs
    assert [one.text for one in paragraphs if one.style.name == "Heading 2"] == heads
    assert [one.text for one in paragraphs if one.style.name == "Title"] == ["Harvest: What lasts"]
    where = (
        ["", "", ""]
        if by == "table"
        else [" (Table 1, round 1)", " (Table 1, round 2)", " (Table 2, round 1)"]
    )
    points = [one.text for one in paragraphs if one.style.name == "List Bullet"]
    lines = ["Two people for each task", "A paper that says so", "Ask in September <b>"]
    assert sorted(points) == sorted(text + place for text, place in zip(lines, where, strict=True))


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/print", ".docx", "/wall"])
def test_what_leaves_the_house_speaks_the_event_s_language(
    organiser: FlaskClient, home: str, said, path: str
) -> None:
    def text(address: str) -> str:
        answer = organiser.get(address)
        if path != ".docx":
            return answer.text
        return "\n".join(one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs)

    assert "Si i mbajmë njerëzit?" in text(f"{home}{path}?by=question")
    assert "How do we keep people?" in text(f"{home}{path}?by=question&lang=en")


@pytest.mark.one_database
def test_the_wall_turns_its_pages(organiser: FlaskClient, home: str, said) -> None:
    first = organiser.get(f"{home}/wall?lang=en").text
    assert ("Two people for each task" in first, "Ask in September" in first, "at=2" in first) == (
        True,
        False,
        True,
    )
    second = organiser.get(f"{home}/wall?lang=en&at=2").text
    assert ("Ask in September" in second, 'rel="next"' in second, "at=1" in second) == (
        True,
        False,
        True,
    )


@pytest.mark.one_database
def test_the_same_statements_whatever_the_size(
    organiser: FlaskClient, home: str, people, tokens
) -> None:
    counts = []
    for number in (1, 3):
        for text in range(number):
            organiser.post(
                f"/cafe/table/{tokens[text]}", data={"round": 1, "text": f"{number}-{text}"}
            )
        with count_statements() as sent:
            organiser.get(home)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 16
