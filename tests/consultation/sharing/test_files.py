"""The Excel and the Word file, reopened: what is in them, and no small number anywhere."""

import io
import time
from collections import Counter
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.consultation.models import Answer, Coding, Questionnaire, Reply
from facilitate.db import db
from facilitate.events.models import Event

from ..large import fill_large
from .conftest import Told

pytestmark = pytest.mark.both_databases

BOOK = "/events/spring/consultation.xlsx"
WORD = "/events/spring/consultation/what-you-told-us.docx"
MATRICES = ("Themes by sector", "Themes by county", "Choices", "Themes")


def book(client: FlaskClient, lang: str = "en") -> Any:
    page = client.get(f"{BOOK}?lang={lang}")
    assert page.status_code == 200
    return load_workbook(io.BytesIO(page.data))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    """The rows below the heading."""
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_the_sheets_in_both_languages(organiser: FlaskClient, told: Told) -> None:
    names = [
        "About",
        "Answers",
        "Passages",
        "Themes",
        "Themes by sector",
        "Themes by county",
        "Choices",
        "Objectives",
    ]
    assert book(organiser).sheetnames == names
    assert len(set(book(organiser, "sq").sheetnames)) == 8
    assert len(organiser.get(f"{BOOK}?lang=xx").data) > 0


def test_no_number_of_one_or_two_people_is_in_any_table(organiser: FlaskClient, told: Told) -> None:
    """The one test that proves it for the file: each number cell of each table stands for people."""
    file = book(organiser)
    numbers = [
        value
        for name in MATRICES
        for row in file[name].iter_rows(values_only=True)
        for value in row
        if isinstance(value, int | float)
    ]
    assert len(numbers) > 60
    assert [number for number in numbers if 0 < number < 3] == []
    hidden = [
        value for row in file["Themes by sector"].iter_rows(values_only=True) for value in row if value == "*"
    ]
    assert len(hidden) > 3


def test_nothing_left_out_by_sector_can_be_worked_out(organiser: FlaskClient, told: Told) -> None:
    for theme, *cells, total in rows(book(organiser)["Themes by sector"])[:13]:
        hidden = [value for value in cells if value == "*"]
        if hidden and theme and total != "*":
            left = total - sum(value for value in cells if value != "*")
            assert len(hidden) > 1
            assert left > len(hidden)


def test_the_chart_is_native_and_stacks_every_sector(organiser: FlaskClient, told: Told) -> None:
    sheet = book(organiser)["Themes by sector"]
    (chart,) = sheet._charts
    assert (chart.grouping, len(chart.series)) == ("stacked", 6)
    assert chart.series[0].graphicalProperties.solidFill.srgbClr == "1F5FA8"


def test_every_answer_is_a_row_and_at_least_three_look_alike(organiser: FlaskClient, told: Told) -> None:
    sheet = book(organiser)["Answers"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == ["No.", "Day", "Sector", "County"]
    assert heads[4:] == [
        "What do you want to do?",
        "To learn?",
        *(f"About {kind}" for kind in ("single", "multiple", "scale", "ranking")),
    ]
    found = rows(sheet)
    assert len(found) == 39
    looks = Counter((sector, county) for _no, _day, sector, county, *_said in found)
    assert min(looks.values()) >= 3
    assert "Media" not in {sector for sector, _county in looks}
    assert found[0][6] in ("Way 0", "Way 1", "Way 2")
    assert found[0][9].startswith("1. Way")


def test_fewer_than_three_anonymous_answers_are_not_listed(
    app: Flask, organiser: FlaskClient, answered
) -> None:
    answered("donor", "Only me")
    answered("donor", "And me")
    assert rows(book(organiser)["Answers"]) == []
    answered("media", "Three of us")
    assert [row[2:4] for row in rows(book(organiser)["Answers"])] == [("–", "–")] * 3
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.commit()
    assert "Mira Kodra" not in str(rows(book(organiser)["Answers"]))


def test_named_answers_carry_their_names(app: Flask, organiser: FlaskClient, answered) -> None:
    answered("donor", "=Only me", county="fier")
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    (row,) = rows(book(organiser)["Answers"])
    assert row[2:7] == ("Donor", "Fier", "Mira Kodra", "Vatra", "=Only me")


def test_passages_carry_theme_side_and_coder_but_no_answer(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    sheet = book(organiser)["Passages"]
    assert [cell.value for cell in sheet[1]] == ["Theme", "Passage", "For or against", "Question", "Coded by"]
    found = rows(sheet)
    with app.app_context():
        assert len(found) == db.session.scalar(sa.select(sa.func.count()).select_from(Coding))
        texts = " ".join(db.session.scalars(sa.select(Reply.text)))
    assert all(passage in texts for _theme, passage, *_more in found)
    assert {side for _theme, _passage, side, *_more in found} == {"for it", "against it"}


def test_objectives_with_status_and_source(organiser: FlaskClient, told: Told) -> None:
    found = rows(book(organiser)["Objectives"])
    assert [(row[0], row[1], row[3], row[6]) for row in found] == [
        ("O1", "Reach agreed", "agreed", "Keep trained people in post"),
        ("O2", "Reach proposed", "proposed", "One contact list that is true"),
        ("O3", "Reach idea", "idea", "Schools see it first"),
    ]
    assert all(" of 39 answers" in row[5] for row in found)


def test_a_large_file_is_quick(app: Flask, cast, organiser: FlaskClient) -> None:
    """Measured 0.45 s on two cores."""
    with app.app_context():
        fill_large(db.session.get_one(Event, cast.event_id))
        db.session.commit()
    before = time.process_time()
    file = book(organiser)
    assert time.process_time() - before < 4.5  # reopening it takes longer than writing it
    assert len(rows(file["Passages"])) == 6000


def words_of(client: FlaskClient, lang: str) -> tuple[list[str], list[list[list[str]]]]:
    """The paragraphs of the Word file, and its tables."""
    page = client.get(f"{WORD}?lang={lang}")
    assert page.status_code == 200
    document = docx.Document(io.BytesIO(page.data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [one.text for one in document.paragraphs], tables


def test_the_word_file_in_english(organiser: FlaskClient, told: Told) -> None:
    texts, (who, themes, *results, aims) = words_of(organiser, "en")
    assert texts[:3] == [
        "Spring conference",
        "What you told us and what we make of it",
        "18–19 March 2027 · Pallati i Kongreseve, Tiranë",
    ]
    assert "You want people who stay." in texts
    assert who[1:] == [
        ["G", "Central government", "9"], ["L", "Local government", "12"], ["C", "Civil society", "12"],
        ["D", "Donor", "3"], ["M", "Media", "*"], ["O", "Other", "*"], ["", "All", "39"],
    ]  # fmt: skip
    assert themes[0] == ["Theme", "G", "L", "C", "D", "M", "O", "All"]
    assert len(themes) == 13
    assert len(results) == 4
    assert [row[0] for row in aims[1:]] == ["O1", "O2"]
    numbers = [cell for table in (who, themes, *results) for row in table for cell in row[1:]]
    assert {"1", "2"} & set(numbers) == set()


def test_the_word_file_in_albanian_and_in_the_events_language(organiser: FlaskClient, told: Told) -> None:
    texts, _tables = words_of(organiser, "sq")
    assert "Ju doni njerëz që qëndrojnë." in texts
    assert words_of(organiser, "") == words_of(organiser, "sq")
