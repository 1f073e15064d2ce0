"""The Excel and the Word file, reopened: what is in them, and no small number anywhere."""

import io
import time
from collections import defaultdict
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.consultation.models import Answer, Coding, Passage, Questionnaire, Theme
from facilitate.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words

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
    for theme, *cells, rest, total in rows(book(organiser)["Themes by sector"])[:13]:
        hidden = [value for value in cells if value == "*"]
        if hidden and theme and total != "*":
            assert rest == total - sum(value for value in cells if value != "*")
            assert len(hidden) > 1
            assert rest > len(hidden)


def spoken_of(file: Any) -> dict[str, set[int]]:
    """What somebody finds who joins "Passages" with "Answers": the answers (their numbers) that speak of each theme."""
    numbers = {number for number, *_said in rows(file["Answers"])}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for theme, _text, _side, _question, _coder, answer, *_places in rows(file["Passages"]):
        found[theme] |= {answer} & numbers
    return found


def possible(cells: list[Any], people: int) -> list[set[int]]:
    """The numbers each cell of a row may stand for, to somebody who knows how many people the row stands for.

    A row that is all stars says nothing of its zeros; in any other, a star stands for one at least.
    """
    hidden = [place for place, value in enumerate(cells) if value == "*"]
    least = 0 if len(hidden) == len(cells) else 1
    left = people - sum(value for value in cells if value != "*")
    most = left - least * (len(hidden) - 1)
    return [set(range(least, most + 1)) if place in hidden else {value} for place, value in enumerate(cells)]


def small_ones_known(file: Any) -> list[tuple[str, int, int]]:
    """The sheet, row and column of every cell of one or two people whose number can be worked out."""
    answers = spoken_of(file)
    found = []
    for name, more in (("Themes by sector", 2), ("Themes by county", 0)):
        for at, (theme, *cells) in enumerate(rows(file[name])):
            if theme in answers:
                each = possible(cells[: len(cells) - more], len(answers[theme]))
                found += [(name, at, place) for place, some in enumerate(each) if some in ({1}, {2})]
    return found


def test_answers_joined_with_passages_tell_no_small_group_of_a_sector_or_county(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    """Row by row, knowing who speaks of what. (A solver that takes all rows together finds more: the file says so.)"""
    file = book(organiser)
    heads = [cell.value for cell in file["Answers"][1]]
    assert heads[:2] == ["No.", "Day"]
    assert {"Sector", "County"} & set(heads) == set()
    with app.app_context():
        names = [*db.session.scalars(sa.select(Sector.name)), *db.session.scalars(sa.select(County.name))]
        names = [str(getattr(name, "en", name)) for name in names]
    for sheet in ("Answers", "Passages"):
        assert {value for row in rows(file[sheet]) for value in row} & set(names) == set()
    assert len(spoken_of(file)) == 12
    assert small_ones_known(file) == []


@pytest.mark.parametrize(
    "sectors", [["donor"], ["donor", "media"], ["donor", "media", "business"], ["donor", "donor"]]
)
def test_nor_do_themes_that_few_spoke_of(organiser: FlaskClient, answered, sectors: list[str]) -> None:
    """How many they are can be counted in the passages, so nothing else may be known of them."""
    for at in range(9):
        answered(("donor", "media", "business")[at % 3], "Many", "Common", county="fier" if at % 2 else None)
    counties = ["kukes", "fier", "berat"]
    for sector, county in zip(sectors, counties, strict=False):
        answered(sector, "Few", "Rare", county=county)
    file = book(organiser)
    assert len(spoken_of(file)["Rare"]) == len(sectors)
    assert small_ones_known(file) == []
    rare = {name: row for name in MATRICES[:2] for row in rows(file[name]) if row[0] == "Rare"}
    assert {value for row in rare.values() for value in row[1:]} == {"*"}


def test_where_everybody_is_the_only_one_of_a_sector_no_answer_is_listed(
    organiser: FlaskClient, answered
) -> None:
    for sector in ("donor", "media", "business", "academia"):
        answered(sector, "Alone", "Theme")
    file = book(organiser)
    assert [rows(file[name]) for name in ("Answers", "Passages")] == [[], []]


def test_all_counties_have_a_column_so_that_it_tells_nothing(organiser: FlaskClient, answered) -> None:
    for county in ("kukes", "fier", "berat"):
        answered("donor", "Alone", "Theme", county=county)
    heads = [cell.value for cell in book(organiser)["Themes by county"][1]]
    assert len(heads) == 1 + 12 + 1
    assert heads[-1] == "Not said"


def test_the_chart_is_native_and_its_bars_are_as_long_as_all(organiser: FlaskClient, told: Told) -> None:
    sheet = book(organiser)["Themes by sector"]
    (chart,) = sheet._charts
    assert (chart.grouping, len(chart.series)) == ("stacked", 7)
    assert chart.series[0].graphicalProperties.solidFill.srgbClr == "1F5FA8"
    assert chart.series[6].tx.strRef.f == "'Themes by sector'!H1"
    assert [cell.value for cell in sheet[1]][-2:] == ["Not shown", "All"]
    for _theme, *cells, total in rows(sheet)[:13]:
        assert sum(value for value in cells if value != "*") == total


def test_where_all_is_not_shown_neither_is_the_rest(organiser: FlaskClient, answered) -> None:
    answered("donor", "Few", "Rare")
    assert rows(book(organiser)["Themes by sector"])[0] == ("Rare", "*", "*", "*")


def test_every_answer_is_a_row(organiser: FlaskClient, told: Told) -> None:
    sheet = book(organiser)["Answers"]
    assert [cell.value for cell in sheet[1]] == [
        "No.",
        "Day",
        "What do you want to do?",
        "To learn?",
        *(f"About {kind}" for kind in ("single", "multiple", "scale", "ranking")),
    ]
    found = rows(sheet)
    assert [row[0] for row in found] == list(range(1, 40))
    assert found[0][4] in ("Way 0", "Way 1", "Way 2")
    assert found[0][7].startswith("1. Way")


def test_fewer_than_three_anonymous_answers_are_not_listed(
    app: Flask, organiser: FlaskClient, answered
) -> None:
    answered("donor", "Only me", "Theme")
    answered("donor", "And me", "Theme")
    assert [rows(book(organiser)[name]) for name in ("Answers", "Passages")] == [[], []]
    answered("donor", "Three of us")
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.commit()
    found = rows(book(organiser)["Answers"])
    assert sorted(row[2] for row in found) == ["And me", "Only me", "Three of us"]
    assert "Mira Kodra" not in str(found)


def test_named_answers_carry_their_names_sector_and_county(
    app: Flask, organiser: FlaskClient, answered
) -> None:
    answered("donor", "=Only me", county="fier")
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    file = book(organiser)
    assert [cell.value for cell in file["Answers"][1]][:6] == [
        "No.", "Day", "Name", "Organisation", "Sector", "County"
    ]  # fmt: skip
    (row,) = rows(file["Answers"])
    assert row[2:7] == ("Mira Kodra", "Vatra", "Donor", "Fier", "=Only me")
    assert any("with organisation, sector and county" in str(row) for row in rows(file["About"]))


def test_passages_carry_theme_side_coder_and_their_place(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    file = book(organiser)
    heads = [cell.value for cell in file["Passages"][1]]
    assert heads == ["Theme", "Passage", "For or against", "Question", "Coded by", "Answer", "From", "To"]
    found = rows(file["Passages"])
    with app.app_context():
        assert len(found) == db.session.scalar(sa.select(sa.func.count()).select_from(Coding))
    columns = [cell.value for cell in file["Answers"][1]]
    answers = {row[0]: dict(zip(columns, row, strict=True)) for row in rows(file["Answers"])}
    for _theme, passage, _side, question, _coder, answer, first, last in found:
        assert answers[answer][question][first - 1 : last] == passage
    assert {side for _theme, _passage, side, *_more in found} == {"for it", "against it"}


def test_the_place_of_a_passage_is_that_of_its_words(app: Flask, organiser: FlaskClient, answered) -> None:
    for _one in range(3):
        reply = answered("donor", "First 🙂, then money.")
    with app.test_request_context():
        theme = Theme(event_id=db.session.scalars(sa.select(Event.id)).one(), position=1, name=Words("Money"))
        db.session.add_all([theme, passage := Passage(reply_id=reply, start=8, end=19)])
        db.session.flush()
        db.session.add(Coding(passage_id=passage.id, theme_id=theme.id))
        db.session.commit()
    (row,) = rows(book(organiser)["Passages"])
    assert (row[1], *row[6:]) == ("then money", 10, 19)


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
